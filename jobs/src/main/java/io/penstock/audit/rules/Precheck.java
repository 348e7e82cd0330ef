package io.penstock.audit.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a rule's expression that is true or false, and remembers for what it was so lately.
 *
 * <p>Most rules have nothing to say of most orders, and that shows in parts that look at little: a
 * flag, a currency, a memo that is empty. To evaluate one costs ten times the look at what it came
 * to for the same, which holds for ever: it is a function of the names in it and of nothing else.
 */
sealed interface Precheck {

  /** Whether it is true of the order; absent where that cannot be said. */
  @Nullable Boolean answer(OrderView view);

  /**
   * Takes an expression apart as far as it consists of {@code ||} and {@code &&}. Not one with
   * several loops: they share what an evaluation may cost.
   */
  static @Nullable Precheck of(CelAbstractSyntaxTree ast, CelRuntime runtime)
      throws CelEvaluationException {
    long loops =
        CelNavigableExpr.fromExpr(ast.getExpr())
            .allNodes()
            .filter(node -> node.getKind() == ExprKind.Kind.COMPREHENSION)
            .count();
    return loops > 1 ? null : of(ast.getExpr(), ast, runtime);
  }

  private static Precheck of(CelExpr part, CelAbstractSyntaxTree whole, CelRuntime runtime)
      throws CelEvaluationException {
    if (part.getKind() == ExprKind.Kind.CALL) {
      List<CelExpr> sides = part.call().args();
      if (part.call().function().equals(Operator.LOGICAL_OR.getFunction())) {
        return new Either(
            of(sides.get(0), whole, runtime), of(sides.get(1), whole, runtime), Boolean.TRUE);
      }
      if (part.call().function().equals(Operator.LOGICAL_AND.getFunction())) {
        return new Either(
            of(sides.get(0), whole, runtime), of(sides.get(1), whole, runtime), Boolean.FALSE);
      }
    }
    List<String> names =
        CelNavigableExpr.fromExpr(part)
            .allNodes()
            .map(node -> whole.getReferenceMap().get(node.id()))
            .filter(Objects::nonNull)
            .map(CelReference::name)
            .filter(OrderView.NAMES::has)
            .distinct()
            .toList();
    CelRuntime.Program program =
        runtime.createProgram(
            CelAbstractSyntaxTree.newCheckedAst(
                part, whole.getSource(), whole.getReferenceMap(), whole.getTypeMap()));
    // No two orders have the same lines.
    return names.contains(OrderView.LINES) ? new Asked(program) : new Remembered(names, program);
  }

  /**
   * Two parts of which one may decide alone, whatever the other one says or whether it has an
   * answer at all.
   *
   * @param decides what it must say for that
   */
  record Either(Precheck left, Precheck right, Boolean decides) implements Precheck {

    @Override
    public @Nullable Boolean answer(OrderView view) {
      Boolean first = left.answer(view);
      if (decides.equals(first)) {
        return first;
      }
      Boolean second = right.answer(view);
      if (decides.equals(second)) {
        return second;
      }
      return first == null ? null : second;
    }
  }

  /** A part that is evaluated each time. */
  record Asked(CelRuntime.Program program) implements Precheck {

    @Override
    public @Nullable Boolean answer(OrderView view) {
      try {
        return (Boolean) program.eval(view);
      } catch (CelEvaluationException | RuntimeException noAnswer) {
        return null;
      }
    }
  }

  /** A part that remembers. */
  final class Remembered implements Precheck {

    /** A power of two. Of two inputs that fall into one place the later is remembered. */
    private static final int PLACES = 64;

    private final List<String> names;
    private final Asked part;
    private final @Nullable Object[][] inputs = new Object[PLACES][];
    private final @Nullable Boolean[] answers = new Boolean[PLACES];

    /**
     * @param names all that the part may ask for
     */
    Remembered(List<String> names, CelRuntime.Program program) {
      this.names = names;
      this.part = new Asked(program);
    }

    @Override
    public @Nullable Boolean answer(OrderView view) {
      Object[] asked = new Object[names.size()];
      for (int i = 0; i < asked.length; i++) {
        asked[i] = view.value(names.get(i));
      }
      int hash = Arrays.hashCode(asked);
      int place = (hash ^ (hash >>> 16) ^ (hash >>> 6)) & (PLACES - 1);
      if (!Arrays.equals(asked, inputs[place])) {
        answers[place] = part.answer(view);
        inputs[place] = asked;
      }
      return answers[place];
    }
  }
}
