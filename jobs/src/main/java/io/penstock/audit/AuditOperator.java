package io.penstock.audit;

import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.PublishedReference;
import io.penstock.model.StockRequest;
import io.penstock.state.AuditState;
import io.penstock.writeback.BroadcastWriteBackOperator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Runs the audit, and lets a change of the rules act on the orders that were judged before it: when
 * event time comes to the change, each order that is still open gets a timer of that time.
 *
 * <p>No function can do so: a function sees either one order or the rules.
 */
public final class AuditOperator
    extends BroadcastWriteBackOperator<String, AuditRequest, PublishedReference, StockRequest> {

  private static final long serialVersionUID = 1;

  /** The name that the framework gives the timers of functions. */
  private static final String TIMERS = "user-timers";

  public AuditOperator() {
    super(new AuditFunction(), List.of(AuditState.references(), AuditState.sweeps()));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    BroadcastState<Long, Map<String, Cause>> sweeps =
        getOperatorStateBackend().getBroadcastState(AuditState.sweeps());
    SortedSet<Long> due = due(sweeps, mark.getTimestamp());
    for (long sweep : due) {
      judgeAnewAt(sweep);
    }
    super.processWatermark(mark);
    for (long sweep : due) {
      sweeps.remove(sweep);
    }
  }

  private void judgeAnewAt(long sweep) throws Exception {
    InternalTimerService<VoidNamespace> timers =
        getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    // What came before is judged first, by the rules of its own time: it may be open then.
    if (timers.currentWatermark() < sweep - 1) {
      super.processWatermark(new Watermark(sweep - 1));
    }
    writeBack();
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            AuditState.open(),
            (order, open) -> timers.registerEventTimeTimer(VoidNamespace.INSTANCE, sweep));
  }

  /** At the end of all time nothing is left to come that a change could stop. */
  private static SortedSet<Long> due(BroadcastState<Long, Map<String, Cause>> sweeps, long time)
      throws Exception {
    SortedSet<Long> due = new TreeSet<>();
    if (time == Long.MAX_VALUE) {
      return due;
    }
    for (var sweep : sweeps.immutableEntries()) {
      if (sweep.getKey() <= time) {
        due.add(sweep.getKey());
      }
    }
    return due;
  }
}
