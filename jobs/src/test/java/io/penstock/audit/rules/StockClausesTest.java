package io.penstock.audit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.audit.rules.StockView.Article;
import io.penstock.model.Reason;
import io.penstock.model.StockCondition;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockClausesTest {

  private static final List<Article> ARTICLES =
      List.of(new Article("TEE", 3, 7), new Article("CAP", 1, 1));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lines.exists(l, l.quantity * 2 > l.atp)",
        "size(lines) == 2 && lines[0].sku == 'TEE' && lines[0].quantity == 3",
        "lines.exists_one(l, l.sku == 'CAP' && l.atp == 1)",
        "order.units == 4 && order.priority == 9"
      })
  void aRuleSeesTheStock(String expression) {
    assertThat(ask(expression)).extracting(Reason::code).isEqualTo("SCARCE");
    assertThat(ask("!(" + expression + ")")).isNull();
  }

  @Test
  void itSaysWhoHeldItAndWhatItSaw() {
    assertThat(ask("order.units < 9 && lines.all(l, l.atp > 0)"))
        .isEqualTo(
            Reason.of("SCARCE", "scarce", 4, null)
                .seeing("order.units=4, lines=(TEE 3 of 7, CAP 1 of 1)"));
    assertThat(ask("order.priority > 1")).extracting(Reason::facts).isEqualTo("order.priority=9");
  }

  @Test
  void ofManyArticlesItNamesTheFirst() {
    List<Article> many = IntStream.range(0, 12).mapToObj(i -> new Article("S" + i, 1, i)).toList();
    StockView view = new StockView(many, 12, 0);

    Reason reason = StockClauses.ask(condition("size(lines) == 12"), view);

    assertThat(Objects.requireNonNull(reason).facts())
        .contains("S9 1 of 9, and 2 more)")
        .doesNotContain("S10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lines[7].atp > 3",
        "lines.exists(l, l.left > 3)",
        "order.units / (order.priority - 9) > 1"
      })
  void whatHasNoAnswerHolds(String expression) {
    Reason reason = ask(expression);

    assertThat(Objects.requireNonNull(reason).code()).isEqualTo("RULE_FAILED");
    assertThat(reason.rule()).isEqualTo("scarce");
    assertThat(reason.detail()).startsWith("the rule's stockExpression has no answer: ");
  }

  @Test
  void whatIsNotUnderstoodInThisReleaseHolds() {
    assertThat(ask("gone > 3"))
        .isEqualTo(
            Reason.of(
                "RULE_FAILED",
                "scarce",
                4,
                "the rule's stockExpression has no answer: it is not understood"));
  }

  private static @Nullable Reason ask(String expression) {
    return StockClauses.ask(condition(expression), new StockView(ARTICLES, 4, 9));
  }

  private static StockCondition condition(String expression) {
    return new StockCondition("scarce", 4, "SCARCE", expression);
  }
}
