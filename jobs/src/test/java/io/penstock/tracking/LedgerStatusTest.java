package io.penstock.tracking;

import static io.penstock.model.OrderEvent.Status.ALLOCATED;
import static io.penstock.model.OrderEvent.Status.AWAITED;
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

import io.penstock.TestOrder;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.OrderEvent.Type;
import io.penstock.model.Reason;
import io.penstock.state.TrackedOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerStatusTest {

  private TrackedOrder order = TrackedOrder.UNKNOWN;

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
                Type.MERGED,
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
            ALLOCATED,
            PARTLY_SHIPPED,
            SHIPPED);
  }

  @Test
  void aCancelledOrderIsOverWhenTheWarehouseHasStopped() {
    happens(1, Type.PASSED);
    happens(1, Type.ALLOCATED);
    assertThat(happens(2, Type.CANCEL_REQUESTED, Reason.ORDER_CANCELLED)).isEqualTo(CANCELLING);
    assertThat(happens(2, Type.CANCELLED)).isEqualTo(CANCELLED);
  }

  @Test
  void goodsThatLeaveInSpiteOfTheCancellationDoNotReviveTheOrder() {
    happens(2, Type.CANCEL_REQUESTED, Reason.ORDER_CANCELLED);
    assertThat(happens(2, Type.SHIPPED_AFTER_CANCEL)).isEqualTo(CANCELLING);
    happens(2, Type.CANCELLED);
    assertThat(happens(2, Type.SHIPPED_AFTER_CANCEL)).isEqualTo(CANCELLED);
  }

  @Test
  void anOrderThatIsReopenedDuringItsRecallIsNotOver() {
    happens(2, Type.CANCEL_REQUESTED, Reason.ORDER_CANCELLED);
    assertThat(happens(3, Type.PASSED)).isEqualTo(PASSED);
    assertThat(happens(2, Type.CANCEL_REQUESTED, Reason.ORDER_CANCELLED)).isEqualTo(PASSED);
    assertThat(happens(2, Type.CANCELLED)).isEqualTo(PASSED);
    assertThat(happens(3, Type.ALLOCATED)).isEqualTo(ALLOCATED);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void aVersionThatPassesDoesNotUndoWhatWasDone(Status before) {
    boolean done = EnumSet.of(BACKORDERED, ALLOCATED, PARTLY_SHIPPED, SHIPPED).contains(before);
    assertThat(after(Type.PASSED, before)).isEqualTo(done ? before : PASSED);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void anOrderThatIsStoppedStandsWhereItIsStoppedUnlessGoodsHaveLeft(Status before) {
    boolean left = before == PARTLY_SHIPPED || before == SHIPPED;
    assertThat(after(Type.WAITING, before)).isEqualTo(left ? before : WAITING);
    assertThat(after(Type.HELD, before)).isEqualTo(left ? before : HELD);
    assertThat(after(Type.REJECTED, before)).isEqualTo(left ? before : REJECTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"WAITING", "HELD", "REJECTED"})
  void aStoppedOrderStaysSoWhileItsDeliveriesAreRecalled(Status stop) {
    happens(1, Type.PASSED);
    happens(2, Type.valueOf(stop.name()));
    assertThat(happens(1, Type.ALLOCATED)).as("the stock is a wave behind").isEqualTo(stop);
    assertThat(happens(1, Type.BACKORDERED)).isEqualTo(stop);
    assertThat(happens(1, Type.HELD)).isEqualTo(stop);
    assertThat(happens(1, Type.CANCELLED)).isEqualTo(stop);
    assertThat(happens(2, Type.CANCEL_REQUESTED, "ORDER_SUSPENDED")).isEqualTo(stop);
    assertThat(happens(2, Type.DELIVERY_REJECTED)).isEqualTo(stop);

    assertThat(happens(2, Type.PASSED)).as("a person released it").isEqualTo(PASSED);
    assertThat(happens(2, Type.BACKORDERED)).isEqualTo(BACKORDERED);
  }

  @Test
  void aDeliveryThatCouldNotBeRecalledIsShipped() {
    happens(2, Type.HELD);
    happens(2, Type.CANCEL_REQUESTED, "ORDER_SUSPENDED");
    assertThat(happens(2, Type.SHIPPED)).isEqualTo(SHIPPED);
  }

  @Test
  void whatIsDoneForAnOlderVersionCountsWhereTheNewerOnePasses() {
    happens(1, Type.PASSED);
    happens(2, Type.PASSED);
    assertThat(happens(1, Type.BACKORDERED)).isEqualTo(BACKORDERED);
    assertThat(happens(1, Type.HELD)).isEqualTo(HELD);
    happens(2, Type.PASSED);
    assertThat(happens(1, Type.ALLOCATED)).isEqualTo(ALLOCATED);
  }

  @Test
  void aChangedOrderIsNotAnEndingOne() {
    happens(1, Type.ALLOCATED);
    assertThat(happens(2, Type.CANCEL_REQUESTED, "ORDER_CHANGED")).isEqualTo(ALLOCATED);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void anOrderThatLeftElsewhereIsShippedUnlessItIsOursThatLeftInPart(Status before) {
    assertThat(after(Type.ALREADY_SHIPPED, before))
        .isEqualTo(before == PARTLY_SHIPPED ? PARTLY_SHIPPED : SHIPPED);
  }

  @Test
  void anOrderThatLeftElsewhereStaysShippedWhileItsDeliveryIsRecalled() {
    happens(1, Type.PASSED);
    happens(2, Type.ALREADY_SHIPPED);
    happens(1, Type.ALLOCATED);
    assertThat(happens(2, Type.CANCEL_REQUESTED, "SHIPPED_ELSEWHERE")).isEqualTo(SHIPPED);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void whatChangesNothingLeavesTheOrderWhereItIs(Status before) {
    for (Type type :
        List.of(
            Type.REDELIVERED,
            Type.STALE,
            Type.FETCH_REQUESTED,
            Type.COMMAND_REFUSED,
            Type.DELIVERY_ACCEPTED,
            Type.DELIVERY_PICKED,
            Type.DELIVERY_PACKED,
            Type.DELIVERY_WEIGHED,
            Type.SHORT_PICKED,
            Type.DELIVERY_EXCEPTION,
            Type.DELIVERY_REJECTED)) {
      assertThat(after(type, before)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void aNewVersionLeavesTheOrderWhereItIsUnlessItWasAwaited(Status before) {
    assertThat(after(Type.RECEIVED, before)).isEqualTo(before == AWAITED ? NEW : before);
  }

  @Test
  void anOrderThatIsOnlyToldOfIsAwaited() {
    assertThat(happens(0, Type.FETCH_REQUESTED)).isEqualTo(AWAITED);
    assertThat(happens(0, Type.REDELIVERED)).isEqualTo(AWAITED);
    assertThat(happens(1, Type.RECEIVED)).isEqualTo(NEW);
    assertThat(happens(1, Type.PASSED)).isEqualTo(PASSED);
    assertThat(happens(1, Type.FETCH_REQUESTED)).isEqualTo(PASSED);
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

  @Test
  void anOrderThatWantsNoMoreThanWhatHasLeftIsShipped() {
    happens(1, Type.PARTLY_SHIPPED);
    assertThat(happens(2, Type.COMPLETED)).isEqualTo(SHIPPED);
  }

  private List<Status> standings(Type... types) {
    List<Status> standings = new ArrayList<>();
    for (Type type : types) {
      standings.add(happens(1, type));
    }
    return standings;
  }

  private Status happens(int version, Type type, String... codes) {
    OrderEvent event = event(version, type, codes);
    order =
        new TrackedOrder(
            order.sequence() + 1,
            LedgerStatus.after(event, order),
            Math.max(order.version(), version));
    return order.status();
  }

  private static Status after(Type type, Status before) {
    return LedgerStatus.after(event(2, type), new TrackedOrder(1, before, 2));
  }

  private static OrderEvent event(int version, Type type, String... codes) {
    TestOrder order = TestOrder.of("1");
    for (int older = 1; older < version; older++) {
      order.has(3);
    }
    return order.event(type, NEW, TestOrder.NOON, codes);
  }
}
