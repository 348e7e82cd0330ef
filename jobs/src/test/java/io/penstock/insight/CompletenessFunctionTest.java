package io.penstock.insight;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.TestOrder;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.table.ShopHour;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletenessFunctionTest {

  private static final Instant HOUR = NOON.truncatedTo(ChronoUnit.HOURS);

  private Harness hours;

  @BeforeEach
  void open() throws Exception {
    hours = new Harness();
    hours.open();
  }

  @AfterEach
  void close() throws Exception {
    hours.close();
  }

  @Test
  void aMissingOrderIsToldTenMinutesAfterTheMarketplaceCountedIt() throws Exception {
    order(1, 9_900, NOON);
    told(2, 19_800, NOON.plusSeconds(60));
    until(NOON.plusSeconds(659));
    assertThat(exceptions()).isEmpty();

    until(NOON.plusSeconds(660));
    assertThat(exceptions()).containsExactly("CONTROL_TOTAL_GAP 1 of 2");
    assertThat(hours.extractOutputValues())
        .last()
        .extracting(ShopHour::orders, ShopHour::expectedOrders)
        .containsExactly(1L, 2L);

    until(NOON.plusSeconds(900));
    assertThat(exceptions()).as("it is told once").hasSize(1);
  }

  @Test
  void anOrderThatComesLateClosesTheGap() throws Exception {
    order(1, 9_900, NOON);
    told(2, 19_800, NOON);
    until(NOON.plusSeconds(601));
    order(1, 9_900, NOON.plusSeconds(700));
    until(NOON.plusSeconds(702));

    assertThat(exceptions())
        .containsExactly("CONTROL_TOTAL_GAP 1 of 2", "CONTROL_TOTAL_MET 2 of 2");
  }

  @Test
  void anAmountThatDiffersIsAGapToo() throws Exception {
    order(1, 9_900, NOON);
    told(1, 9_800, NOON);
    until(NOON.plusSeconds(600));
    assertThat(exceptions()).hasSize(1);

    order(0, -100, NOON.plusSeconds(601));
    until(NOON.plusSeconds(603));
    assertThat(exceptions()).last().isEqualTo("CONTROL_TOTAL_MET 1 of 1");
  }

  @Test
  void aTotalThatIsCorrectedOrTakenBackIsComparedAnew() throws Exception {
    told(2, 19_800, NOON);
    order(1, 9_900, NOON);
    told(1, 9_900, NOON.plusSeconds(300));
    until(NOON.plusSeconds(1_000));
    assertThat(exceptions()).isEmpty();

    told(5, 0, NOON.plusSeconds(1_000));
    until(NOON.plusSeconds(1_600));
    assertThat(exceptions()).hasSize(1);
    takenBack(NOON.plusSeconds(1_700));
    until(NOON.plusSeconds(1_702));
    assertThat(exceptions()).last().isEqualTo("CONTROL_TOTAL_MET 1 of 0");
  }

  @Test
  void anHourWithoutAnyOrderIsMissedToo() throws Exception {
    told(3, 100, NOON);
    until(NOON.plusSeconds(600));

    assertThat(exceptions()).containsExactly("CONTROL_TOTAL_GAP 0 of 3");
  }

  @Test
  void whatWasToldIsKnownAfterARestart() throws Exception {
    order(1, 9_900, NOON);
    told(2, 19_800, NOON);
    until(NOON.plusSeconds(100));
    OperatorSubtaskState saved = hours.snapshot(1, 1);
    hours.close();
    hours = new Harness();
    hours.initializeState(saved);
    hours.open();
    until(NOON.plusSeconds(600));

    assertThat(exceptions()).containsExactly("CONTROL_TOTAL_GAP 1 of 2");
  }

  @Test
  void onlyANewVersionChangesTheHourAndOnlyByWhatIsNew() {
    TestOrder order = TestOrder.of("1");
    OrderEvent first = order.received(NOON);
    assertThat(Objects.requireNonNull(Completeness.change(null, first)))
        .extracting(ShopHour::orders, ShopHour::amountMinor)
        .containsExactly(1L, 9_900L);
    assertThat(Completeness.change(null, order.passed(NOON))).isNull();

    var row = Objects.requireNonNull(OrderStanding.after(null, first)).row();
    assertThat(Completeness.change(row, order.received(NOON))).as("the same amount").isNull();
    assertThat(
            Objects.requireNonNull(
                Completeness.change(row, order.costs("CNY", 9_000).received(NOON))))
        .extracting(ShopHour::orders, ShopHour::amountMinor)
        .containsExactly(0L, -900L);
  }

  private void order(long orders, long amount, Instant at) throws Exception {
    hours.processElement1(
        new StreamRecord<>(
            ShopHour.change("taobao", "shop-1", HOUR, "CNY", orders, amount), at.toEpochMilli()));
  }

  private void told(long orders, long amount, Instant at) throws Exception {
    reference(new Reference.ControlTotal("taobao", "shop-1", HOUR, orders, "CNY", amount), at);
  }

  private void takenBack(Instant at) throws Exception {
    reference(null, at);
  }

  private void reference(Reference.@Nullable ControlTotal total, Instant at) throws Exception {
    Reference reference =
        total == null
            ? Reference.end(
                Reference.Type.CONTROL_TOTAL, ShopHour.key("taobao", "shop-1", HOUR, "CNY"), at)
            : total.from(at);
    hours.processElement2(new StreamRecord<>(reference, at.toEpochMilli()));
  }

  private void until(Instant time) throws Exception {
    hours.processBothWatermarks(new Watermark(time.toEpochMilli()));
  }

  private List<String> exceptions() {
    var told = hours.getSideOutput(CompletenessFunction.EXCEPTIONS);
    return told == null
        ? List.of()
        : told.stream()
            .map(StreamRecord::getValue)
            .map(one -> "%s %d of %d".formatted(one.type(), one.orders(), one.expectedOrders()))
            .toList();
  }

  private static final class Harness
      extends KeyedTwoInputStreamOperatorTestHarness<String, ShopHour, Reference, ShopHour> {

    Harness() throws Exception {
      super(
          new KeyedCoProcessOperator<>(new CompletenessFunction()),
          ShopHour::key,
          Reference::id,
          Types.STRING);
    }
  }
}
