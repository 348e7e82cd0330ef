package io.penstock.finance;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.Collected;
import io.penstock.TestOrder;
import io.penstock.TestTopic;
import io.penstock.connectors.Json;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.BillLine;
import io.penstock.model.OrderEvent;
import io.penstock.model.Outgoing;
import io.penstock.model.RawRecord;
import io.penstock.model.table.BillLineRow;
import io.penstock.model.table.SalesDay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class FinancePipelineTest {

  @Test
  void theDaysSalesComeTogetherFromManyOrders() throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      TestOrder order = TestOrder.of("order-" + i);
      records.add(TestOrder.raw(order.received(NOON.plusMillis(i * 40L)), records.size()));
      OrderEvent passed = order.passed(NOON.plusMillis(i * 40L));
      records.add(TestOrder.raw(passed, records.size()));
      records.add(TestOrder.raw(passed, records.size()));
      if (i % 10 == 0) {
        records.add(TestOrder.raw(order.cancelled(NOON.plusMillis(i * 40L)), records.size()));
      }
    }

    List<SalesDay> rows = run(records);

    assertThat(rows.stream().max(Comparator.comparingLong(SalesDay::version)))
        .contains(
            new SalesDay(
                "taobao", "shop-1", "2026-03-14", "CNY", 100, 300, 990_000, 10, 30, 99_000, 110));
    assertThat(rows).as("not a row for every event").hasSizeLessThan(12);
  }

  @Test
  void aKindOfEventThatANewerReleaseAddedIsPassedOver() throws Exception {
    TestOrder order = TestOrder.of("1");
    String newer =
        new String(Json.write(order.passed(NOON)), StandardCharsets.UTF_8)
            .replace("\"type\":\"PASSED\"", "\"type\":\"GIFT_WRAPPED\"");

    assertThat(
            run(
                List.of(
                    TestOrder.raw(newer.getBytes(StandardCharsets.UTF_8), NOON, 0),
                    TestOrder.raw(order.passed(NOON), 1))))
        .singleElement()
        .extracting(SalesDay::orders)
        .isEqualTo(1L);
  }

  @Test
  void whatItsHeaderSaysIsNoConcernOfTheSalesIsNotEvenOpened() throws Exception {
    RawRecord broken = TestOrder.raw("{".getBytes(StandardCharsets.UTF_8), NOON, 0);
    RawRecord received =
        new RawRecord(broken.topic(), 0, 0, NOON, null, null, null, "RECEIVED", broken.value());
    RawRecord headless = TestOrder.raw(Json.write(TestOrder.of("1").passed(NOON)), NOON, 1);

    assertThat(run(List.of(received, headless)))
        .singleElement()
        .extracting(SalesDay::orders)
        .isEqualTo(1L);
  }

  @Test
  void anEntryThatCannotBeReadStopsTheJobAndSaysWhere() {
    RawRecord broken =
        TestOrder.raw("{\"marketplace\":".getBytes(StandardCharsets.UTF_8), NOON, 77);

    assertThatThrownBy(() -> run(List.of(broken))).rootCause().hasMessageContaining("not JSON");
    assertThatThrownBy(() -> run(List.of(broken)))
        .hasStackTraceContaining("penstock.order-events-0@77 cannot be read");
  }

  @Test
  void aBillBecomesItsLinesAndWhatIsNoneADeadLetter() throws Exception {
    Collected<BillLineRow> bills = new Collected<>();
    Collected<Outgoing> deadLetters = new Collected<>();
    StreamExecutionEnvironment env = TestTopic.environment();
    String bill =
        """
        {"transactions":[{"id":7001,"type":"charge","payout_id":6001,"payout_status":"paid",
        "currency":"USD","amount":"11.50","fee":"0.65","net":"10.85","source_id":8001,
        "source_type":"charge","source_order_id":9001,"processed_at":"2026-11-27T02:31:28Z"}]}
        """;
    String order =
        """
        {"id":9001,"financial_status":"paid","fulfillment_status":null,"currency":"USD",
        "total_price":"11.50","created_at":"2026-11-27T02:31:28Z","line_items":[
        {"id":1,"quantity":1,"price":"11.50","sku":"MUG"}]}
        """;

    pipeline(new Collected<>(), bills, deadLetters)
        .bills(
            TestTopic.of(
                env,
                List.of(
                    settlement("shop-1", bill, 0),
                    settlement("shop-1", order, 1),
                    settlement("shop-1", "{", 2))),
            TestTopic.of(env, "reference-", List.of(TestOrder.raw(new byte[0], NOON, 0))));
    env.execute();

    assertThat(bills.values())
        .allMatch(row -> row.cause().offset() == 0)
        .extracting(row -> row.line().type(), row -> row.line().amountMinor())
        .containsExactly(tuple(BillLine.Type.SALE, 1_150L), tuple(BillLine.Type.FEE, -65L));
    assertThat(deadLetters.values())
        .extracting(letter -> new String(letter.value(), StandardCharsets.UTF_8))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains("WRONG_TOPIC"),
            one -> assertThat(one).contains("BROKEN_JSON"));
  }

  @Test
  void everyOperatorHasAUidAndNoTypeNeedsKryo() throws Exception {
    StreamExecutionEnvironment env = TestTopic.environment();

    FinanceJob.assemble(env, TestTopic.CONFIG, List.of());

    assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
  }

  private static List<SalesDay> run(List<RawRecord> records) throws Exception {
    Collected<SalesDay> rows = new Collected<>();
    StreamExecutionEnvironment env = TestTopic.environment();
    pipeline(rows, new Collected<>(), new Collected<>()).sales(TestTopic.of(env, records));
    env.execute();
    return rows.values();
  }

  private static FinancePipeline pipeline(
      Sink<SalesDay> sales, Sink<BillLineRow> bills, Sink<Outgoing> deadLetters) {
    return new FinancePipeline(
        Marketplaces.shipped(), List.of(), Normaliser.DEFAULT_MAX_BYTES, sales, bills, deadLetters);
  }

  private static RawRecord settlement(String shop, String payload, long offset) {
    return new RawRecord(
        "penstock.settlements.raw",
        0,
        offset,
        NOON,
        shop,
        "shopify",
        shop,
        null,
        payload.getBytes(StandardCharsets.UTF_8));
  }
}
