package io.penstock.audit;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.cancel;
import static io.penstock.audit.Samples.order;
import static io.penstock.audit.Samples.paid;
import static io.penstock.audit.Samples.received;
import static io.penstock.audit.Samples.release;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.shop;
import static io.penstock.audit.Samples.version;
import static io.penstock.audit.Samples.withFlags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.model.AuditRequest;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.ActiveHours;
import io.penstock.model.Reference.Scope;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of versions that come. */
class AuditTest extends OneOrder {

  @Test
  void anOrderThatNoRuleStopsIsPassedToItsPool() {
    given(SHOP, UNPAID);

    StockRequest request = ask(paid("1", 1, NOON));

    assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(request.pool()).isEqualTo("acme-pool");
    assertThat(request.merchant()).isEqualTo("acme");
    assertThat(request.priority()).isZero();
    assertThat(request.version()).isEqualTo(1);
    assertThat(request.order()).isEqualTo(newest).isNotNull();
    assertThat(request.at()).isEqualTo(NOON);
    assertThat(request.actor()).isNull();
    assertThat(told(request)).containsExactly("RECEIVED []", "PASSED []");
    assertThat(request.events())
        .allSatisfy(
            event -> {
              assertThat(event.merchant()).isEqualTo("acme");
              assertThat(event.pool()).isEqualTo("acme-pool");
              assertThat(event.version()).isEqualTo(1);
              assertThat(event.sequence()).isZero();
            });
  }

  @Test
  void theStrongestRuleDecidesAndEveryRuleThatFiredIsNamed() {
    given(SHOP, UNPAID, BIG, NO_CAPS, BULK);
    AuditRequest unpaid = version("1", OrderStatus.UNPAID, 1, NOON);

    StockRequest request = ask(unpaid);

    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(request.order()).as("nothing is asked of the stock").isNull();
    assertThat(told(request))
        .containsExactly("RECEIVED []", "REJECTED [BIG, BULK, NO-CAPS, UNPAID]");
    assertThat(request.events().get(1).reasons())
        .extracting(Reason::code, Reason::rule, Reason::ruleVersion)
        .contains(tuple("BIG", "big", 1), tuple("NO-CAPS", "no-caps", 1));

    given(SHOP, UNPAID, BIG);
    assertThat(told(ask(unpaid))).last().isEqualTo("HELD [BIG, UNPAID]");
    given(SHOP, UNPAID);
    assertThat(told(ask(unpaid))).last().isEqualTo("WAITING [UNPAID]");
  }

  @Test
  void aPassLiftsTheHoldsOfALowerPriorityAndNothingElse() {
    Reference vip = rule("vip", "true", Action.PASS, null, 5, null, null);
    given(SHOP, BIG, vip);
    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("PASSED [VIP, BIG]");

    given(SHOP, rule("big", 1, Instant.EPOCH, "true", Action.HOLD, 6), vip);
    assertThat(told(ask(paid("1", 2, NOON)))).last().isEqualTo("HELD [BIG, VIP]");
    given(SHOP, rule("big", 1, Instant.EPOCH, "true", Action.HOLD, 5), vip);
    assertThat(told(ask(paid("1", 21, NOON)))).last().isEqualTo("HELD [BIG, VIP]");
    given(SHOP, rule("z-big", 1, Instant.EPOCH, "true", Action.HOLD, 5), vip);
    assertThat(told(ask(paid("1", 22, NOON)))).last().isEqualTo("HELD [VIP, Z-BIG]");
    given(SHOP, NO_CAPS, vip);
    assertThat(told(ask(paid("1", 3, NOON)))).last().isEqualTo("REJECTED [VIP, NO-CAPS]");
    given(SHOP, rule("typo", "order.lines[0].qty > 3", Action.HOLD), vip);
    assertThat(told(ask(paid("1", 4, NOON)))).last().isEqualTo("HELD [VIP, RULE_FAILED]");
    given(SHOP, UNPAID, vip);
    assertThat(told(ask(version("1", OrderStatus.UNPAID, 5, NOON))))
        .last()
        .isEqualTo("WAITING [VIP, UNPAID]");
    given(vip);
    assertThat(told(ask(paid("2", 6, NOON)))).last().isEqualTo("HELD [UNKNOWN_SHOP, VIP]");
  }

  @Test
  void aTagGoesWithTheOrderAndDecidesNothing() {
    given(SHOP, rule("same-day", "true", Action.TAG, null, 0, null, null), BIG);

    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("HELD [BIG, SAME-DAY]");
    given(SHOP, rule("same-day", "true", Action.TAG, null, 0, null, null));
    assertThat(told(ask(paid("1", 2, NOON)))).last().isEqualTo("PASSED [SAME-DAY]");
  }

  @Test
  void theFirstRuleThatRanksOrAssignsAnOrderCounts() {
    given(
        SHOP,
        rule("low", Action.PRIORITIZE, "3", 1),
        rule("high", Action.PRIORITIZE, "7", 2),
        rule("desk", Action.ASSIGN, "mei", 2),
        rule("other-desk", Action.ASSIGN, "lin", 1));

    StockRequest request = ask(paid("1", 1, NOON));

    assertThat(request.priority()).isEqualTo(7);
    assertThat(request.events().get(1).reasons())
        .containsExactly(Reason.of("DESK", "desk", 1, "mei"), Reason.of("HIGH", "high", 1, "7"));
  }

  @Test
  void aRuleIsAskedOnlyAboutItsOwnOrdersAndInItsHours() {
    ActiveHours night = new ActiveHours("UTC", "22:00", "06:00", List.of());
    given(
        SHOP,
        rule("theirs", "true", Action.HOLD, null, 0, new Scope("zenith", null, null), null),
        rule("ours", "true", Action.TAG, null, 0, new Scope("acme", "tmall", null), null),
        rule("at-night", "true", Action.HOLD, null, 0, null, night));

    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("PASSED [OURS]");
    assertThat(told(ask(paid("1", 2, after(36_000))))).last().isEqualTo("HELD [AT-NIGHT, OURS]");
  }

  @Test
  void anUnpaidOrderIsPassedOnceItIsPaid() {
    given(SHOP, UNPAID);
    ask(version("1", OrderStatus.UNPAID, 1, NOON));

    StockRequest request = ask(paid("1", 2, after(60)));

    assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(request.version()).isEqualTo(2);
  }

  @Test
  void anOrderOfAnUnknownShopIsHeldAndNotDropped() {
    given(BIG);

    StockRequest request = ask(paid("1", 1, NOON));

    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(request.pool()).isEmpty();
    assertThat(request.merchant()).isNull();
    assertThat(told(request)).containsExactly("RECEIVED []", "HELD [UNKNOWN_SHOP, BIG]");
  }

  @Test
  void aRejectionIsStrongerThanAnUnknownShop() {
    given(NO_CAPS);

    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("REJECTED [UNKNOWN_SHOP, NO-CAPS]");
  }

  @Test
  void anOrderThatARuleCannotJudgeIsHeld() {
    given(SHOP, rule("typo", "order.lines[0].qty > 3", Action.WAIT));

    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("HELD [RULE_FAILED]");
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderVersion.Outcome.class,
      names = {"REDELIVERED", "STALE"})
  void whatIntakeDidNotAcceptIsOnlyNoted(OrderVersion.Outcome outcome) {
    given(SHOP);
    ask(paid("1", 2, NOON));
    AuditRecord before = kept;

    StockRequest request =
        ask(
            AuditRequest.of(
                new OrderVersion(
                    received(order("1", OrderStatus.CANCELLED), after(9)),
                    outcome,
                    2,
                    false,
                    false)));

    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(request.pool()).isEqualTo("acme-pool");
    assertThat(told(request)).containsExactly(outcome + " []");
    assertThat(request.events().get(0).version()).isEqualTo(2);
    assertThat(kept).isEqualTo(before);
  }

  @Test
  void whatIsRemarkableAboutAVersionIsToldWithItsReceipt() {
    given(SHOP);
    ReceivedOrder odd = received(withFlags(order("1", OrderStatus.PAID), "TOTAL_MISMATCH"), NOON);

    StockRequest request =
        ask(AuditRequest.of(new OrderVersion(odd, OrderVersion.Outcome.ACCEPTED, 2, true, true)));

    assertThat(told(request))
        .containsExactly("RECEIVED [CONFLICTING_CONTENT, REOPENED, TOTAL_MISMATCH]", "PASSED []");
  }

  @Test
  void aCancellationByTheMarketplaceGoesToThePoolWhichTellsOfIt() {
    given(SHOP, NO_CAPS);
    ask(paid("1", 1, NOON));

    StockRequest request = ask(version("1", OrderStatus.CANCELLED, 2, after(60)));

    assertThat(request.kind()).isEqualTo(Kind.CANCEL);
    assertThat(request.order()).isNotNull();
    assertThat(request.actor()).isNull();
    assertThat(told(request)).containsExactly("RECEIVED []");
  }

  @Test
  void aReopenedOrderIsJudgedAgain() {
    given(SHOP);
    ask(version("1", OrderStatus.CANCELLED, 1, NOON));

    assertThat(ask(paid("1", 2, after(60))).kind()).isEqualTo(Kind.ALLOCATE);
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderStatus.class,
      names = {"PARTLY_SHIPPED", "SHIPPED", "DELIVERED", "COMPLETED"})
  void anOrderThatHasLeftAlreadyTakesNoStock(OrderStatus status) {
    given(SHOP, BIG);

    StockRequest request = ask(version("1", status, 1, NOON));

    assertThat(request.kind()).isEqualTo(Kind.SETTLE);
    assertThat(told(request)).containsExactly("RECEIVED []", "ALREADY_SHIPPED []");
  }

  @Test
  void theMarketplacesEchoOfOurOwnShipmentIsKnownAsOne() {
    given(SHOP);
    ask(paid("1", 1, NOON));

    StockRequest request = ask(version("1", OrderStatus.SHIPPED, 2, after(60)));

    assertThat(request.kind()).isEqualTo(Kind.SETTLE);
    assertThat(told(request)).containsExactly("RECEIVED []", "ALREADY_SHIPPED [ECHO]");
  }

  @Test
  void aPassedOrderWhoseNewerVersionIsStoppedIsNotFulfilledOnTheOldOne() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    int version = 1;
    for (Reference rule : List.of(BIG, NO_CAPS, UNPAID)) {
      given(SHOP, rule);
      StockRequest request = ask(version("1", OrderStatus.UNPAID, ++version, after(60L * version)));

      assertThat(request.kind()).isEqualTo(Kind.SUSPEND);
      assertThat(request.version()).isEqualTo(version);
      assertThat(request.order()).isEqualTo(newest).isNotNull();
      assertThat(request.pool()).isEqualTo("acme-pool");
    }

    given(SHOP, BIG);
    assertThat(told(ask(paid("1", 5, after(300))))).last().isEqualTo("HELD [BIG]");
    assertThat(ask(release("c1", "1", after(360))).kind()).isEqualTo(Kind.ALLOCATE);
  }

  @Test
  void aPassedOrderStaysInItsPoolWhereverItsShopMoves() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    given(shop("tmall", "shop-1", "zenith", "zenith-pool"));

    assertThat(ask(paid("1", 2, after(60))).pool()).isEqualTo("acme-pool");
    assertThat(ask(cancel("c1", "1", after(90))).pool()).isEqualTo("acme-pool");
  }

  @Test
  void aHeldOrderFollowsItsShop() {
    given(SHOP, BIG);
    ask(paid("1", 1, NOON));
    given(shop("tmall", "shop-1", "zenith", "zenith-pool"), BIG);

    assertThat(ask(release("c1", "1", after(60))).pool()).isEqualTo("zenith-pool");
  }

  @Test
  void everyAcceptedVersionHasExactlyOneOutcome() {
    List<OrderEvent.Type> outcomes =
        List.of(
            OrderEvent.Type.PASSED,
            OrderEvent.Type.HELD,
            OrderEvent.Type.WAITING,
            OrderEvent.Type.REJECTED,
            OrderEvent.Type.ALREADY_SHIPPED);
    int version = 0;
    for (Reference rule : List.of(UNPAID, BIG, NO_CAPS, SHOP)) {
      for (OrderStatus status : OrderStatus.values()) {
        given(SHOP, rule);
        StockRequest request = ask(version("1", status, ++version, after(version)));
        long told = request.events().stream().filter(e -> outcomes.contains(e.type())).count();
        assertThat(told + (request.kind() == Kind.CANCEL ? 1 : 0)).isEqualTo(1);
        assertThat(request.kind() == Kind.ALLOCATE)
            .isEqualTo(request.events().stream().anyMatch(e -> e.type() == OrderEvent.Type.PASSED));
      }
    }
  }
}
