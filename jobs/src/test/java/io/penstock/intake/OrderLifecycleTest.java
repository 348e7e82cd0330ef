package io.penstock.intake;

import static io.penstock.intake.Received.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.OrderVersion.Outcome;
import io.penstock.model.ReceivedOrder;
import io.penstock.state.KeptVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderLifecycleTest {

  private @Nullable KeptVersion kept;

  @Test
  void theFirstThatComesIsVersionOne() {
    assertThat(receive(version(OrderStatus.PAID, 0, 7)))
        .extracting(OrderVersion::outcome, OrderVersion::version)
        .containsExactly(Outcome.ACCEPTED, 1);
  }

  @Test
  void equalContentIsARepetitionWheneverItComes() {
    receive(version(OrderStatus.PAID, 0, 7));

    assertThat(receive(version(OrderStatus.PAID, 0, 7)))
        .extracting(OrderVersion::outcome, OrderVersion::version)
        .containsExactly(Outcome.REDELIVERED, 1);
    assertThat(receive(version(OrderStatus.SHIPPED, 9, 8)).version()).isEqualTo(2);
  }

  @Test
  void theLaterModifiedReplacesTheEarlierWhateverComesFirst() {
    receive(version(OrderStatus.SHIPPED, 5, 8));
    OrderVersion late = receive(version(OrderStatus.PAID, 4, 7));
    assertThat(late.outcome()).isEqualTo(Outcome.STALE);
    assertThat(late.version()).as("the one that stays").isEqualTo(1);
    assertThat(late.conflicting()).isFalse();

    assertThat(receive(version(OrderStatus.SHIPPED, 6, 9)))
        .extracting(OrderVersion::outcome, OrderVersion::version)
        .containsExactly(Outcome.ACCEPTED, 2);
  }

  @Test
  void withinOneSecondTheFurtherStatusIsTheNewer() {
    receive(version(OrderStatus.PAID, 0, 9));
    OrderVersion shipped = receive(version(OrderStatus.SHIPPED, 0, 1));
    assertThat(shipped.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(shipped.conflicting()).as("the status tells them apart").isFalse();

    assertThat(receive(version(OrderStatus.UNPAID, 0, 5)).outcome()).isEqualTo(Outcome.STALE);
  }

  @Test
  void ofTwoContentsThatNothingTellsApartTheSameOneStaysWhicheverComesFirst() {
    ReceivedOrder small = version(OrderStatus.PAID, 0, 7);
    ReceivedOrder large = version(OrderStatus.PAID, 0, -7);

    receive(small);
    OrderVersion second = receive(large);
    assertThat(second.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(second.conflicting()).isTrue();

    kept = null;
    receive(large);
    second = receive(small);
    assertThat(second.outcome()).isEqualTo(Outcome.STALE);
    assertThat(second.conflicting()).isTrue();
    assertThat(kept).extracting(KeptVersion::contentHash).isEqualTo(-7L);
  }

  @Test
  void aCancellationMayComeBeforeTheOrder() {
    receive(version(OrderStatus.CANCELLED, 5, 8));

    assertThat(receive(version(OrderStatus.PAID, 1, 7)).outcome()).isEqualTo(Outcome.STALE);
    assertThat(kept).extracting(KeptVersion::status).isEqualTo(OrderStatus.CANCELLED);
  }

  @Test
  void aCancelledOrderMayLiveAgain() {
    receive(version(OrderStatus.CANCELLED, 5, 8));
    OrderVersion alive = receive(version(OrderStatus.PAID, 6, 9));
    assertThat(alive.reopened()).isTrue();

    assertThat(receive(version(OrderStatus.PAID, 7, 10)).reopened()).isFalse();
    assertThat(receive(version(OrderStatus.CANCELLED, 8, 11)).reopened()).isFalse();
    assertThat(receive(version(OrderStatus.CANCELLED, 9, 12)).reopened()).isFalse();
  }

  @Test
  void whateverTheOrderOfArrivalTheSameVersionIsKeptInTheEnd() {
    Random dice = new Random(7);
    List<ReceivedOrder> versions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      OrderStatus status =
          List.of(OrderStatus.values()).get(dice.nextInt(OrderStatus.values().length));
      versions.add(version(status, dice.nextInt(3), dice.nextLong()));
    }
    versions.forEach(this::receive);
    KeptVersion expected = kept;
    for (int run = 0; run < 200; run++) {
      Collections.shuffle(versions, dice);
      kept = null;
      versions.forEach(this::receive);
      assertThat(kept).usingRecursiveComparison().ignoringFields("version").isEqualTo(expected);
    }
  }

  private OrderVersion receive(ReceivedOrder received) {
    OrderLifecycle.Decision decision = OrderLifecycle.receive(kept, received);
    kept = decision.kept();
    return decision.version();
  }
}
