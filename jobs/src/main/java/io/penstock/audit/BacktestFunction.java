package io.penstock.audit;

import io.penstock.audit.rules.RuleFile;
import io.penstock.model.AuditRequest;
import io.penstock.model.Order;
import io.penstock.model.Reference;
import io.penstock.model.Retrial;
import io.penstock.model.Retrial.Verdict;
import io.penstock.state.BacktestState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Judges each order by the rules as they are and by changed ones, and gives both verdicts once
 * nothing more comes for it. For bounded input.
 */
public final class BacktestFunction extends KeyedProcessFunction<String, AuditRequest, Retrial> {

  /** Batch mode sorts by time alone, and what intake tells of one record has one time. */
  private static final Comparator<AuditRequest> AS_INTAKE_TOLD =
      Comparator.comparing(AuditRequest::at).thenComparing(BacktestFunction::number);

  private final List<Reference> references;
  private final RuleFile changes;

  private transient Backtest asIs;
  private transient Backtest changed;
  private transient ListState<AuditRequest> requests;

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
    requests = getRuntimeContext().getListState(BacktestState.requests());
  }

  @Override
  public void processElement(AuditRequest request, Context context, Collector<Retrial> out)
      throws Exception {
    requests.add(request);
    context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
  }

  @Override
  public void onTimer(long end, OnTimerContext context, Collector<Retrial> out) throws Exception {
    List<AuditRequest> inOrder = new ArrayList<>();
    requests.get().forEach(inOrder::add);
    inOrder.sort(AS_INTAKE_TOLD);
    Trial was = Trial.NEW;
    Trial would = Trial.NEW;
    for (AuditRequest request : inOrder) {
      was = asIs.after(was, request);
      would = changed.after(would, request);
    }
    Verdict asItIs = asIs.end(was);
    Verdict asChanged = changed.end(would);
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

  /** Whom an order names is known before it is judged. */
  private static int number(AuditRequest request) {
    if (request.repute() != null) {
      return -1;
    }
    if (request.version() != null) {
      return request.version().version();
    }
    return request.news() == null ? Integer.MAX_VALUE : request.news().version();
  }
}
