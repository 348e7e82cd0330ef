package io.penstock.insight;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.TestOrder;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.writeback.WriteBackOperator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStandingFunctionTest {

  private final TestOrder order = TestOrder.of("1");

  @Test
  void whatHappensWithinASecondIsOneRow() throws Exception {
    try (var orders = harness()) {
      orders.open();
      send(orders, order.received(NOON));
      send(orders, order.passed(NOON.plusMillis(100)));
      send(orders, order.allocated(NOON.plusMillis(300)));
      timeReaches(orders, NOON.plusMillis(998));
      assertThat(orders.extractOutputValues()).isEmpty();

      timeReaches(orders, NOON.plusMillis(999));
      assertThat(orders.extractOutputValues())
          .singleElement()
          .extracting(OrderStatusRow::status, OrderStatusRow::sequence)
          .containsExactly(Status.ALLOCATED, 3L);
      assertThat(orders.numEventTimeTimers()).isZero();
      assertThat(side(orders, OrderStandingFunction.FRESH)).hasSize(3);
    }
  }

  @Test
  void aRepeatedEventIsNeitherWrittenNorCounted() throws Exception {
    OrderEvent received = order.received(NOON);
    OrderEvent passed = order.passed(NOON);
    try (var orders = harness()) {
      orders.open();
      send(orders, received);
      send(orders, passed);
      timeReaches(orders, NOON.plusSeconds(2));
      send(orders, received);
      send(orders, passed);
      timeReaches(orders, NOON.plusSeconds(9));

      assertThat(orders.extractOutputValues()).hasSize(1);
      assertThat(side(orders, OrderStandingFunction.FRESH)).hasSize(2);
      assertThat(orders.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void anExceptionIsWrittenWhenItOpensAndWhenItClears() throws Exception {
    try (var orders = harness()) {
      orders.open();
      send(orders, order.held(NOON, "ADDRESS"));
      timeReaches(orders, NOON.plusSeconds(1));
      send(orders, order.passed(NOON.plusSeconds(60)));
      timeReaches(orders, NOON.plusSeconds(61));
      send(orders, order.allocated(NOON.plusSeconds(62)));
      timeReaches(orders, NOON.plusSeconds(70));

      assertThat(side(orders, OrderStandingFunction.EXCEPTIONS))
          .extracting(OrderExceptionRow::isOpen)
          .containsExactly(true, false);
      assertThat(orders.extractOutputValues()).hasSize(3);
    }
  }

  @Test
  void anExceptionIsWrittenAlthoughMoreHappensInItsSecond() throws Exception {
    try (var orders = harness()) {
      orders.open();
      send(orders, order.held(NOON, "ADDRESS"));
      send(orders, order.received(NOON.plusMillis(1)));
      send(orders, order.event(OrderEvent.Type.REDELIVERED, Status.HELD, NOON.plusMillis(2)));
      timeReaches(orders, NOON.plusSeconds(1));

      assertThat(side(orders, OrderStandingFunction.EXCEPTIONS)).hasSize(1);
      assertThat(orders.extractOutputValues())
          .singleElement()
          .extracting(OrderStatusRow::lastEvent)
          .isEqualTo(OrderEvent.Type.RECEIVED);
    }
  }

  @Test
  void aRowThatWasNotYetWrittenIsWrittenAfterARestart() throws Exception {
    OperatorSubtaskState saved;
    try (var orders = harness()) {
      orders.open();
      send(orders, order.held(NOON, "ADDRESS"));
      orders.prepareSnapshotPreBarrier(1);
      saved = orders.snapshot(1, 1);
    }
    try (var orders = harness()) {
      orders.initializeState(saved);
      orders.open();
      timeReaches(orders, NOON.plusSeconds(1));

      assertThat(orders.extractOutputValues()).hasSize(1);
      assertThat(side(orders, OrderStandingFunction.EXCEPTIONS)).hasSize(1);
    }
  }

  /** The last row written of every order is its last event, whatever the times and restarts. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void howeverRowsAreBundledNothingIsLost(long seed) throws Exception {
    Random random = new Random(seed);
    List<TestOrder> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(TestOrder.of("order-" + i));
    }
    Map<String, Long> happened = new HashMap<>();
    Map<String, Long> written = new HashMap<>();
    Instant watermark = NOON;
    var orders = harness();
    orders.open();
    for (int step = 0; step < 400; step++) {
      Instant at = watermark.plusMillis(random.nextInt(3_000) - 500);
      TestOrder one = all.get(random.nextInt(all.size()));
      OrderEvent event = random.nextBoolean() ? one.passed(at) : one.held(at, "ADDRESS");
      send(orders, event);
      happened.put(event.orderId(), event.sequence());
      if (random.nextInt(3) == 0) {
        watermark = watermark.plusMillis(random.nextInt(1_500));
        timeReaches(orders, watermark);
      }
      if (random.nextInt(50) == 0) {
        collect(orders, written);
        orders.prepareSnapshotPreBarrier(step);
        OperatorSubtaskState saved = orders.snapshot(step, step);
        orders.close();
        orders = harness();
        orders.initializeState(saved);
        orders.open();
      }
    }
    timeReaches(orders, watermark.plusSeconds(10));
    collect(orders, written);

    assertThat(written).isEqualTo(happened);
    assertThat(orders.numEventTimeTimers()).isZero();
    orders.close();
  }

  private static void collect(
      KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderStatusRow> orders,
      Map<String, Long> written) {
    for (OrderStatusRow row : orders.extractOutputValues()) {
      assertThat(written.getOrDefault(row.orderId(), 0L)).isLessThan(row.sequence());
      written.put(row.orderId(), row.sequence());
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderStatusRow> orders,
      OrderEvent event)
      throws Exception {
    orders.processElement(event, event.at().toEpochMilli());
  }

  private static void timeReaches(
      KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderStatusRow> orders,
      Instant time)
      throws Exception {
    orders.processWatermark(time.toEpochMilli());
  }

  private static <T> List<T> side(
      KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderStatusRow> orders,
      OutputTag<T> tag) {
    var records = orders.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderStatusRow>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new WriteBackOperator<>(new OrderStandingFunction()), OrderEvent::key, Types.STRING);
  }
}
