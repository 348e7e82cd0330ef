package io.penstock.insight;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.TestOrder;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.Reason;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.state.Standing;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStandingTest {

  private final TestOrder order = TestOrder.of("1");
  private @Nullable Standing standing;

  @Test
  void aShippedOrderTellsWholeStoryInOneRow() {
    happens(order.received(NOON));
    happens(order.passed(NOON.plusSeconds(1)));
    happens(order.allocated(NOON.plusSeconds(2)));
    happens(
        order.delivery(
            OrderEvent.Type.DELIVERY_ACCEPTED, Status.ALLOCATED, NOON.plusSeconds(3), 1));
    happens(order.delivery(OrderEvent.Type.SHIPPED, Status.PARTLY_SHIPPED, NOON.plusSeconds(4), 1));
    happens(order.delivery(OrderEvent.Type.SHIPPED, Status.SHIPPED, NOON.plusSeconds(5), 2));

    OrderStatusRow row = row();
    assertThat(row.status()).isEqualTo(Status.SHIPPED);
    assertThat(row.lastEvent()).isEqualTo(OrderEvent.Type.SHIPPED);
    assertThat(row.merchant()).isEqualTo("merchant-1");
    assertThat(row.receivedAt()).isEqualTo(NOON);
    assertThat(row.shippedAt()).as("when the first goods left").isEqualTo(NOON.plusSeconds(4));
    assertThat(row.updatedAt()).isEqualTo(NOON.plusSeconds(5));
    assertThat(row.deliveries()).isEqualTo(2);
    assertThat(row.units()).as("of the order, not of the parcel").isEqualTo(3);
    assertThat(row.totalMinor()).isEqualTo(9_900);
    assertThat(row.sequence()).isEqualTo(6);
    assertThat(now().exception()).isNull();
  }

  @Test
  void whenGoodsAreExpectedIsKnownAsLongAsTheOrderWaitsForThem() {
    Instant soon = NOON.plusSeconds(600);
    happens(order.received(NOON));
    happens(backordered(1).expecting(soon));
    assertThat(row().expectedAt()).isEqualTo(soon);
    happens(order.event(OrderEvent.Type.GIFT_WITHDRAWN, Status.BACKORDERED, NOON.plusSeconds(2)));
    assertThat(row().expectedAt()).isEqualTo(soon);
    happens(backordered(3));
    assertThat(row().expectedAt()).as("nobody knows any more").isNull();
    happens(backordered(4).expecting(soon));
    happens(
        order.delivery(
            OrderEvent.Type.DELIVERY_REJECTED, Status.BACKORDERED, NOON.plusSeconds(5), 1));
    assertThat(row().expectedAt()).isEqualTo(soon);
    happens(order.allocated(NOON.plusSeconds(6)));
    assertThat(row().expectedAt()).isNull();
  }

  private OrderEvent backordered(int seconds) {
    return order.event(
        OrderEvent.Type.BACKORDERED, Status.BACKORDERED, NOON.plusSeconds(seconds), "OUT_OF_STOCK");
  }

  @Test
  void anOrderThatIsOnlyToldOfHasARowAndNeedsAPersonIfItDoesNotCome() {
    happens(asked());
    assertThat(row().status()).isEqualTo(Status.NEW);
    assertThat(now().exception()).isNull();

    happens(asked(Reason.NOT_ANSWERED));
    assertThat(exception().kind()).isEqualTo(OrderExceptionRow.Kind.NOT_ANSWERED);
    assertThat(exception().isOpen()).isTrue();
    assertThat(now().exceptionDue()).isTrue();

    happens(order.received(NOON.plusSeconds(3)));
    assertThat(exception().isOpen()).isFalse();
    assertThat(row().totalMinor()).isEqualTo(9_900);
  }

  @Test
  void newsThatComeOnceMoreAreNoAnswer() {
    happens(asked());
    happens(asked(Reason.NOT_ANSWERED));
    happens(order.event(OrderEvent.Type.REDELIVERED, Status.AWAITED, NOON, "STATUS"));
    assertThat(exception().isOpen()).isTrue();

    happens(order.event(OrderEvent.Type.REDELIVERED, Status.NEW, NOON));
    assertThat(exception().isOpen()).as("the order itself came").isFalse();
  }

  @Test
  void whatIsToldOfAnOlderVersionLeavesTheContentOfTheNewest() {
    happens(order.received(NOON));
    OrderEvent older = order.allocated(NOON.plusSeconds(5));
    TestOrder newer = order.has(3).costs("CNY", 5_000);
    happens(newer.received(NOON.plusSeconds(1)));
    happens(older.numbered(9, Status.ALLOCATED));

    assertThat(row().status()).isEqualTo(Status.ALLOCATED);
    assertThat(row().version()).isEqualTo(2);
    assertThat(row().totalMinor()).isEqualTo(5_000);
  }

  @Test
  void whatHoldsAnOrderIsMoreThanAnUnansweredQuestion() {
    happens(order.held(NOON, "OUT_OF_STOCK"));
    happens(asked(Reason.NOT_ANSWERED));
    happens(order.event(OrderEvent.Type.STALE, Status.HELD, NOON));

    assertThat(exception().kind()).isEqualTo(OrderExceptionRow.Kind.HELD);
    assertThat(exception().isOpen()).isTrue();
  }

  private OrderEvent asked(String... codes) {
    return order.event(OrderEvent.Type.FETCH_REQUESTED, Status.NEW, NOON, codes);
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderEvent.Type.class,
      names = {
        "REDELIVERED",
        "STALE",
        "FETCH_REQUESTED",
        "COMMAND_REFUSED",
        "GIFTS_JUDGED",
        "GIFT_WITHDRAWN"
      })
  void whatChangesNothingLeavesTheRowAlone(OrderEvent.Type type) {
    happens(order.held(NOON, "OUT_OF_STOCK"));
    Standing before = now();
    happens(
        TestOrder.of("1").costs("CNY", 1).event(type, Status.HELD, NOON).numbered(2, Status.HELD));

    assertThat(now().row()).isEqualTo(before.row());
    assertThat(now().exception()).isEqualTo(before.exception());
    assertThat(now().sequence()).isEqualTo(2);
  }

  @Test
  void aRedeliveryOfAForgottenOrderWritesNoPoorerRow() {
    assertThat(
            OrderStanding.after(
                null, order.event(OrderEvent.Type.REDELIVERED, Status.SHIPPED, NOON)))
        .isNull();
  }

  @Test
  void theReasonsStayAsLongAsTheOrderStandsWhereItDoes() {
    happens(order.held(NOON, "OUT_OF_STOCK"));
    happens(order.delivery(OrderEvent.Type.DELIVERY_PICKED, Status.HELD, NOON, 1));
    assertThat(row().reasons()).containsExactly(Reason.of("OUT_OF_STOCK"));

    happens(order.passed(NOON));
    assertThat(row().reasons()).isEmpty();
  }

  @Test
  void aHeldOrderNeedsAPersonUntilItPasses() {
    happens(order.held(NOON, "DENYLIST", "ADDRESS", "DENYLIST"));
    OrderExceptionRow open = exception();
    assertThat(open.kind()).isEqualTo(OrderExceptionRow.Kind.HELD);
    assertThat(open.codes()).containsExactly("DENYLIST", "ADDRESS");
    assertThat(open.since()).isEqualTo(NOON);
    assertThat(open.isOpen()).isTrue();

    happens(order.passed(NOON.plusSeconds(60)));
    assertThat(exception().clearedAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(exception().since()).isEqualTo(NOON);
    assertThat(exception().sequence()).isEqualTo(2);
  }

  @Test
  void aHeldOrderIsInTheHandsOfItsMostUrgentReason() {
    Instant soon = NOON.plusSeconds(60);
    happens(
        order.held(
            NOON,
            Reason.of("VIP"),
            Reason.of("SKU").ownedBy("catalogue", null),
            Reason.of("ADDRESS").ownedBy("customer-service", NOON.plusSeconds(90)),
            Reason.of("DENYLIST").ownedBy("risk", soon)));
    assertThat(exception().owner()).isEqualTo("risk");
    assertThat(exception().dueBy()).isEqualTo(soon);

    happens(
        order.held(
            soon,
            Reason.of("VIP"),
            Reason.of("SKU").ownedBy("catalogue", null),
            Reason.of("ADDRESS").ownedBy("customer-service", NOON.plusSeconds(90)),
            Reason.of("DENYLIST").ownedBy("head-of-risk", null)));
    assertThat(exception().owner()).isEqualTo("customer-service");
    assertThat(exception().since()).isEqualTo(NOON);

    happens(order.passed(NOON.plusSeconds(61)));
    assertThat(exception().owner()).isEqualTo("customer-service");
    assertThat(exception().isOpen()).isFalse();
  }

  @Test
  void aNewVersionThatIsHeldAgainHasBeenWaitingSinceTheFirst() {
    happens(order.held(NOON, "DENYLIST"));
    happens(order.received(NOON.plusSeconds(60)));
    happens(order.held(NOON.plusSeconds(61), "ADDRESS"));

    assertThat(exception().codes()).containsExactly("ADDRESS");
    assertThat(exception().since()).isEqualTo(NOON);
    assertThat(exception().isOpen()).isTrue();
  }

  @Test
  void anOrderThatIsHeldAnewLaterStartsToWaitThen() {
    happens(order.held(NOON, "DENYLIST"));
    happens(order.passed(NOON.plusSeconds(60)));
    happens(order.held(NOON.plusSeconds(90), "ADDRESS"));

    assertThat(exception().since()).isEqualTo(NOON.plusSeconds(90));
    assertThat(exception().clearedAt()).isNull();
  }

  @Test
  void aHeldOrderStaysHeldForItsReasonsWhileItsDeliveryIsRecalled() {
    happens(order.allocated(NOON));
    happens(order.held(NOON.plusSeconds(1), "ADDRESS"));
    happens(
        order.delivery(OrderEvent.Type.CANCEL_REQUESTED, Status.HELD, NOON, 1, "ORDER_SUSPENDED"));
    happens(order.delivery(OrderEvent.Type.DELIVERY_REJECTED, Status.HELD, NOON, 1, "REJECTED"));

    assertThat(row().status()).isEqualTo(Status.HELD);
    assertThat(row().reasons()).containsExactly(Reason.of("ADDRESS"));
    assertThat(exception().kind()).isEqualTo(OrderExceptionRow.Kind.HELD);
    assertThat(exception().codes()).containsExactly("ADDRESS");
    assertThat(exception().isOpen()).isTrue();

    happens(order.held(NOON.plusSeconds(2), "BUYER"));
    assertThat(row().reasons()).as("judged anew").containsExactly(Reason.of("BUYER"));
  }

  @Test
  void theHoldOfAPartlyShippedOrderIsNotClearedByTheRecallOfTheRest() {
    happens(order.held(NOON, "ADDRESS").numbered(1, Status.PARTLY_SHIPPED));
    happens(
        order.delivery(
            OrderEvent.Type.CANCEL_REQUESTED, Status.PARTLY_SHIPPED, NOON, 2, "ORDER_SUSPENDED"));

    assertThat(exception().isOpen()).isTrue();
  }

  @Test
  void anotherParcelThatLeavesDoesNotClearARefusedDelivery() {
    happens(order.allocated(NOON));
    happens(order.delivery(OrderEvent.Type.DELIVERY_REJECTED, Status.HELD, NOON, 1, "NO_SPACE"));
    happens(order.delivery(OrderEvent.Type.SHIPPED, Status.HELD, NOON, 2));

    assertThat(exception().kind()).isEqualTo(OrderExceptionRow.Kind.DELIVERY_REJECTED);
    assertThat(exception().isOpen()).isTrue();
  }

  @Test
  void goodsThatLeftAfterACancellationStayAClaim() {
    happens(order.cancelled(NOON));
    happens(
        order.delivery(OrderEvent.Type.SHIPPED_AFTER_CANCEL, Status.CANCELLED, NOON, 1, "LATE"));
    happens(order.cancelled(NOON.plusSeconds(1)));
    happens(order.held(NOON.plusSeconds(2), "ADDRESS"));

    assertThat(exception().kind()).isEqualTo(OrderExceptionRow.Kind.SHIPPED_AFTER_CANCEL);
    assertThat(exception().isOpen()).isTrue();
    assertThat(row().shippedAt()).isEqualTo(NOON);
  }

  @Test
  void whatIsWrongWithADeliveryIsOverWhenTheOrderIsButAnOldAddressIsNot() {
    happens(order.allocated(NOON));
    happens(exception("WAREHOUSE_EXCEPTION"));
    assertThat(exception().kind()).isEqualTo(OrderExceptionRow.Kind.DELIVERY_EXCEPTION);
    happens(order.delivery(OrderEvent.Type.DELIVERY_PACKED, Status.ALLOCATED, NOON, 1));
    assertThat(exception().isOpen()).isTrue();
    happens(order.delivery(OrderEvent.Type.SHIPPED, Status.SHIPPED, NOON, 1));
    assertThat(exception().isOpen()).isFalse();

    happens(exception("OLD_ADDRESS"));
    happens(order.delivery(OrderEvent.Type.SHIPPED, Status.SHIPPED, NOON, 1));
    assertThat(exception().codes()).containsExactly("OLD_ADDRESS");
    assertThat(exception().isOpen()).as("the goods are on their way to it").isTrue();
  }

  private OrderEvent exception(String code) {
    return order.delivery(OrderEvent.Type.DELIVERY_EXCEPTION, Status.ALLOCATED, NOON, 1, code);
  }

  @Test
  void anOrderThatIsOnlyPassedOnHasNoExceptionToWrite() {
    happens(order.held(NOON, "ADDRESS"));
    happens(order.passed(NOON));
    standing = now().written();
    happens(order.allocated(NOON));

    assertThat(now().rowDue()).isTrue();
    assertThat(now().exceptionDue()).isFalse();
  }

  private void happens(OrderEvent event) {
    standing = OrderStanding.after(standing, event);
  }

  private Standing now() {
    return Objects.requireNonNull(standing);
  }

  private OrderStatusRow row() {
    return now().row();
  }

  private OrderExceptionRow exception() {
    return Objects.requireNonNull(now().exception());
  }
}
