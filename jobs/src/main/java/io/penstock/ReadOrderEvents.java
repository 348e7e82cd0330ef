package io.penstock;

import io.penstock.connectors.OrderEventJson;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.OrderEvent;
import io.penstock.model.RawRecord;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the ledger of orders.
 *
 * <p>It is written by Penstock alone, so an entry that cannot be read is a bug or a broken topic,
 * and totals without it would be wrong: the job stops and names its position. Kinds of events that
 * a newer release has added are passed over and counted.
 */
public final class ReadOrderEvents extends ProcessFunction<RawRecord, OrderEvent> {

  private transient Counter unknown;

  /**
   * The events of a stream of records, each order's in order.
   *
   * <p>The stream must be as parallel as what follows: were its records dealt out anew, an order's
   * events would overtake each other and be taken for repetitions. Flink refuses it otherwise.
   */
  public static SingleOutputStreamOperator<OrderEvent> of(DataStream<RawRecord> records) {
    return records
        .forward()
        .process(new ReadOrderEvents(), TypeInformation.of(OrderEvent.class))
        .uid("read-order-events")
        .name("Read order events");
  }

  @Override
  public void open(OpenContext context) {
    unknown = getRuntimeContext().getMetricGroup().counter("orderEventsOfUnknownType");
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<OrderEvent> out) {
    Optional<OrderEvent> event;
    try {
      event = OrderEventJson.read(raw.value());
    } catch (UnreadableException unreadable) {
      throw new IllegalStateException(
          "The order event " + raw.cause() + " cannot be read: " + unreadable.reason(), unreadable);
    }
    event.ifPresentOrElse(out::collect, unknown::inc);
  }
}
