package io.penstock;

import io.penstock.audit.AuditFunction;
import io.penstock.audit.AuditOperator;
import io.penstock.audit.ReadCommand;
import io.penstock.audit.rules.ReadReference;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.intake.Normalise;
import io.penstock.listing.ListingPipeline;
import io.penstock.model.AuditRequest;
import io.penstock.model.DeadLetter;
import io.penstock.model.OrderEvent;
import io.penstock.model.Outgoing;
import io.penstock.model.PrintBatch;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.Reference;
import io.penstock.model.StockRequest;
import io.penstock.print.PrintFunction;
import io.penstock.state.AuditState;
import io.penstock.state.IntakeState;
import io.penstock.state.MappingState;
import io.penstock.state.PrintState;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.state.TrackingState;
import io.penstock.stock.ReadWmsEvent;
import io.penstock.stock.StockFunction;
import io.penstock.tracking.TrackingFunction;
import io.penstock.writeback.BroadcastWriteBackOperator;
import io.penstock.writeback.WriteBackOperator;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph, and nothing else: no addresses, no environment.
 *
 * <pre>
 *   orders ─► normalise ─► by order: intake ─┬────────────────────┐
 *                                            └► by person: people ┤
 *   commands ─────────────────────────────────────────────────────┴► by order: audit ─┐
 *   wms events ───────────────────────────────────────────────────────────────────────┼► by pool: stock ─┬► by order: tracking
 *   reference ─► read ─┬─ to every normaliser, audit, stock and print task             │                  └► by warehouse and carrier: print
 *                      ├─ the denylist ─► by entry: denials ─► people                  │
 *                      └─ the catalogue ───────────────────────────────────────────────┘
 *   levels ─► by pool: listing, which knows the shops ─► by shop: limit of stock updates
 * </pre>
 *
 * <p>One line, so that the events of an order reach the ledger in the order in which they happened.
 * All results, dead letters included, leave by one sink.
 *
 * @param published mappings that were published before the start
 * @param wave how long the stock stage gathers orders before it serves them by priority
 * @param maxRecordBytes a raw record above this size is not read
 */
public record FulfilmentPipeline(
    Marketplaces marketplaces,
    List<Reference> published,
    Duration wave,
    int maxRecordBytes,
    Sink<Outgoing> results) {

  /**
   * Where everything comes from.
   *
   * @param reference its event time must not begin before all that was published earlier was read
   */
  public record Inputs(
      DataStream<RawRecord> orders,
      DataStream<RawRecord> wmsEvents,
      DataStream<RawRecord> commands,
      DataStream<RawRecord> reference) {}

  public void assemble(Inputs inputs) {
    SingleOutputStreamOperator<Reference> reference = reference(inputs.reference());
    SingleOutputStreamOperator<ReceivedMessage> received =
        inputs
            .orders()
            .connect(reference.broadcast(MappingState.mappings()))
            .process(
                new Normalise(marketplaces, published, maxRecordBytes),
                TypeInformation.of(ReceivedMessage.class))
            .uid(IntakeState.NORMALISE_UID)
            .name("Normalise");
    DataStream<DeadLetter> unread =
        received
            .getSideOutput(Normalise.DEAD_LETTERS)
            .union(reference.getSideOutput(ReadReference.DEAD_LETTERS));
    assemble(received, unread, reference, inputs);
  }

  /**
   * The same for orders that were read elsewhere.
   *
   * @param inputs of which the orders are not read
   */
  public void assembleRead(DataStream<ReceivedMessage> received, Inputs inputs) {
    SingleOutputStreamOperator<Reference> reference = reference(inputs.reference());
    assemble(received, reference.getSideOutput(ReadReference.DEAD_LETTERS), reference, inputs);
  }

  private void assemble(
      DataStream<ReceivedMessage> received,
      DataStream<DeadLetter> unread,
      SingleOutputStreamOperator<Reference> reference,
      Inputs inputs) {
    SingleOutputStreamOperator<AuditRequest> commands =
        inputs
            .commands()
            .process(new ReadCommand(), TypeInformation.of(AuditRequest.class))
            .uid("read-commands")
            .name("Read commands");
    SingleOutputStreamOperator<StockInput> wmsEvents =
        inputs
            .wmsEvents()
            .process(new ReadWmsEvent(), TypeInformation.of(StockInput.class))
            .uid("read-wms-events")
            .name("Read WMS events");

    SingleOutputStreamOperator<AuditRequest> taken = Intake.orders(received);
    SingleOutputStreamOperator<StockRequest> audited =
        taken
            .union(
                commands,
                Intake.people(taken, reference.getSideOutput(ReadReference.DENIALS), false))
            .keyBy(AuditRequest::orderKey, Types.STRING)
            .connect(reference.getSideOutput(ReadReference.AUDIT).broadcast())
            .transform("Audit", TypeInformation.of(StockRequest.class), new AuditOperator())
            .uid(AuditState.OPERATOR_UID);
    SingleOutputStreamOperator<OrderEvent> stocked =
        map(audited, StockInput::of, StockInput.class, "stock-requests")
            .union(wmsEvents, reference.getSideOutput(ReadReference.CATALOGUE))
            .keyBy(StockInput::pool, Types.STRING)
            .connect(reference.broadcast())
            .transform(
                "Stock",
                TypeInformation.of(OrderEvent.class),
                new BroadcastWriteBackOperator<>(
                    new StockFunction(wave), List.of(StockState.network())))
            .uid(StockState.OPERATOR_UID);
    SingleOutputStreamOperator<PrintBatch> printed =
        stocked
            .getSideOutput(StockFunction.DELIVERIES)
            .filter(delivery -> !delivery.betweenWarehouses()) // They have no label of ours.
            .uid("labels")
            .name("Labels")
            .keyBy(PrintFunction::key, Types.STRING)
            .connect(reference.broadcast(PrintState.warehouses()))
            .process(new PrintFunction(), TypeInformation.of(PrintBatch.class))
            .uid(PrintState.OPERATOR_UID)
            .name("Print");
    SingleOutputStreamOperator<OrderEvent> tracked =
        stocked
            .keyBy(OrderEvent::key, Types.STRING)
            .transform(
                "Tracking",
                TypeInformation.of(OrderEvent.class),
                new WriteBackOperator<>(new TrackingFunction(marketplaces)))
            .uid(TrackingState.OPERATOR_UID);

    DataStream<DeadLetter> deadLetters =
        unread.union(
            commands.getSideOutput(ReadCommand.DEAD_LETTERS),
            wmsEvents.getSideOutput(ReadWmsEvent.DEAD_LETTERS),
            audited.getSideOutput(AuditFunction.DEAD_LETTERS),
            stocked.getSideOutput(StockFunction.REFUSED));
    publish(tracked, Publish::event, "order-events")
        .union(
            publish(
                stocked.getSideOutput(StockFunction.DELIVERIES), Publish::delivery, "deliveries"),
            publish(printed, Publish::printBatch, "print-batches"),
            publish(stocked.getSideOutput(StockFunction.LEVELS), Publish::level, "stock-levels"),
            publish(
                stocked.getSideOutput(StockFunction.MOVEMENTS),
                Publish::movement,
                "stock-movements"),
            publish(
                tracked.getSideOutput(TrackingFunction.COMMANDS),
                Publish::command,
                "marketplace-commands"),
            publish(
                ListingPipeline.updates(
                    stocked.getSideOutput(StockFunction.LEVELS),
                    reference.getSideOutput(ReadReference.AUDIT)),
                Publish::stock,
                "marketplace-stock"),
            publish(deadLetters, Publish::deadLetter, "dead-letters"))
        .sinkTo(results)
        .uid("results")
        .name("Results");
  }

  /** The reference data, which is read in one place so that it keeps its order. */
  static SingleOutputStreamOperator<Reference> reference(DataStream<RawRecord> records) {
    return records
        .process(new ReadReference(), TypeInformation.of(Reference.class))
        .uid("read-reference")
        .name("Read reference data")
        .setParallelism(1);
  }

  private static <T> DataStream<Outgoing> publish(
      DataStream<T> stream, MapFunction<T, Outgoing> as, String topic) {
    return map(stream, as, Outgoing.class, "publish-" + topic);
  }

  private static <T, R> DataStream<R> map(
      DataStream<T> stream, MapFunction<T, R> function, Class<R> to, String uid) {
    return stream.map(function, TypeInformation.of(to)).uid(uid).name(uid);
  }
}
