package io.penstock.finance;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.TestOrder;
import io.penstock.model.OrderEvent;
import io.penstock.model.table.SalesDay;
import io.penstock.state.FinanceState;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SalesLedgerFunctionTest {

  private final TestOrder order = TestOrder.of("1");

  @Test
  void ordersDoNotMix() throws Exception {
    try (var ledger = harness()) {
      ledger.open();
      send(ledger, order.passed(NOON));
      send(ledger, TestOrder.of("2").passed(NOON));
      send(ledger, TestOrder.of("3").cancelled(NOON));

      assertThat(ledger.extractOutputValues()).extracting(SalesDay::orders).containsExactly(1L, 1L);
      assertThat(ledger.numKeyedStateEntries()).as("only sales are kept").isEqualTo(2);
    }
  }

  @Test
  void aSaleIsRememberedOverARestart() throws Exception {
    OperatorSubtaskState saved;
    try (var ledger = harness()) {
      ledger.open();
      send(ledger, order.passed(NOON));
      saved = ledger.snapshot(1, 1);
    }
    try (var ledger = harness()) {
      ledger.initializeState(saved);
      ledger.open();
      send(ledger, order.passed(NOON));
      send(ledger, order.cancelled(NOON));

      assertThat(ledger.extractOutputValues())
          .singleElement()
          .extracting(SalesDay::orders, SalesDay::cancelledMinor)
          .containsExactly(0L, 9_900L);
    }
  }

  @Test
  void aSaleIsRememberedForHalfAYearAndThenForgotten() throws Exception {
    try (var ledger = harness()) {
      ledger.setStateTtlProcessingTime(0);
      ledger.open();
      send(ledger, order.passed(NOON));
      ledger.setStateTtlProcessingTime(
          FinanceState.ORDER_RETENTION.minus(Duration.ofDays(1)).toMillis());
      send(ledger, order.cancelled(NOON));
      assertThat(ledger.extractOutputValues())
          .last()
          .extracting(SalesDay::cancelledOrders)
          .isEqualTo(1L);

      ledger.setStateTtlProcessingTime(FinanceState.ORDER_RETENTION.multipliedBy(2).toMillis());
      send(ledger, order.cancelled(NOON));
      assertThat(ledger.extractOutputValues()).hasSize(2);
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, SalesDay> ledger, OrderEvent event)
      throws Exception {
    ledger.processElement(event, event.at().toEpochMilli());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, SalesDay> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new SalesLedgerFunction()), OrderEvent::key, Types.STRING);
  }
}
