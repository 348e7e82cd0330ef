package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.bundle;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.Reason;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.StockState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is given what, and what becomes of it, told wave by wave. */
class GiftsTest {

  private static final Promotion SOCKS = Promotion.of("socks", "SOCK");

  private PoolInMemory pool;

  @BeforeEach
  void plentyOfEverything() throws Exception {
    pool = new PoolInMemory("CAP", "TEE", "SOCK");
    pool.wave(
        pool.receipt("east", "TEE", 99),
        pool.receipt("east", "CAP", 99),
        pool.receipt("east", "SOCK", 99));
    pool.forget();
  }

  @Test
  void aGiftTravelsWithTheGoodsCostsNothingAndIsTold() throws Exception {
    pool.wave(SOCKS.units(2).version(7).published(after(0)), Wish.of("1", "TEE*1").allocate());
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, GIFT_GIVEN]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1, SOCK*2]");
    assertThat(pool.instructions.get(0).lines().get(1).lineId()).isEqualTo("gift/socks");
    assertThat(reason("GIFT_GIVEN"))
        .satisfies(
            reason -> {
              assertThat(reason.rule()).isEqualTo("socks");
              assertThat(reason.ruleVersion()).isEqualTo(7);
            });
    assertThat(pool.cell("SOCK", "east")).isEqualTo(new Cell("east", 99, 2, 0));

    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(last().lines())
        .containsExactly(
            new EventLine("1", "TEE", 1, 1_000, null, true),
            new EventLine("gift/socks", "SOCK", 2, 0, 0, true));
    assertThat(pool.cell("SOCK", "east").onHand()).isEqualTo(97);
  }

  @Test
  void aGiftIsForGoodsThatCostEnoughAndNotTooMuch() throws Exception {
    pool.wave(
        SOCKS.band(2_000, 3_000).published(after(0)),
        Wish.of("1", "TEE*1=1999").allocate(),
        Wish.of("2", "TEE*1=1500", "CAP*1=500").allocate(),
        Wish.of("3", "TEE*1=2999").allocate(),
        Wish.of("4", "TEE*1=3000").allocate(),
        Wish.of("5", "TEE*1=1000", "CAP*1=1000!").allocate());

    assertThat(gifted()).containsExactly("2", "3");
  }

  @Test
  void aGiftIsForEnoughUnitsOfTheGoodsThatItNames() throws Exception {
    pool.wave(
        SOCKS.minUnits(3).anyOf(2, "TEE", "SET").published(after(0)),
        bundle("SET", 1, Instant.EPOCH, after(0), "TEE*1:1"),
        Wish.of("1", "TEE*2").allocate(),
        Wish.of("2", "TEE*1", "CAP*2").allocate(),
        Wish.of("3", "TEE*2", "CAP*1").allocate(),
        Wish.of("4", "TEE*1", "SET*1", "CAP*1").allocate(),
        Wish.of("5", "CAP*9").allocate());

    assertThat(gifted()).containsExactly("3", "4");
  }

  @Test
  void aGiftIsForItsCurrencyAndItsShopsOnly() throws Exception {
    pool.wave(
        SOCKS.in("USD").published(after(0)),
        Promotion.of("other-shop", "SOCK").onlyFor(null, "shop-2").published(after(0)),
        Promotion.of("other-merchant", "SOCK").onlyFor("beta", null).published(after(0)),
        Promotion.of("our-shop", "CAP").onlyFor("acme", "shop-1").published(after(0)),
        Wish.of("1", "TEE*1").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1, CAP*1]");
  }

  @Test
  void theTimeOfThePaymentDecides() throws Exception {
    Instant from = NOON.minusSeconds(50);
    Instant until = NOON.minusSeconds(40);
    pool.wave(
        SOCKS.lasts(from, until).published(after(0)),
        Wish.of("1", "TEE*1").paidAt(from.minusMillis(1)).allocate(),
        Wish.of("2", "TEE*1").paidAt(from).allocate(),
        Wish.of("3", "TEE*1").paidAt(until.minusMillis(1)).allocate(),
        Wish.of("4", "TEE*1").paidAt(until).allocate());

    assertThat(gifted()).containsExactly("2", "3");
  }

  @Test
  void theVersionOfThePaymentCountsAndWhatIsGivenStays() throws Exception {
    Instant change = NOON.minusSeconds(30);
    pool.wave(SOCKS.published(after(0)), Wish.of("1", "TEE*1").allocate());
    pool.wave(
        Promotion.of("socks", "CAP")
            .version(2)
            .lasts(change, NOON.plusSeconds(9))
            .published(after(1)),
        Wish.of("1", "TEE*1").version(2).allocate(),
        Wish.of("2", "TEE*1").paidAt(change.minusMillis(1)).allocate(),
        Wish.of("3", "TEE*1").paidAt(change).allocate());

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1 east [TEE*1, SOCK*1]",
            "CREATE 2#1.1 east [TEE*1, SOCK*1]",
            "CREATE 3#1.1 east [TEE*1, CAP*1]");
  }

  @Test
  void aGiftThatIsTakenAwayIsGivenToNobodyMoreAndLeftToThoseWhoHaveIt() throws Exception {
    pool.wave(SOCKS.published(after(0)), Wish.of("1", "TEE*1").allocate());
    pool.wave(SOCKS.takenAway(after(1)));
    pool.wave(Wish.of("1", "TEE*2").version(2).allocate(), Wish.of("2", "TEE*1").allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1 east [TEE*1, SOCK*1]",
            "CANCEL 1#1.1 east [TEE*1, SOCK*1]",
            "CREATE 2#1.1 east [TEE*1]",
            "CREATE 1#2.1 east [TEE*2, SOCK*1]");
    assertThat(pool.given).as("who has it is still counted").containsEntry("socks", 1);
  }

  @Test
  void aGiftThatEndsIsStillForThoseWhoPaidBefore() throws Exception {
    Instant end = NOON.minusSeconds(30);
    pool.wave(SOCKS.published(after(0)), SOCKS.ended(end, after(0)));
    pool.wave(
        Wish.of("1", "TEE*1").paidAt(end.minusMillis(1)).allocate(),
        Wish.of("2", "TEE*1").paidAt(end).allocate());

    assertThat(gifted()).containsExactly("1");
  }

  @Test
  void anOrderHasItsGiftOnceHoweverOftenItIsWantedAndSourced() throws Exception {
    pool.wave(SOCKS.published(after(0)), Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    assertThat(pool.deliveries).hasSize(1);
    pool.wave(pool.receipt("north", "TEE", 1), pool.receipt("north", "SOCK", 1));
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#2.1"));
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 east [TEE*1, SOCK*1]", "CREATE 1#2.1 north [TEE*1, SOCK*1]");
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void aSplitLosesNoGift() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -99), pool.receipt("north", "SOCK", 1));
    pool.wave(SOCKS.published(after(0)), Wish.of("1", "TEE*1").allocate());
    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 east [TEE*1]", "CREATE 1#1.2 north [SOCK*1]");
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));

    assertThat(pool.events).containsExactly("1#1.1 PARTLY_SHIPPED", "1#1.2 SHIPPED");
  }

  @Test
  void aBuyerGetsItWithOneOrder() throws Exception {
    pool.wave(SOCKS.oncePerBuyer().published(after(0)));
    pool.wave(
        Wish.of("1", "TEE*1").from("ann").paidSecondsAgo(10).allocate(),
        Wish.of("2", "TEE*1").from("ann").paidSecondsAgo(20).allocate(),
        Wish.of("3", "TEE*1").from("bob").allocate(),
        Wish.of("4", "TEE*1").allocate());
    pool.wave(Wish.of("5", "TEE*1").from("ann").allocate());
    assertThat(gifted())
        .as("the one that was paid first, and nobody unknown")
        .containsExactly("3", "2");
    pool.forget();

    pool.wave(Wish.of("2", "TEE*1").from("ann").version(2).cancel());
    pool.wave(Wish.of("6", "TEE*1").from("ann").allocate());
    assertThat(gifted()).as("it may still leave").isEmpty();
    pool.wave(pool.answer(Type.CANCELLED, "east", "2#1.1"));
    pool.wave(Wish.of("7", "TEE*1").from("ann").allocate());

    assertThat(gifted()).containsExactly("7");
  }

  @Test
  void aCappedGiftGoesToThoseWhoComeFirstByRank() throws Exception {
    pool.wave(
        SOCKS.cap(2).published(after(0)),
        Wish.of("1", "TEE*1").paidSecondsAgo(10).allocate(),
        Wish.of("2", "TEE*1").paidSecondsAgo(20).allocate(),
        Wish.of("3", "TEE*1").paidSecondsAgo(5).priority(7).allocate());
    assertThat(gifted()).containsExactly("3", "2");
    assertThat(pool.given).containsEntry("socks", 2);
    pool.wave(Wish.of("4", "TEE*1").allocate());

    assertThat(gifted()).hasSize(2);
  }

  @Test
  void anOrderThatIsCancelledGivesItsGiftBackToTheNext() throws Exception {
    pool.wave(pool.adjustment("east", "CAP", -99));
    pool.wave(SOCKS.cap(1).published(after(0)), Wish.of("1", "CAP*1").allocate());
    pool.wave(
        Wish.of("1", "CAP*1").version(2).cancel(), Wish.of("2", "TEE*1").priority(9).allocate());

    assertThat(gifted()).as("in the same wave").containsExactly("2");
    assertThat(pool.given).containsEntry("socks", 1);
    pool.wave(Wish.of("1", "CAP*1").version(3).allocate(), pool.receipt("east", "CAP", 1));
    assertThat(pool.deliveries).last().as("judged again").isEqualTo("CREATE 1#1.1 east [CAP*1]");
  }

  @Test
  void anOrderThatIsOpenedAgainIsJudgedAgain() throws Exception {
    pool.wave(SOCKS.cap(1).published(after(0)), Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.given).isEmpty();
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*1, SOCK*1]");
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void aPartRefundThatLeavesTooLittleWithdrawsTheGift() throws Exception {
    pool.wave(
        SOCKS.band(2_000, 0).cap(1).published(after(0)), Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1", "CAP*1!").version(2).allocate());
    assertThat(pool.events)
        .containsExactly(
            "1#1.1 CANCEL_REQUESTED [ORDER_CHANGED]", "1 GIFT_WITHDRAWN [GIFT_WITHDRAWN]");
    assertThat(reason("GIFT_WITHDRAWN").detail()).isEqualTo("the goods cost 1000, less than 2000");
    pool.wave(Wish.of("2", "TEE*2").allocate());
    assertThat(gifted()).as("the first may still leave").isEmpty();
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"), Wish.of("3", "TEE*2").allocate());

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#2.1 east [TEE*1]", "CREATE 3#1.1 east [TEE*2, SOCK*1]");
  }

  @Test
  void aGiftIsWithdrawnFromAnOrderThatWaitsToo() throws Exception {
    pool.wave(pool.adjustment("east", "TEE", -99));
    pool.wave(SOCKS.band(2_000, 0).published(after(0)), Wish.of("1", "TEE*2").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());

    assertThat(pool.events)
        .containsExactly("1 GIFT_WITHDRAWN [GIFT_WITHDRAWN]", "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.given).isEmpty();
  }

  @Test
  void anOrderThatGetsCheaperIsRecalledForItsGiftAlone() throws Exception {
    pool.wave(SOCKS.band(2_000, 0).published(after(0)), Wish.of("1", "TEE*1=2000").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1=1999").version(2).allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.deliveries)
        .containsExactly("CANCEL 1#1.1 east [TEE*1, SOCK*1]", "CREATE 1#2.1 east [TEE*1]");
  }

  @Test
  void aGiftThatHasLeftIsNotTakenBack() throws Exception {
    pool.wave(pool.adjustment("east", "CAP", -99), pool.receipt("north", "CAP", 1));
    pool.wave(SOCKS.band(2_000, 0).published(after(0)), Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1", "CAP*1!").version(2).allocate());
    pool.wave(pool.answer(Type.CANCELLED, "north", "1#1.2"));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1!").version(3).cancel());

    assertThat(pool.events)
        .containsExactly(
            "1#1.2 CANCEL_REQUESTED [ORDER_CHANGED]",
            "1 COMPLETED",
            "1 CANCELLED [AFTER_SHIPMENT]");
    assertThat(pool.given).as("one is gone").containsEntry("socks", 1);
  }

  @Test
  void aGiftThatCouldNotBeStoppedCountsAsGiven() throws Exception {
    pool.wave(SOCKS.band(2_000, 0).cap(1).published(after(0)), Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.forget();
    pool.wave(Wish.of("2", "TEE*2").allocate());

    assertThat(gifted()).isEmpty();
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void anOrderThatDeservesItAgainDuringItsRecallKeepsIt() throws Exception {
    pool.wave(SOCKS.band(2_000, 0).cap(1).published(after(0)), Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.wave(Wish.of("1", "TEE*3").version(3).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*3, SOCK*1]");
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void forANewGiftNoParcelIsRecalled() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
    pool.wave(SOCKS.published(after(1)));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    assertThat(pool.deliveries).isEmpty();
    pool.wave(Wish.of("2", "TEE*2").version(2).allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "2#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(Wish.of("1", "TEE*2").version(3).allocate());

    assertThat(pool.deliveries)
        .as("what is sourced anew gets it, what has left in part does not")
        .containsExactly(
            "CANCEL 2#1.1 east [TEE*1]",
            "CREATE 2#2.1 east [TEE*2, SOCK*1]",
            "CREATE 1#2.1 east [TEE*1]");
  }

  @Test
  void aSuspendedOrderKeepsItsGiftForWhenItIsReleased() throws Exception {
    pool.wave(SOCKS.cap(1).published(after(0)), Wish.of("2", "TEE*1").suspend());
    assertThat(pool.given).as("it has not passed the audit").isEmpty();
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.wave(Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());

    assertThat(gifted()).containsExactly("1", "1");
  }

  @Test
  void withoutTheGiftInStockTheOrderGoesWithoutIt() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -99));
    pool.wave(SOCKS.published(after(0)), Wish.of("1", "TEE*1").allocate());
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, GIFT_DROPPED]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
    assertThat(pool.given).isEmpty();
    pool.forget();
    pool.receive("east", "SOCK", 1);
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.events).containsExactly("1#1.1 SHIPPED");
  }

  @Test
  void ofAnArticleThatIsBoughtAndGivenTheBoughtUnitsComeFirst() throws Exception {
    pool.wave(pool.adjustment("east", "TEE", -97));
    pool.wave(
        Promotion.of("tee", "TEE").published(after(0)),
        SOCKS.published(after(0)),
        Wish.of("1", "TEE*2").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*2, SOCK*1]");
    assertThat(pool.given).containsOnlyKeys("socks");
  }

  @Test
  void ofTwoGiftsOfWhichOneIsLeftTheFirstIsGiven() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -98));
    pool.wave(
        SOCKS.published(after(0)),
        Promotion.of("more-socks", "SOCK").published(after(0)),
        Wish.of("1", "TEE*1").allocate());

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, GIFT_GIVEN, GIFT_DROPPED]");
    assertThat(pool.given).containsOnlyKeys("more-socks");
  }

  @Test
  void whileGoodsAreMissingNoGiftIsDropped() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -99), pool.adjustment("east", "TEE", -99));
    pool.wave(SOCKS.cap(1).published(after(0)), Wish.of("1", "TEE*1").allocate());
    assertThat(pool.queue("TEE")).containsExactly("1");
    assertThat(pool.queue("SOCK")).as("it would not wait for that").isEmpty();
    assertThat(pool.given).containsEntry("socks", 1);
    pool.receive("east", "SOCK", 1);
    pool.receive("east", "TEE", 1);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1, SOCK*1]");
  }

  @Test
  void aGiftThatMustNotBeMissingIsWaitedFor() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -99));
    pool.wave(SOCKS.orWait().published(after(0)), Wish.of("1", "TEE*1").allocate());
    assertThat(pool.events).containsExactly("1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.cell("TEE", "east").locked()).isZero();
    pool.receive("north", "SOCK", 1);

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 east [TEE*1]", "CREATE 1#1.2 north [SOCK*1]");
  }

  @Test
  void aGiftThatNobodyKnowsIsShort() throws Exception {
    pool.wave(Promotion.of("new", "NEW").published(after(0)), Wish.of("1", "TEE*1").allocate());
    pool.wave(
        Promotion.of("new", "NEW").takenAway(after(0)),
        Promotion.of("newer", "NEW").orWait().published(after(0)),
        Wish.of("2", "TEE*1").allocate());

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, GIFT_DROPPED]", "2 HELD [UNKNOWN_SKU]");
    pool.wave(announced("NEW", after(1)), pool.receipt("east", "NEW", 1));
    assertThat(pool.deliveries).last().isEqualTo("CREATE 2#1.1 east [TEE*1, NEW*1]");
  }

  @Test
  void anOrderThatMayNotBeSplitGoesWithoutAGiftOfAnotherWarehouse() throws Exception {
    pool.with(StockSamples.split(SplitPolicy.NEVER));
    pool.wave(pool.adjustment("east", "SOCK", -99), pool.receipt("north", "SOCK", 1));
    pool.wave(SOCKS.published(after(0)), Wish.of("1", "TEE*1").allocate());
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, GIFT_DROPPED]");

    pool.wave(SOCKS.orWait().version(2).published(after(0)), Wish.of("2", "TEE*1").allocate());
    assertThat(pool.events).last().isEqualTo("2 BACKORDERED [NO_PERMITTED_SPLIT]");
  }

  @Test
  void aGiftWhoseParcelIsRefusedAndThatIsShortThenIsDropped() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -99), pool.receipt("north", "SOCK", 2));
    pool.wave(
        SOCKS.published(after(0)),
        Wish.of("1", "TEE*1").allocate(),
        Wish.of("2", "TEE*1").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "north", "1#1.2"));
    pool.wave(pool.answer(Type.REJECTED, "north", "2#1.2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "2#1.1"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.2 DELIVERY_REJECTED [REJECTED]",
            "1 COMPLETED [GIFT_DROPPED]",
            "2#1.2 DELIVERY_REJECTED [REJECTED]",
            "2 ALLOCATED [GIFT_DROPPED]",
            "2#1.1 SHIPPED");
    assertThat(pool.locks).isEmpty();
    assertThat(pool.given).isEmpty();
  }

  @Test
  void whenPartOfAGiftIsUnderWayTheRestMayBeDropped() throws Exception {
    pool.with(StockSamples.split(SplitPolicy.WITHIN_LINES));
    pool.wave(pool.adjustment("east", "SOCK", -98), pool.receipt("north", "SOCK", 1));
    pool.wave(SOCKS.units(2).published(after(0)), Wish.of("1", "TEE*1").allocate());
    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 east [TEE*1, SOCK*1]", "CREATE 1#1.2 north [SOCK*1]");
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "north", "1#1.2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.2 DELIVERY_REJECTED [REJECTED]", "1 ALLOCATED [GIFT_DROPPED]", "1#1.1 SHIPPED");
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void anOrderOfWhichEverythingIsRefundedEndsWithItsGift() throws Exception {
    pool.wave(pool.adjustment("east", "TEE", -99));
    pool.wave(SOCKS.published(after(0)), Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1!").version(2).allocate());

    assertThat(pool.events)
        .containsExactly("1 GIFT_WITHDRAWN [GIFT_WITHDRAWN]", "1 CANCELLED [NOTHING_TO_SHIP]");
    assertThat(pool.given).isEmpty();
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void aGiftIsForgottenSomeTimeAfterItsEndWithAllThatIsKnownOfIt() throws Exception {
    Instant until = NOON.plus(Duration.ofDays(1));
    Instant over = until.plus(StockState.GIFT_GRACE);
    Promotion once = SOCKS.oncePerBuyer().cap(9).lasts(NOON.minusSeconds(99), until);
    pool.wave(once.published(after(0)));
    pool.wave(Wish.of("1", "TEE*1").from("ann").allocate());
    pool.wave(Wish.of("2", "TEE*1").from("bob").allocate());
    pool.waveThatEnds(over.minusMillis(1));
    assertThat(pool.gifts).isNotEmpty();
    assertThat(pool.given).isEqualTo(Map.of("socks", 2));
    assertThat(pool.takers).isNotEmpty();
    pool.waveThatEnds(over);
    assertThat(pool.gifts).isEmpty();
    assertThat(pool.given).isEmpty();
    assertThat(pool.takers).isEmpty();

    pool.waveThatEnds(over.plusMillis(1), once.published(over));
    assertThat(pool.gifts).as("it is over already").isEmpty();
    pool.waveThatEnds(
        over.plusMillis(2),
        once.lasts(over, over.plusSeconds(9)).published(over),
        Wish.of("3", "TEE*1").from("ann").paidAt(over).allocate());
    pool.waveThatEnds(over.plusMillis(3), Wish.of("1", "TEE*1").version(2).cancel());
    pool.waveThatEnds(over.plusMillis(4), pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.given).as("that order is of the time before").isEqualTo(Map.of("socks", 1));
  }

  @Test
  void aGiftThatIsProlongedRemembersWhoHasIt() throws Exception {
    Instant until = NOON.plus(Duration.ofDays(1));
    Promotion once = SOCKS.oncePerBuyer().lasts(NOON.minusSeconds(99), until);
    pool.wave(once.published(after(0)), Wish.of("1", "TEE*1").from("ann").allocate());
    pool.wave(once.version(2).lasts(until, until.plus(Duration.ofDays(90))).published(after(1)));
    Instant later = until.plus(Duration.ofDays(40));
    pool.forget();
    pool.waveThatEnds(
        later,
        Wish.of("2", "TEE*1").from("ann").paidAt(later).allocate(),
        Wish.of("3", "TEE*1").from("bob").paidAt(later).allocate());

    assertThat(gifted()).containsExactly("3");
  }

  private OrderEvent last() {
    return pool.said.get(pool.said.size() - 1);
  }

  private Reason reason(String code) {
    return last().reasons().stream()
        .filter(reason -> reason.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  /** The orders that were told of a gift since the pool forgot. */
  private List<String> gifted() {
    List<String> orders = new ArrayList<>();
    for (OrderEvent event : pool.said) {
      if (event.reasons().stream().anyMatch(reason -> reason.code().equals("GIFT_GIVEN"))) {
        orders.add(event.orderId());
      }
    }
    return orders;
  }
}
