package io.penstock.finance;

import io.penstock.ReadOrderEvents;
import io.penstock.RunningTotals;
import io.penstock.model.OrderEvent;
import io.penstock.model.RawRecord;
import io.penstock.model.table.SalesDay;
import io.penstock.state.FinanceState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The graph, and nothing else: no addresses, no environment.
 *
 * <pre>
 *   order-events -> filter -> read -> filter -> by order -> ledger -> by shop, day, currency -> totals -> table
 * </pre>
 */
public record FinancePipeline(Sink<SalesDay> salesDays) {

  public void assemble(DataStream<RawRecord> orderEvents) {
    ReadOrderEvents.of(
            orderEvents
                .filter(raw -> SalesLedger.mayConcern(raw.event()))
                .uid("sales-records")
                .name("Perhaps passed or cancelled"))
        .filter(SalesLedger::concerns)
        .uid("sales-events")
        .name("Passed or cancelled")
        .keyBy(OrderEvent::key, Types.STRING)
        .process(new SalesLedgerFunction(), TypeInformation.of(SalesDay.class))
        .uid(FinanceState.SALES_LEDGER_UID)
        .name("Sales ledger")
        .keyBy(SalesDay::key, Types.STRING)
        .process(
            new RunningTotals<>(FinanceState::total, SalesDay::plus),
            TypeInformation.of(SalesDay.class))
        .uid(FinanceState.DAILY_SALES_UID)
        .name("Daily sales")
        .sinkTo(salesDays)
        .uid("sales-daily")
        .name("sales_daily");
  }
}
