package io.penstock.audit.rules;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.order;
import static io.penstock.audit.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.ActiveHours;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Scope;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {

  @ParameterizedTest
  @CsvSource({
    ",,,true",
    "acme,,,true",
    "zenith,,,false",
    ",tmall,,true",
    ",amazon,,false",
    ",,shop-1,true",
    ",,shop-2,false",
    "acme,tmall,shop-1,true",
    "acme,amazon,shop-1,false"
  })
  void aScopeNarrowsByWhatItNames(
      @Nullable String merchant,
      @Nullable String marketplace,
      @Nullable String shop,
      boolean covered)
      throws Exception {
    Terms terms = Terms.of(of(Action.HOLD, null, new Scope(merchant, marketplace, shop), null));

    assertThat(terms.cover("acme", "tmall", "shop-1")).isEqualTo(covered);
  }

  @Test
  void noMerchantsRuleIsAskedAboutAnOrderOfAnUnknownShop() throws Exception {
    Terms terms = Terms.of(of(Action.HOLD, null, new Scope("acme", null, null), null));

    assertThat(terms.cover(null, "tmall", "shop-1")).isFalse();
  }

  /** The first of March 2026 is a Sunday. */
  @ParameterizedTest
  @CsvSource({
    "09:00,18:00,,2026-03-01T00:59:59Z,false",
    "09:00,18:00,,2026-03-01T01:00:00Z,true",
    "09:00,18:00,,2026-03-01T09:59:59Z,true",
    "09:00,18:00,,2026-03-01T10:00:00Z,false",
    "22:00,02:00,,2026-03-01T13:59:59Z,false",
    "22:00,02:00,,2026-03-01T14:00:00Z,true",
    "22:00,02:00,,2026-03-01T17:59:59Z,true",
    "22:00,02:00,,2026-03-01T18:00:00Z,false",
    "22:00,02:00,SUNDAY,2026-03-01T14:00:00Z,true",
    "22:00,02:00,SUNDAY,2026-03-01T17:00:00Z,true",
    "22:00,02:00,SATURDAY,2026-02-28T17:00:00Z,true",
    "22:00,02:00,SATURDAY,2026-03-01T14:00:00Z,false",
    "22:00,02:00,MONDAY,2026-03-01T17:00:00Z,false",
    "09:00,18:00,SUNDAY,2026-03-01T04:00:00Z,true",
    "09:00,18:00,MONDAY,2026-03-01T04:00:00Z,false",
    "08:00,08:00,,2026-03-01T23:59:00Z,true"
  })
  void aRuleIsAskedInItsHours(
      String from, String until, @Nullable DayOfWeek day, Instant at, boolean asked)
      throws Exception {
    List<DayOfWeek> days = day == null ? List.of() : List.of(day);
    ActiveHours hours = new ActiveHours("Asia/Shanghai", from, until, days);

    assertThat(Terms.of(of(Action.HOLD, null, null, hours)).holdAt(at)).isEqualTo(asked);
  }

  @Test
  void aDelayRunsFromThePaymentOrFromTheOrderWhereNoneIsMade() throws Exception {
    Terms terms = Terms.of(of(Action.DELAY, "PT30M", null, null));

    assertThat(terms.until(order("1", OrderStatus.PAID)))
        .isEqualTo(NOON.minus(Duration.ofHours(4)).plus(Duration.ofMinutes(30)));
    assertThat(terms.until(order("1", OrderStatus.UNPAID)))
        .isEqualTo(NOON.minus(Duration.ofHours(5)).plus(Duration.ofMinutes(30)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "DELAY; -; the rule's 'value' is missing: DELAY needs one",
        "DELAY; 30; 'value' must be a time such as PT30M, from PT1S to P45D",
        "DELAY; PT0S; 'value' must be a time such as PT30M, from PT1S to P45D",
        "DELAY; PT-5M; 'value' must be a time such as PT30M, from PT1S to P45D",
        "DELAY; P46D; 'value' must be a time such as PT30M, from PT1S to P45D",
        "PRIORITIZE; -; the rule's 'value' is missing: PRIORITIZE needs one",
        "PRIORITIZE; high; the rule's 'value' must be a whole number",
        "ASSIGN; ' '; the rule's 'value' is missing: ASSIGN needs one",
        "HOLD; 5; the rule's 'value' must be absent: HOLD needs none"
      })
  void whatAnActionNeedsIsNamed(Action action, @Nullable String value, String reason) {
    assertRefused(of(action, value, null, null), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Mars; 09:00; 18:00; the rule's 'hours.zone' must be a zone such as Asia/Shanghai",
        "UTC; 9; 18:00; the rule's 'hours.from' must be a time such as 22:00",
        "UTC; 09:00; 24:00; the rule's 'hours.until' must be a time such as 22:00"
      })
  void whatIsWrongWithTheHoursIsNamed(String zone, String from, String until, String reason) {
    assertRefused(
        of(Action.HOLD, null, null, new ActiveHours(zone, from, until, List.of())), reason);
  }

  @Test
  void aScopeThatNamesNobodyIsRefused() {
    assertRefused(
        of(Action.HOLD, null, new Scope("", null, null), null),
        "the rule's 'scope' must name somebody or leave the field out");
  }

  @Test
  void onlyAHoldKeepsStock() {
    Rule rule = of(Action.TAG, null, null, null);
    assertRefused(
        new Rule(
            rule.rule(),
            1,
            rule.expression(),
            Action.TAG,
            rule.reason(),
            0,
            null,
            null,
            null,
            true,
            null),
        "the rule's 'keepsStock' belongs to HOLD");
  }

  @Test
  void onlyAHoldThatKeepsNoStockAsksTheStock() throws Exception {
    String refused = "the rule's 'stockExpression' belongs to HOLD without keepsStock";
    assertThat(Rules.compile(asking(Action.HOLD, false))).isNotNull();
    assertRefused(asking(Action.HOLD, true), refused);
    assertRefused(asking(Action.TAG, false), refused);
    assertRefused(asking(Action.PASS, false), refused);
    assertRefused(asking(Action.REJECT, false), refused);
  }

  private static Rule asking(Action action, boolean keepsStock) {
    return new Rule("r", 1, "true", action, "R", 0, null, null, null, keepsStock, "true");
  }

  @Test
  void aDayThatIsNoneIsRefused() {
    List<@Nullable DayOfWeek> days = new ArrayList<>();
    days.add(null);
    assertRefused(
        of(Action.HOLD, null, null, new ActiveHours("UTC", "09:00", "18:00", days)),
        "the rule's 'hours.days' must hold no null");
  }

  private static void assertRefused(Rule rule, String reason) {
    assertThatThrownBy(() -> Rules.compile(rule))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("RULE_REFUSED");
              assertThat(refused.reason()).isEqualTo(reason);
            });
  }

  private static Rule of(
      Action action, @Nullable String value, @Nullable Scope scope, @Nullable ActiveHours hours) {
    return Objects.requireNonNull(rule("r", "true", action, value, 0, scope, hours).rule());
  }
}
