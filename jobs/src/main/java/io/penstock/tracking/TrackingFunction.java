package io.penstock.tracking;

import io.penstock.connectors.marketplace.Capabilities;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import io.penstock.state.TrackedOrder;
import io.penstock.state.TrackingState;
import io.penstock.writeback.CachedValue;
import io.penstock.writeback.WriteBack;
import io.penstock.writeback.WritesBack;
import java.util.HashMap;
import java.util.Map;
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

  private final Marketplaces marketplaces;

  private transient Map<String, Capabilities> terms;
  private transient WriteBack writeBack;
  private transient CachedValue<TrackedOrder> tracked;

  /**
   * Tells marketplaces in their terms.
   *
   * @param marketplaces those that the job came with: what is published while it runs changes how
   *     messages are read, not what its marketplace is told, so that a notice is the same in every
   *     run
   */
  public TrackingFunction(Marketplaces marketplaces) {
    this.marketplaces = marketplaces;
  }

  @Override
  public void open(OpenContext context) {
    terms = new HashMap<>();
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
    OrderEvent numbered = event.numbered(before.sequence() + 1, LedgerStatus.after(event, before));
    ShipNotices notices = ShipNotices.after(before.waiting(), numbered, terms(event.marketplace()));
    tracked.update(
        new TrackedOrder(
            numbered.sequence(),
            numbered.status(),
            Math.max(before.version(), event.version()),
            notices.waiting()));
    out.collect(numbered);
    for (MarketplaceCommand command : notices.due()) {
      context.output(COMMANDS, command);
    }
    for (MarketplaceCommand question : Questions.of(numbered)) {
      context.output(COMMANDS, question);
    }
  }

  private Capabilities terms(String marketplace) {
    return terms.computeIfAbsent(
        marketplace,
        name -> {
          Capabilities known = marketplaces.capabilities(name);
          return known == null ? Capabilities.UNKNOWN : known;
        });
  }
}
