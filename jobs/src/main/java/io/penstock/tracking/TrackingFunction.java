package io.penstock.tracking;

import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import io.penstock.state.TrackedOrder;
import io.penstock.state.TrackingState;
import io.penstock.writeback.CachedValue;
import io.penstock.writeback.WriteBack;
import io.penstock.writeback.WritesBack;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Numbers the events of each order, says where they leave it, and what their marketplaces must be
 * told.
 */
public final class TrackingFunction extends KeyedProcessFunction<String, OrderEvent, OrderEvent>
    implements WritesBack {

  public static final OutputTag<MarketplaceCommand> COMMANDS =
      new OutputTag<>("marketplace-commands", TypeInformation.of(MarketplaceCommand.class));

  private transient WriteBack writeBack;
  private transient CachedValue<TrackedOrder> tracked;

  @Override
  public void open(OpenContext context) {
    writeBack = new WriteBack();
    tracked = writeBack.value(getRuntimeContext().getState(TrackingState.tracked()));
  }

  @Override
  public WriteBack writeBack() {
    return writeBack;
  }

  @Override
  public void processElement(OrderEvent event, Context context, Collector<OrderEvent> out)
      throws Exception {
    TrackedOrder kept = tracked.value();
    TrackedOrder before = kept == null ? TrackedOrder.UNKNOWN : kept;
    TrackedOrder after =
        new TrackedOrder(
            before.sequence() + 1,
            LedgerStatus.after(event, before),
            Math.max(before.version(), event.version()));
    tracked.update(after);
    OrderEvent numbered = event.numbered(after.sequence(), after.status());
    out.collect(numbered);
    for (MarketplaceCommand command : MarketplaceCommands.of(numbered)) {
      context.output(COMMANDS, command);
    }
  }
}
