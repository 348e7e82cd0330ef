package io.penstock.audit;

import io.penstock.audit.Decision.Trigger;
import io.penstock.audit.rules.Judgement;
import io.penstock.audit.rules.Playbooks;
import io.penstock.model.Cause;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Repute;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import io.penstock.state.AuditRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges an order again of which nothing new has come: its time has come, or something else has
 * changed that it is judged by.
 */
final class Recheck {

  /** Stands before the reason's code where a playbook and no person ended an order. */
  static final String PLAYBOOK = "playbook/";

  private final Judge judge;

  Recheck(Judge judge) {
    this.judge = judge;
  }

  /** What is known of somebody concerns this version, or one that is on its way. */
  Decision repute(@Nullable AuditRecord kept, @Nullable ReceivedOrder newest, Repute repute) {
    AuditRecord before = kept == null ? AuditRecord.NEW : kept;
    if (repute.version() < before.version()) {
      return Decision.NOTHING;
    }
    AuditRecord known = before.knowing(repute);
    return repute.version() > before.version() || newest == null
        ? new Decision(known, null, null, false)
        : reconsidered(known, newest, judgement -> repute.cause(), repute.at());
  }

  /**
   * Judges an order once more, because rules have changed. What follows is caused by the first of
   * them that has something to say of it now, or had before.
   *
   * @param changes the records that changed them, by the ids of the rules; at least one
   */
  Decision changed(AuditRecord kept, ReceivedOrder newest, Map<String, Cause> changes, Instant at) {
    return reconsidered(
        kept,
        newest,
        judgement ->
            Stream.concat(judgement.reasons().stream(), kept.reasons().stream())
                .map(reason -> reason.rule() == null ? null : changes.get(reason.rule()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> new TreeMap<>(changes).firstEntry().getValue()),
        at);
  }

  /**
   * Judges an order once more, because something else than the order has changed. One that has
   * passed is held back where no warehouse has it yet.
   *
   * @param cause the record that changed it, by what is said of the order now
   */
  private Decision reconsidered(
      AuditRecord kept, ReceivedOrder newest, Function<Judgement, Cause> cause, Instant at) {
    if (!kept.isOpen()) {
      return new Decision(kept, null, null, false);
    }
    AuditRecord known = judge.known(kept, newest.order(), at);
    Judgement judgement = judge.judge(known, newest.order(), at);
    Trigger by = new Trigger(cause.apply(judgement), at, null);
    return again(known, newest, judgement, List.of(), kept.reasons(), by);
  }

  /**
   * Judges an order whose time has come although nothing came: one that waited for nothing else, or
   * one that is held and whose playbooks want it.
   *
   * @param kept due
   * @param newest the content of the order
   */
  Decision due(AuditRecord kept, ReceivedOrder newest) {
    Instant at = Objects.requireNonNull(kept.dueAt(), "an order that is due");
    Order order = newest.order();
    AuditRecord known = judge.known(kept, order, at);
    Judgement judgement = judge.judge(known, order, at);
    Playbooks.Overdue overdue = judge.playbooks().overdue(kept.reasons(), judgement.holding(), at);
    if (overdue.cancelled() != null) {
      return cancelled(known, newest, PLAYBOOK + overdue.cancelled(), at);
    }
    known = known.heldBy(overdue.reasons(), overdue.released());
    List<Reason> released =
        overdue.released().isEmpty()
            ? List.of()
            : List.of(Reason.of(Reason.RELEASED_ON_TIMEOUT, String.join(", ", overdue.released())));
    return again(
        known,
        newest,
        judge.judge(known, order, at),
        released,
        kept.reasons(),
        new Trigger(newest.cause(), at, null));
  }

  private static Decision again(
      AuditRecord known,
      ReceivedOrder newest,
      Judgement judgement,
      List<Reason> besides,
      List<Reason> told,
      Trigger by) {
    AuditRecord after = Audit.after(known, known.version(), judgement, by.at());
    boolean retained = isRetained(known, judgement.outcome());
    if (retained) {
      after = after.retain();
    }
    Kind kind = kind(known, judgement, retained);
    boolean same = isSame(known, after, told);
    boolean sameOfStock = !kind.mayLock() || after.conditions().equals(known.conditions());
    if (same && sameOfStock) {
      return new Decision(after, null, null, false);
    }
    OrderEvent.Type type =
        Objects.requireNonNull(Audit.type(judgement.outcome()), "what rules say");
    List<Reason> reasons = new ArrayList<>(judgement.reasons());
    reasons.addAll(besides);
    OrderEvent event =
        OrderEvent.of(type, newest, known.version(), List.copyOf(reasons))
            .in(known.merchant(), known.pool())
            .causedBy(by.cause(), by.at(), null);
    List<OrderEvent> events = same ? List.of() : List.of(event);
    return new Decision(
        after, null, Decision.request(kind, after, newest, known.version(), by, events), false);
  }

  private static Kind kind(AuditRecord known, Judgement judgement, boolean retained) {
    if (retained) {
      return judgement.keepsStock() ? Kind.KEEP : Kind.RETAIN;
    }
    return known.retained() && judgement.outcome() == Outcome.PASSED
        ? Kind.RESUME
        : Audit.kind(known, judgement);
  }

  /** Whether it passed as it is and is stopped only now, or was before. */
  private static boolean isRetained(AuditRecord known, Outcome outcome) {
    return outcome != Outcome.PASSED && (known.outcome() == Outcome.PASSED || known.retained());
  }

  /** What is as it was is not told again. */
  private static boolean isSame(AuditRecord before, AuditRecord after, List<Reason> told) {
    return switch (after.outcome()) {
      case HELD ->
          before.outcome() == Outcome.HELD
              && after.holding().equals(before.holding())
              && holds(after.reasons(), after.holding()).equals(holds(told, after.holding()));
      case PASSED -> before.outcome() == Outcome.PASSED;
      case WAITING ->
          before.outcome() == Outcome.WAITING && Objects.equals(before.dueAt(), after.dueAt());
      case REJECTED, ALREADY_SHIPPED, CANCELLED -> false;
    };
  }

  private static Decision cancelled(
      AuditRecord known, ReceivedOrder newest, String actor, Instant at) {
    Trigger by = new Trigger(newest.cause(), at, actor);
    AuditRecord after = known.cancel(actor);
    return new Decision(
        after,
        null,
        Decision.request(
            known.retained() ? Kind.ABANDON : Kind.CANCEL,
            after,
            newest,
            known.version(),
            by,
            List.of()),
        false);
  }

  /** What holds, in whose hands; what a rule saw may be another thing each time. */
  private static List<Reason> holds(List<Reason> reasons, List<String> codes) {
    return reasons.stream()
        .filter(reason -> codes.contains(reason.code()))
        .map(Reason::withoutFacts)
        .toList();
  }
}
