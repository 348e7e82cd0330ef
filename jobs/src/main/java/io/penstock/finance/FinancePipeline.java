package io.penstock.finance;

import io.penstock.Publish;
import io.penstock.ReadOrderEvents;
import io.penstock.ReferencesOf;
import io.penstock.RunningTotals;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.model.OrderEvent;
import io.penstock.model.Outgoing;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.model.table.BillLineRow;
import io.penstock.model.table.SalesDay;
import io.penstock.state.FinanceState;
import io.penstock.state.MappingState;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph, and nothing else: no addresses, no environment.
 *
 * <pre>
 *   order-events -> filter -> read -> filter -> by order -> ledger -> by shop, day, currency -> totals -> table
 *   settlements -> read -> table
 *   reference -> mappings -> to every task that reads settlements
 * </pre>
 *
 * @param published mappings that were published before the start
 * @param maxRecordBytes a raw settlement above this size is not read
 */
public record FinancePipeline(
    Marketplaces marketplaces,
    List<Reference> published,
    int maxRecordBytes,
    Sink<SalesDay> salesDays,
    Sink<BillLineRow> billLines,
    Sink<Outgoing> deadLetters) {

  public void assemble(
      DataStream<RawRecord> orderEvents,
      DataStream<RawRecord> settlements,
      DataStream<RawRecord> reference) {
    sales(orderEvents);
    bills(settlements, reference);
  }

  void bills(DataStream<RawRecord> settlements, DataStream<RawRecord> reference) {
    SingleOutputStreamOperator<BillLineRow> lines =
        settlements
            .connect(ReferencesOf.mappings(reference).broadcast(MappingState.mappings()))
            .process(
                new ReadBills(marketplaces, published, maxRecordBytes),
                TypeInformation.of(BillLineRow.class))
            .uid(FinanceState.READ_BILLS_UID)
            .name("Read bills");
    lines.sinkTo(billLines).uid("bill-lines").name("bill_lines");
    lines
        .getSideOutput(ReadBills.DEAD_LETTERS)
        .map(Publish::deadLetter, TypeInformation.of(Outgoing.class))
        .uid("publish-dead-letters")
        .name("publish-dead-letters")
        .sinkTo(deadLetters)
        .uid("dead-letters")
        .name("dead-letters");
  }

  void sales(DataStream<RawRecord> orderEvents) {
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
