package io.penstock.audit.rules;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.book;
import static io.penstock.audit.Samples.order;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.stockRule;
import static io.penstock.audit.Samples.withFlags;
import static io.penstock.audit.Samples.withoutConsignee;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Cause;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Shop;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Repute;
import io.penstock.state.AuditRecord;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

  private static final RuleBook EMPTY = book();

  private static final AuditRecord KNOWN =
      AuditRecord.NEW.of(new Shop("tmall", "shop-1", "acme", "acme-pool"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order.marketplace == 'tmall' && order.shop == 'shop-1' && order.merchant == 'acme'",
        "order.status == 'PAID' && order.paid && !order.cashOnDelivery",
        "order.currency == 'CNY'",
        "order.total == 25900 && order.discount == 1000 && order.freight == 900",
        "order.units == 3 && order.largestLine == 2 && order.ageHours == 5",
        "order.buyer == 'buyer-7' && order.tax == 0 && order.subsidy == 0",
        "order.minutesSincePaid == 240 && !order.hasShipBy && order.minutesToShipBy == 0",
        "!order.refundPending && !order.refunded",
        "consignee.district == 'Xihu' && consignee.postcode == '310000'",
        "consignee.token == 'oaid-1' && consignee.streetLength == 7",
        "order.flags == ['TOTAL_MISMATCH'] && 'TOTAL_MISMATCH' in order.flags",
        "order.buyerMessage.contains('twice') && order.sellerMemo == ''",
        "consignee.country == 'CN' && consignee.region == 'Zhejiang'",
        "consignee.city == 'Hangzhou' && consignee.street.matches('^[0-9]+ Lake')",
        "consignee.name == 'Wu Ming' && consignee.phone.startsWith('138')",
        "matches(consignee.street, 'Lake') && !consignee.street.matches('^Lake')",
        "!denied",
        "size(order.lines) == 2 && order.lines[0].lineId == '1' && order.lines[0].sku == 'TEE-M'",
        "order.lines[0].quantity == 2 && order.lines[0].unitPrice == 10000",
        "order.lines[0].discount == 0 && order.lines[0].amount == 20000",
        "order.lines[0].subsidy == 0",
        "order.lines.all(l, l.status == 'PAID' && l.refund == 'NONE')",
        "order.lines.exists(l, l.sku == 'CAP' && l.amount < 6000)",
        "order.lines.filter(l, l.quantity > 1).size() == 1",
        "order.lines.exists_one(l, has(l.sku) && l.sku.startsWith('TEE'))"
      })
  void aRuleSeesTheOrder(String expression) throws Exception {
    assertThat(fires(expression, withFlags(order("1", OrderStatus.PAID), "TOTAL_MISMATCH")))
        .isTrue();
    assertThat(
            fires(
                "!(" + expression + ")", withFlags(order("1", OrderStatus.PAID), "TOTAL_MISMATCH")))
        .isFalse();
  }

  @Test
  void whatAnOrderDoesNotSayIsEmpty() throws Exception {
    Order bare = withoutConsignee(order("1", OrderStatus.UNPAID));

    assertThat(
            fires(
                "consignee.country + consignee.region + consignee.city + consignee.street"
                    + " + consignee.name + consignee.phone + order.buyerMessage == ''"
                    + " && !order.paid && !denied",
                bare))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "denied",
        "buyer.ordersInHour == 3 && buyer.ordersInDay == 9",
        "buyer.refunds == 4",
        "buyer.hasSame && buyer.minutesSinceSame == 5",
        "buyer.sameOrder == 'tmall/shop-1/near'"
      })
  void aRuleSeesWhatIsKnownOfPeople(String expression) throws Exception {
    AuditRecord known =
        KNOWN
            .knowing(repute(Denial.Kind.BUYER, false, 1, 9, 1, "far", 60))
            .knowing(repute(Denial.Kind.CONSIGNEE_TOKEN, true, 3, 3, 4, "near", 5));

    assertThat(ask(expression, order("1", OrderStatus.PAID), known, EMPTY)).isNotNull();
    assertThat(ask(expression, order("1", OrderStatus.PAID), KNOWN, EMPTY)).isNull();
  }

  @Test
  void ofNobodyWhoIsKnownThisIsTheFirstOrder() throws Exception {
    assertThat(
            fires(
                "buyer.ordersInHour == 1 && buyer.ordersInDay == 1 && buyer.refunds == 0"
                    + " && !buyer.hasSame && buyer.minutesSinceSame == 0 && buyer.sameOrder == ''",
                order("1", OrderStatus.PAID)))
        .isTrue();
  }

  @Test
  void aRuleSeesWhatIsSoldUnderItsFloor() throws Exception {
    Order order = order("1", OrderStatus.PAID); // a cap for 5,000 and two tees for 20,000

    assertThat(ask("order.belowFloor", order, KNOWN, floored("CAP", "CNY", 5_000))).isNull();
    assertThat(ask("order.belowFloor", order, KNOWN, floored("CAP", "CNY", 5_001))).isNotNull();
    assertThat(ask("order.belowFloor", order, KNOWN, floored("TEE-M", "CNY", 10_001))).isNotNull();
    assertThat(ask("order.belowFloor", order, KNOWN, floored("TEE-M", "CNY", 10_000))).isNull();
    assertThat(ask("order.belowFloor", order, KNOWN, floored("CAP", "USD", 5_001))).isNull();
    assertThat(ask("order.belowFloor", order, KNOWN, book())).isNull();
  }

  @Test
  void aRuleTellsWhatItSawButNothingPersonal() throws Exception {
    CompiledRule.Finding finding =
        ask(
            "order.total > 20000 && consignee.name != '' && size(order.lines) == 2",
            order("1", OrderStatus.PAID),
            EMPTY);

    assertThat(Objects.requireNonNull(finding).reason().facts())
        .isEqualTo("order.total=25900, consignee.name=(7 characters), order.lines=(2)");
  }

  @Test
  void aRuleThatHasNoAnswerHoldsTheOrder() throws Exception {
    CompiledRule.Finding finding =
        ask("order.lines[0].colour == 'red'", order("1", OrderStatus.PAID), EMPTY);

    assertThat(finding)
        .isEqualTo(
            new CompiledRule.Finding(
                Action.HOLD,
                Reason.of("RULE_FAILED", "r", 1, "the rule has no answer: ATTRIBUTE_NOT_FOUND"),
                0,
                0,
                false,
                null,
                null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order.total / (order.units - 3) > 1",
        "order.total * 9000000000000000 > 1",
        "order.lines[7].sku == ''",
        "order.lines[0].sku > 3",
        "order.buyerMessage.matches('(')",
        "order.buyerMessage.matches('(a{1,30}){1,40}')"
      })
  void noRuleStopsTheJob(String expression) throws Exception {
    CompiledRule.Finding finding = ask(expression, order("1", OrderStatus.PAID), EMPTY);

    assertThat(Objects.requireNonNull(finding).reason().code()).isEqualTo("RULE_FAILED");
    assertThat(finding.reason().detail()).doesNotContain("twice", "TEE");
  }

  @Test
  void aRuleThatLoopsTooLongIsStopped() throws Exception {
    String nest = "[0,1,2,3,4,5,6,7,8,9].all(%s, %s)";
    String loops = "order.total > 0";
    for (String name : new String[] {"a", "b", "c", "d", "e", "f"}) {
      loops = nest.formatted(name, loops);
    }

    CompiledRule.Finding finding = ask(loops, order("1", OrderStatus.PAID), EMPTY);

    assertThat(Objects.requireNonNull(finding).reason().detail())
        .contains("ITERATION_BUDGET_EXCEEDED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "order.totl > 3; 1:1 undeclared reference to 'order.totl'",
        "true || nobody == 'Wu Ming'; 1:9 undeclared reference to 'nobody'",
        "`order.paid ||\n  order.payed`; 2:3 undeclared reference to 'order.payed'",
        "order.total > 'Wu Ming'; 1:13 found no matching overload for '_>_'",
        "order.total >; syntax error",
        "'Wu Ming' 'Lake Rd'; syntax error",
        "'Wu Ming; syntax error",
        "'text'; 1:1 a rule must be true or false, but this one is string",
        "order.total + 1; 1:1 a rule must be true or false, but this one is int",
        "order.lines[0].quantity; but this one is dyn"
      })
  void aRuleThatIsWrongIsRefusedWithThePlace(String expression, String reason) {
    assertThatThrownBy(() -> Rules.compile(asRule(expression)))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("RULE_REFUSED");
              assertThat(refused.reason()).matches("\\d+:\\d+ .*").contains(reason);
              assertThat(refused.reason()).doesNotContain("Wu Ming", "Lake Rd");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "lines.exists(l, l.quantity > atp); stockExpression 1:30 undeclared reference to 'atp'",
        "order.total > 3; stockExpression 1:1 undeclared reference to 'order.total'",
        "lines.exists(l,; stockExpression 1:16 syntax error",
        "'Wu Ming'; stockExpression 1:1 a rule must be true or false, but this one is string",
        "''; stockExpression 1:1 syntax error"
      })
  void whatIsWrongWithWhatARuleAsksOfTheStockIsRefusedWithThePlace(String text, String reason) {
    String expression = text.equals("''") ? "" : text;
    assertThatThrownBy(
            () -> Rules.compile(Objects.requireNonNull(stockRule("r", expression, 0).rule())))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("RULE_REFUSED");
              assertThat(refused.reason()).isEqualTo(reason);
            });
  }

  @Test
  void anEmptyOrHugeOrDeeplyNestedRuleIsRefused() {
    for (String expression :
        new String[] {
          "", " ", "true && ".repeat(2_000) + "true", "(".repeat(3_000) + "true" + ")".repeat(3_000)
        }) {
      assertThatThrownBy(() -> Rules.compile(asRule(expression)))
          .isInstanceOf(UnreadableException.class);
    }
  }

  private static boolean fires(String expression, Order order) throws Exception {
    CompiledRule.Finding finding = ask(expression, order, EMPTY);
    assertThat(finding == null || !finding.reason().code().equals("RULE_FAILED"))
        .as("%s has an answer: %s", expression, finding)
        .isTrue();
    return finding != null;
  }

  private static CompiledRule.@Nullable Finding ask(String expression, Order order, RuleBook book)
      throws Exception {
    return ask(expression, order, KNOWN, book);
  }

  private static CompiledRule.@Nullable Finding ask(
      String expression, Order order, AuditRecord known, RuleBook book) throws Exception {
    return Rules.compile(asRule(expression)).ask(new OrderView(order, known, book, NOON));
  }

  private static Repute repute(
      Denial.Kind kind,
      boolean denied,
      int inHour,
      int inDay,
      int refunds,
      String same,
      long minutes) {
    return new Repute(
        kind,
        "tmall/shop-1/1",
        1,
        denied,
        inHour,
        inDay,
        refunds,
        "tmall/shop-1/" + same,
        minutes,
        new Cause("orders.raw", 0, 1),
        NOON);
  }

  private static RuleBook floored(String sku, String currency, long floor) {
    return book(
        Reference.of(
            "acme-pool/" + sku,
            Instant.EPOCH,
            new Sku("acme-pool", sku, null, new Money(currency, floor), null, null)));
  }

  private static Rule asRule(String expression) {
    return Objects.requireNonNull(rule("r", expression, Action.HOLD).rule());
  }
}
