package io.penstock.stock;

import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.bundle;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.OrderLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules that speak of the stock. */
class ConditionsTest {

  private static final String HALF = "HALF: lines.exists(l, l.quantity * 2 > l.atp)";
  private static final String LAST = "LAST: lines.exists(l, l.atp - l.quantity < 5)";
  private static final Duration HOUR = Duration.ofHours(1);

  private final PoolInMemory pool = new PoolInMemory("TEE", "CAP");

  ConditionsTest() throws Exception {}

  @Test
  void whatTakesMoreThanHalfIsHeldAndWhatTakesHalfIsNot() throws Exception {
    pool.receive("east", "TEE", 7);
    pool.wave(Wish.of("1", "TEE*4").unless(HALF).allocate());
    assertThat(pool.events).containsExactly("1 HELD [HALF]");
    assertThat(held())
        .containsExactly(Reason.of("HALF", "half", 1, null).seeing("lines=(TEE 4 of 7)"));
    assertThat(pool.cell("TEE", "east").locked()).isZero();
    assertThat(pool.queue("TEE")).containsExactly("1");
    pool.forget();

    pool.wave(Wish.of("2", "TEE*3").unless(HALF).allocate());
    assertThat(pool.events).containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whatIsThereIsWhatTheWarehousesHaveThatServeItsConsignee() throws Exception {
    pool.without("south").with(StockSamples.warehouse("south", "Guangdong", 2));
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("north", "TEE", 2));
    pool.receive("south", "TEE", 90);
    pool.wave(Wish.of("0", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*2").unless(HALF).allocate());

    assertThat(held()).extracting(Reason::facts).containsExactly("lines=(TEE 2 of 3)");
  }

  @Test
  void allLinesOfAnArticleCountTogetherOnceBundlesAreTakenApart() throws Exception {
    pool.wave(
        bundle("SET", 1, Instant.EPOCH, after(1), "TEE*2:1", "CAP*1:1"),
        pool.receipt("east", "TEE", 9),
        pool.receipt("east", "CAP", 9));
    pool.wave(
        Wish.of("1", "SET*2", "TEE*1")
            .priority(3)
            .unless("ODD: size(lines) == 2 && order.units == 3 && order.priority == 3")
            .allocate());

    assertThat(held())
        .extracting(Reason::facts)
        .containsExactly("lines=(TEE 5 of 9, CAP 2 of 9), order.units=3, order.priority=3");
    assertThat(pool.queue("TEE")).containsExactly("1");
    assertThat(pool.queue("CAP")).containsExactly("1");
    assertThat(pool.queue("SET")).isEmpty();
  }

  @Test
  void itClearsItselfWhenGoodsComeAndIsNotToldOfBefore() throws Exception {
    pool.receive("east", "TEE", 4);
    pool.wave(Wish.of("1", "TEE*4").unless(HALF).allocate());
    pool.forget();
    pool.receive("east", "TEE", 3);
    assertThat(pool.events).as("held for the same").isEmpty();
    pool.receive("north", "TEE", 1);

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.queues).isEmpty();
  }

  @Test
  void itBlocksNobodyBehindIt() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").priority(9).unless(HALF).allocate());
    pool.wave(Wish.of("2", "TEE*3").allocate());
    pool.forget();
    pool.receive("east", "TEE", 1);

    assertThat(pool.events).containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whatIsThereIsWhatThoseBeforeItLeave() throws Exception {
    pool.receive("east", "TEE", 8);
    pool.wave(
        Wish.of("1", "TEE*3").unless(HALF).allocate(),
        Wish.of("2", "TEE*3").priority(1).unless(HALF).allocate());

    assertThat(pool.events).containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]", "1 HELD [HALF]");
  }

  @Test
  void whatIsUnknownOrUnservedIsThatFirstAndWhatIsShortIsHeldAllTheSame() throws Exception {
    pool.wave(Wish.of("1", "HAT*1").unless(HALF).allocate());
    pool.wave(Wish.of("2", "TEE*1").unless(HALF).allocate());
    assertThat(pool.events).containsExactly("1 HELD [UNKNOWN_SKU]", "2 HELD [HALF]");
    pool.forget();

    pool.wave(announced("HAT", after(500)));
    assertThat(pool.events).containsExactly("1 HELD [HALF]");
    pool.without("east", "north", "south");
    pool.wave(Wish.of("3", "TEE*1").unless("ALWAYS: true").allocate());
    assertThat(pool.events).last().isEqualTo("3 HELD [UNSERVED_REGION]");
  }

  @Test
  void whatWasAllocatedIsAskedNoMoreUntilItWantsSomethingElse() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*4").unless(HALF).allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*4").version(2).unless(HALF, "NEVER: true").allocate());
    assertThat(pool.events).as("what is locked stays").isEmpty();
    assertThat(pool.deliveries).isEmpty();

    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"), pool.receipt("north", "TEE", 4));
    assertThat(pool.events).last().isEqualTo("1 ALLOCATED [SINGLE_WAREHOUSE]");
    pool.forget();

    pool.wave(Wish.of("1", "TEE*3").version(3).unless("NEVER: true").allocate());
    pool.wave(pool.answer(Type.CANCELLED, "north", "1#2.1"));
    assertThat(pool.events).last().isEqualTo("1 HELD [NEVER]");
  }

  @Test
  void whatWantsAnotherPlaceIsAskedAnewAndSoIsWhatWasGivenUp() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
    pool.wave(
        pool.answer(Type.ACCEPTED, "east", "1#1.1"), pool.answer(Type.ACCEPTED, "east", "2#1.1"));
    pool.wave(
        Wish.of("1", "TEE*1").version(2).to("Hunan").unless("NEVER: true").allocate(),
        Wish.of("2", "TEE*1").version(2).suspend());
    pool.wave(
        pool.answer(Type.CANCELLED, "east", "1#1.1"), pool.answer(Type.CANCELLED, "east", "2#1.1"));
    pool.forget();
    pool.wave(Wish.of("2", "TEE*1").version(3).unless("NEVER: true").allocate());

    assertThat(lock("1").hold()).extracting(Reason::code).isEqualTo("NEVER");
    assertThat(pool.events).containsExactly("2 HELD [NEVER]");
  }

  @Test
  void whatWaitsIsAskedWhatARuleSaysNow() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").unless(HALF).allocate(), Wish.of("2", "TEE*9").allocate());
    pool.forget();
    pool.wave(Wish.of("2", "TEE*9").unless(LAST).allocate());
    assertThat(pool.events).containsExactly("2 HELD [LAST]");
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").allocate());

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void theFirstOfSeveralRulesHoldsAndThenTheNext() throws Exception {
    pool.receive("east", "TEE", 4);
    pool.wave(Wish.of("1", "TEE*3").unless(HALF, LAST).allocate());
    pool.receive("east", "TEE", 2);
    pool.receive("east", "TEE", 2);

    assertThat(pool.events)
        .containsExactly("1 HELD [HALF]", "1 HELD [LAST]", "1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whatHasNoAnswerHoldsUntilAPersonLetsItPass() throws Exception {
    pool.receive("east", "TEE", 4);
    Wish wish = Wish.of("1", "TEE*3").unless("WRONG: lines[3].atp > 1");
    pool.wave(wish.allocate());
    assertThat(held()).extracting(Reason::code).containsExactly("RULE_FAILED");
    pool.wave(wish.release());

    assertThat(pool.events)
        .containsExactly(
            "1 HELD [RULE_FAILED]", "1 PASSED [RULE_FAILED]", "1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void aPersonLetsAllOfItPassNowAndLater() throws Exception {
    pool.receive("east", "TEE", 4);
    Wish wish = Wish.of("1", "TEE*3").unless(HALF, LAST);
    pool.wave(wish.allocate());
    pool.forget();
    pool.wave(wish.release());
    assertThat(pool.events).containsExactly("1 PASSED [HALF]", "1 ALLOCATED [SINGLE_WAREHOUSE]");
    pool.forget();

    pool.wave(wish.version(2).goods("TEE*4").allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.events).last().isEqualTo("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whatIsReleasedThoughItIsShortWaitsForItsGoods() throws Exception {
    Wish wish = Wish.of("1", "TEE*1").unless(HALF);
    pool.with(playbook("HALF", Timeout.ESCALATE));
    pool.wave(wish.allocate());
    pool.wave(wish.release());
    assertThat(pool.events)
        .containsExactly("1 HELD [HALF]", "1 PASSED [HALF]", "1 BACKORDERED [OUT_OF_STOCK]");
    pool.forget();
    pool.quietUntil(after(0).plus(HOUR).plus(HOUR));
    assertThat(pool.events).as("nobody has to look any more").isEmpty();

    pool.receive("east", "TEE", 1);
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whoReleasesWhatIsNotHeldIsTold() throws Exception {
    pool.receive("east", "TEE", 8);
    Wish wish = Wish.of("1", "TEE*3").unless(HALF);
    pool.wave(wish.allocate());
    pool.forget();
    pool.wave(wish.release(), Wish.of("2", "TEE*3").unless(HALF).release());

    assertThat(pool.events)
        .containsExactly("1 COMMAND_REFUSED", "2 COMMAND_REFUSED", "2 HELD [HALF]");
    assertThat(pool.deliveries).isEmpty();
    pool.forget();
    pool.wave(Wish.of("1", "TEE*5").version(2).unless(HALF).allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.events).as("and nothing was let pass").contains("1 HELD [HALF]");
  }

  @Test
  void aReleaseInTheSameWaveChangesNothingOfWhetherTheVersionIsWanted() throws Exception {
    pool.receive("east", "TEE", 4);
    Wish wish = Wish.of("1", "TEE*3").unless(HALF);
    pool.wave(wish.allocate());
    Wish second = wish.version(2);
    pool.wave(second.cancel(), second.release());
    assertThat(pool.events).last().isEqualTo("1 CANCELLED");
    pool.forget();

    pool.wave(second.unless("NEVER: false").allocate(), second.unless("NEVER: false").release());
    assertThat(pool.events).last().isEqualTo("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void aReleaseThatANewerVersionOvertakesInItsWaveIsHeard() throws Exception {
    pool.receive("east", "TEE", 4);
    Wish wish = Wish.of("1", "TEE*3").unless(HALF);
    pool.wave(wish.allocate());
    pool.forget();
    pool.wave(wish.release(), wish.version(2).goods("TEE*4").allocate());

    assertThat(pool.events).containsExactly("1 PASSED [HALF]", "1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*4]");
  }

  @Test
  void whatIsHeldIsInSomebodysHandsAndPassesOnItsDeadlineIfItsPlaybookSaysSo() throws Exception {
    pool.with(playbook("HALF", Timeout.RELEASE)).with(playbook("LAST", Timeout.ESCALATE));
    pool.receive("east", "TEE", 4);
    pool.wave(Wish.of("1", "TEE*3").at(after(300)).unless(HALF, LAST).allocate());
    Instant due = after(300).plus(HOUR);
    assertThat(held()).extracting(Reason::owner).containsExactly("sales");
    assertThat(held()).extracting(Reason::dueBy).containsExactly(due);
    pool.forget();

    pool.quietUntil(due.minusMillis(1));
    assertThat(pool.events).isEmpty();
    pool.quietUntil(due.plusSeconds(1));
    assertThat(pool.events)
        .as("the other rule still holds it, from now on")
        .containsExactly("1 PASSED [HALF, RELEASED_ON_TIMEOUT]", "1 HELD [LAST]");
    assertThat(pool.said.get(0).at()).isEqualTo(due);
    assertThat(pool.said.get(0).reasons().get(0).owner()).isNull();
    assertThat(held()).extracting(Reason::dueBy).containsExactly(due.plus(HOUR));
    pool.forget();

    pool.quietUntil(due.plus(HOUR).plusSeconds(1));
    assertThat(held()).extracting(Reason::owner).containsExactly("head");
    assertThat(held()).extracting(Reason::dueBy).containsOnlyNulls();
    pool.quietUntil(due.plus(HOUR).plus(HOUR).plus(HOUR));
    assertThat(pool.reminders).isEmpty();
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*4").version(2).unless(HALF).allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.events)
        .as("it passed for good")
        .last()
        .isEqualTo("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whatIsLetPassByItsDeadlineIsServedInItsPlace() throws Exception {
    pool.with(playbook("HALF", Timeout.RELEASE));
    pool.receive("east", "TEE", 4);
    pool.wave(Wish.of("1", "TEE*4").priority(5).at(after(300)).unless(HALF).allocate());
    pool.forget();
    Instant due = after(300).plus(HOUR);
    pool.quietUntil(due.minusSeconds(1));
    pool.waveThatEnds(
        Instant.ofEpochMilli(Long.parseLong(pool.reminders.keySet().iterator().next())),
        Wish.of("2", "TEE*4").at(due).allocate());

    assertThat(pool.events)
        .containsExactly(
            "1 PASSED [HALF, RELEASED_ON_TIMEOUT]",
            "1 ALLOCATED [SINGLE_WAREHOUSE]",
            "2 BACKORDERED [OUT_OF_STOCK]");
  }

  @Test
  void theStockEndsNoOrderSoItStaysWhereItIs() throws Exception {
    pool.with(playbook("HALF", Timeout.CANCEL));
    pool.receive("east", "TEE", 4);
    pool.wave(Wish.of("1", "TEE*4").at(after(300)).unless(HALF).allocate());
    pool.forget();
    pool.quietUntil(after(300).plus(HOUR).plusSeconds(1));

    assertThat(pool.events).containsExactly("1 HELD [HALF]");
    assertThat(held()).extracting(Reason::owner).containsExactly("sales");
    assertThat(held()).extracting(Reason::dueBy).containsOnlyNulls();
    pool.forget();
    pool.wave(Wish.of("1", "TEE*4").cancel());
    assertThat(pool.events).containsExactly("1 CANCELLED");
    assertThat(pool.queues).isEmpty();
  }

  @Test
  void whatIsReservedIsNotLockedAndIsToldOnlyOnceTheOrderMayGo() throws Exception {
    pool.receive("east", "TEE", 4);
    Wish wish = Wish.of("1", "TEE*3").unless(HALF);
    pool.wave(wish.reserve());
    assertThat(pool.events).as("it is held anyway").isEmpty();
    assertThat(pool.cell("TEE", "east").locked()).isZero();

    pool.wave(wish.allocate());
    assertThat(pool.events).containsExactly("1 HELD [HALF]");
  }

  @Test
  void whatRulesAskedBeforeAnOrderWasReservedIsAskedNoMore() throws Exception {
    pool.receive("east", "TEE", 4);
    pool.wave(Wish.of("1", "TEE*3").reserve());
    pool.wave(Wish.of("1", "TEE*3").unless(HALF).allocate());

    assertThat(pool.events)
        .containsExactly("1 RESERVED [SINGLE_WAREHOUSE]", "1 ALLOCATED [WAS_RESERVED]");
  }

  @Test
  void whatIsOnItsWayIsNotCountedAgainst() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.receive("east", "CAP", 9);
    pool.wave(Wish.of("1", "TEE*4").unless(HALF).allocate());
    pool.wave(Wish.of("1", "TEE*4", "CAP*1").version(2).unless(HALF).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));

    assertThat(pool.events).last().isEqualTo("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).last().isEqualTo("CREATE 1#2.1 east [CAP*1]");
  }

  @Test
  void ofTwoArticlesThatComeTheOneThatIsGoneAgainDoesNotDecide() throws Exception {
    pool.wave(
        Wish.of("1", "TEE*1", "CAP*1").unless("LOW: lines[0].atp < 4").allocate(),
        Wish.of("2", "CAP*2").priority(9).allocate());
    pool.forget();
    pool.wave(pool.receipt("east", "CAP", 2), pool.receipt("east", "TEE", 5));

    assertThat(pool.events)
        .containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]", "1 BACKORDERED [OUT_OF_STOCK]");
  }

  @Test
  void whatIsHeldAnotherTimeHasAnotherDeadline() throws Exception {
    pool.with(playbook("HALF", Timeout.RELEASE));
    pool.receive("east", "TEE", 4);
    Wish wish = Wish.of("1", "TEE*3").unless(HALF);
    pool.wave(wish.at(after(300)).allocate());
    pool.wave(wish.version(2).at(after(600)).suspend());
    Instant later = after(600).plus(HOUR).plus(HOUR);
    pool.quietUntil(later);
    pool.forget();
    pool.wave(wish.version(3).at(later).allocate());

    assertThat(held()).extracting(Reason::dueBy).containsExactly(later.plus(HOUR));
    pool.quietUntil(later.plus(HOUR).minusSeconds(1));
    assertThat(pool.events).containsExactly("1 HELD [HALF]");
  }

  @Test
  void whoWaitsForTheSameIsNotToldAgainWhenRulesAskSomethingElse() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").unless("NEVER: false").allocate());
    assertThat(pool.events).isEmpty();

    pool.receive("east", "TEE", 1);
    assertThat(pool.events).as("in its place").containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whatWasDecidedOfAnOrderThatGoesOnIsToldAlthoughMoreIsSaidInTheWave() throws Exception {
    pool.receive("east", "TEE", 9);
    Wish wish = Wish.of("1", "TEE*1");
    pool.wave(wish.retain());
    pool.forget();
    pool.wave(wish.resume(), wish.unless("NEVER: false").allocate());
    assertThat(pool.events).containsExactly("1 PASSED", "1 ALLOCATED [SINGLE_WAREHOUSE]");
    pool.forget();

    Wish other = Wish.of("2", "TEE*1");
    pool.wave(other.retain());
    pool.forget();
    pool.wave(other.resume(), other.release());
    assertThat(pool.events)
        .containsExactly("2 COMMAND_REFUSED", "2 PASSED", "2 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whoReleasesWhatIsOverDoesNotEndItAgain() throws Exception {
    Wish wish = Wish.of("1", "TEE*1!").unless(HALF);
    pool.wave(wish.allocate());
    assertThat(pool.events).containsExactly("1 CANCELLED [NOTHING_TO_SHIP]");
    pool.forget();
    pool.wave(wish.release());

    assertThat(pool.events).containsExactly("1 COMMAND_REFUSED");
  }

  private OrderLock lock(String order) {
    return Objects.requireNonNull(pool.locks.get(StockSamples.SHOP + order));
  }

  private List<Reason> held() {
    return pool.said.stream()
        .filter(event -> event.type() == OrderEvent.Type.HELD)
        .flatMap(event -> event.reasons().stream())
        .toList();
  }

  private static Reference playbook(String code, Timeout then) {
    return StockSamples.playbook(code, HOUR.toString(), then);
  }
}
