package io.penstock.print;

import io.penstock.model.Delivery;
import io.penstock.model.PrintBatch;
import io.penstock.model.Reference;
import io.penstock.state.AskedLabel;
import io.penstock.state.OpenBatch;
import io.penstock.state.PrintState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the labels of each warehouse and carrier. What one wave of the stock asks for is taken
 * together, whichever pool it comes from, so a replay makes the same batches; nothing is left of a
 * window once it is over.
 */
public final class PrintFunction
    extends KeyedBroadcastProcessFunction<String, Delivery, Reference, PrintBatch> {

  private transient ListState<AskedLabel> inbox;
  private transient ValueState<OpenBatch> open;

  /** The warehouse and the carrier. */
  public static String key(Delivery delivery) {
    return PrintBatch.key(delivery.warehouse(), carrier(delivery));
  }

  private static @Nullable String carrier(Delivery delivery) {
    return delivery.shipping() == null ? null : delivery.shipping().carrier();
  }

  @Override
  public void open(OpenContext context) {
    inbox = getRuntimeContext().getListState(PrintState.inbox());
    open = getRuntimeContext().getState(PrintState.open());
  }

  @Override
  public void processElement(Delivery delivery, ReadOnlyContext context, Collector<PrintBatch> out)
      throws Exception {
    long at = Math.max(context.timestamp(), context.currentWatermark() + 1);
    inbox.add(asked(delivery, Instant.ofEpochMilli(at)));
    context.timerService().registerEventTimeTimer(at);
  }

  private static AskedLabel asked(Delivery delivery, Instant at) {
    Delivery.Shipping shipping = delivery.shipping();
    String goods =
        delivery.lines().stream()
            .map(line -> line.sku() + "*" + line.quantity())
            .sorted()
            .collect(Collectors.joining(","));
    return new AskedLabel(
        at,
        delivery.action() == Delivery.Action.CANCEL,
        delivery.deliveryId(),
        delivery.owner(),
        shipping == null ? null : shipping.service(),
        shipping == null ? null : shipping.waybill(),
        delivery.consignee().token(),
        goods);
  }

  @Override
  public void processBroadcastElement(
      Reference reference, Context context, Collector<PrintBatch> out) throws Exception {
    if (reference.type() == Reference.Type.WAREHOUSE) {
      String version = reference.id() + "@" + reference.effectiveFrom();
      context.getBroadcastState(PrintState.warehouses()).put(version, reference);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PrintBatch> out)
      throws Exception {
    Instant now = Instant.ofEpochMilli(timestamp);
    List<AskedLabel> heard = new ArrayList<>();
    List<AskedLabel> later = new ArrayList<>();
    for (AskedLabel one : inbox.get()) {
      (one.at().isAfter(now) ? later : heard).add(one);
    }
    inbox.update(later);
    OpenBatch gathered = open.value();
    if (gathered == null && heard.stream().allMatch(AskedLabel::cancelled)) {
      return;
    }
    String key = context.getCurrentKey();
    String warehouse = key.substring(0, key.lastIndexOf('/'));
    String carrier = key.substring(warehouse.length() + 1);
    if (gathered == null) {
      gathered = PrintPolicy.of(warehouse(warehouse, now, context)).window(now);
      context.timerService().registerEventTimeTimer(gathered.until().toEpochMilli() - 1);
    }
    Batches batches = new Batches(warehouse, carrier.equals("-") ? null : carrier);
    Batches.Cut cut = batches.cut(gathered, heard, now);
    open.update(cut.open());
    cut.closed().forEach(out::collect);
  }

  private static Reference.@Nullable Warehouse warehouse(
      String name, Instant now, OnTimerContext context) throws Exception {
    Reference latest = null;
    for (Map.Entry<String, Reference> entry :
        context.getBroadcastState(PrintState.warehouses()).immutableEntries()) {
      Reference one = entry.getValue();
      if (one.id().equals(name)
          && !one.effectiveFrom().isAfter(now)
          && (latest == null || one.effectiveFrom().isAfter(latest.effectiveFrom()))) {
        latest = one;
      }
    }
    return latest == null || latest.deleted() ? null : latest.warehouse();
  }
}
