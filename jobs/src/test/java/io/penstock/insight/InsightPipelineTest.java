package io.penstock.insight;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.Collected;
import io.penstock.TestOrder;
import io.penstock.TestTopic;
import io.penstock.connectors.Json;
import io.penstock.model.Cause;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.Outgoing;
import io.penstock.model.Quality;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.model.StockMovement;
import io.penstock.model.StockMovement.Entry;
import io.penstock.model.table.FunnelMinute;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderHistoryRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.model.table.ShopHour;
import io.penstock.model.table.StockRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class InsightPipelineTest {

  private final Collected<OrderStatusRow> status = new Collected<>();
  private final Collected<OrderHistoryRow> history = new Collected<>();
  private final Collected<OrderExceptionRow> exceptions = new Collected<>();
  private final Collected<FunnelMinute> funnel = new Collected<>();
  private final Collected<ShopHour> hours = new Collected<>();
  private final Collected<StockRow> stock = new Collected<>();
  private final Collected<Outgoing> results = new Collected<>();
  private final List<RawRecord> movements = new ArrayList<>();

  @Test
  void everyTableTellsTheSameStory() throws Exception {
    List<OrderEvent> events = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      TestOrder order = TestOrder.of("order-" + i);
      Instant at = NOON.plusSeconds(2L * i);
      events.add(order.received(at));
      if (i % 5 == 0) {
        events.add(order.held(at, "ADDRESS"));
      } else {
        events.add(order.passed(at));
        events.add(order.allocated(at));
      }
    }
    OrderEvent late = TestOrder.of("late").received(NOON.minusSeconds(600));
    events.add(late);

    run(events);

    assertThat(history.values()).hasSize(events.size());
    Map<String, OrderStatusRow> rows =
        status.values().stream()
            .collect(
                Collectors.toMap(
                    OrderStatusRow::orderId,
                    row -> row,
                    BinaryOperator.maxBy(Comparator.comparingLong(OrderStatusRow::sequence))));
    assertThat(rows).hasSize(51);
    assertThat(rows.values())
        .filteredOn(row -> row.status() == Status.HELD)
        .extracting(OrderStatusRow::orderId)
        .containsExactlyInAnyOrderElementsOf(
            exceptions.values().stream().map(OrderExceptionRow::orderId).toList())
        .hasSize(10);
    assertThat(minute(NOON).received()).isEqualTo(30);
    assertThat(minute(NOON.plusSeconds(60)).received()).isEqualTo(20);
    assertThat(minute(NOON).held()).isEqualTo(6);
    assertThat(minute(NOON.minusSeconds(600)).received()).as("late ones count").isEqualTo(1);
  }

  @Test
  void aTopicThatHoldsEveryEventTwiceGivesTheSameCounts() throws Exception {
    TestOrder order = TestOrder.of("1");
    List<OrderEvent> once = List.of(order.received(NOON), order.passed(NOON));
    List<OrderEvent> twice = new ArrayList<>(once);
    twice.addAll(once);

    run(twice);

    assertThat(minute(NOON).version()).isEqualTo(2);
    assertThat(status.values()).singleElement().extracting(OrderStatusRow::sequence).isEqualTo(2L);
  }

  @Test
  void everyOperatorHasAUidAndNoTypeNeedsKryo() throws Exception {
    StreamExecutionEnvironment env = TestTopic.environment();

    InsightJob.assemble(env, TestTopic.CONFIG);

    assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
  }

  @Test
  void anOrderThatTheMarketplaceCountsAndWeDoNotHaveIsMissed() throws Exception {
    TestOrder order = TestOrder.of("1");
    TestOrder other = TestOrder.of("2");

    moved("north", 1, 5, 0, 5, 0);
    run(List.of(order.received(NOON), other.received(NOON.plusSeconds(1))), total(3));

    assertThat(hours.values())
        .last()
        .extracting(ShopHour::orders, ShopHour::amountMinor, ShopHour::expectedOrders)
        .containsExactly(2L, 19_800L, 3L);
    assertThat(results.values())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.topic()).isEqualTo("exceptions");
              assertThat(one.key()).isEqualTo("taobao/shop-1");
              assertThat(new String(one.value(), StandardCharsets.UTF_8))
                  .contains("CONTROL_TOTAL_GAP", "\"expectedOrders\":3", "\"orders\":2");
            });
  }

  @Test
  void theLedgerOfTheStockBecomesWhatIsWhere() throws Exception {
    moved("north", 1, 5, 0, 5, 0);
    moved("north", 2, 0, 2, 5, 2);
    moved("south", 3, 1, 0, 1, 0);

    run(List.of(TestOrder.of("1").received(NOON)));

    assertThat(stock.values())
        .extracting(StockRow::warehouse, StockRow::onHand, StockRow::locked, StockRow::residue)
        .containsExactlyInAnyOrder(tuple("north", 5L, 2L, 0L), tuple("south", 1L, 0L, 0L));
  }

  private void moved(String warehouse, long sequence, long... changes) {
    Entry entry =
        new Entry(
            "TEE",
            sequence,
            warehouse,
            Quality.GOOD,
            changes[0],
            changes[1],
            changes[2],
            changes[3]);
    Cause cause = new Cause("penstock.wms.events", 0, sequence);
    StockMovement movement =
        new StockMovement(
            "acme", StockMovement.Type.ADJUSTED, NOON, cause, null, null, List.of(entry));
    movements.add(raw("penstock.stock-movements", movements.size(), "acme", Json.write(movement)));
  }

  private static RawRecord raw(String topic, long offset, String key, byte[] value) {
    return new RawRecord(topic, 0, offset, NOON, key, null, null, null, value);
  }

  /** What the marketplace says of the shop's hour. */
  private static RawRecord total(long orders) {
    Instant hour = TestOrder.of("1").received(NOON).placedAt().truncatedTo(ChronoUnit.HOURS);
    Reference reference =
        new Reference.ControlTotal("taobao", "shop-1", hour, orders, "CNY", orders * 9_900)
            .from(NOON);
    String key = "CONTROL_TOTAL/" + reference.id();
    return raw("penstock.reference", 0, key, Json.write(reference));
  }

  private FunnelMinute minute(Instant minute) {
    return funnel.values().stream()
        .filter(row -> row.minute().equals(minute))
        .max(Comparator.comparingLong(FunnelMinute::version))
        .orElseThrow();
  }

  private void run(List<OrderEvent> events) throws Exception {
    if (movements.isEmpty()) {
      moved("north", 1, 5, 0, 5, 0);
    }
    run(events, total(0));
  }

  private void run(List<OrderEvent> events, RawRecord... reference) throws Exception {
    List<RawRecord> records = new ArrayList<>();
    for (OrderEvent event : events) {
      records.add(TestOrder.raw(event, records.size()));
    }
    StreamExecutionEnvironment env = TestTopic.environment();
    new InsightPipeline(status, history, exceptions, funnel, hours, stock, results)
        .assemble(
            TestTopic.of(env, records),
            TestTopic.of(env, "movements-", movements),
            TestTopic.of(env, "reference-", List.of(reference)));
    env.execute();
  }
}
