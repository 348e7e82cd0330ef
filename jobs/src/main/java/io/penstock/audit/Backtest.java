package io.penstock.audit;

import io.penstock.Versions;
import io.penstock.audit.rules.RuleBook;
import io.penstock.audit.rules.RuleFile;
import io.penstock.model.AuditRequest;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Retrial.Verdict;
import io.penstock.model.StockRequest;
import io.penstock.state.AuditRecord;
import io.penstock.state.AuditRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges recorded orders once more, by one book of rules, as the audit does but without Flink: what
 * a person would have decided is left out. There is no stock: what a rule's {@code stockExpression}
 * might hold counts as passed.
 */
public final class Backtest {

  private final Audit audit;

  /**
   * @param references all that the audit goes by, in the order in which it was published
   */
  public Backtest(List<Reference> references) {
    Map<Reference.Type, List<Reference>> byType = new HashMap<>();
    for (Reference reference : references) {
      byType.computeIfAbsent(reference.type(), unknown -> new ArrayList<>()).add(reference);
    }
    RuleBook book = new RuleBook();
    byType.forEach(
        (type, records) ->
            Versions.merge(Map.of(), records)
                .forEach((id, versions) -> book.set(type, id, versions)));
    this.audit = new Audit(book);
  }

  /** The references with rules and playbooks as a file changes them, as if they had always been. */
  static List<Reference> changed(List<Reference> references, RuleFile file) {
    List<Reference> changes = file.records(Instant.EPOCH);
    Set<String> replaced = new HashSet<>();
    changes.forEach(change -> replaced.add(change.type() + "/" + change.id()));
    List<Reference> changed = new ArrayList<>();
    for (Reference reference : references) {
      if (!replaced.contains(reference.type() + "/" + reference.id())) {
        changed.add(reference);
      }
    }
    changed.addAll(changes);
    return List.copyOf(changed);
  }

  /** How far the order is after a version or news of it. */
  public Trial after(Trial before, AuditRequest request) {
    Trial now = dueBy(before, request.at());
    return after(
        now, audit.decide(now.record(), request.version() == null ? now.newest() : null, request));
  }

  /** What is asked of the stock for an order of which nothing came before; absent if nothing. */
  public @Nullable StockRequest asked(AuditRequest first) {
    return audit.decide(null, null, first).request();
  }

  /**
   * What came of the order when nothing more comes: what waits for the time alone is judged, what
   * is held stays held.
   */
  @Nullable Verdict end(Trial before) {
    Trial now = before;
    while (isWaiting(now.record())) {
      now = due(now);
    }
    return now.verdict();
  }

  private static boolean isWaiting(@Nullable AuditRecord record) {
    return record != null && record.outcome() == Outcome.WAITING && record.dueAt() != null;
  }

  private Trial dueBy(Trial before, Instant now) {
    Trial trial = before;
    while (trial.record() != null
        && trial.record().dueAt() != null
        && !trial.record().dueAt().isAfter(now)) {
      trial = due(trial);
    }
    return trial;
  }

  private Trial due(Trial trial) {
    return trial.record() == null || trial.newest() == null
        ? trial
        : after(trial, audit.recheck().due(trial.record(), trial.newest()));
  }

  private static Trial after(Trial before, Decision decision) {
    return new Trial(
        decision.keep() == null ? before.record() : decision.keep(),
        decision.newest() == null ? before.newest() : decision.newest(),
        verdict(before.verdict(), decision.request()));
  }

  private static @Nullable Verdict verdict(
      @Nullable Verdict before, @Nullable StockRequest request) {
    Verdict verdict = before;
    if (request == null) {
      return verdict;
    }
    for (OrderEvent event : request.events()) {
      boolean judges =
          switch (event.type()) {
            case PASSED, HELD, WAITING, REJECTED, ALREADY_SHIPPED -> true;
            default -> false;
          };
      if (judges) {
        verdict = verdict(verdict, event.type(), event.reasons());
      }
    }
    boolean ends =
        request.kind() == StockRequest.Kind.CANCEL || request.kind() == StockRequest.Kind.ABANDON;
    return ends ? verdict(verdict, OrderEvent.Type.CANCELLED, List.of()) : verdict;
  }

  private static Verdict verdict(
      @Nullable Verdict before, OrderEvent.Type outcome, List<Reason> reasons) {
    boolean stopped = outcome == OrderEvent.Type.HELD || outcome == OrderEvent.Type.REJECTED;
    boolean touchless = (before == null || before.touchless()) && !stopped;
    return new Verdict(outcome, touchless, reasons);
  }
}
