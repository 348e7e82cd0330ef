package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.model.table.SalesDay;
import io.penstock.state.FinanceState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RunningTotalsTest {

  private static final SalesDay SALE =
      new SalesDay("taobao", "shop-1", "2026-03-14", "CNY", 1, 2, 500, 0, 0, 0, 1);

  @Test
  void aBusySecondIsOneRow() throws Exception {
    try (var totals = harness()) {
      totals.open();
      for (int i = 0; i < 1_000; i++) {
        totals.processElement(SALE, 10_000 + i);
      }
      totals.processWatermark(10_998);
      assertThat(totals.extractOutputValues()).isEmpty();

      totals.processWatermark(10_999);
      assertThat(totals.extractOutputValues())
          .singleElement()
          .extracting(SalesDay::orders, SalesDay::units, SalesDay::grossMinor, SalesDay::version)
          .containsExactly(1_000L, 2_000L, 500_000L, 1_000L);
      assertThat(totals.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void theNextSecondsRowHoldsEverythingSoFar() throws Exception {
    try (var totals = harness()) {
      totals.open();
      totals.processElement(SALE, 10_000);
      totals.processWatermark(10_999);
      totals.processElement(SALE, 11_500);
      totals.processWatermark(20_000);

      assertThat(totals.extractOutputValues())
          .extracting(SalesDay::orders, SalesDay::version)
          .containsExactly(tuple(1L, 1L), tuple(2L, 2L));
    }
  }

  @Test
  void aLateChangeIsNotLost() throws Exception {
    try (var totals = harness()) {
      totals.open();
      totals.processElement(SALE, 10_000);
      totals.processWatermark(60_000);
      totals.processElement(SALE, 10_000);
      totals.processWatermark(61_000);

      assertThat(totals.extractOutputValues()).last().extracting(SalesDay::orders).isEqualTo(2L);
    }
  }

  @Test
  void aTotalThatWasNotYetWrittenIsWrittenAfterARestart() throws Exception {
    OperatorSubtaskState saved;
    try (var totals = harness()) {
      totals.open();
      totals.processElement(SALE, 10_000);
      saved = totals.snapshot(1, 1);
    }
    try (var totals = harness()) {
      totals.initializeState(saved);
      totals.open();
      totals.processWatermark(11_000);

      assertThat(totals.extractOutputValues()).containsExactly(SALE);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, SalesDay, SalesDay> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new RunningTotals<>(FinanceState::total, SalesDay::plus)),
        SalesDay::key,
        Types.STRING);
  }
}
