package io.penstock.intake;

import io.penstock.model.OrderVersion;
import io.penstock.model.ReceivedOrder;
import io.penstock.state.IntakeState;
import io.penstock.state.KeptVersion;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts each order version once, as {@link OrderLifecycle} decides. */
public final class IntakeFunction
    extends KeyedProcessFunction<String, ReceivedOrder, OrderVersion> {

  private transient ValueState<KeptVersion> kept;
  private transient Counter accepted;
  private transient Counter redelivered;
  private transient Counter stale;

  @Override
  public void open(OpenContext context) {
    kept = getRuntimeContext().getState(IntakeState.kept());
    accepted = getRuntimeContext().getMetricGroup().counter("ordersAccepted");
    redelivered = getRuntimeContext().getMetricGroup().counter("ordersRedelivered");
    stale = getRuntimeContext().getMetricGroup().counter("ordersStale");
  }

  @Override
  public void processElement(ReceivedOrder received, Context context, Collector<OrderVersion> out)
      throws Exception {
    OrderLifecycle.Decision decision = OrderLifecycle.receive(kept.value(), received);
    OrderVersion version = decision.version();
    switch (version.outcome()) {
      case ACCEPTED -> {
        kept.update(decision.kept());
        accepted.inc();
      }
      case REDELIVERED -> redelivered.inc();
      case STALE -> stale.inc();
    }
    out.collect(version);
  }
}
