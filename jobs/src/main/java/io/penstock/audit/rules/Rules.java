package io.penstock.audit.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Reference.Rule;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the text of a rule into something that can be asked about an order, or says where the text
 * is wrong.
 *
 * <p>A rule cannot reach anything but the {@link OrderView} and the {@link StockView}, and cannot
 * run for long: its length, its iterations and its patterns are limited.
 */
final class Rules {

  /** The refusal of a rule. */
  static final String REFUSED = "RULE_REFUSED";

  /** Generous for one rule over an order of hundreds of lines; a nest of three loops is stopped. */
  private static final CelOptions LIMITS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(10_000)
          .comprehensionMaxIterations(10_000)
          .build();

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  private static final CelCompiler COMPILER = compiler(OrderView.NAMES::declare);

  private static final CelCompiler STOCK_COMPILER = compiler(StockView.NAMES::declare);

  /** The planner, the other runtime on offer, took half as long again for the same ten rules. */
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.legacyCelRuntimeBuilder()
          .setOptions(LIMITS)
          .setStandardEnvironmentEnabled(false)
          .setStandardFunctions(
              CelStandardFunctions.newBuilder()
                  .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                  .build())
          .addFunctionBindings(Patterns.bindings())
          .build();

  /** Refuses with {@code line:column} and what is wrong there, or with the field that is wrong. */
  static CompiledRule compile(Rule rule) throws UnreadableException {
    CelAbstractSyntaxTree ast = check(COMPILER, rule.expression(), "");
    Terms terms = Terms.of(rule);
    if (rule.stockExpression() != null) {
      compileStock(rule.stockExpression());
    }
    try {
      return new CompiledRule(rule, RUNTIME.createProgram(ast), terms, Precheck.of(ast, RUNTIME));
    } catch (CelEvaluationException impossible) {
      throw new IllegalStateException("a checked rule has a program", impossible);
    }
  }

  /** What a rule says of the stock. Refuses as above. */
  static CelRuntime.Program compileStock(String expression) throws UnreadableException {
    try {
      return RUNTIME.createProgram(check(STOCK_COMPILER, expression, "stockExpression "));
    } catch (CelEvaluationException impossible) {
      throw new IllegalStateException("a checked rule has a program", impossible);
    }
  }

  /**
   * @param which stands before the place where the text is wrong
   */
  private static CelAbstractSyntaxTree check(CelCompiler compiler, String text, String which)
      throws UnreadableException {
    CelValidationResult parsed = compiler.parse(text);
    if (parsed.hasError()) {
      // The parser's own words quote the text, which may name a person.
      throw refusal(which, parsed.getErrors().get(0), "syntax error");
    }
    try {
      CelValidationResult checked = compiler.check(parsed.getAst());
      if (checked.hasError()) {
        CelIssue first = checked.getErrors().get(0);
        throw refusal(which, first, undeclared(text, first));
      }
      CelAbstractSyntaxTree ast = checked.getAst();
      CelType type = ast.getResultType();
      if (!type.equals(SimpleType.BOOL)) {
        throw new UnreadableException(
            REFUSED, which + "1:1 a rule must be true or false, but this one is " + type.name());
      }
      return ast;
    } catch (CelValidationException impossible) {
      throw new IllegalStateException("what has no error has a tree", impossible);
    }
  }

  /** CEL names only the first part of a name that it does not know. */
  private static String undeclared(String text, CelIssue issue) {
    String line =
        text.lines().skip(issue.getSourceLocation().getLine() - 1L).findFirst().orElse("");
    Matcher name = NAME.matcher(line);
    int column = line.offsetByCodePoints(0, issue.getSourceLocation().getColumn());
    return issue.getMessage().startsWith("undeclared reference") && name.find(column)
        ? "undeclared reference to '" + name.group() + "'"
        : issue.getMessage();
  }

  private static UnreadableException refusal(String which, CelIssue issue, String what) {
    return new UnreadableException(
        REFUSED,
        which
            + issue.getSourceLocation().getLine()
            + ":"
            + (issue.getSourceLocation().getColumn() + 1)
            + " "
            + what);
  }

  private static CelCompiler compiler(Consumer<CelCompilerBuilder> declare) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    declare.accept(builder);
    return builder.build();
  }

  private Rules() {}
}
