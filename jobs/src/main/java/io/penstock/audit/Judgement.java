package io.penstock.audit;

import io.penstock.model.Reason;
import io.penstock.model.Reference.Action;
import io.penstock.state.AuditRecord.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all rules together say about a version of an order.
 *
 * @param action the strongest that a rule asked for and no person has waived; absent where the
 *     order may pass
 * @param reasons one for each rule that fired, waived or not, in the order of the rules
 */
record Judgement(@Nullable Action action, List<Reason> reasons) {

  /** The reason code of an order whose shop the reference data does not know. */
  static final String UNKNOWN_SHOP = "UNKNOWN_SHOP";

  /**
   * Asks every rule, so that a person sees all reasons at once.
   *
   * @param waived reason codes that a person let pass; they cannot undo a rejection, and nobody can
   *     waive that the shop is known
   */
  static Judgement of(
      OrderView view, boolean shopKnown, List<CompiledRule> rules, List<String> waived) {
    Action strongest = null;
    List<Reason> reasons = new ArrayList<>();
    if (!shopKnown) {
      strongest = Action.HOLD;
      reasons.add(Reason.of(UNKNOWN_SHOP));
    }
    for (CompiledRule rule : rules) {
      CompiledRule.Finding finding = rule.ask(view);
      if (finding != null) {
        reasons.add(finding.reason());
        boolean counts =
            finding.action() == Action.REJECT || !waived.contains(finding.reason().code());
        if (counts && (strongest == null || finding.action().compareTo(strongest) > 0)) {
          strongest = finding.action();
        }
      }
    }
    return new Judgement(strongest, List.copyOf(reasons));
  }

  Outcome outcome() {
    if (action == null) {
      return Outcome.PASSED;
    }
    return switch (action) {
      case WAIT -> Outcome.WAITING;
      case HOLD -> Outcome.HELD;
      case REJECT -> Outcome.REJECTED;
    };
  }
}
