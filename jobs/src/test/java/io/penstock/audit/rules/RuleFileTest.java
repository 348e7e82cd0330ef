package io.penstock.audit.rules;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.book;
import static io.penstock.audit.Samples.order;
import static io.penstock.audit.Samples.withFlags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Cause;
import io.penstock.model.Consignee;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Shop;
import io.penstock.model.Reference.Sku;
import io.penstock.model.RefundStatus;
import io.penstock.model.Repute;
import io.penstock.state.AuditRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFileTest {

  private static final Order SOUND = Change.of(order("1", OrderStatus.PAID)).message(null);

  private static final AuditRecord KNOWN = AuditRecord.NEW.of(new Shop("tmall", "s", "acme", "p"));

  @Test
  void theRulesToStartWithCanBePublishedAndPassASoundOrder() throws Exception {
    RuleFile starter = RuleFile.starter();

    assertThat(starter.problems()).isEmpty();
    assertThat(reasons(SOUND)).isEmpty();
    assertThat(
            Stream.concat(flawed(), known())
                .flatMap(one -> Stream.of(String.valueOf(one.get()[0]).split(", "))))
        .as("each of them is tried below")
        .containsAll(starter.rules().stream().map(Rule::reason).toList());
  }

  static Stream<Arguments> flawed() {
    Order unpaid = Change.of(order("1", OrderStatus.UNPAID)).message(null);
    return Stream.of(
        Arguments.of("MARKETPLACE_HOLD", withFlags(SOUND, "MARKETPLACE_HOLD")),
        Arguments.of("MARKETPLACE_HOLD", withFlags(SOUND, "FULFILLED_BY_MARKETPLACE")),
        Arguments.of("MARKETPLACE_HOLD", withFlags(SOUND, "TEST_ORDER")),
        Arguments.of("TOTAL_MISMATCH", withFlags(SOUND, "TOTAL_MISMATCH")),
        Arguments.of("PRESALE_BALANCE", withFlags(SOUND, "PRESALE", "DEPOSIT_PAID")),
        Arguments.of("UNPAID", unpaid),
        Arguments.of(
            "COOLING_OFF, CASH_ON_DELIVERY",
            Change.of(SOUND).cashOnDelivery(NOON.minusSeconds(899))),
        Arguments.of("SHIP_BY_PASSED", Change.of(SOUND).shipBy(NOON.minusSeconds(1))),
        Arguments.of("VALUE_LIMIT", Change.of(SOUND).total(2_000_001)),
        Arguments.of("NO_LINES", Change.of(SOUND).lines()),
        Arguments.of("SKU_MISSING", Change.of(SOUND).lines(line("", 1, RefundStatus.NONE))),
        Arguments.of("QUANTITY_LIMIT", Change.of(SOUND).lines(line("A", 201, RefundStatus.NONE))),
        Arguments.of(
            "REFUND_PENDING", Change.of(SOUND).lines(line("A", 1, RefundStatus.REQUESTED))),
        Arguments.of("ADDRESS_CHANGE_ASKED, BUYER_MESSAGE", Change.of(SOUND).message("麻烦改一下收货地址")),
        Arguments.of(
            "ADDRESS_CHANGE_ASKED, BUYER_MESSAGE",
            Change.of(SOUND).message("please change my address")),
        Arguments.of("BUYER_MESSAGE", Change.of(SOUND).message("ring twice")),
        Arguments.of("BUYER_ASKS_TO_CANCEL, BUYER_MESSAGE", Change.of(SOUND).message("拍错了，不要了")),
        Arguments.of(
            "BUYER_ASKS_TO_CANCEL, BUYER_MESSAGE",
            Change.of(SOUND).message("Please cancel my order")),
        Arguments.of("SELLER_SAYS_WAIT", Change.of(SOUND).memo("客户在外地，先不发")),
        Arguments.of("SELLER_SAYS_WAIT", Change.of(SOUND).memo("Don't ship before Monday")),
        Arguments.of("SELLER_SAYS_WAIT", Change.of(SOUND).memo("hold the order")),
        Arguments.of("ADDRESS_INCOMPLETE", Change.of(SOUND).street("*")),
        Arguments.of("ADDRESS_INCOMPLETE", Change.of(SOUND).street(null)),
        Arguments.of(
            "PRICE_UNDER_FLOOR", Change.of(SOUND).lines(line("FLOORED", 2, RefundStatus.NONE))));
  }

  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of("DENYLISTED", repute(true, 1, 0, -1)),
        Arguments.of("BUYER_VELOCITY", repute(false, 21, 0, -1)),
        Arguments.of("REPEAT_REFUNDER", repute(false, 1, 5, -1)),
        Arguments.of("SUSPECTED_REPEAT", repute(false, 2, 0, 1_439)));
  }

  @ParameterizedTest
  @MethodSource("flawed")
  void eachRuleToStartWithFindsWhatItIsFor(String reasons, Order order) throws Exception {
    assertThat(reasons(order)).containsExactly(reasons.split(", "));
  }

  @ParameterizedTest
  @MethodSource("known")
  void eachRuleAboutPeopleFindsWhatItIsFor(String reason, Repute repute) throws Exception {
    assertThat(reasons(SOUND, repute)).containsExactly(reason);
  }

  @Test
  void whatIsNearAFlawOfPeopleIsNone() throws Exception {
    assertThat(reasons(SOUND, repute(false, 20, 4, 1_440))).isEmpty();
  }

  @Test
  void whatIsNearAFlawIsNone() throws Exception {
    assertThat(reasons(Change.of(SOUND).cashOnDelivery(NOON.minusSeconds(900))))
        .containsExactly("CASH_ON_DELIVERY");
    assertThat(reasons(Change.of(SOUND).lines(line("LOW", 1, RefundStatus.NONE)))).isEmpty();
    Order cheap = Change.of(SOUND).lines(line("FLOORED", 2, RefundStatus.NONE));
    assertThat(reasons(withFlags(cheap, "NO_AMOUNTS"))).as("nobody said what it costs").isEmpty();
    assertThat(reasons(Change.of(SOUND).memo("ship in order of payment"))).isEmpty();
    assertThat(reasons(Change.of(SOUND).shipBy(NOON))).isEmpty();
    assertThat(reasons(Change.of(SOUND).total(2_000_000))).isEmpty();
    assertThat(reasons(Change.of(SOUND).street("**弄*号"))).isEmpty();
    assertThat(reasons(Change.of(SOUND).message("换一个颜色，地址不变"))).containsExactly("BUYER_MESSAGE");
    assertThat(reasons(Change.of(SOUND).lines(line("A", 200, RefundStatus.REFUNDED)))).isEmpty();
  }

  @Test
  void whateverMayHoldAnOrderHasAnOwner() {
    RuleFile starter = RuleFile.starter();
    List<String> holds =
        new ArrayList<>(
            List.of(
                Judgement.UNKNOWN_SHOP,
                CompiledRule.RULE_FAILED,
                Reason.UNKNOWN_SKU,
                Reason.UNSERVED_REGION,
                Reason.NO_WAYBILL_LEFT));
    starter.rules().stream()
        .filter(rule -> rule.action() == Action.HOLD)
        .forEach(rule -> holds.add(rule.reason()));

    assertThat(starter.playbooks())
        .extracting(Playbook::code)
        .containsExactlyInAnyOrderElementsOf(Set.copyOf(holds));
  }

  @Test
  void allThatIsWrongWithAFileIsNamed() throws Exception {
    RuleFile file =
        file(
            """
            {"rules": [
              {"rule": "big", "version": 1, "expression": "order.totl > 1", "action": "HOLD", "reason": "BIG"},
              {"rule": "cool", "version": 1, "expression": "true", "action": "DELAY", "reason": "COOL"},
              {"rule": "big", "version": 2, "expression": "true", "action": "HOLD", "reason": "BIG"},
              {"rule": "mute", "version": 2, "expression": "true", "action": "HOLD"},
              {"rule": "last", "version": 1, "expression": "true", "action": "HOLD", "reason": "LAST",
               "stockExpression": "lines.exists(l, l.atp < order.total)"}
            ],
            "playbooks": [{"code": "BIG", "owner": "sales", "deadline": "PT1H"}]}
            """);

    assertThat(file.askingStock()).containsExactly("last");
    assertThat(file.problems())
        .containsExactly(
            "big: 1:1 undeclared reference to 'order.totl'",
            "cool: the rule's 'value' is missing: DELAY needs one",
            "big: the file holds it twice",
            "mute: the field 'rule.reason' is missing",
            "last: stockExpression 1:25 undeclared reference to 'order.total'",
            "BIG: the playbook's 'deadline' and 'onTimeout' need each other");
  }

  @Test
  void whatIsNoFileOfRulesIsRefused() {
    for (String wrong :
        List.of(
            "",
            "[]",
            "{}",
            "{\"rules\": []}",
            "{\"rules\": [{\"rule\": \"a\", \"acton\": \"HOLD\"}]}",
            "{\"rules\": [{\"rule\": \"a\", \"action\": \"STOP\"}]}")) {
      assertThatThrownBy(() -> file(wrong)).as(wrong).isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  void theRecordsHoldFromTheirTimeOn() {
    assertThat(RuleFile.starter().records(NOON))
        .allSatisfy(
            record -> {
              assertThat(record.effectiveFrom()).isEqualTo(NOON);
              assertThat(record.rule() == null).isNotEqualTo(record.playbook() == null);
            })
        .extracting(record -> record.type() + "/" + record.id())
        .contains("RULE/unpaid", "RULE/denylist", "PLAYBOOK/DENYLISTED");
  }

  private static Repute repute(boolean denied, int inDay, int refunds, long minutesSinceSame) {
    return new Repute(
        Denial.Kind.BUYER,
        SOUND.key(),
        1,
        denied,
        1,
        inDay,
        refunds,
        minutesSinceSame < 0 ? null : "tmall/s/0",
        Math.max(0, minutesSinceSame),
        new Cause("orders.raw", 0, 1),
        NOON);
  }

  private static List<String> reasons(Order order, Repute... reputes) throws Exception {
    RuleBook book = book(floor("FLOORED", 101), floor("LOW", 100));
    List<CompiledRule> rules =
        RuleFile.starter().rules().stream().map(RuleFileTest::compiled).toList();
    AuditRecord known = KNOWN;
    for (Repute repute : reputes) {
      known = known.knowing(repute);
    }
    return Judgement.of(new OrderView(order, known, book, NOON), true, rules, List.of(), null)
        .reasons()
        .stream()
        .map(Reason::code)
        .toList();
  }

  private static Reference floor(String sku, long floor) {
    return Reference.of(
        "p/" + sku, Instant.EPOCH, new Sku("p", sku, null, new Money("CNY", floor), null, null));
  }

  private static CompiledRule compiled(Rule rule) {
    try {
      return Rules.compile(rule);
    } catch (UnreadableException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static RuleFile file(String json) throws UnreadableException {
    return RuleFile.of(json.getBytes(StandardCharsets.UTF_8));
  }

  private static OrderLine line(String sku, int quantity, RefundStatus refund) {
    return new OrderLine(
        "1",
        sku,
        "an article",
        quantity,
        100,
        0,
        0,
        100L * quantity,
        0,
        0,
        OrderStatus.PAID,
        refund);
  }

  /** An order that differs in one thing. */
  private record Change(Order order) {

    static Change of(Order order) {
      return new Change(order);
    }

    Order total(long total) {
      return with(Map.of("totalMinor", total));
    }

    Order shipBy(Instant by) {
      return with(Map.of("shipBy", by));
    }

    Order cashOnDelivery(Instant placed) {
      Map<String, Object> values =
          new TreeMap<>(Map.of("cashOnDelivery", true, "createdAt", placed));
      values.put("paidAt", Absent.VALUE);
      return with(values);
    }

    Order lines(OrderLine... lines) {
      return with(Map.of("lines", List.of(lines)));
    }

    Order message(@Nullable String text) {
      return with(Map.of("buyerMessage", text == null ? Absent.VALUE : text));
    }

    Order memo(String text) {
      return with(Map.of("sellerMemo", text));
    }

    Order street(@Nullable String street) {
      Consignee at = order.consignee();
      return with(
          Map.of(
              "consignee",
              new Consignee(
                  at.name(),
                  at.phone(),
                  at.country(),
                  at.region(),
                  at.city(),
                  at.district(),
                  street,
                  at.postcode(),
                  at.token())));
    }

    private enum Absent {
      VALUE
    }

    private Order with(Map<String, Object> values) {
      try {
        var components = Order.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
          types[i] = components[i].getType();
          Object value = values.get(components[i].getName());
          arguments[i] =
              value == Absent.VALUE
                  ? null
                  : value == null ? components[i].getAccessor().invoke(order) : value;
        }
        return Order.class.getDeclaredConstructor(types).newInstance(arguments);
      } catch (ReflectiveOperationException impossible) {
        throw new LinkageError(impossible.getMessage(), impossible);
      }
    }
  }
}
