package io.penstock.audit;

import dev.cel.common.CelException;
import dev.cel.runtime.CelRuntime;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A rule that can be asked.
 *
 * <p>A rule that has no answer, because it does not compile in this release or fails on this order,
 * holds the order: it neither passes it in silence nor stops the job.
 *
 * @param program absent where the rule does not compile
 */
record CompiledRule(Rule rule, CelRuntime.@Nullable Program program) {

  /** The reason code of a rule that has no answer. */
  static final String RULE_FAILED = "RULE_FAILED";

  /** What a rule asks for, and why. */
  record Finding(Action action, Reason reason) {}

  /** What the rule has to say about the order; absent where it does not fire. */
  @Nullable Finding ask(OrderView view) {
    if (program == null) {
      return failed("the rule does not compile");
    }
    try {
      return (boolean) program.eval(view)
          ? new Finding(rule.action(), new Reason(rule.reason(), rule.rule(), rule.version(), null))
          : null;
    } catch (CelException noAnswer) {
      // Its message may quote the order, its code does not.
      return failed("the rule has no answer: " + noAnswer.getErrorCode());
    } catch (RuntimeException noAnswer) {
      return failed("the rule has no answer: " + noAnswer.getClass().getSimpleName());
    }
  }

  private Finding failed(String detail) {
    return new Finding(Action.HOLD, new Reason(RULE_FAILED, rule.rule(), rule.version(), detail));
  }
}
