package io.penstock.finance;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.TestOrder;
import io.penstock.model.OrderEvent;
import io.penstock.model.table.SalesDay;
import io.penstock.state.SaleState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SalesLedgerTest {

  private final Map<String, SalesDay> days = new LinkedHashMap<>();
  private @Nullable SaleState sale;

  @Test
  void aSaleCountsWhenTheAuditFirstPasses() {
    TestOrder order = TestOrder.of("1");
    post(order.received(NOON));
    assertThat(days).isEmpty();

    post(order.passed(NOON));
    assertThat(day()).isEqualTo(day(1, 3, 9_900, 0, 0, 0, 1));
  }

  @Test
  void anOrderThatPassesAgainUnchangedIsOneSale() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.passed(NOON.plusSeconds(60)));

    assertThat(day()).isEqualTo(day(1, 3, 9_900, 0, 0, 0, 1));
  }

  @Test
  void aRepeatedEventChangesNothing() {
    TestOrder order = TestOrder.of("1");
    OrderEvent passed = order.passed(NOON);
    OrderEvent cancelled = order.cancelled(NOON);
    post(passed);
    post(cancelled);
    post(passed);
    post(cancelled);

    assertThat(day()).isEqualTo(day(1, 3, 9_900, 1, 3, 9_900, 2));
  }

  @Test
  void aCancelledOrderStaysASaleAndCountsAsCancelledOnce() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.cancelled(NOON.plusSeconds(86_400)));
    post(order.cancelled(NOON.plusSeconds(90_000)));

    assertThat(day()).isEqualTo(day(1, 3, 9_900, 1, 3, 9_900, 2));
  }

  @Test
  void anOrderCancelledBeforeItPassedWasNeverSold() {
    TestOrder order = TestOrder.of("1");
    post(order.cancelled(NOON));

    assertThat(days).isEmpty();
    assertThat(sale).isNull();
  }

  @Test
  void aReopenedOrderThatPassesIsNoLongerCancelled() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.cancelled(NOON));
    post(order.received(NOON));
    post(order.passed(NOON));

    assertThat(day()).isEqualTo(day(1, 3, 9_900, 0, 0, 0, 3));
  }

  @Test
  void aReopenedOrderThatHasPassedIsNotCancelledByTheEndOfTheOlderVersion() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    OrderEvent end = TestOrder.of("1").cancelled(NOON).numbered(3, OrderEvent.Status.PASSED);
    post(order.has(3).passed(NOON));
    post(end);

    assertThat(day()).isEqualTo(day(1, 3, 9_900, 0, 0, 0, 1));
  }

  @Test
  void aCancelledOrderWhoseGoodsLeftAllTheSameIsCancelled() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(
        order.delivery(
            OrderEvent.Type.SHIPPED_AFTER_CANCEL, OrderEvent.Status.CANCELLING, NOON, 1));
    post(
        order.event(
            OrderEvent.Type.CANCELLED, OrderEvent.Status.CANCELLED, NOON, "AFTER_SHIPMENT"));

    assertThat(day()).isEqualTo(day(1, 3, 9_900, 1, 3, 9_900, 2));
  }

  @Test
  void anOrderReopenedWithAnotherAmountLeavesNothingOfTheOldOne() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.cancelled(NOON));
    post(order.costs("CNY", 5_000).has(1).passed(NOON));

    assertThat(day()).isEqualTo(day(1, 1, 5_000, 0, 0, 0, 5));
  }

  @Test
  void aNewerVersionAdjustsTheAmountOnTheDayOfTheSale() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.costs("CNY", 8_000).has(2).paid("2026-03-20T00:00:00Z").passed(NOON));

    assertThat(day()).isEqualTo(day(1, 2, 8_000, 0, 0, 0, 3));
  }

  @Test
  void aVersionWithMoreUnitsForTheSameMoneyAdjustsTheUnits() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.has(4).passed(NOON));

    assertThat(day()).isEqualTo(day(1, 4, 9_900, 0, 0, 0, 3));
  }

  @Test
  void aCancellationTakesTheAmountThatWasCountedNotTheOneThatItNames() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.costs("CNY", 0).cancelled(NOON));

    assertThat(day()).isEqualTo(day(1, 3, 9_900, 1, 3, 9_900, 2));
  }

  @Test
  void aVersionInAnotherCurrencyMovesTheSaleToThatCurrency() {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.costs("JPY", 2_000).passed(NOON));

    assertThat(days.get("taobao/shop-1/2026-03-14/CNY"))
        .isEqualTo(new SalesDay("taobao", "shop-1", "2026-03-14", "CNY", 0, 0, 0, 0, 0, 0, 2));
    assertThat(days.get("taobao/shop-1/2026-03-14/JPY"))
        .isEqualTo(new SalesDay("taobao", "shop-1", "2026-03-14", "JPY", 1, 3, 2_000, 0, 0, 0, 1));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 1200", "USD, 1250", "KWD, 12500"})
  void amountsAreMinorUnitsOfWhateverCurrency(String currency, long minor) {
    post(TestOrder.of("1").costs(currency, minor).passed(NOON));

    assertThat(day().currency()).isEqualTo(currency);
    assertThat(day().grossMinor()).isEqualTo(minor);
  }

  @Test
  void cashOnDeliveryCountsOnTheDayOfPlacing() {
    post(TestOrder.of("1").placed("2026-03-01T10:00:00Z").paid(null).passed(NOON));

    assertThat(day().day()).isEqualTo("2026-03-01");
  }

  @Test
  void theDayOfASaleDoesNotMoveWhenCashComesIn() {
    TestOrder order = TestOrder.of("1").placed("2026-03-01T10:00:00Z").paid(null);
    post(order.passed(NOON));
    post(order.paid("2026-03-05T10:00:00Z").passed(NOON));
    post(order.cancelled(NOON));

    assertThat(days).hasSize(1);
    assertThat(day().day()).isEqualTo("2026-03-01");
    assertThat(day().cancelledOrders()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Shanghai, 2026-03-14T15:59:59Z, 2026-03-14",
    "Asia/Shanghai, 2026-03-14T16:00:00Z, 2026-03-15",
    "UTC, 2026-03-14T23:59:59Z, 2026-03-14",
    "UTC, 2026-03-15T00:00:00Z, 2026-03-15",
    "America/Los_Angeles, 2026-03-09T06:59:59Z, 2026-03-08",
    "America/Los_Angeles, 2026-03-08T07:59:59Z, 2026-03-07",
    "+09:00, 2026-03-14T15:00:00Z, 2026-03-15"
  })
  void theDayIsTheShopsOwn(String zone, String paidAt, String day) {
    post(TestOrder.of("1").in(zone).paid(paidAt).passed(NOON));

    assertThat(day().day()).isEqualTo(day);
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderEvent.Type.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PASSED", "CANCELLED"})
  void otherEventsMoveNoMoney(OrderEvent.Type type) {
    TestOrder order = TestOrder.of("1");
    post(order.passed(NOON));
    post(order.costs("CNY", 1).event(type, OrderEvent.Status.HELD, NOON));

    assertThat(day()).isEqualTo(day(1, 3, 9_900, 0, 0, 0, 1));
  }

  private void post(OrderEvent event) {
    SalesLedger.Posting posting = SalesLedger.post(sale, event);
    sale = posting.sale();
    posting.changes().forEach(change -> days.merge(change.key(), change, SalesDay::plus));
  }

  private SalesDay day() {
    assertThat(days).hasSize(1);
    return days.values().iterator().next();
  }

  private static SalesDay day(
      long orders,
      long units,
      long gross,
      long cancelledOrders,
      long cancelledUnits,
      long cancelled,
      long version) {
    return new SalesDay(
        "taobao",
        "shop-1",
        "2026-03-14",
        "CNY",
        orders,
        units,
        gross,
        cancelledOrders,
        cancelledUnits,
        cancelled,
        version);
  }
}
