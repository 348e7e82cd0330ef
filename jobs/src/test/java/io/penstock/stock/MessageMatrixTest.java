package io.penstock.stock;

import static io.penstock.stock.StockSamples.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.WmsEvent.Type;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Parcel.Status;
import io.penstock.state.StockInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each message of a warehouse does to a delivery of two units, wherever it stands. */
class MessageMatrixTest {

  /**
   * Where it stands; what comes, of one unit where parts are spoken of; what is told, or after
   * {@code !} why it is refused; and where it stands then, if elsewhere.
   */
  private static final String MATRIX =
      """
      REQUESTED                                    | ACCEPTED       | DELIVERY_ACCEPTED    | ACCEPTED
      ACCEPTED PICKED PACKED                       | ACCEPTED       | -                    |
      REQUESTED ACCEPTED                           | PICKED         | DELIVERY_PICKED      | PICKED
      PICKED PACKED                                | PICKED         | -                    |
      REQUESTED ACCEPTED PICKED                    | PACKED         | DELIVERY_PACKED      | PACKED
      PACKED                                       | PACKED         | -                    |
      CANCEL_REQUESTED SHIPPED SHORT               | ACCEPTED       | -                    |
      CANCELLED REJECTED                           | ACCEPTED       | -                    |
      CANCEL_REQUESTED SHIPPED SHORT               | PICKED         | -                    |
      CANCELLED REJECTED                           | PICKED         | -                    |
      CANCEL_REQUESTED SHIPPED SHORT               | PACKED         | -                    |
      CANCELLED REJECTED                           | PACKED         | -                    |
      REQUESTED ACCEPTED PICKED PACKED             | WEIGHED        | DELIVERY_WEIGHED     |
      CANCEL_REQUESTED SHIPPED                     | WEIGHED        | DELIVERY_WEIGHED     |
      SHORT CANCELLED REJECTED                     | WEIGHED        | -                    |
      REQUESTED ACCEPTED PICKED PACKED             | SHORT_PICK     | SHORT_PICKED         |
      CANCEL_REQUESTED                             | SHORT_PICK     | SHORT_PICKED         |
      SHIPPED SHORT CANCELLED REJECTED             | SHORT_PICK     | !NOT_OPEN            |
      REQUESTED ACCEPTED PICKED PACKED             | PARTLY_SHIPPED | PARTLY_SHIPPED       |
      CANCEL_REQUESTED CANCELLED                   | PARTLY_SHIPPED | SHIPPED_AFTER_CANCEL |
      SHORT REJECTED                               | PARTLY_SHIPPED | PARTLY_SHIPPED       |
      SHIPPED                                      | PARTLY_SHIPPED | !ALREADY_LEFT        |
      REQUESTED ACCEPTED PICKED PACKED             | SHIPPED        | SHIPPED              | SHIPPED
      CANCEL_REQUESTED CANCELLED                   | SHIPPED        | SHIPPED_AFTER_CANCEL | SHIPPED
      REJECTED                                     | SHIPPED        | SHIPPED              | SHIPPED
      SHORT                                        | SHIPPED        | !ALREADY_LEFT        |
      SHIPPED                                      | SHIPPED        | -                    |
      REQUESTED ACCEPTED PICKED PACKED             | REJECTED       | DELIVERY_REJECTED    | REJECTED
      CANCEL_REQUESTED                             | REJECTED       | DELIVERY_REJECTED    | REJECTED
      SHIPPED SHORT CANCELLED REJECTED             | REJECTED       | -                    |
      REQUESTED ACCEPTED PICKED PACKED             | CANCELLED      | !NOT_ASKED           |
      CANCEL_REQUESTED                             | CANCELLED      | CANCELLED            | CANCELLED
      SHIPPED SHORT CANCELLED REJECTED             | CANCELLED      | -                    |
      REQUESTED ACCEPTED PICKED PACKED             | CANCEL_FAILED  | -                    |
      CANCEL_REQUESTED                             | CANCEL_FAILED  | -                    | PICKED
      SHIPPED SHORT CANCELLED REJECTED             | CANCEL_FAILED  | -                    |
      REQUESTED ACCEPTED PICKED PACKED             | EXCEPTION      | DELIVERY_EXCEPTION   |
      CANCEL_REQUESTED SHIPPED SHORT               | EXCEPTION      | DELIVERY_EXCEPTION   |
      CANCELLED REJECTED                           | EXCEPTION      | DELIVERY_EXCEPTION   |
      """;

  private static final List<Status> NEVER_TOLD_OR_IN_COMPANY =
      List.of(Status.GATHERING, Status.ASSEMBLING, Status.WITHDRAWN, Status.RECALLED);

  private final PoolInMemory pool = new PoolInMemory("TEE");

  MessageMatrixTest() throws Exception {}

  static Stream<Arguments> matrix() {
    List<Arguments> cells = new ArrayList<>();
    for (String row : MATRIX.lines().toList()) {
      String[] columns = row.split("\\|", -1);
      Type message = Type.valueOf(columns[1].strip());
      for (String status : columns[0].strip().split(" ", -1)) {
        String then = columns[3].isBlank() ? status : columns[3].strip();
        Status before = Status.valueOf(status);
        cells.add(Arguments.of(before, message, columns[2].strip(), Status.valueOf(then)));
      }
    }
    return cells.stream();
  }

  @Test
  void everyMessageIsInTheMatrixOnceForEveryStatus() {
    Set<List<Object>> cells = new HashSet<>();
    matrix().forEach(cell -> cells.add(List.of(cell.get()[0], cell.get()[1])));
    int messages = Type.values().length - 5; // Those that tell of goods are of no delivery.
    int statuses = Status.values().length - NEVER_TOLD_OR_IN_COMPANY.size();

    assertThat(cells).hasSize(messages * statuses);
    assertThat(matrix()).hasSize(messages * statuses);
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void aMessageDoesWhatTheMatrixSays(Status before, Type message, String told, Status then)
      throws Exception {
    reach(before);
    assertThat(status()).isEqualTo(before);
    pool.forget();
    StockInput said = tell(message);

    String first = pool.events.isEmpty() ? "-" : pool.said.get(0).type().name();
    assertThat(pool.refused.isEmpty() ? first : "!" + pool.refused.get(0)).isEqualTo(told);
    assertThat(status()).isEqualTo(then);
    pool.forget();
    pool.wave(said);
    assertThat(pool.events).as("a repetition is no news").isEmpty();
    assertThat(pool.refused).isEmpty();
    assertThat(status()).isEqualTo(then);
  }

  private void reach(Status status) throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    switch (status) {
      case REQUESTED -> {}
      case ACCEPTED, PICKED, PACKED, SHIPPED, REJECTED -> tell(Type.valueOf(status.name()));
      case SHORT -> pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*2"));
      case CANCEL_REQUESTED -> pool.wave(Wish.of("1", "TEE*2").version(2).cancel());
      case CANCELLED -> {
        pool.wave(Wish.of("1", "TEE*2").version(2).cancel());
        tell(Type.CANCELLED);
      }
      case GATHERING, ASSEMBLING, WITHDRAWN, RECALLED ->
          throw new IllegalArgumentException("" + status);
    }
  }

  private StockInput tell(Type message) throws Exception {
    boolean ofUnits = message == Type.SHORT_PICK || message == Type.PARTLY_SHIPPED;
    StockInput said =
        ofUnits
            ? pool.answer(message, "east", "1#1.1", "TEE*1")
            : pool.answer(message, "east", "1#1.1");
    pool.wave(said);
    return said;
  }

  private Status status() {
    OrderLock lock = pool.locks.getOrDefault(SHOP + "1", pool.closed.get(SHOP + "1"));
    Parcel parcel = Objects.requireNonNull(lock).parcel(SHOP + "1#1.1");
    return Objects.requireNonNull(parcel).status();
  }
}
