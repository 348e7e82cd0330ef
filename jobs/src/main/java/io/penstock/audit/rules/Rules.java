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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the text of a rule into something that can be asked about an order, or says where the text
 * is wrong.
 *
 * <p>A rule cannot reach anything but the {@link OrderView}, and cannot run for long: its length,
 * its iterations and its patterns are limited.
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

  private static final CelCompiler COMPILER = compiler();

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
    CelValidationResult parsed = COMPILER.parse(rule.expression());
    if (parsed.hasError()) {
      // The parser's own words quote the text, which may name a person.
      throw refusal(parsed.getErrors().get(0), "syntax error");
    }
    try {
      CelValidationResult checked = COMPILER.check(parsed.getAst());
      if (checked.hasError()) {
        CelIssue first = checked.getErrors().get(0);
        throw refusal(first, undeclared(rule, first));
      }
      CelAbstractSyntaxTree ast = checked.getAst();
      CelType type = ast.getResultType();
      if (!type.equals(SimpleType.BOOL)) {
        throw new UnreadableException(
            REFUSED, "1:1 a rule must be true or false, but this one is " + type.name());
      }
      return new CompiledRule(
          rule, RUNTIME.createProgram(ast), Terms.of(rule), Precheck.of(ast, RUNTIME));
    } catch (CelValidationException | CelEvaluationException impossible) {
      throw new IllegalStateException("a checked rule has a program", impossible);
    }
  }

  /** CEL names only the first part of a name that it does not know. */
  private static String undeclared(Rule rule, CelIssue issue) {
    String line =
        rule.expression()
            .lines()
            .skip(issue.getSourceLocation().getLine() - 1L)
            .findFirst()
            .orElse("");
    Matcher name = NAME.matcher(line);
    int column = line.offsetByCodePoints(0, issue.getSourceLocation().getColumn());
    return issue.getMessage().startsWith("undeclared reference") && name.find(column)
        ? "undeclared reference to '" + name.group() + "'"
        : issue.getMessage();
  }

  private static UnreadableException refusal(CelIssue issue, String what) {
    return new UnreadableException(
        REFUSED,
        issue.getSourceLocation().getLine()
            + ":"
            + (issue.getSourceLocation().getColumn() + 1)
            + " "
            + what);
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    OrderView.declare(builder);
    return builder.build();
  }

  private Rules() {}
}
