package io.penstock.finance;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Collected;
import io.penstock.TestOrder;
import io.penstock.TestTopic;
import io.penstock.connectors.Json;
import io.penstock.model.OrderEvent;
import io.penstock.model.RawRecord;
import io.penstock.model.table.SalesDay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  void everyOperatorHasAUidAndNoTypeNeedsKryo() throws Exception {
    StreamExecutionEnvironment env = TestTopic.environment();

    FinanceJob.assemble(env, TestTopic.CONFIG);

    assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
  }

  private static List<SalesDay> run(List<RawRecord> records) throws Exception {
    Collected<SalesDay> rows = new Collected<>();
    StreamExecutionEnvironment env = TestTopic.environment();
    new FinancePipeline(rows).assemble(TestTopic.of(env, records));
    env.execute();
    return rows.values();
  }
}
