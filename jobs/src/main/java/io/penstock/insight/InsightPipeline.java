package io.penstock.insight;

import io.penstock.Publish;
import io.penstock.ReadOrderEvents;
import io.penstock.ReferencesOf;
import io.penstock.RunningTotals;
import io.penstock.model.OrderEvent;
import io.penstock.model.Outgoing;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.model.StockEntry;
import io.penstock.model.table.FunnelMinute;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderHistoryRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.model.table.ShopHour;
import io.penstock.model.table.StockRow;
import io.penstock.state.InsightState;
import io.penstock.writeback.WriteBackOperator;
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
 *   order-events -> read -+-> history
 *                         +-> by order -> standing -+-> status
 *                                                   +-> exceptions
 *                                                   +-> tally -> by minute -> totals -> funnel
 *                                                   +-> tally -> by shop and hour -+-> completeness
 *   reference -> control totals ------------------------------------ by the same --+
 *   stock-movements -> read -> by article -> balance -> stock
 * </pre>
 *
 * @param shopHours what shops had in each hour, compared with what their marketplaces count
 * @param results what others must be told: gaps between the two
 */
public record InsightPipeline(
    Sink<OrderStatusRow> status,
    Sink<OrderHistoryRow> history,
    Sink<OrderExceptionRow> exceptions,
    Sink<FunnelMinute> funnel,
    Sink<ShopHour> shopHours,
    Sink<StockRow> stock,
    Sink<Outgoing> results) {

  public void assemble(
      DataStream<RawRecord> orderEvents,
      DataStream<RawRecord> stockMovements,
      DataStream<RawRecord> reference) {
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
    completeness(standing.getSideOutput(OrderStandingFunction.HOURS), reference);
    balance(stockMovements);
  }

  /** The stream is as parallel as what follows, as that of the order events. */
  private void balance(DataStream<RawRecord> movements) {
    movements
        .forward()
        .flatMap(new ReadStockMovements(), TypeInformation.of(StockEntry.class))
        .uid("read-stock-movements")
        .name("Read stock movements")
        .keyBy(StockEntry::key, Types.STRING)
        .transform(
            "Stock balance",
            TypeInformation.of(StockRow.class),
            new WriteBackOperator<>(new StockBalanceFunction()))
        .uid(InsightState.STOCK_UID)
        .sinkTo(stock)
        .uid("stock")
        .name("stock");
  }

  private void completeness(DataStream<ShopHour> changes, DataStream<RawRecord> reference) {
    SingleOutputStreamOperator<Reference> totals =
        reference
            .flatMap(
                new ReferencesOf(Reference.Type.CONTROL_TOTAL, InsightPipeline::isWhole),
                TypeInformation.of(Reference.class))
            .uid("control-totals")
            .name("Control totals");
    SingleOutputStreamOperator<ShopHour> hours =
        changes
            .transform(
                "Shop-hour tally",
                TypeInformation.of(ShopHour.class),
                new Tally<ShopHour>(
                    one -> List.of(one.marketplace(), one.shop(), one.hour(), one.currency()),
                    ShopHour::plus))
            .uid("shop-hour-tally")
            .keyBy(ShopHour::key, Types.STRING)
            .connect(totals.keyBy(Reference::id, Types.STRING))
            .process(new CompletenessFunction(), TypeInformation.of(ShopHour.class))
            .uid(InsightState.COMPLETENESS_UID)
            .name("Completeness");
    hours.sinkTo(shopHours).uid("shop-hours").name("shop_hours");
    hours
        .getSideOutput(CompletenessFunction.EXCEPTIONS)
        .map(Publish::exception, TypeInformation.of(Outgoing.class))
        .uid("publish-exceptions")
        .name("publish-exceptions")
        .sinkTo(results)
        .uid("results")
        .name("Results");
  }

  private static boolean isWhole(Reference reference) {
    Reference.ControlTotal total = reference.controlTotal();
    return total != null && total.isOf(reference.id());
  }

  private void funnel(DataStream<OrderEvent> fresh) {
    fresh
        .map(Funnel::count, TypeInformation.of(FunnelMinute.class))
        .uid("funnel-count")
        .name("Funnel count")
        .filter(count -> count.version() > 0)
        .uid("funnel-counted")
        .name("Counted")
        .transform(
            "Funnel tally",
            TypeInformation.of(FunnelMinute.class),
            new Tally<FunnelMinute>(
                one -> List.of(one.marketplace(), one.minute()), FunnelMinute::plus))
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
