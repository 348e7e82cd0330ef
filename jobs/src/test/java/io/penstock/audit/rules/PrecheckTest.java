package io.penstock.audit.rules;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.book;
import static io.penstock.audit.Samples.order;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.withFlags;
import static io.penstock.audit.Samples.withoutConsignee;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Order;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Rule;
import io.penstock.state.AuditRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A rule that is checked first says the same as one that is not. */
class PrecheckTest {

  private static final List<String> EXPRESSIONS =
      List.of(
          "'PRESALE' in order.flags",
          "!order.paid && consignee.city == ''",
          "order.ageHours % 7 == 3 || order.flags == ['A', 'B']",
          "order.minutesToShipBy == 0 && order.ageHours > 100 && order.ageHours % 2 == 0",
          "order.buyerMessage.matches('(?i)twice') && order.ageHours % 64 == 5",
          "100 / (order.ageHours % 3) > 50",
          "100 / (order.ageHours % 3) > 50 || !order.paid",
          "!order.paid && 100 / (order.ageHours % 3) > 50",
          "'A' in order.flags && (order.paid || order.lines[order.ageHours % 3].sku == 'CAP')",
          "!(order.paid || 1 / (order.ageHours % 2) == 1) || order.lines[order.ageHours % 3].sku == ''",
          "order.lines.exists(line, line.quantity > order.ageHours % 4)",
          "true",
          "false");

  private final RuleBook book = book();

  @Test
  void itIsNotSeenInTheAnswers() throws Exception {
    for (String expression : EXPRESSIONS) {
      CompiledRule asked = Rules.compile(asRule(expression));
      CompiledRule forgetful = new CompiledRule(asked.rule(), asked.program(), asked.terms(), null);
      SplittableRandom dice = new SplittableRandom(7);
      int silent = 0;
      for (int i = 0; i < 600; i++) {
        Order order = any(dice);
        Duration age = Duration.ofHours(dice.nextInt(300));

        CompiledRule.Finding finding = asked.ask(view(order, age));

        assertThat(finding)
            .as("%s, turn %s", expression, i)
            .isEqualTo(forgetful.ask(view(order, age)));
        silent += finding == null ? 1 : 0;
      }
      if (!List.of("true", "false").contains(expression)) {
        assertThat(silent).as("silent answers of %s", expression).isBetween(100, 599);
      }
    }
  }

  @Test
  void whatIsNotLookedAtInOneOrderCountsInTheNext() throws Exception {
    CompiledRule rule = Rules.compile(asRule("order.paid && 'PRESALE' in order.flags"));
    Order unpaid = order("1", OrderStatus.UNPAID);
    Order paid = order("1", OrderStatus.PAID);

    assertThat(rule.ask(view(withFlags(unpaid, "PRESALE"), Duration.ZERO))).isNull();
    assertThat(rule.ask(view(paid, Duration.ZERO))).isNull();
    assertThat(rule.ask(view(withFlags(paid, "PRESALE"), Duration.ZERO))).isNotNull();
  }

  /** All its loops together may cost so much, and each of its parts alone costs less. */
  @Test
  void whatCostsTooMuchInAllIsNotPassedPartByPart() throws Exception {
    String loop = "[0,1,2,3,4,5,6,7,8,9].exists(%s, %s)";
    String nest = "order.total < 0";
    for (String name : List.of("a", "b", "c", "d")) {
      nest = loop.formatted(name, nest);
    }
    CompiledRule once = Rules.compile(asRule(nest.replace("[0,1", "[0")));
    CompiledRule twice =
        Rules.compile(asRule(nest.replace("[0,1", "[0") + " || " + nest.replace("[0,1", "[0")));
    OrderView view = view(order("1", OrderStatus.PAID), Duration.ZERO);

    assertThat(once.ask(view)).isNull();
    CompiledRule.Finding finding = twice.ask(view);
    assertThat(Objects.requireNonNull(finding).reason().code()).isEqualTo(CompiledRule.RULE_FAILED);
  }

  private OrderView view(Order order, Duration age) {
    return new OrderView(order, AuditRecord.NEW, book, NOON.plus(age));
  }

  private static Order any(SplittableRandom dice) {
    Order order = order("1", dice.nextBoolean() ? OrderStatus.PAID : OrderStatus.UNPAID);
    if (dice.nextBoolean()) {
      order = withoutConsignee(order);
    }
    return switch (dice.nextInt(4)) {
      case 0 -> order;
      case 1 -> withFlags(order, "PRESALE");
      case 2 -> withFlags(order, "A", "B");
      default -> withFlags(order, "B", "A");
    };
  }

  private static Rule asRule(String expression) {
    return Objects.requireNonNull(rule("r", expression, Action.HOLD).rule());
  }
}
