package io.penstock.audit.rules;

import dev.cel.common.CelException;
import dev.cel.runtime.CelRuntime;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Rule;
import io.penstock.model.StockCondition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that can be asked.
 *
 * <p>A rule that has no answer, because it is not understood in this release or fails on this
 * order, holds the order: it neither passes it in silence nor stops the job.
 *
 * @param program absent where the rule is not understood, as are its terms
 * @param precheck whether it could fire at all; absent where the program is always asked
 */
public record CompiledRule(
    Rule rule,
    CelRuntime.@Nullable Program program,
    @Nullable Terms terms,
    @Nullable Precheck precheck) {

  /** The reason code of a rule that has no answer. */
  public static final String RULE_FAILED = "RULE_FAILED";

  /**
   * What a rule asks for, and why.
   *
   * @param priority of the rule
   * @param rank of a rule that gives the order one
   * @param keepsStock whether goods may be locked for the order although the rule holds it
   * @param until when an order that is delayed is due
   * @param condition what the stock is to be asked before the order is held; absent where it is
   *     held whatever the stock is
   */
  record Finding(
      Action action,
      Reason reason,
      int priority,
      int rank,
      boolean keepsStock,
      @Nullable Instant until,
      @Nullable StockCondition condition) {

    /** Whether it is a rule without an answer that holds the order. */
    boolean isFailure() {
      return reason.code().equals(RULE_FAILED);
    }
  }

  /** Whether it is asked about orders of this shop at all; one that is not understood always is. */
  boolean covers(@Nullable String merchant, String marketplace, String shop) {
    return terms == null || terms.cover(merchant, marketplace, shop);
  }

  /** What the rule has to say about the order; absent where it does not fire. */
  @Nullable Finding ask(OrderView view) {
    if (program == null || terms == null) {
      return failed("the rule is not understood");
    }
    if (!terms.holdAt(view.at())) {
      return null;
    }
    Instant until = rule.action() == Action.DELAY ? terms.until(view.order()) : null;
    if (until != null && !until.isAfter(view.at())) {
      return null;
    }
    if (precheck != null && Boolean.FALSE.equals(precheck.answer(view))) {
      return null;
    }
    // What it sees on the way to an answer goes with the order, so it is asked as a whole.
    view.startAsking();
    try {
      return (boolean) program.eval(view)
          ? new Finding(
              rule.action(),
              reason(view),
              rule.priority(),
              terms.rank(),
              rule.keepsStock(),
              until,
              condition())
          : null;
    } catch (CelException noAnswer) {
      // Its message may quote the order, its code does not.
      return failed("the rule has no answer: " + noAnswer.getErrorCode());
    } catch (RuntimeException noAnswer) {
      return failed("the rule has no answer: " + noAnswer.getClass().getSimpleName());
    }
  }

  private @Nullable StockCondition condition() {
    return rule.stockExpression() == null
        ? null
        : new StockCondition(rule.rule(), rule.version(), rule.reason(), rule.stockExpression());
  }

  private Reason reason(OrderView view) {
    return Reason.of(rule.reason(), rule.rule(), rule.version(), rule.value()).seeing(view.seen());
  }

  private Finding failed(String detail) {
    return new Finding(
        Action.HOLD,
        Reason.of(RULE_FAILED, rule.rule(), rule.version(), detail),
        rule.priority(),
        0,
        false,
        null,
        null);
  }
}
