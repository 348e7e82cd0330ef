package io.penstock.insight;

import io.penstock.ReadOrderEvents;
import io.penstock.RunningTotals;
import io.penstock.model.OrderEvent;
import io.penstock.model.RawRecord;
import io.penstock.model.table.FunnelMinute;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderHistoryRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.state.InsightState;
import io.penstock.writeback.WriteBackOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph, and nothing else: no addresses, no environment.
 *
 * <pre>
 *   order-events -> read -+-> history
 *                         +-> by order -> standing -+-> status
 *                                                   +-> exceptions
 *                                                   +-> tally -> by minute -> totals -> funnel
 * </pre>
 */
public record InsightPipeline(
    Sink<OrderStatusRow> status,
    Sink<OrderHistoryRow> history,
    Sink<OrderExceptionRow> exceptions,
    Sink<FunnelMinute> funnel) {

  public void assemble(DataStream<RawRecord> orderEvents) {
    SingleOutputStreamOperator<OrderEvent> events = ReadOrderEvents.of(orderEvents);

    events
        .map(OrderHistoryRow::of, TypeInformation.of(OrderHistoryRow.class))
        .uid("history-row")
        .name("History row")
        .sinkTo(history)
        .uid("order-history")
        .name("order_history");

    SingleOutputStreamOperator<OrderStatusRow> standing =
        events
            .keyBy(OrderEvent::key, Types.STRING)
            .transform(
                "Order standing",
                TypeInformation.of(OrderStatusRow.class),
                new WriteBackOperator<>(new OrderStandingFunction()))
            .uid(InsightState.STANDING_UID);

    standing.sinkTo(status).uid("order-status").name("order_status");
    standing
        .getSideOutput(OrderStandingFunction.EXCEPTIONS)
        .sinkTo(exceptions)
        .uid("order-exceptions")
        .name("order_exceptions");
    funnel(standing.getSideOutput(OrderStandingFunction.FRESH));
  }

  private void funnel(DataStream<OrderEvent> fresh) {
    fresh
        .transform("Funnel tally", TypeInformation.of(FunnelMinute.class), new FunnelTally())
        .uid("funnel-tally")
        .keyBy(FunnelMinute::key, Types.STRING)
        .process(
            new RunningTotals<>(InsightState::funnel, FunnelMinute::plus),
            TypeInformation.of(FunnelMinute.class))
        .uid(InsightState.FUNNEL_UID)
        .name("Funnel")
        .sinkTo(funnel)
        .uid("funnel-minute")
        .name("funnel_minute");
  }
}
