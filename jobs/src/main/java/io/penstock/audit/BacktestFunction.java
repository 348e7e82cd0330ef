package io.penstock.audit;

import io.penstock.model.AuditRequest;
import io.penstock.model.Order;
import io.penstock.model.Reference;
import io.penstock.model.Retrial;
import io.penstock.model.Retrial.Verdict;
import io.penstock.state.BacktestState;
import io.penstock.state.Trial;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Judges each order by the rules as they are and by changed ones, and gives both verdicts once
 * nothing more comes for it. For bounded input, sorted by time within each order.
 */
public final class BacktestFunction extends KeyedProcessFunction<String, AuditRequest, Retrial> {

  private final List<Reference> references;
  private final RuleFile changes;

  private transient Backtest asIs;
  private transient Backtest changed;
  private transient ValueState<Trial> before;
  private transient ValueState<Trial> after;

  /**
   * @param references all that the audit goes by, in the order in which it was published
   * @param changes rules and playbooks that replace those of the same name
   */
  public BacktestFunction(List<Reference> references, RuleFile changes) {
    this.references = List.copyOf(references);
    this.changes = changes;
  }

  @Override
  public void open(OpenContext context) {
    asIs = new Backtest(references);
    changed = new Backtest(Backtest.changed(references, changes));
    before = getRuntimeContext().getState(BacktestState.before());
    after = getRuntimeContext().getState(BacktestState.after());
  }

  @Override
  public void processElement(AuditRequest request, Context context, Collector<Retrial> out)
      throws Exception {
    Trial was = before.value();
    Trial would = after.value();
    before.update(asIs.after(was == null ? Trial.NEW : was, request));
    after.update(changed.after(would == null ? Trial.NEW : would, request));
    context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
  }

  @Override
  public void onTimer(long end, OnTimerContext context, Collector<Retrial> out) throws Exception {
    Trial was = before.value();
    Verdict asItIs = asIs.end(was);
    Verdict asChanged = changed.end(after.value());
    if (asItIs != null && asChanged != null && was.newest() != null) {
      Order order = was.newest().order();
      out.collect(
          new Retrial(
              order.marketplace(),
              order.shop(),
              order.orderId(),
              order.currency(),
              order.totalMinor(),
              asItIs,
              asChanged));
    }
  }
}
