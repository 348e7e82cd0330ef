package io.penstock.audit;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.accepted;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.book;
import static io.penstock.audit.Samples.cancel;
import static io.penstock.audit.Samples.deleted;
import static io.penstock.audit.Samples.denied;
import static io.penstock.audit.Samples.force;
import static io.penstock.audit.Samples.news;
import static io.penstock.audit.Samples.order;
import static io.penstock.audit.Samples.paid;
import static io.penstock.audit.Samples.playbook;
import static io.penstock.audit.Samples.received;
import static io.penstock.audit.Samples.release;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.sendTo;
import static io.penstock.audit.Samples.shop;
import static io.penstock.audit.Samples.stockRule;
import static io.penstock.audit.Samples.street;
import static io.penstock.audit.Samples.version;
import static io.penstock.audit.Samples.withFlags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.NewsVersion;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.ActiveHours;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Scope;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.StockCondition;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditTest {

  private static final Reference UNPAID = rule("unpaid", "!order.paid", Action.WAIT);
  private static final Reference BIG = rule("big", "order.total > 20000", Action.HOLD);
  private static final Reference DENYLIST = rule("denied", "denied", Action.HOLD);
  private static final Reference BULK = rule("bulk", "order.units >= 3", Action.HOLD);
  private static final String HALF = "lines.exists(l, l.quantity * 2 > l.atp)";
  private static final Reference SCARCE = stockRule("scarce", HALF, 0);
  private static final Reference BULK_SCARCE =
      stockRule("bulk-scarce", 1, Instant.EPOCH, "order.units > 900", HALF, 9);
  private static final Reference NO_CAPS =
      rule("no-caps", "order.lines.exists(l, l.sku == 'CAP')", Action.REJECT);

  private Audit audit = new Audit(book(SHOP));
  private @Nullable AuditRecord kept;
  private @Nullable ReceivedOrder newest;

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
  void aReleasedOrderKeepsItsRank() {
    given(SHOP, BIG, rule("high", Action.PRIORITIZE, "7", 2));
    ask(paid("1", 1, NOON));

    assertThat(ask(release("c1", "1", after(5))).priority()).isEqualTo(7);
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
  void anOrderThatIsDelayedWaitsUntilTheLastDelayIsOver() {
    given(SHOP, rule("cool", Action.DELAY, "PT4H1M", 0), rule("long", Action.DELAY, "PT4H2M", 0));

    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("WAITING [COOL, LONG]");
    assertThat(Objects.requireNonNull(kept).dueAt()).isEqualTo(after(120));
    assertThat(told(ask(paid("2", 2, after(119))))).last().isEqualTo("WAITING [LONG]");
    assertThat(told(ask(paid("3", 3, after(120))))).last().isEqualTo("PASSED []");
  }

  @Test
  void anOrderThatWaitsForSomethingElseWhenItsDelayIsOverSaysSo() {
    given(SHOP, rule("cool", Action.DELAY, "PT5H1M", 0));
    ask(version("1", OrderStatus.UNPAID, 1, NOON));
    given(SHOP, UNPAID);
    AuditRecord waiting = Objects.requireNonNull(kept);

    Decision due = audit.recheck().due(waiting, Objects.requireNonNull(newest));

    assertThat(told(Objects.requireNonNull(due.request()))).containsExactly("WAITING [UNPAID]");
    assertThat(Objects.requireNonNull(due.keep()).dueAt()).isNull();
  }

  @Test
  void timeAloneDoesNotPassAnOrderThatIsUnpaidOrHeld() {
    Reference cool = rule("cool", Action.DELAY, "PT5H1M", 0);
    given(SHOP, cool, UNPAID);
    assertThat(told(ask(version("1", OrderStatus.UNPAID, 1, NOON))))
        .last()
        .isEqualTo("WAITING [COOL, UNPAID]");
    assertThat(Objects.requireNonNull(kept).dueAt()).isNull();

    given(SHOP, cool, BIG);
    assertThat(told(ask(paid("1", 2, NOON)))).last().isEqualTo("HELD [BIG, COOL]");
    assertThat(Objects.requireNonNull(kept).dueAt()).isNull();
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
  void newsOfACancellationEndTheOrderThatIsKnown() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    OrderLine line = Objects.requireNonNull(newest).order().lines().get(0);

    StockRequest request =
        ask(news("1", OrderStatus.CANCELLED, NewsVersion.Outcome.APPLIED, 2, after(60)));

    assertThat(request.kind()).isEqualTo(Kind.CANCEL);
    assertThat(request.version()).isEqualTo(2);
    assertThat(told(request)).containsExactly("RECEIVED []");
    Order after = Objects.requireNonNull(request.order()).order();
    assertThat(after.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(after.modifiedAt()).isEqualTo(after(60));
    assertThat(after.lines().get(0))
        .usingRecursiveComparison()
        .ignoringFields("status")
        .isEqualTo(line);
    assertThat(after.lines().get(0).status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(newest).as("what a later command is about").isEqualTo(request.order());
  }

  @Test
  void newsOfAnOrderThatIsNotKnownAskForItAndAskNothingOfTheStock() {
    given(SHOP, UNPAID);

    StockRequest request =
        ask(news("1", OrderStatus.PAID, NewsVersion.Outcome.FETCH, 0, after(60)));

    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(told(request)).containsExactly("FETCH_REQUESTED [STATUS]");
    OrderEvent event = request.events().get(0);
    assertThat(event.key()).isEqualTo("tmall/shop-1/1");
    assertThat(event.merchant()).isEqualTo("acme");
    assertThat(event.currency()).isEqualTo("XXX");
    assertThat(event.totalMinor()).isZero();
    assertThat(event.lines()).isEmpty();
    assertThat(kept).as("it was not judged").isNull();
  }

  @Test
  void newsThatChangeNothingAreToldWithTheOrderAsItIs() {
    given(SHOP);
    ask(paid("1", 1, NOON));

    for (NewsVersion.Outcome outcome :
        List.of(NewsVersion.Outcome.KNOWN, NewsVersion.Outcome.STALE, NewsVersion.Outcome.FETCH)) {
      StockRequest request = ask(news("1", OrderStatus.PAID, outcome, 1, after(60)));
      assertThat(request.kind()).isEqualTo(Kind.NOTE);
      OrderEvent event = request.events().get(0);
      assertThat(event.totalMinor()).isEqualTo(Objects.requireNonNull(newest).order().totalMinor());
      assertThat(event.cause().partition()).isEqualTo(1);
      assertThat(event.receivedAt()).isEqualTo(after(60));
    }
  }

  @Test
  void newsThatMoveAnOrderOnWhoseContentIsForgottenAskForIt() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    newest = null;

    StockRequest request =
        ask(news("1", OrderStatus.SHIPPED, NewsVersion.Outcome.APPLIED, 2, after(60)));

    assertThat(told(request)).containsExactly("FETCH_REQUESTED [STATUS]");
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
  void aCommandDoesNotOvertakeTheVersionThatItIsAbout() {
    given(SHOP, BIG);
    ask(paid("1", 1, after(60)));

    assertThat(ask(release("c1", "1", NOON)).at()).isEqualTo(after(60));
    assertThat(ask(cancel("c2", "1", after(61))).at()).isEqualTo(after(61));
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
  void aReleasedOrderIsPassedInThePersonsName() {
    given(SHOP, BIG, BULK);
    ask(paid("1", 1, NOON));

    StockRequest request = ask(release("c1", "1", after(60)));

    assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(request.order()).isEqualTo(newest);
    assertThat(request.actor()).isEqualTo("lin");
    assertThat(request.at()).isEqualTo(after(60));
    assertThat(request.cause().topic()).isEqualTo("commands");
    assertThat(told(request)).containsExactly("PASSED [BIG, BULK]");
    OrderEvent passed = request.events().get(0);
    assertThat(passed.actor()).isEqualTo("lin");
    assertThat(passed.cause()).isEqualTo(new Cause("commands", 0, after(60).getEpochSecond()));
    assertThat(passed.at()).isEqualTo(after(60));
    assertThat(passed.receivedAt()).isEqualTo(NOON);
  }

  @Test
  void whatAPersonLetPassHoldsNoLaterVersion() {
    given(SHOP, BIG);
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));

    assertThat(told(ask(paid("1", 2, after(120))))).last().isEqualTo("PASSED [BIG]");
    given(SHOP, BIG, BULK);
    assertThat(told(ask(paid("1", 3, after(180))))).last().isEqualTo("HELD [BIG, BULK]");
  }

  @Test
  void aReleasedOrderIsAPassedOne() {
    given(SHOP, BIG);
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));
    given(shop("tmall", "shop-1", "zenith", "zenith-pool"), BIG);

    StockRequest request = ask(version("1", OrderStatus.SHIPPED, 2, after(120)));

    assertThat(request.pool()).isEqualTo("acme-pool");
    assertThat(told(request)).last().isEqualTo("ALREADY_SHIPPED [ECHO]");
  }

  @Test
  void aReleaseDoesNotWaiveARejection() {
    given(SHOP, rule("caps", "order.units > 2", Action.HOLD));
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));
    given(SHOP, rule("caps", "order.units > 2", Action.REJECT));

    assertThat(told(ask(paid("1", 2, after(120))))).last().isEqualTo("REJECTED [CAPS]");
  }

  @Test
  void anOrderThatIsNotHeldCannotBeReleased() {
    given(SHOP, UNPAID);
    ask(version("1", OrderStatus.UNPAID, 1, NOON));

    StockRequest request = ask(release("c1", "1", after(60)));

    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(told(request)).containsExactly("COMMAND_REFUSED [NOT_HELD]");
    assertThat(request.events().get(0).actor()).isEqualTo("lin");
    assertThat(Objects.requireNonNull(kept).outcome()).isEqualTo(AuditRecord.Outcome.WAITING);
  }

  @Test
  void anOrderOfAnUnknownShopIsReleasedOnlyOnceTheShopIsKnown() {
    given(BIG);
    ask(paid("1", 1, NOON));

    assertThat(told(ask(release("c1", "1", after(60)))))
        .containsExactly("COMMAND_REFUSED [UNKNOWN_SHOP]");

    given(SHOP, BIG);
    StockRequest request = ask(release("c2", "1", after(120)));
    assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(request.pool()).isEqualTo("acme-pool");
    assertThat(request.events().get(0).pool()).isEqualTo("acme-pool");

    given(deleted(Reference.Type.SHOP, "tmall/shop-1", Instant.EPOCH));
    assertThat(told(ask(paid("1", 2, after(180))))).last().isEqualTo("HELD [UNKNOWN_SHOP]");
  }

  @Test
  void aRepeatedCommandChangesNothing() {
    given(SHOP, BIG);
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));
    given(SHOP, BIG, BULK);
    ask(paid("1", 2, after(120)));
    AuditRecord held = kept;

    Decision decision = decide(release("c1", "1", after(180)));

    assertThat(decision).isEqualTo(Decision.NOTHING);
    assertThat(kept).isEqualTo(held);
  }

  @Test
  void aRefusedCommandIsAnsweredOnce() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    ask(release("c1", "1", after(60)));

    assertThat(decide(release("c1", "1", after(61)))).isEqualTo(Decision.NOTHING);
  }

  @Test
  void whatAPersonForcesIsNeitherHeldNorRejectedNowAndLater() {
    given(SHOP, BIG, NO_CAPS);
    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("REJECTED [BIG, NO-CAPS]");

    StockRequest forced = ask(force("c1", "1", after(60)));
    assertThat(forced.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(told(forced)).containsExactly("PASSED [FORCED, BIG, NO-CAPS]");
    assertThat(forced.events().get(0).actor()).isEqualTo("lin");

    given(SHOP, BIG, NO_CAPS, BULK, rule("cool", Action.DELAY, "PT9H", 0));
    StockRequest later = ask(paid("1", 2, after(120)));
    assertThat(told(later)).last().isEqualTo("PASSED [FORCED, BIG, BULK, COOL, NO-CAPS]");
    assertThat(later.events().get(1).reasons()).contains(Reason.of("FORCED", "lin"));
  }

  @Test
  void whatIsUnpaidOrOfAnUnknownShopOrOverCannotBeForced() {
    given(SHOP, UNPAID);
    ask(version("1", OrderStatus.UNPAID, 1, NOON));
    StockRequest waits = ask(force("c1", "1", after(60)));
    assertThat(waits.kind()).isEqualTo(Kind.NOTE);
    assertThat(told(waits)).containsExactly("WAITING [FORCED, UNPAID]");

    given();
    assertThat(told(ask(force("c2", "1", after(70)))))
        .containsExactly("COMMAND_REFUSED [UNKNOWN_SHOP]");

    given(SHOP);
    ask(cancel("c3", "1", after(80)));
    assertThat(told(ask(force("c4", "1", after(90)))))
        .containsExactly("COMMAND_REFUSED [ALREADY_CANCELLED]");
  }

  @Test
  void anAddressThatAPersonCorrectsClearsWhatItHeld() {
    given(SHOP, rule("vague", "consignee.street == '1 Lake Rd'", Action.HOLD));
    ask(paid("1", 1, NOON));

    StockRequest edited = ask(sendTo("c1", "1", street("2 Lake Rd"), after(60)));
    assertThat(edited.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(told(edited)).containsExactly("ADDRESS_EDITED []", "PASSED []");
    assertThat(edited.events().get(0).actor()).isEqualTo("lin");
    assertThat(content(edited).consignee()).isEqualTo(street("2 Lake Rd"));

    StockRequest again = ask(paid("1", 2, after(120)));
    assertThat(told(again)).last().isEqualTo("PASSED []");
    assertThat(content(again).consignee())
        .as("the marketplace still gives what was corrected")
        .isEqualTo(street("2 Lake Rd"));
  }

  @Test
  void anAddressThatTheMarketplaceChangesReplacesAPersonsCorrection() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    ask(sendTo("c1", "1", street("2 Lake Rd"), after(60)));
    ask(sendTo("c2", "1", street("3 Lake Rd"), after(70)));
    assertThat(content(ask(paid("1", 2, after(80)))).consignee()).isEqualTo(street("3 Lake Rd"));

    Order moved = order("1", OrderStatus.PAID).sentTo(street("9 Hill Rd"));
    StockRequest changed = ask(AuditRequest.of(accepted(moved, 3, after(90))));

    assertThat(content(changed).consignee()).isEqualTo(street("9 Hill Rd"));
    assertThat(content(ask(paid("1", 4, after(100)))).consignee())
        .as("and is not remembered")
        .isEqualTo(street("1 Lake Rd"));
  }

  @Test
  void whomAVersionNamesIsKnownWhenItIsJudgedAndForgottenWithIt() {
    given(SHOP, DENYLIST);
    assertThat(decide(denied("1", 1, true, NOON)).request()).as("it has not come").isNull();
    assertThat(told(ask(paid("1", 1, NOON)))).last().isEqualTo("HELD [DENIED]");
    assertThat(told(ask(paid("1", 2, after(60)))))
        .as("it names somebody else")
        .last()
        .isEqualTo("PASSED []");
    assertThat(decide(denied("1", 1, true, after(70))))
        .as("of an older version")
        .isEqualTo(Decision.NOTHING);
  }

  @Test
  void anOrderThatPassedIsHeldBackByWhatIsKnownLaterAndClearsItself() {
    given(SHOP, DENYLIST);
    ask(paid("1", 1, NOON));

    StockRequest held = ask(denied("1", 1, true, after(60)));
    assertThat(held.kind()).isEqualTo(Kind.RETAIN);
    assertThat(told(held)).containsExactly("HELD [DENIED]");
    assertThat(held.cause().topic()).isEqualTo("reference");
    assertThat(held.events().get(0).cause()).isEqualTo(held.cause());

    assertThat(decide(denied("1", 1, true, after(61))).request()).as("nothing new").isNull();
    StockRequest cleared = ask(denied("1", 1, false, after(120)));
    assertThat(cleared.kind()).as("told only if it was held back").isEqualTo(Kind.RESUME);
    assertThat(told(cleared)).containsExactly("PASSED []");
  }

  @Test
  void whatBecomesOfAnOrderThatWasHeldBackIsToldAsLateAsThat() {
    given(SHOP, DENYLIST, playbook("DENIED", "PT1H", Timeout.ESCALATE, null));
    ask(paid("1", 1, NOON));
    ask(denied("1", 1, true, after(60)));

    Decision due =
        audit.recheck().due(Objects.requireNonNull(kept), Objects.requireNonNull(newest));

    assertThat(Objects.requireNonNull(due.request()).kind()).isEqualTo(Kind.RETAIN);
  }

  @Test
  void whatEndsAnOrderThatWasHeldBackEndsItOnlyIfItWas() {
    given(SHOP, DENYLIST, playbook("DENIED", "PT1H", Timeout.CANCEL, null));
    ask(paid("1", 1, NOON));
    ask(denied("1", 1, true, after(60)));

    Decision due =
        audit.recheck().due(Objects.requireNonNull(kept), Objects.requireNonNull(newest));

    assertThat(Objects.requireNonNull(due.request()).kind()).isEqualTo(Kind.ABANDON);
  }

  @Test
  void whatIsHeldBackByARuleThatKeepsStockKeepsIt() {
    given(SHOP, keeping("denied", "denied"));
    ask(paid("1", 1, NOON));

    assertThat(ask(denied("1", 1, true, after(60))).kind()).isEqualTo(Kind.KEEP);
  }

  @Test
  void whatIsOverIsNotJudgedAgain() {
    given(SHOP, DENYLIST);
    ask(version("1", OrderStatus.SHIPPED, 1, NOON));

    assertThat(decide(denied("1", 1, true, after(60))).request()).isNull();
  }

  @Test
  void goodsAreKeptForAnOrderAsLongAsEveryRuleThatHoldsItSaysSo() {
    given(SHOP, keeping("big", "order.total > 20000"));
    StockRequest held = ask(paid("1", 1, NOON));
    assertThat(told(held)).last().isEqualTo("HELD [BIG]");
    assertThat(held.kind()).isEqualTo(Kind.RESERVE);

    given(SHOP, keeping("big", "order.total > 20000"), BULK);
    assertThat(ask(paid("1", 2, after(60))).kind())
        .as("what the pool locked is given back")
        .isEqualTo(Kind.SUSPEND);

    given(SHOP, keeping("big", "order.total > 20000"), UNPAID);
    assertThat(ask(version("1", OrderStatus.UNPAID, 3, after(120))).kind())
        .as("it is not due anyway")
        .isEqualTo(Kind.SUSPEND);
    given(keeping("big", "order.total > 20000"));
    kept = null;
    assertThat(ask(paid("1", 4, after(180))).kind())
        .as("nobody knows whose stock it takes")
        .isEqualTo(Kind.NOTE);
  }

  @Test
  void whatARuleAsksOfTheStockGoesWithTheOrderToItsPool() {
    given(SHOP, SCARCE, stockRule("last", "lines[0].atp == 1", 7), BULK_SCARCE, UNPAID);
    StockRequest request = ask(paid("1", 1, NOON));

    assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(told(request)).as("only the stock can say").last().isEqualTo("PASSED []");
    assertThat(request.conditions())
        .as("those of the highest priority first, and only where the rule itself is true")
        .containsExactly(
            new StockCondition("last", 1, "LAST", "lines[0].atp == 1"),
            new StockCondition("scarce", 1, "SCARCE", HALF));
    assertThat(ask(version("1", OrderStatus.UNPAID, 2, after(1))).conditions()).isEmpty();
    assertThat(ask(version("1", OrderStatus.SHIPPED, 3, after(2))).conditions()).isEmpty();
    given(SHOP, BULK_SCARCE);
    assertThat(ask(paid("1", 4, after(3))).conditions()).isEmpty();
  }

  @Test
  void aPassLiftsWhatARuleAsksOfTheStock() {
    Reference vip = rule("vip", "true", Action.PASS, null, 5, null, null);
    given(SHOP, vip, stockRule("low", HALF, 4), stockRule("high", HALF, 5));

    assertThat(ask(paid("1", 1, NOON)).conditions())
        .extracting(StockCondition::rule)
        .containsExactly("high");
  }

  @Test
  void whatKeepsItsStockIsAskedBeforeAndWhatKeepsNoneAfterwards() {
    given(SHOP, keeping("big", "order.total > 20000"), SCARCE);
    StockRequest reserve = ask(paid("1", 1, NOON));
    assertThat(reserve.kind()).isEqualTo(Kind.RESERVE);
    assertThat(reserve.conditions()).hasSize(1);

    given(SHOP, BIG, SCARCE);
    StockRequest suspend = ask(paid("1", 2, after(1)));
    assertThat(suspend.kind()).isEqualTo(Kind.SUSPEND);
    assertThat(suspend.conditions()).isEmpty();
    StockRequest released = ask(release("c1", "1", after(2)));
    assertThat(released.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(released.conditions()).as("nobody has let that pass").hasSize(1);
  }

  @Test
  void whoLetsAReasonPassLetsItPassWhicheverRuleGaveIt() {
    given(SHOP, rule("SCARCE", "true", Action.HOLD), SCARCE);
    ask(paid("1", 1, NOON));

    assertThat(ask(release("c1", "1", after(2))).conditions()).isEmpty();
    assertThat(ask(paid("1", 2, after(3))).conditions()).isEmpty();
  }

  @Test
  void onlyTheStockKnowsIfThereIsAnythingToRelease() {
    given(SHOP, SCARCE);
    ask(paid("1", 1, NOON));

    StockRequest release = ask(release("c1", "1", after(60)));
    assertThat(release.kind()).isEqualTo(Kind.RELEASE);
    assertThat(release.actor()).isEqualTo("lin");
    assertThat(release.order()).isEqualTo(newest);
    assertThat(release.conditions()).hasSize(1);
    assertThat(told(release)).as("unless it holds").containsExactly("COMMAND_REFUSED [NOT_HELD]");
    assertThat(decide(release("c1", "1", after(61)))).isEqualTo(Decision.NOTHING);
    assertThat(ask(cancel("c2", "1", after(62))).kind()).isEqualTo(Kind.CANCEL);
    assertThat(ask(release("c3", "1", after(63))).kind()).as("it is over").isEqualTo(Kind.NOTE);
  }

  @Test
  void nothingIsAskedOfTheStockOfAnOrderForWhichAPersonAnswers() {
    given(SHOP, SCARCE);
    ask(paid("1", 1, NOON));

    StockRequest forced = ask(force("c1", "1", after(60)));
    assertThat(forced.kind()).isEqualTo(Kind.ALLOCATE);
    assertThat(forced.conditions()).isEmpty();
    assertThat(told(forced)).containsExactly("PASSED [FORCED]");
    assertThat(ask(paid("1", 2, after(70))).conditions()).isEmpty();
  }

  private static Reference keeping(String id, String expression) {
    Rule rule = Objects.requireNonNull(rule(id, expression, Action.HOLD).rule());
    return Reference.of(
        id,
        Instant.EPOCH,
        new Rule(
            rule.rule(),
            rule.version(),
            rule.expression(),
            rule.action(),
            rule.reason(),
            rule.priority(),
            null,
            null,
            null,
            true,
            null));
  }

  private static Order content(StockRequest request) {
    return Objects.requireNonNull(request.order()).order();
  }

  @Test
  void anOrderRemembersItsLastCommandsOnly() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    for (int i = 0; i < 20; i++) {
      ask(release("c" + i, "1", after(i)));
    }

    assertThat(Objects.requireNonNull(kept).commandIds())
        .hasSize(8)
        .startsWith("c12")
        .endsWith("c19");
  }

  @Test
  void aCancelCommandGoesToThePoolInThePersonsName() {
    given(SHOP);
    ask(paid("1", 1, NOON));

    StockRequest request = ask(cancel("c1", "1", after(60)));

    assertThat(request.kind()).isEqualTo(Kind.CANCEL);
    assertThat(request.order()).isEqualTo(newest);
    assertThat(request.actor()).isEqualTo("lin");
    assertThat(request.events()).isEmpty();
  }

  @Test
  void noLaterVersionOfAnOrderThatAPersonEndedIsFulfilled() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    ask(cancel("c1", "1", after(60)));

    StockRequest request = ask(paid("1", 2, after(120)));
    assertThat(request.kind()).isEqualTo(Kind.NOTE);
    assertThat(told(request)).last().isEqualTo("REJECTED [CANCELLED_BY_HAND]");

    assertThat(ask(version("1", OrderStatus.CANCELLED, 3, after(180))).kind())
        .as("the marketplace itself ends it")
        .isEqualTo(Kind.CANCEL);
    assertThat(told(ask(paid("1", 4, after(240)))))
        .last()
        .isEqualTo("REJECTED [CANCELLED_BY_HAND]");
  }

  @Test
  void anOrderIsCancelledOnce() {
    given(SHOP);
    ask(paid("1", 1, NOON));
    ask(cancel("c1", "1", after(60)));

    assertThat(told(ask(cancel("c2", "1", after(61)))))
        .containsExactly("COMMAND_REFUSED [ALREADY_CANCELLED]");
    assertThat(told(ask(release("c3", "1", after(62)))))
        .containsExactly("COMMAND_REFUSED [NOT_HELD]");
  }

  @Test
  void anOrderThatTheMarketplaceCancelledCannotBeCancelledByHand() {
    given(SHOP);
    ask(version("1", OrderStatus.CANCELLED, 1, NOON));

    assertThat(told(ask(cancel("c1", "1", after(60)))))
        .containsExactly("COMMAND_REFUSED [ALREADY_CANCELLED]");
  }

  @Test
  void anOrderThatHasLeftCannotBeCancelledByHand() {
    given(SHOP);
    ask(version("1", OrderStatus.SHIPPED, 1, NOON));

    assertThat(told(ask(cancel("c1", "1", after(60)))))
        .containsExactly("COMMAND_REFUSED [ALREADY_SHIPPED]");
  }

  @Test
  void aCommandAboutAnUnknownOrderIsNotFollowed() {
    given(SHOP);

    assertThat(decide(release("c1", "1", NOON))).isEqualTo(Decision.UNKNOWN_ORDER);
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

  private void given(Reference... references) {
    audit = new Audit(book(references));
  }

  private StockRequest ask(AuditRequest request) {
    return Objects.requireNonNull(decide(request).request());
  }

  private Decision decide(AuditRequest request) {
    Decision decision = audit.decide(kept, newest, request);
    kept = decision.keep() == null ? kept : decision.keep();
    newest = decision.newest() == null ? newest : decision.newest();
    return decision;
  }

  private static List<String> told(StockRequest request) {
    return request.events().stream()
        .map(event -> event.type() + " " + event.reasons().stream().map(Reason::code).toList())
        .toList();
  }
}
