package io.penstock.audit;

import static io.penstock.audit.Samples.NOON;
import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.after;
import static io.penstock.audit.Samples.cancel;
import static io.penstock.audit.Samples.deleted;
import static io.penstock.audit.Samples.news;
import static io.penstock.audit.Samples.paid;
import static io.penstock.audit.Samples.playbook;
import static io.penstock.audit.Samples.release;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.stockRule;
import static io.penstock.audit.Samples.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.Json;
import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.Command;
import io.penstock.model.DeadLetter;
import io.penstock.model.NewsVersion;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.StockCondition;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is judged again and again in vain would never end. */
@org.junit.jupiter.api.Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AuditFunctionTest {

  private static final Reference BIG = rule("big", "order.total > 20000", Action.HOLD);

  private static final Reason SEEN = Reason.of("BIG", "big", 1, null).seeing("order.total=25900");

  private static final List<OrderStatus> STATUSES = List.of(OrderStatus.values());

  @Test
  void noOrderIsJudgedBeforeTheRulesAreRead() throws Exception {
    try (AuditHarness audit = AuditHarness.fresh()) {
      audit.send(paid("1", 1, NOON));
      audit.publish(SHOP);
      audit.ordersReach(after(60));
      audit.publish(BIG);
      assertThat(audit.requests()).as("the reference data is still being read").isEmpty();

      audit.referenceReaches(after(60));

      assertThat(audit.told()).containsExactly("1 v1 HELD [BIG]");
    }
  }

  @Test
  void whatWaitedForTheRulesIsJudgedInItsOrder() throws Exception {
    try (AuditHarness audit = AuditHarness.fresh()) {
      audit.publish(SHOP, BIG);
      audit.send(release("c1", "1", after(1)), paid("1", 1, NOON), paid("1", 2, after(2)));

      audit.eventTimeReaches(after(0));
      assertThat(audit.told()).containsExactly("1 v1 HELD [BIG]");
      audit.send(paid("1", 3, after(3)));
      assertThat(audit.told()).as("what comes later does not overtake").hasSize(1);
      audit.eventTimeReaches(after(3));

      assertThat(audit.told())
          .containsExactly(
              "1 v1 HELD [BIG]", "1 v1 PASSED [BIG]", "1 v2 PASSED [BIG]", "1 v3 PASSED [BIG]");
      assertThat(audit.deadLetters()).isEmpty();
    }
  }

  @Test
  void whatIsJudgedWaitsNoLonger() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP)) {
      audit.send(paid("1", 1, NOON), paid("1", 2, after(1)));
      audit.eventTimeReaches(NOON);
      assertThat(audit.told()).containsExactly("1 v1 PASSED []");
      audit.eventTimeReaches(after(1));

      assertThat(audit.told()).containsExactly("1 v1 PASSED []", "1 v2 PASSED []");
      assertThat(audit.pending()).isZero();
      assertThat(audit.timers()).isZero();
    }
  }

  @Test
  void whatWasToldOfAnOrderIsJudgedInTheOrderInWhichItCame() throws Exception {
    try (AuditHarness audit = AuditHarness.fresh()) {
      audit.publish(SHOP);
      audit.send(
          paid("1", 1, after(1)),
          news("1", OrderStatus.CANCELLED, NewsVersion.Outcome.APPLIED, 2, NOON));
      audit.eventTimeReaches(NOON);
      assertThat(audit.requests()).isEmpty();
      audit.eventTimeReaches(after(1));

      assertThat(audit.requests())
          .extracting(StockRequest::kind)
          .containsExactly(Kind.ALLOCATE, Kind.CANCEL);
    }
  }

  @Test
  void ofOneInstantTheOrderComesBeforeTheCommandAboutIt() throws Exception {
    try (AuditHarness audit = AuditHarness.fresh()) {
      audit.publish(SHOP, BIG);
      audit.send(release("c1", "1", NOON), paid("1", 1, NOON));
      audit.eventTimeReaches(NOON);

      assertThat(audit.told()).containsExactly("1 v1 HELD [BIG]", "1 v1 PASSED [BIG]");
    }
  }

  @Test
  void anOrderIsJudgedOnceEventTimeHasComeToIt() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP)) {
      audit.send(paid("1", 1, after(60)));
      audit.eventTimeReaches(after(59));
      assertThat(audit.requests()).as("a rule of that time may still come").isEmpty();
      audit.eventTimeReaches(after(60));

      assertThat(audit.requests()).extracting(StockRequest::kind).containsExactly(Kind.ALLOCATE);
    }
  }

  @Test
  void aCommandWaitsForAnOrderThatIsReadMoreSlowly() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP)) {
      audit.send(cancel("c1", "1", after(60)));
      audit.send(paid("2", 1, after(50)), paid("1", 1, after(50)));
      audit.eventTimeReaches(after(60));

      assertThat(audit.requests())
          .extracting(StockRequest::kind)
          .containsExactly(Kind.ALLOCATE, Kind.ALLOCATE, Kind.CANCEL);
      assertThat(audit.deadLetters()).isEmpty();
    }
  }

  @Test
  void aCommandAboutAnUnknownOrderIsADeadLetterThatCanBeReplayed() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP)) {
      AuditRequest lost = release("c1", "nowhere", after(60));
      audit.send(lost);
      audit.eventTimeReaches(after(60));

      assertThat(audit.requests()).isEmpty();
      DeadLetter letter = audit.deadLetters().get(0);
      assertThat(letter.code()).isEqualTo("UNKNOWN_ORDER");
      assertThat(letter.cause()).isEqualTo(lost.cause());
      assertThat(letter.timestamp()).isEqualTo(after(60));
      assertThat(letter.key()).isEqualTo("tmall/shop-1/nowhere");
      assertThat(Json.read(Base64.getDecoder().decode(letter.valueBase64()), Command.class))
          .isEqualTo(lost.command());
    }
  }

  @Test
  void aChangedRuleCountsFromItsTimeOn() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP, BIG)) {
      audit.send(paid("1", 1, after(1)));
      audit.eventTimeReaches(after(2));
      audit.publish(rule("big", 2, after(60), "order.total > 99900", Action.HOLD, 0));
      audit.send(paid("2", 1, after(59)), paid("3", 1, after(60)));
      audit.eventTimeReaches(after(60));

      assertThat(audit.told().subList(0, 3))
          .containsExactly("1 v1 HELD [BIG]", "2 v1 HELD [BIG]", "3 v1 PASSED []");
      assertThat(audit.told().subList(3, audit.told().size()))
          .as("what it held is judged again")
          .containsExactlyInAnyOrder("1 v1 PASSED []", "2 v1 PASSED []");
    }
  }

  @Test
  void aNewRuleFindsTheOrdersThatPassedBeforeItAndAreOpen() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP)) {
      audit.send(paid("1", 1, NOON), paid("2", 1, NOON), paid("3", 1, NOON));
      audit.send(version("2", OrderStatus.SHIPPED, 2, after(1)), cancel("c", "3", after(1)));
      audit.eventTimeReaches(after(10));
      audit.publishAt(after(20), rule("big", 1, after(30), "order.total > 20000", Action.HOLD, 0));
      audit.send(paid("4", 1, after(20)), paid("5", 1, after(40)));
      audit.eventTimeReaches(after(29));
      List<String> before = audit.told();
      audit.eventTimeReaches(after(60));

      List<StockRequest> after =
          audit.requests().subList(before.size() + 1, audit.requests().size());
      assertThat(before).hasSize(5).noneMatch(one -> one.contains("HELD"));
      assertThat(after)
          .extracting(request -> request.kind() + " " + request.events().get(0).orderId())
          .containsExactlyInAnyOrder("RETAIN 1", "RETAIN 4", "NOTE 5");
      assertThat(after)
          .filteredOn(request -> request.kind() == Kind.RETAIN)
          .allSatisfy(
              request -> {
                assertThat(request.at()).isEqualTo(after(30));
                assertThat(request.events()).hasSize(1);
                assertThat(request.events().get(0).type()).isEqualTo(OrderEvent.Type.HELD);
                assertThat(request.events().get(0).at()).isEqualTo(after(30));
                assertThat(request.events().get(0).cause())
                    .as("the record that published the rule")
                    .isEqualTo(new Cause("reference", 0, after(20).getEpochSecond()));
              });
    }
  }

  @Test
  void whatARuleAsksOfTheStockReachesTheOrdersThatPassedBeforeItChanged() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP, BIG)) {
      audit.send(paid("1", 1, NOON), version("2", OrderStatus.SHIPPED, 1, NOON));
      audit.send(release("c1", "1", after(1)));
      audit.eventTimeReaches(after(30));
      int before = audit.requests().size();
      for (Reference change :
          List.of(
              stockRule("scarce", 1, after(60), "order.units == 3", "lines[0].atp < 9", 0),
              stockRule("other", 1, after(120), "order.units == 4", "lines[0].atp < 9", 0),
              stockRule("scarce", 2, after(180), "order.units == 3", "lines[0].atp < 5", 0),
              deleted(Reference.Type.RULE, "scarce", after(240)))) {
        audit.publishAt(change.effectiveFrom(), change);
        audit.eventTimeReaches(change.effectiveFrom());
      }

      List<StockRequest> again = audit.requests().subList(before, audit.requests().size());
      assertThat(again)
          .allSatisfy(
              request -> {
                assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
                assertThat(Objects.requireNonNull(request.order()).order().orderId())
                    .isEqualTo("1");
                assertThat(request.events()).as("it has passed all the time").isEmpty();
              })
          .extracting(StockRequest::conditions)
          .containsExactly(
              List.of(new StockCondition("scarce", 1, "SCARCE", "lines[0].atp < 9")),
              List.of(new StockCondition("scarce", 2, "SCARCE", "lines[0].atp < 5")),
              List.of());
      assertThat(again)
          .extracting(StockRequest::at)
          .containsExactly(after(60), after(180), after(240));
    }
  }

  @Test
  void whatIsAskedOfTheStockIsNewsForAnOrderThatKeepsItsGoodsAndForNoOtherThatIsHeld()
      throws Exception {
    Rule keeps = new Rule("k", 1, "true", Action.HOLD, "K", 0, null, null, null, true, null);
    Reference scarce = stockRule("scarce", 1, after(60), "true", "lines[0].atp < 9", 0);
    try (AuditHarness audit = AuditHarness.started(SHOP, Reference.of("k", Instant.EPOCH, keeps))) {
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(after(1));
      audit.publishAt(after(60), scarce);
      audit.eventTimeReaches(after(60));

      assertThat(audit.requests()).extracting(StockRequest::kind).containsOnly(Kind.RESERVE);
      assertThat(audit.requests().get(1).events()).isEmpty();
      assertThat(audit.requests().get(1).conditions()).hasSize(1);
    }
    try (AuditHarness audit = AuditHarness.started(SHOP, BIG)) {
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(after(1));
      audit.publishAt(after(60), scarce);
      audit.eventTimeReaches(after(60));
      assertThat(audit.requests()).hasSize(1);
      audit.send(release("c1", "1", after(70)));
      audit.eventTimeReaches(after(70));

      assertThat(audit.requests().get(1).conditions()).as("but not forgotten").hasSize(1);
    }
  }

  @Test
  void ofRulesThatChangeTogetherTheOneThatHoldsAnOrderIsItsCause() throws Exception {
    Reference big = rule("big", 1, after(30), "order.total > 20000", Action.HOLD, 0);
    Reference never = rule("a-never", 1, after(30), "order.total > 90000", Action.HOLD, 0);
    for (List<Integer> order : List.of(List.of(10, 20), List.of(20, 10))) {
      try (AuditHarness audit = AuditHarness.started(SHOP)) {
        audit.send(paid("1", 1, NOON));
        audit.eventTimeReaches(after(5));
        audit.publishAt(after(order.get(0)), order.get(0) == 10 ? big : never);
        audit.publishAt(after(order.get(1)), order.get(1) == 10 ? big : never);
        audit.eventTimeReaches(after(60));

        StockRequest held = audit.requests().get(audit.requests().size() - 1);
        assertThat(held.kind()).isEqualTo(Kind.RETAIN);
        assertThat(held.cause()).isEqualTo(new Cause("reference", 0, after(10).getEpochSecond()));
      }
    }
  }

  @Test
  void aChangeThatIsYetToComeOutlivesAStop() throws Exception {
    OperatorSubtaskState saved;
    try (AuditHarness audit = AuditHarness.started(SHOP)) {
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(NOON);
      audit.publish(rule("big", 1, after(30), "order.total > 20000", Action.HOLD, 0));
      saved = audit.snapshot();
    }
    try (AuditHarness audit = AuditHarness.restored(saved)) {
      audit.eventTimeReaches(after(29));
      assertThat(audit.told()).isEmpty();
      audit.eventTimeReaches(after(30));
      audit.eventTimeReaches(after(31));

      assertThat(audit.told()).as("once").containsExactly("1 v1 HELD [BIG]");
      assertThat(audit.timers()).isZero();
    }
  }

  @Test
  void anOrderThatIsDelayedIsJudgedWhenItsTimeHasCome() throws Exception {
    Reference cool = rule("cool", Action.DELAY, "PT4H1M", 0);
    OperatorSubtaskState saved;
    try (AuditHarness audit = AuditHarness.started(SHOP, cool)) {
      audit.send(paid("1", 1, NOON), paid("2", 1, NOON), paid("3", 1, NOON));
      audit.eventTimeReaches(after(31));
      audit.send(cancel("c1", "3", after(31)));
      audit.eventTimeReaches(after(59));
      assertThat(audit.told())
          .containsExactlyInAnyOrder(
              "1 v1 WAITING [COOL]", "2 v1 WAITING [COOL]", "3 v1 WAITING [COOL]");
      saved = audit.snapshot();
    }
    try (AuditHarness audit = AuditHarness.restored(saved)) {
      audit.eventTimeReaches(after(60));

      assertThat(audit.told()).containsExactlyInAnyOrder("1 v1 PASSED []", "2 v1 PASSED []");
      assertThat(audit.requests())
          .allSatisfy(
              request -> {
                assertThat(request.kind()).isEqualTo(Kind.ALLOCATE);
                assertThat(request.at()).isEqualTo(after(60));
                assertThat(request.events().get(0).at()).isEqualTo(after(60));
                assertThat(request.cause()).isEqualTo(paid("1", 1, NOON).cause());
              });
    }
  }

  @Test
  void anOrderThatIsDueIsJudgedByTheRulesOfThatTime() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP, rule("cool", Action.DELAY, "PT4H1M", 0))) {
      audit.send(paid("1", 1, NOON));
      audit.publish(rule("big", 1, after(60), "order.total > 20000", Action.HOLD, 0));
      audit.eventTimeReaches(after(60));

      assertThat(audit.told()).containsExactly("1 v1 WAITING [COOL]", "1 v1 HELD [BIG]");
    }
  }

  @Test
  void whatComesForAnOrderThatIsDueFindsItJudged() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP, rule("cool", Action.DELAY, "PT4H1M", 0))) {
      audit.send(paid("1", 1, NOON), paid("1", 2, after(61)));
      audit.eventTimeReaches(after(61));

      assertThat(audit.told())
          .containsExactly("1 v1 WAITING [COOL]", "1 v1 PASSED []", "1 v2 PASSED []");
    }
  }

  @Test
  void aHoldIsEscalatedOnceAndThenReleasedByHand() throws Exception {
    try (AuditHarness audit =
        AuditHarness.started(SHOP, BIG, playbook("BIG", "PT1H", Timeout.ESCALATE, "PT10M"))) {
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(after(90_000));
      audit.send(release("c1", "1", after(90_001)));
      audit.eventTimeReaches(after(90_001));

      assertThat(audit.told())
          .containsExactly("1 v1 HELD [BIG]", "1 v1 HELD [BIG]", "1 v1 PASSED [BIG]");
      assertThat(audit.requests().get(0).events().get(1).reasons())
          .containsExactly(SEEN.ownedBy("sales", after(3_600)));
      StockRequest escalated = audit.requests().get(1);
      assertThat(escalated.kind()).isEqualTo(Kind.NOTE);
      assertThat(escalated.at()).isEqualTo(after(3_600));
      assertThat(escalated.events().get(0).reasons())
          .containsExactly(SEEN.ownedBy("head-of-sales", null));
    }
  }

  @Test
  void aHoldIsReleasedByItsPlaybookWhichTheOrdersOtherReasonsOutlast() throws Exception {
    try (AuditHarness audit =
        AuditHarness.started(
            SHOP,
            BIG,
            rule("bulk", "order.units > 2", Action.HOLD),
            playbook("BIG", "PT1H", Timeout.RELEASE, null),
            playbook("BULK", "PT2H", Timeout.RELEASE, null))) {
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(after(3_600));
      audit.send(paid("1", 2, after(4_000)));
      audit.eventTimeReaches(after(7_200));
      audit.send(paid("1", 3, after(7_300)));
      audit.eventTimeReaches(after(7_300));

      assertThat(audit.told())
          .containsExactly(
              "1 v1 HELD [BIG, BULK]",
              "1 v1 HELD [BIG, BULK, RELEASED_ON_TIMEOUT]",
              "1 v2 HELD [BIG, BULK]",
              "1 v2 PASSED [BIG, BULK, RELEASED_ON_TIMEOUT]",
              "1 v3 PASSED [BIG, BULK]");
      assertThat(audit.requests().get(3).kind()).isEqualTo(Kind.ALLOCATE);
    }
  }

  @Test
  void aHoldThatEndsTheOrderSaysWhoEndedIt() throws Exception {
    try (AuditHarness audit =
        AuditHarness.started(SHOP, BIG, playbook("BIG", "PT1H", Timeout.CANCEL, null))) {
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(after(3_600));
      audit.send(paid("1", 2, after(3_700)));
      audit.eventTimeReaches(after(3_700));

      StockRequest cancel = audit.requests().get(1);
      assertThat(cancel.kind()).isEqualTo(Kind.CANCEL);
      assertThat(cancel.actor()).isEqualTo("playbook/BIG");
      assertThat(cancel.at()).isEqualTo(after(3_600));
      assertThat(audit.told()).last().isEqualTo("1 v2 REJECTED [CANCELLED_BY_PLAYBOOK]");
    }
  }

  @Test
  void aHoldWhoseCauseIsGoneAtTheDeadlineDoesNotEndTheOrder() throws Exception {
    try (AuditHarness audit =
        AuditHarness.started(BIG, playbook("UNKNOWN_SHOP", "PT1H", Timeout.CANCEL, null))) {
      audit.publish(rule("big", 2, NOON, "order.total > 99900", Action.HOLD, 0));
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(after(1));
      audit.publish(SHOP);
      audit.eventTimeReaches(after(3_600));

      assertThat(audit.told()).containsExactly("1 v1 HELD [UNKNOWN_SHOP]", "1 v1 PASSED []");
    }
  }

  @Test
  void howFarEventTimeIsBehindChangesNothing() throws Exception {
    Reference[] references = {
      SHOP, BIG, playbook("BIG", "PT15M", Timeout.RELEASE, "PT10M"),
    };
    AuditRequest[] requests = {paid("1", 1, NOON), paid("1", 2, after(2_100))};
    List<StockRequest> prompt;
    try (AuditHarness audit = AuditHarness.started(references)) {
      for (AuditRequest request : requests) {
        audit.eventTimeReaches(request.at().minusMillis(1));
        audit.send(request);
      }
      audit.eventTimeReaches(after(9_000));
      prompt = audit.requests();
      assertThat(audit.told())
          .containsExactly(
              "1 v1 HELD [BIG]", "1 v1 PASSED [BIG, RELEASED_ON_TIMEOUT]", "1 v2 PASSED [BIG]");
    }
    try (AuditHarness audit = AuditHarness.started(references)) {
      audit.send(requests);
      audit.eventTimeReaches(after(9_000));

      assertThat(audit.requests()).isEqualTo(prompt);
    }
  }

  @Test
  void whatIsRecheckedEndsWithTheInput() throws Exception {
    try (AuditHarness audit = AuditHarness.started(playbook("UNKNOWN_SHOP", null, null, "PT1M"))) {
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(Instant.ofEpochMilli(Long.MAX_VALUE));

      assertThat(audit.told()).containsExactly("1 v1 HELD [UNKNOWN_SHOP]");
    }
  }

  @Test
  void aHoldClearsItselfWhenItsCauseDoes() throws Exception {
    try (AuditHarness audit =
        AuditHarness.started(BIG, playbook("UNKNOWN_SHOP", null, null, "PT1M"))) {
      audit.publish(rule("big", 2, NOON, "order.total > 99900", Action.HOLD, 0));
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(after(150));
      audit.publish(SHOP);
      audit.eventTimeReaches(after(180));

      assertThat(audit.told()).containsExactly("1 v1 HELD [UNKNOWN_SHOP]", "1 v1 PASSED []");
      assertThat(audit.requests().get(1).pool()).isEqualTo("acme-pool");
      assertThat(audit.requests().get(1).at()).isEqualTo(after(180));
    }
  }

  @Test
  void anOrderIsRememberedForAsLongAsMarketplacesSendItAgain() throws Exception {
    OperatorSubtaskState snapshot;
    try (AuditHarness audit = AuditHarness.started(SHOP)) {
      audit.send(paid("1", 1, NOON), paid("2", 1, NOON));
      audit.eventTimeReaches(NOON);
      snapshot = audit.snapshot();
    }
    try (AuditHarness audit = AuditHarness.restored(snapshot)) {
      audit.eventTimeReaches(NOON);
      audit.clockReachesDay(119);
      audit.send(version("1", OrderStatus.SHIPPED, 2, NOON));
      audit.eventTimeReaches(after(1));
      audit.clockReachesDay(121);
      audit.send(version("2", OrderStatus.SHIPPED, 2, NOON));
      audit.eventTimeReaches(after(2));

      assertThat(audit.told())
          .containsExactly("1 v2 ALREADY_SHIPPED [ECHO]", "2 v2 ALREADY_SHIPPED []");
    }
  }

  @Test
  void anOrderCanBeCommandedForSixtyDays() throws Exception {
    try (AuditHarness audit = AuditHarness.started(SHOP)) {
      audit.send(paid("1", 1, NOON), paid("2", 1, NOON));
      audit.eventTimeReaches(after(60));
      audit.clockReachesDay(59);
      audit.send(cancel("c1", "1", after(60)));
      audit.eventTimeReaches(after(61));
      audit.clockReachesDay(61);
      audit.send(cancel("c2", "2", after(60)));
      audit.eventTimeReaches(after(62));

      assertThat(audit.requests()).last().extracting(StockRequest::kind).isEqualTo(Kind.CANCEL);
      assertThat(audit.deadLetters()).extracting(DeadLetter::key).containsExactly("tmall/shop-1/2");
    }
  }

  @Test
  void recordsThatConcernOtherStagesAreNotKept() throws Exception {
    Reference sku =
        Reference.of(
            "acme-pool/TEE-M",
            Instant.EPOCH,
            new Reference.Sku("acme-pool", "TEE-M", null, null, null, null));
    try (AuditHarness audit = AuditHarness.started(SHOP);
        AuditHarness other = AuditHarness.started(SHOP)) {
      audit.publish(sku);

      assertThat(audit.snapshot().getStateSize()).isEqualTo(other.snapshot().getStateSize());
    }
  }

  @Test
  void aRestoredAuditKnowsItsRulesItsOrdersAndWhatIsWaiting() throws Exception {
    OperatorSubtaskState snapshot;
    try (AuditHarness audit = AuditHarness.started(SHOP, BIG)) {
      audit.send(paid("1", 1, after(1)), release("c1", "1", after(60)));
      snapshot = audit.snapshot();
    }
    try (AuditHarness audit = AuditHarness.restored(snapshot)) {
      audit.send(paid("2", 1, after(2)));
      assertThat(audit.requests()).as("time begins anew after a restore").isEmpty();
      audit.eventTimeReaches(after(60));

      assertThat(audit.told())
          .containsExactly("1 v1 HELD [BIG]", "2 v1 HELD [BIG]", "1 v1 PASSED [BIG]");
    }
  }

  @Test
  void aRuleThatIsPublishedRightAfterARestoreJoinsTheOthers() throws Exception {
    OperatorSubtaskState snapshot;
    try (AuditHarness audit = AuditHarness.started(SHOP, BIG)) {
      snapshot = audit.snapshot();
    }
    try (AuditHarness audit = AuditHarness.restored(snapshot)) {
      audit.publish(rule("bulk", "order.units > 2", Action.HOLD));
      audit.send(paid("1", 1, NOON));
      audit.eventTimeReaches(NOON);

      assertThat(audit.told()).containsExactly("1 v1 HELD [BIG, BULK]");
    }
  }

  /** Whatever the history, and wherever the job crashes, the decisions are those of a quiet run. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void crashesAndReplaysAreInvisible(long seed) throws Exception {
    List<StockRequest> quiet = play(history(seed), new Random(seed), 0);

    assertThat(quiet).hasSizeGreaterThan(100);
    assertThat(byOrder(play(history(seed), new Random(seed), 0))).isEqualTo(byOrder(quiet));
    assertThat(byOrder(play(history(seed), new Random(seed), 12))).isEqualTo(byOrder(quiet));
  }

  /** Of one instant the orders come in any order, what is told of each does not. */
  private static Map<String, List<StockRequest>> byOrder(List<StockRequest> requests) {
    return requests.stream()
        .collect(
            Collectors.groupingBy(
                request ->
                    request.order() == null
                        ? request.events().get(0).key()
                        : request.order().key()));
  }

  private static List<AuditRequest> history(long seed) {
    Random random = new Random(seed);
    List<AuditRequest> history = new ArrayList<>();
    int[] versions = new int[8];
    for (int i = 0; i < 200; i++) {
      int order = random.nextInt(versions.length);
      String id = "order-" + order;
      Instant at = after(i / 2);
      String commandId = "c" + random.nextInt(60);
      history.add(
          switch (random.nextInt(8)) {
            case 0 -> release(commandId, id, at);
            case 1 -> cancel(commandId, id, at);
            default ->
                version(id, STATUSES.get(random.nextInt(STATUSES.size())), ++versions[order], at);
          });
    }
    return history;
  }

  /**
   * @param crashEvery one in so many steps ends in a crash and a restore; 0 for none
   */
  private static List<StockRequest> play(List<AuditRequest> history, Random random, int crashEvery)
      throws Exception {
    List<StockRequest> told = new ArrayList<>();
    AuditHarness audit =
        AuditHarness.started(
            SHOP,
            rule("cool", Action.DELAY, "PT4H20S", 0),
            playbook("BIG", "PT1M", Timeout.RELEASE, "PT1M"));
    Random crashes = new Random(random.nextLong());
    try {
      for (int i = 0; i < history.size(); i++) {
        if (i % 40 == 20) {
          audit.publish(
              rule(
                  "big",
                  i,
                  after(i / 2),
                  "order.total > " + (i % 80 == 20 ? 500 : 99_900),
                  Action.HOLD,
                  0),
              rule("unpaid", i, after(i / 2), "!order.paid", Action.WAIT, 0));
        }
        audit.send(history.get(i));
        audit.eventTimeReaches(history.get(i).at());
        if (crashEvery > 0 && crashes.nextInt(crashEvery) == 0) {
          told.addAll(audit.requests());
          OperatorSubtaskState snapshot = audit.snapshot();
          audit.close();
          audit = AuditHarness.restored(snapshot);
          audit.eventTimeReaches(history.get(i).at());
        }
      }
      audit.eventTimeReaches(after(history.size()));
      told.addAll(audit.requests());
      return told;
    } finally {
      audit.close();
    }
  }
}
