package io.penstock.tracking;

import static io.penstock.model.OrderEvent.Status.ALLOCATED;
import static io.penstock.model.OrderEvent.Status.BACKORDERED;
import static io.penstock.model.OrderEvent.Status.CANCELLED;
import static io.penstock.model.OrderEvent.Status.CANCELLING;
import static io.penstock.model.OrderEvent.Status.HELD;
import static io.penstock.model.OrderEvent.Status.NEW;
import static io.penstock.model.OrderEvent.Status.PARTLY_SHIPPED;
import static io.penstock.model.OrderEvent.Status.PASSED;
import static io.penstock.model.OrderEvent.Status.REJECTED;
import static io.penstock.model.OrderEvent.Status.SHIPPED;
import static io.penstock.model.OrderEvent.Status.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent.Status;
import io.penstock.model.OrderEvent.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerStatusTest {

  private static final Set<Status> NOTHING_DONE_YET =
      EnumSet.of(NEW, WAITING, HELD, REJECTED, PASSED, CANCELLED);

  @Test
  void anUndisturbedOrderPassesThrough() {
    assertThat(
            standings(
                Type.RECEIVED,
                Type.WAITING,
                Type.RECEIVED,
                Type.PASSED,
                Type.BACKORDERED,
                Type.ALLOCATED,
                Type.DELIVERY_ACCEPTED,
                Type.DELIVERY_PICKED,
                Type.PARTLY_SHIPPED,
                Type.SHIPPED))
        .containsExactly(
            NEW,
            WAITING,
            WAITING,
            PASSED,
            BACKORDERED,
            ALLOCATED,
            ALLOCATED,
            ALLOCATED,
            PARTLY_SHIPPED,
            SHIPPED);
  }

  @Test
  void aCancelledOrderIsOverWhenTheWarehouseHasStopped() {
    assertThat(standings(Type.PASSED, Type.ALLOCATED, Type.CANCEL_REQUESTED, Type.CANCELLED))
        .endsWith(CANCELLING, CANCELLED);
  }

  @Test
  void goodsThatLeftInSpiteOfACancellationHaveLeft() {
    assertThat(standings(Type.ALLOCATED, Type.CANCEL_REQUESTED, Type.SHIPPED_AFTER_CANCEL))
        .endsWith(SHIPPED);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void aJudgementCountsOnlyWhileNothingWasDone(Status before) {
    boolean free = NOTHING_DONE_YET.contains(before);
    assertThat(LedgerStatus.after(Type.PASSED, before)).isEqualTo(free ? PASSED : before);
    assertThat(LedgerStatus.after(Type.WAITING, before)).isEqualTo(free ? WAITING : before);
    assertThat(LedgerStatus.after(Type.REJECTED, before)).isEqualTo(free ? REJECTED : before);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void anOrderThatOnlyWaitedMayBeHeldOrMayHaveLeftElsewhere(Status before) {
    boolean free = NOTHING_DONE_YET.contains(before) || before == BACKORDERED;
    assertThat(LedgerStatus.after(Type.HELD, before)).isEqualTo(free ? HELD : before);
    assertThat(LedgerStatus.after(Type.ALREADY_SHIPPED, before)).isEqualTo(free ? SHIPPED : before);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void whatChangesNothingLeavesTheOrderWhereItIs(Status before) {
    for (Type type :
        List.of(
            Type.RECEIVED,
            Type.REDELIVERED,
            Type.STALE,
            Type.COMMAND_REFUSED,
            Type.DELIVERY_ACCEPTED,
            Type.DELIVERY_PICKED,
            Type.DELIVERY_REJECTED)) {
      assertThat(LedgerStatus.after(type, before)).isEqualTo(before);
    }
  }

  @Test
  void whatIsPartlyShippedStaysSoUntilTheRestHasLeft() {
    assertThat(
            standings(
                Type.ALLOCATED,
                Type.PARTLY_SHIPPED,
                Type.DELIVERY_REJECTED,
                Type.BACKORDERED,
                Type.ALLOCATED,
                Type.SHIPPED))
        .containsExactly(
            ALLOCATED, PARTLY_SHIPPED, PARTLY_SHIPPED, PARTLY_SHIPPED, PARTLY_SHIPPED, SHIPPED);
  }

  private static List<Status> standings(Type... types) {
    List<Status> standings = new ArrayList<>();
    Status now = NEW;
    for (Type type : types) {
      now = LedgerStatus.after(type, now);
      standings.add(now);
    }
    return standings;
  }
}
