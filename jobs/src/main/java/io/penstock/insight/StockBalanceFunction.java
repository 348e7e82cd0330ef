package io.penstock.insight;

import io.penstock.OncePerSecond;
import io.penstock.model.StockEntry;
import io.penstock.model.table.StockRow;
import io.penstock.state.InsightState;
import io.penstock.state.SkuLedger;
import io.penstock.writeback.CachedValue;
import io.penstock.writeback.WriteBack;
import io.penstock.writeback.WritesBack;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Checks the ledger of each article as it is written, as {@link StockBalance} says, and hands on
 * what is where, at most once per second of event time.
 *
 * <p>The gauge {@code stockConservationResidue}, summed over all tasks, is the number of units by
 * which stock and ledger differ. It must be 0, and survives restarts; after a change of the
 * parallelism only the sum means anything.
 */
public final class StockBalanceFunction extends KeyedProcessFunction<String, StockEntry, StockRow>
    implements WritesBack, CheckpointedFunction {

  private transient WriteBack writeBack;
  private transient CachedValue<SkuLedger> ledger;
  private transient @Nullable ListState<Long> residues;
  private transient long residue;
  private transient Counter repeated;
  private transient Counter missing;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ListState<Long> kept = context.getOperatorStateStore().getListState(InsightState.residue());
    residue = 0;
    for (Long one : kept.get()) {
      residue += one;
    }
    residues = kept;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    Objects.requireNonNull(residues, "initialized first").update(List.of(residue));
  }

  @Override
  public void open(OpenContext context) {
    writeBack = new WriteBack();
    ledger = writeBack.value(getRuntimeContext().getState(InsightState.skuLedger()));
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    repeated = metrics.counter("stockMovementsRepeated");
    missing = metrics.counter("stockMovementsMissing");
    metrics.gauge("stockConservationResidue", (Gauge<Long>) () -> residue);
  }

  @Override
  public WriteBack writeBack() {
    return writeBack;
  }

  @Override
  public void processElement(StockEntry said, Context context, Collector<StockRow> out)
      throws Exception {
    SkuLedger kept = ledger.value();
    SkuLedger before = kept == null ? SkuLedger.NONE : kept;
    if (StockBalance.isRepeated(before, said.entry())) {
      repeated.inc();
      return;
    }
    missing.inc(StockBalance.missing(before, said.entry()));
    SkuLedger after = StockBalance.after(before, said);
    residue += StockBalance.residue(after) - StockBalance.residue(before);
    ledger.update(after);
    if (!before.isDue()) {
      TimerService timers = context.timerService();
      timers.registerEventTimeTimer(
          OncePerSecond.dueAt(context.timestamp(), timers.currentWatermark()));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<StockRow> out)
      throws Exception {
    SkuLedger due = Objects.requireNonNull(ledger.value(), "a timer is set for what is kept");
    for (SkuLedger.Balance balance : due.balances()) {
      if (balance.due()) {
        out.collect(balance.row());
      }
    }
    ledger.update(due.handedOn());
  }
}
