package io.penstock.deploy.load;

import static io.penstock.model.WmsEvent.Type.ACCEPTED;
import static io.penstock.model.WmsEvent.Type.CANCELLED;
import static io.penstock.model.WmsEvent.Type.CANCEL_FAILED;
import static io.penstock.model.WmsEvent.Type.PICKED;
import static io.penstock.model.WmsEvent.Type.REJECTED;
import static io.penstock.model.WmsEvent.Type.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.WmsEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryDeskTest {

  private static final Duration HANDLING = Duration.ofSeconds(3);
  private static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");
  private static final Instant LATER = NOON.plus(HANDLING);

  private final DeliveryDesk desk = new DeliveryDesk(HANDLING);
  private final List<WmsEvent> said = new ArrayList<>();
  private final int plain = Deliveries.plain();
  private final int fast = Deliveries.such(WarehouseAnswers::picksAtOnce);
  private final int refused = Deliveries.such(WarehouseAnswers::refuses);

  @Test
  void aDeliveryIsAcceptedPickedAndShippedOnceHandled() {
    desk.take(10, Deliveries.create(plain), NOON, said::add);
    desk.ship(LATER.minusMillis(1), said::add);
    assertThat(said).extracting(WmsEvent::type).containsExactly(ACCEPTED, PICKED);

    desk.ship(LATER, said::add);
    desk.ship(LATER.plus(HANDLING), said::add);
    assertThat(said).extracting(WmsEvent::type).containsExactly(ACCEPTED, PICKED, SHIPPED);
  }

  @Test
  void whatIsCancelledInTimeNeverLeaves() {
    desk.take(10, Deliveries.create(plain), NOON, said::add);
    desk.take(11, Deliveries.cancel(plain), NOON, said::add);
    desk.ship(LATER, said::add);
    assertThat(said).extracting(WmsEvent::type).containsExactly(ACCEPTED, PICKED, CANCELLED);
  }

  @Test
  void whatLeftCannotBeCancelled() {
    desk.take(10, Deliveries.create(plain), NOON, said::add);
    desk.ship(LATER, said::add);
    desk.take(11, Deliveries.cancel(plain), LATER, said::add);
    assertThat(said)
        .extracting(WmsEvent::type)
        .containsExactly(ACCEPTED, PICKED, SHIPPED, CANCEL_FAILED);
  }

  @Test
  void whatIsPickedAtOnceLeavesAlthoughItIsCancelled() {
    desk.take(10, Deliveries.create(fast), NOON, said::add);
    desk.take(11, Deliveries.cancel(fast), NOON, said::add);
    desk.ship(LATER, said::add);
    assertThat(said)
        .extracting(WmsEvent::type)
        .containsExactly(ACCEPTED, PICKED, CANCEL_FAILED, SHIPPED);
  }

  @Test
  void whatIsRefusedNeverLeavesAndCancellingItSucceeds() {
    desk.take(10, Deliveries.create(refused), NOON, said::add);
    desk.take(11, Deliveries.cancel(refused), NOON, said::add);
    desk.ship(LATER, said::add);
    assertThat(said).extracting(WmsEvent::type).containsExactly(REJECTED, CANCELLED);
  }

  @Test
  void answersAreTheSameWheneverTheDeliveryIsReadAgain() {
    desk.take(10, Deliveries.create(plain), NOON, said::add);
    desk.ship(LATER, said::add);

    List<WmsEvent> again = new ArrayList<>();
    DeliveryDesk other = new DeliveryDesk(HANDLING);
    other.take(99, Deliveries.create(plain), LATER, again::add);
    other.ship(LATER.plus(HANDLING), again::add);
    assertThat(again).isEqualTo(said);
  }

  @Test
  void theOldestDeliveryThatIsStillHereTellsFromWhereToReadAgain() {
    int next =
        Deliveries.such(one -> Deliveries.isPlain(one) && !one.equals(Deliveries.create(plain)));
    assertThat(desk.firstOpen(10)).isEqualTo(10);
    desk.take(10, Deliveries.create(plain), NOON, said::add);
    desk.take(11, Deliveries.create(next), NOON.plusMillis(1), said::add);
    assertThat(desk.firstOpen(12)).isEqualTo(10);

    desk.ship(LATER, said::add);
    assertThat(desk.firstOpen(12)).isEqualTo(11);

    desk.take(12, Deliveries.cancel(next), LATER, said::add);
    assertThat(desk.firstOpen(13)).isEqualTo(13);
  }

  @Test
  void aRepeatedDeliveryIsShippedOnceAndDoesNotHideAnOlderOne() {
    int next =
        Deliveries.such(one -> Deliveries.isPlain(one) && !one.equals(Deliveries.create(plain)));
    desk.take(10, Deliveries.create(plain), NOON, said::add);
    desk.take(11, Deliveries.create(next), NOON, said::add);
    desk.take(12, Deliveries.create(plain), NOON.plusMillis(1), said::add);
    assertThat(desk.firstOpen(13)).isEqualTo(10);

    desk.ship(LATER, said::add);
    assertThat(said).filteredOn(answer -> answer.type() == SHIPPED).hasSize(2);
    assertThat(desk.firstOpen(13)).isEqualTo(13);
  }

  @Test
  void aDeskThatIsReadAgainSaysTheSameWhereverItWasLeft() {
    List<Delivery> instructions = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      instructions.add(Deliveries.create(number));
      if (number >= 5 && number % 3 == 0) {
        instructions.add(Deliveries.cancel(number - number % 5));
      }
    }
    List<WmsEvent> whole = saidOf(instructions, -1);
    assertThat(whole).extracting(WmsEvent::type).contains(SHIPPED, CANCELLED, CANCEL_FAILED);
    for (int left = 0; left <= instructions.size(); left++) {
      assertThat(saidOf(instructions, left)).as("left at %d", left).isEqualTo(whole);
    }
  }

  /** An instruction a second; before the one of offset {@code left} the desk is built anew. */
  private static List<WmsEvent> saidOf(List<Delivery> instructions, int left) {
    List<WmsEvent> said = new ArrayList<>();
    DeliveryDesk desk = new DeliveryDesk(HANDLING);
    for (int offset = 0; offset <= instructions.size(); offset++) {
      if (offset == left) {
        DeliveryDesk again = new DeliveryDesk(HANDLING);
        for (int old = (int) desk.firstOpen(offset); old < offset; old++) {
          again.take(old, instructions.get(old), NOON.plusSeconds(old), silent -> {});
        }
        desk = again;
      }
      if (offset < instructions.size()) {
        Instant now = NOON.plusSeconds(offset);
        desk.take(offset, instructions.get(offset), now, said::add);
        desk.ship(now, said::add);
      }
    }
    desk.ship(NOON.plusSeconds(instructions.size()).plus(HANDLING), said::add);
    return said;
  }
}
