package io.penstock.audit.rules;

import dev.cel.common.CelException;
import dev.cel.runtime.CelRuntime.Program;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Reason;
import io.penstock.model.StockCondition;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks what rules say of the stock. A clause that has no answer holds the order, as a rule that has
 * none does.
 */
public final class StockClauses {

  /** Rules have few; those of rules that have changed are forgotten in time. */
  private static final int MOST = 1_000;

  /** Each compiled once; empty where it is not understood in this release. */
  private static final Map<String, Optional<Program>> COMPILED = new ConcurrentHashMap<>();

  /** Why the order is held; absent where it is not. */
  public static @Nullable Reason ask(StockCondition condition, StockView view) {
    Program program = compiled(condition.expression()).orElse(null);
    if (program == null) {
      return failed(condition, "it is not understood");
    }
    view.startAsking();
    try {
      return (boolean) program.eval(view)
          ? Reason.of(condition.reason(), condition.rule(), condition.ruleVersion(), null)
              .seeing(view.seen())
          : null;
    } catch (CelException noAnswer) {
      return failed(condition, noAnswer.getErrorCode().toString());
    } catch (RuntimeException noAnswer) {
      return failed(condition, noAnswer.getClass().getSimpleName());
    }
  }

  private static Reason failed(StockCondition condition, String why) {
    return Reason.of(
        CompiledRule.RULE_FAILED,
        condition.rule(),
        condition.ruleVersion(),
        "the rule's stockExpression has no answer: " + why);
  }

  private static Optional<Program> compiled(String expression) {
    Optional<Program> known = COMPILED.get(expression);
    return known == null ? compile(expression) : known;
  }

  private static Optional<Program> compile(String expression) {
    Optional<Program> program;
    try {
      program = Optional.of(Rules.compileStock(expression));
    } catch (UnreadableException admittedByAnOlderRelease) {
      program = Optional.empty();
    }
    if (COMPILED.size() >= MOST) {
      COMPILED.clear();
    }
    COMPILED.put(expression, program);
    return program;
  }

  private StockClauses() {}
}
