package io.penstock.audit.rules;

import io.penstock.model.Reason;
import io.penstock.model.Reference.Action;
import io.penstock.model.StockCondition;
import io.penstock.state.AuditRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What all rules together say about a version of an order.
 *
 * @param reasons one for each rule that fired, waived or not, in the order of the rules
 * @param holding the codes of those that hold the order
 * @param rank when stock is scarce
 * @param keepsStock whether goods may be locked for it although it is held
 * @param dueAt when it is to be judged again although nothing came; absent where it is not
 * @param conditions what the stock is to be asked before it holds the order as well; none where
 *     goods are not even to be locked once nothing holds it here. Whether they hold is told by the
 *     stock alone
 */
public record Judgement(
    Outcome outcome,
    List<Reason> reasons,
    Set<String> holding,
    int rank,
    boolean keepsStock,
    @Nullable Instant dueAt,
    List<StockCondition> conditions) {

  /** The reason code of an order whose shop the reference data does not know. */
  public static final String UNKNOWN_SHOP = "UNKNOWN_SHOP";

  /** The reason code of an order for which a person answers. */
  public static final String FORCED = "FORCED";

  /**
   * Asks every rule, so that a person sees all reasons at once.
   *
   * @param rules the highest priority first
   * @param waived reason codes that a person let pass; they cannot undo a rejection, and nobody can
   *     waive that the shop is known
   * @param forcedBy the person who answers for the order: then it is neither held nor rejected nor
   *     delayed
   */
  public static Judgement of(
      OrderView view,
      boolean shopKnown,
      List<CompiledRule> rules,
      List<String> waived,
      @Nullable String forcedBy) {
    Verdict verdict = new Verdict(waived, forcedBy != null);
    if (forcedBy != null) {
      verdict.reasons.add(Reason.of(FORCED, forcedBy));
    }
    if (!shopKnown) {
      verdict.reasons.add(Reason.of(UNKNOWN_SHOP));
      verdict.hold(UNKNOWN_SHOP, false);
    }
    for (CompiledRule rule : rules) {
      CompiledRule.Finding finding = rule.ask(view);
      if (finding != null) {
        verdict.hear(finding);
      }
    }
    return verdict.judgement();
  }

  /** The same, in the hands of those that playbooks name. */
  public Judgement inHands(List<Reason> owned, @Nullable Instant next) {
    return new Judgement(outcome, owned, holding, rank, keepsStock, next, conditions);
  }

  /** What was heard so far. */
  private static final class Verdict {

    private final List<String> waived;
    private final boolean forced;
    private final List<Reason> reasons = new ArrayList<>();

    /** What was asked for and counts. */
    private final Set<Action> stops = EnumSet.noneOf(Action.class);

    private final Set<String> holding = new TreeSet<>();
    private final List<StockCondition> conditions = new ArrayList<>();
    private final Set<Action> given = EnumSet.noneOf(Action.class);
    private int rank;

    /** As long as nobody says otherwise. */
    private boolean keepsStock = true;

    /** The priority of the first rule that let the order pass: holds below it are lifted. */
    private int liftedBelow = Integer.MIN_VALUE;

    private @Nullable Instant dueAt;

    Verdict(List<String> waived, boolean forced) {
      this.waived = waived;
      this.forced = forced;
    }

    void hear(CompiledRule.Finding finding) {
      Action action = finding.action();
      switch (action) {
        case REJECT -> {
          if (!forced) {
            stops.add(action);
          }
        }
        case HOLD -> {
          boolean lifted = finding.priority() < liftedBelow && !finding.isFailure();
          boolean counts = !lifted && !isWaived(finding);
          if (finding.condition() != null) {
            if (counts) {
              conditions.add(finding.condition());
            }
            return;
          }
          if (counts) {
            hold(finding.reason().code(), finding.keepsStock());
          }
        }
        case WAIT -> {
          if (!isWaived(finding)) {
            stops.add(action);
          }
        }
        case DELAY -> {
          if (!isWaived(finding)) {
            stops.add(action);
            dueAt = later(dueAt, finding.until());
          }
        }
        case PRIORITIZE, ASSIGN -> {
          if (!given.add(action)) {
            return;
          }
          rank = action == Action.PRIORITIZE ? finding.rank() : rank;
        }
        case PASS -> liftedBelow = Math.max(liftedBelow, finding.priority());
        case TAG -> {}
      }
      reasons.add(finding.reason());
    }

    void hold(String code, boolean keeps) {
      stops.add(Action.HOLD);
      holding.add(code);
      keepsStock = keepsStock && keeps;
    }

    private boolean isWaived(CompiledRule.Finding finding) {
      boolean canBeForced = finding.action() != Action.WAIT;
      return (forced && canBeForced) || waived.contains(finding.reason().code());
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
      return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    Judgement judgement() {
      Outcome outcome = outcome();
      boolean timeWillTell = outcome == Outcome.WAITING && !stops.contains(Action.WAIT);
      return new Judgement(
          outcome,
          List.copyOf(reasons),
          Set.copyOf(holding),
          rank,
          outcome == Outcome.HELD && keepsStock && !stops.contains(Action.WAIT),
          timeWillTell ? dueAt : null,
          outcome == Outcome.PASSED || outcome == Outcome.HELD
              ? List.copyOf(conditions)
              : List.of());
    }

    private Outcome outcome() {
      if (stops.contains(Action.REJECT)) {
        return Outcome.REJECTED;
      }
      if (stops.contains(Action.HOLD)) {
        return Outcome.HELD;
      }
      return stops.isEmpty() ? Outcome.PASSED : Outcome.WAITING;
    }
  }
}
