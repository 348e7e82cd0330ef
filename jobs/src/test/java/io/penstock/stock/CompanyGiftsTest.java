package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.article;
import static io.penstock.stock.StockSamples.merging;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Merge;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.GivenGift;
import io.penstock.state.OrderLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What orders are given for what they hold together, and what becomes of it when they part. */
class CompanyGiftsTest {

  private static final Instant WINDOW_ENDS = NOON.plus(Duration.ofMinutes(31));

  /** From 100.00 on. */
  private static final Promotion SOCKS = Promotion.of("socks", "SOCK").band(10_000, 0).together();

  private PoolInMemory pool;

  @BeforeEach
  void plentyOfEverything() throws Exception {
    pool = new PoolInMemory("CAP", "TEE", "SOCK").with(merging(5));
    pool.wave(
        pool.receipt("east", "TEE", 99),
        pool.receipt("east", "CAP", 99),
        pool.receipt("east", "SOCK", 99));
    pool.forget();
  }

  @Test
  void ordersThatAreEnoughTogetherAreGivenOneGiftWhenTheyLeave() throws Exception {
    pool.wave(SOCKS.published(after(0)), ann("1", "TEE*1=6000").allocate());
    pool.wave(ann("2", "CAP*1=5000").allocate());
    assertThat(pool.cell("SOCK", "east").locked()).as("nobody has left").isZero();
    assertThat(pool.given).isEmpty();
    pool.forget();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*1, SOCK*1, CAP*1]");
    assertThat(pool.events)
        .containsExactly(
            "1#1.1 MERGED [MERGED_DELIVERY, MERGED_WITH]",
            "1#1.1 GIFTS_JUDGED [GIFT_GIVEN]",
            "2#1.1 MERGED [MERGED_DELIVERY, MERGED_WITH]");
    assertThat(pool.instructions.get(0).lines())
        .contains(new Delivery.Line(2, "gift/socks", "SOCK", 1, "1"));
    assertThat(pool.cell("SOCK", "east")).isEqualTo(new Cell("east", 99, 1, 0));
    assertThat(pool.given).containsEntry("socks", 1);

    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1+1"));
    assertThat(pool.events).endsWith("1#1.1 SHIPPED", "2#1.1 SHIPPED");
    assertThat(pool.said.get(3).lines())
        .containsExactly(
            new OrderEvent.EventLine("1", "TEE", 1, 6_000, null, true),
            new OrderEvent.EventLine("gift/socks", "SOCK", 1, 0, 0, true));
    assertThat(pool.cell("SOCK", "east")).isEqualTo(new Cell("east", 98, 0, 0));
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void whatIsNotEnoughTogetherIsGivenNothing() throws Exception {
    pool.wave(SOCKS.published(after(0)));
    pool.wave(ann("1", "TEE*1=6000").allocate(), ann("2", "CAP*1=3999").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*1, CAP*1]");
    assertThat(pool.given).isEmpty();
    assertThat(said("GIFT")).isEmpty();
  }

  @Test
  void whatWasRefundedDoesNotCount() throws Exception {
    pool.wave(SOCKS.published(after(0)));
    pool.wave(ann("1", "TEE*1=6000").allocate(), ann("2", "CAP*1=3999", "TEE*1=5000!").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.given).isEmpty();
  }

  @Test
  void unitsAndNamedArticlesAreCountedTogether() throws Exception {
    pool.wave(
        Promotion.of("three", "SOCK").minUnits(3).together().published(after(0)),
        Promotion.of("caps", "SOCK").anyOf(2, "CAP").together().published(after(0)),
        Promotion.of("four", "SOCK").minUnits(4).together().published(after(0)),
        Promotion.of("more-caps", "SOCK").anyOf(3, "CAP").together().published(after(0)));
    pool.wave(ann("1", "CAP*1", "TEE*1").allocate(), ann("2", "CAP*1").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.given).containsOnlyKeys("three", "caps");
  }

  @Test
  void theGiftOfOthersIsJudgedOrderByOrderAsEver() throws Exception {
    pool.wave(SOCKS.published(after(0)));
    pool.wave(Promotion.of("alone", "CAP").band(10_000, 0).published(after(0)));
    pool.wave(ann("1", "TEE*1=6000").allocate(), ann("2", "TEE*1=5000").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*1, SOCK*1, TEE*1]");
  }

  @Test
  void whoIsCancelledBeforeTheyLeaveTakesTheGiftWithIt() throws Exception {
    pool.wave(SOCKS.published(after(0)), ann("1", "TEE*1=6000").allocate());
    pool.wave(ann("2", "CAP*1=5000").allocate());
    pool.wave(ann("2", "CAP*1=5000").version(2).cancel());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
    assertThat(said("GIFT")).isEmpty();
  }

  @Test
  void whoIsCancelledOnTheWayCostsTheOthersTheirGiftOnceTheRecallSucceeded() throws Exception {
    for (String gone : List.of("1", "2")) {
      plentyOfEverything();
      leave();
      pool.wave(ann(gone, "TEE*1").version(2).cancel());
      assertThat(said("GIFT")).as("it may be too late").isEmpty();
      assertThat(pool.given).containsEntry("socks", 1);
      pool.forget();
      pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));

      assertThat(said("GIFT_WITHDRAWN")).containsExactly("1 GIFT_WITHDRAWN [GIFT_WITHDRAWN]");
      assertThat(pool.deliveries)
          .containsExactly(
              gone.equals("1") ? "CREATE 2#2.1 east [CAP*1]" : "CREATE 1#2.1 east [TEE*1]");
      assertThat(pool.cell("SOCK", "east")).isEqualTo(new Cell("east", 99, 0, 0));
      assertThat(pool.given).isEmpty();
      assertThat(pool.takers).isEmpty();
    }
  }

  @Test
  void whatCouldNotBeStoppedTakesItsGiftWithIt() throws Exception {
    leave();
    pool.wave(ann("2", "CAP*1=5000").version(2).cancel());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1+1"));
    pool.wave(ann("1", "TEE*1=6000").version(2).allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1+1"));

    assertThat(said("GIFT")).isEmpty();
    assertThat(pool.deliveries).as("and nobody is asked again").hasSize(1);
    assertThat(pool.given).containsEntry("socks", 1);
    assertThat(pool.cell("SOCK", "east")).isEqualTo(new Cell("east", 98, 0, 0));
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void thoseWhoGoOnAreJudgedAnewAndOneOfThemHasIt() throws Exception {
    pool.wave(SOCKS.oncePerBuyer().cap(1).published(after(0)));
    pool.wave(ann("1", "TEE*1=6000").from("ann").allocate());
    pool.wave(ann("2", "CAP*1=5000").from("ann").allocate());
    pool.wave(ann("3", "CAP*1=5000").from("ann").allocate());
    pool.quietUntil(WINDOW_ENDS);
    pool.wave(ann("1", "TEE*1=6000").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));

    assertThat(pool.deliveries).containsExactly("CREATE 2#2.1+1 east [CAP*1, SOCK*1, CAP*1]");
    assertThat(said("GIFT"))
        .containsExactly("1 GIFT_WITHDRAWN [GIFT_WITHDRAWN]", "2#2.1 GIFTS_JUDGED [GIFT_GIVEN]");
    assertThat(pool.given).containsEntry("socks", 1);
    assertThat(pool.cell("SOCK", "east").locked()).isOne();
  }

  @Test
  void aRefundOnTheWayThatLeavesTooLittleWithdrawsIt() throws Exception {
    pool.wave(SOCKS.published(after(0)), ann("1", "TEE*1=6000").allocate());
    pool.wave(ann("2", "CAP*1=3000", "TEE*1=2000").allocate());
    pool.quietUntil(WINDOW_ENDS);
    pool.forget();
    pool.wave(ann("2", "CAP*1=3000", "TEE*1=2000!").version(2).allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));

    assertThat(pool.deliveries)
        .containsExactly(
            "CANCEL 1#1.1+1 east [TEE*1, SOCK*1, CAP*1, TEE*1]",
            "CREATE 1#2.1+1 east [TEE*1, CAP*1]");
    assertThat(said("GIFT")).containsExactly("1 GIFT_WITHDRAWN [GIFT_WITHDRAWN]");
    assertThat(pool.given).isEmpty();
  }

  @Test
  void whoGetsCheaperHasTheDeliveryRecalledForItsGiftAlone() throws Exception {
    leave();
    pool.wave(ann("2", "CAP*1=4000").version(2).allocate());
    assertThat(pool.deliveries).as("still enough").isEmpty();
    pool.wave(ann("2", "CAP*1=3999").version(3).allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));

    assertThat(pool.deliveries)
        .containsExactly(
            "CANCEL 1#1.1+1 east [TEE*1, SOCK*1, CAP*1]", "CREATE 1#2.1+1 east [TEE*1, CAP*1]");
    assertThat(said("GIFT")).containsExactly("1 GIFT_WITHDRAWN [GIFT_WITHDRAWN]");
  }

  @Test
  void aWarehouseThatCouldNotStopItIsAskedNoMoreForTheSame() throws Exception {
    leave();
    pool.wave(ann("2", "CAP*1=3999").version(2).allocate());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1+1"));
    pool.forget();
    pool.wave(ann("2", "CAP*1=3999").version(3).allocate());
    pool.wave(ann("1", "TEE*1=5999").version(2).allocate());

    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void anOrderThatTravelsAloneIsACompanyOfOneWhenItIsAllocated() throws Exception {
    pool.wave(SOCKS.published(after(0)), ann("1", "TEE*1=6000").allocate());
    pool.forget();
    pool.wave(
        ann("2", "TEE*1=10000").flagged("SEALED").allocate(),
        ann("3", "TEE*1=9999").flagged("SEALED").allocate());

    assertThat(pool.events)
        .containsExactly(
            "2 ALLOCATED [SINGLE_WAREHOUSE, GIFT_GIVEN]", "3 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries)
        .containsExactly("CREATE 2#1.1 east [TEE*1, SOCK*1]", "CREATE 3#1.1 east [TEE*1]");
    pool.forget();
    pool.wave(ann("2", "TEE*1=9999").flagged("SEALED").version(2).allocate());
    pool.wave(pool.answer(Type.CANCELLED, "east", "2#1.1"));
    assertThat(pool.deliveries)
        .containsExactly("CANCEL 2#1.1 east [TEE*1, SOCK*1]", "CREATE 2#2.1 east [TEE*1]");
    assertThat(pool.given).isEmpty();
  }

  @Test
  void whoWaitedAndFoundNobodyIsJudgedWhenItLeaves() throws Exception {
    pool.wave(SOCKS.published(after(0)), ann("1", "TEE*1=10000").allocate());
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, WAITS_FOR_OTHERS]");
    pool.forget();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.events).containsExactly("1#1.1 GIFTS_JUDGED [GIFT_GIVEN]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1, SOCK*1]");
  }

  @Test
  void itGoesFromTheVeryWarehouseOrIsDropped() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -98), pool.receipt("north", "SOCK", 9));
    pool.wave(SOCKS.units(2).published(after(0)));
    pool.wave(ann("1", "TEE*1=6000").allocate(), ann("2", "CAP*1=5000").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(said("GIFT")).containsExactly("1#1.1 GIFTS_JUDGED [GIFT_DROPPED]");
    assertThat(judged("GIFT_DROPPED").detail()).isEqualTo("SOCK is short in east");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*1, CAP*1]");
    assertThat(pool.given).isEmpty();
    assertThat(pool.cell("SOCK", "north").locked()).isZero();
  }

  @Test
  void anOrderThatTravelsAloneGoesWithoutWhatIsShort() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -99));
    pool.wave(SOCKS.published(after(0)), Wish.of("1", "TEE*1=10000").allocate());
    pool.quietUntil(WINDOW_ENDS);
    pool.wave(ann("2", "TEE*1=10000").flagged("SEALED").allocate());

    assertThat(pool.events).endsWith("2 ALLOCATED [SINGLE_WAREHOUSE, GIFT_DROPPED]");
    assertThat(pool.given).isEmpty();
  }

  @Test
  void theFirstByRankWhoseBuyerMayHaveItHasIt() throws Exception {
    pool.wave(SOCKS.oncePerBuyer().published(after(0)));
    pool.wave(Wish.of("0", "TEE*1=10000").from("bob").flagged("SEALED").allocate());
    pool.wave(
        ann("1", "TEE*1=6000").from("cid").paidSecondsAgo(1).allocate(),
        ann("2", "TEE*1=6000").from("bob").priority(9).allocate(),
        ann("3", "TEE*1=6000").from("ann").paidSecondsAgo(2).allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(said("GIFTS_JUDGED")).containsExactly("3#1.1 GIFTS_JUDGED [GIFT_GIVEN]");
    assertThat(pool.given).containsEntry("socks", 2);
    pool.forget();
    pool.wave(Wish.of("4", "TEE*1=10000").from("ann").flagged("SEALED").allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 4#1.1 east [TEE*1]");
  }

  @Test
  void soManyOrdersHaveItAsTheCapAllows() throws Exception {
    pool.wave(SOCKS.cap(1).published(after(0)));
    pool.wave(
        ann("1", "TEE*1=10000").allocate(),
        ann("2", "TEE*1=5000").forToken("bob").allocate(),
        ann("3", "TEE*1=5000").forToken("bob").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.given).containsEntry("socks", 1);
    assertThat(said("GIFT")).hasSize(1);
  }

  @Test
  void whoPaidTooLateOrTooEarlyDoesNotCount() throws Exception {
    Instant from = NOON.minusSeconds(50);
    Instant until = NOON.minusSeconds(40);
    pool.wave(SOCKS.lasts(from, until).published(after(0)));
    pool.wave(
        ann("1", "TEE*1=6000").paidAt(from).allocate(),
        ann("2", "TEE*1=9000").paidAt(until).allocate(),
        ann("3", "TEE*1=6000").forToken("bob").paidAt(from).allocate(),
        ann("4", "TEE*1=9000").forToken("bob").paidAt(from.minusMillis(1)).allocate());
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.given).isEmpty();

    pool.wave(
        ann("5", "TEE*1=6000").paidAt(from).allocate(),
        ann("6", "TEE*1=4000").paidAt(until.minusMillis(1)).allocate());
    pool.quietUntil(WINDOW_ENDS.plus(Duration.ofHours(1)));
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void theVersionOfThePaymentCounts() throws Exception {
    Instant change = NOON.minusSeconds(30);
    pool.wave(
        SOCKS.published(after(0)),
        Promotion.of("socks", "CAP")
            .version(2)
            .lasts(change, NOON.plusSeconds(9))
            .published(after(1)));
    pool.wave(
        ann("1", "TEE*1=9999").paidAt(change).allocate(),
        ann("2", "TEE*1=9999").paidAt(change.minusMillis(1)).allocate(),
        ann("3", "TEE*1=1").paidAt(change.minusMillis(2)).allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .as("the second version is not for company; by the first, two are")
        .containsExactly("CREATE 3#1.1+2 east [TEE*1, SOCK*1, TEE*1, TEE*1, CAP*1]");
    assertThat(having("3").givenFor()).containsExactly(SHOP + "3", SHOP + "2");
  }

  @Test
  void itIsForItsShopOnly() throws Exception {
    pool.wave(SOCKS.onlyFor(null, "shop-2").published(after(0)));
    pool.wave(ann("1", "TEE*1=6000").allocate(), ann("2", "CAP*1=5000").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.given).isEmpty();
  }

  @Test
  void aSplitNeitherLosesNorDoublesIt() throws Exception {
    pool.wave(pool.adjustment("east", "SOCK", -99), pool.receipt("north", "SOCK", 9));
    pool.wave(pool.adjustment("east", "CAP", -99), pool.receipt("north", "CAP", 9));
    pool.wave(SOCKS.published(after(0)));
    pool.wave(Wish.of("1", "TEE*1=6000", "CAP*1=6000").flagged("SEALED").allocate());
    assertThat(pool.deliveries)
        .as("where it is")
        .containsExactly("CREATE 1#1.1 east [TEE*1]", "CREATE 1#1.2 north [CAP*1, SOCK*1]");
    assertThat(pool.events).endsWith("1 ALLOCATED [SPLIT, GIFT_GIVEN]");
    pool.forget();

    pool.receive("east", "SOCK", 9);
    pool.wave(ann("2", "TEE*1=6000", "CAP*1=6000").allocate());
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries)
        .as("one of two")
        .containsExactly("CREATE 2#1.1 east [TEE*1, SOCK*1]", "CREATE 2#1.2 north [CAP*1]");
    assertThat(pool.given).containsEntry("socks", 2);
  }

  @Test
  void anOrderCountsForOneDeliveryOnly() throws Exception {
    pool.wave(pool.receipt("north", "SOCK", 9));
    pool.wave(pool.adjustment("east", "CAP", -99), pool.receipt("north", "CAP", 9));
    pool.wave(SOCKS.published(after(0)));
    pool.wave(ann("1", "TEE*1=3000", "CAP*1=3000").allocate());
    pool.wave(ann("2", "TEE*1=5000").priority(9).allocate(), ann("3", "CAP*1=5000").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1+1 east [TEE*1, TEE*1, SOCK*1]", "CREATE 1#1.2+1 north [CAP*1, CAP*1]");
    assertThat(pool.given).containsEntry("socks", 1);
    assertThat(having("2").givenFor()).containsExactly(SHOP + "2", SHOP + "1");
    pool.forget();

    pool.wave(ann("2", "TEE*1=5000").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));
    assertThat(pool.deliveries)
        .as("the other delivery has left: nobody is given for what is on its way")
        .containsExactly("CANCEL 1#1.1+1 east [TEE*1, TEE*1, SOCK*1]", "CREATE 1#2.1 east [TEE*1]");
    assertThat(pool.given).isEmpty();
  }

  @Test
  void whoseGoodsCameBackCountsForWhatHasLeft() throws Exception {
    pool.wave(SOCKS.published(after(0)));
    Wish first = ann("1", "TEE*2=6000");
    pool.wave(first.allocate(), ann("2", "CAP*1=12000").allocate());
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*2, SOCK*1, CAP*1]");
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1+1", "TEE*1", "SOCK*1"));
    pool.wave(first.version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));
    pool.quietUntil(WINDOW_ENDS.plusSeconds(7_200));

    assertThat(pool.deliveries).endsWith("CREATE 2#2.1 east [CAP*1]");
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void whoseGoodsWereNotFoundCountsForTheDeliveryThatWentOn() throws Exception {
    pool.wave(pool.receipt("north", "CAP", 9), pool.receipt("north", "SOCK", 9));
    pool.wave(SOCKS.published(after(0)));
    pool.wave(ann("1", "TEE*1=6000").allocate(), ann("2", "CAP*1=12000").allocate());
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*1, SOCK*1, CAP*1]");
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1+1", "CAP*1"));
    pool.quietUntil(WINDOW_ENDS.plusSeconds(7_200));

    assertThat(pool.deliveries).endsWith("CREATE 2#2.1 north [CAP*1]");
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void whatAWarehouseRefusesIsWithdrawnAndJudgedAnewElsewhere() throws Exception {
    leave();
    pool.wave(
        pool.receipt("north", "TEE", 9),
        pool.receipt("north", "CAP", 9),
        pool.receipt("north", "SOCK", 9));
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1+1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1+1 north [TEE*1, SOCK*1, CAP*1]");
    assertThat(said("GIFT"))
        .containsExactly("1 GIFT_WITHDRAWN [GIFT_WITHDRAWN]", "1#2.1 GIFTS_JUDGED [GIFT_GIVEN]");
    assertThat(pool.given).containsEntry("socks", 1);
    assertThat(pool.cell("SOCK", "east")).isEqualTo(new Cell("east", 99, 0, 0));
    assertThat(pool.cell("SOCK", "north")).isEqualTo(new Cell("north", 9, 1, 0));
  }

  @Test
  void whoIsSuspendedOnTheWayIsJudgedWithThoseWithWhomItLeavesThen() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1=6000").version(2).suspend());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));
    assertThat(pool.given).isEmpty();
    pool.forget();
    pool.wave(ann("3", "CAP*1=4000").allocate());
    pool.wave(ann("1", "TEE*1=6000").version(2).allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 3#1.1+1 east [CAP*1, TEE*1, SOCK*1]");
    assertThat(pool.given).containsEntry("socks", 1);
  }

  @Test
  void whoIsWantedAgainDuringItsRecallIsJudgedAnewWhenItLeaves() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1=6000").version(2).cancel());
    pool.wave(ann("1", "TEE*1=6000").version(3).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));

    assertThat(pool.deliveries).containsExactly("CREATE 2#2.1+1 east [CAP*1, TEE*1, SOCK*1]");
    assertThat(pool.given).containsEntry("socks", 1);
    assertThat(pool.cell("SOCK", "east").locked()).isOne();
  }

  @Test
  void anOrderThatIsOnlyReservedIsJudgedWhenItMayGo() throws Exception {
    pool.wave(SOCKS.published(after(0)), ann("1", "TEE*1=10000").reserve());
    assertThat(pool.given).isEmpty();
    pool.wave(ann("1", "TEE*1=10000").flagged("SEALED").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1, SOCK*1]");
  }

  @Test
  void aDeliveryThatIsFullHasNoRoomForAGift() throws Exception {
    pool.with(merging(new Merge("PT30M", "PT4H", 9, 3)));
    pool.wave(SOCKS.published(after(0)));
    pool.wave(ann("1", "TEE*1=6000").allocate(), ann("2", "CAP*2=5000").allocate());
    pool.wave(
        ann("3", "TEE*1=6000").forToken("bob").allocate(),
        ann("4", "CAP*1=5000").forToken("bob").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1+1 east [TEE*1, CAP*2]", "CREATE 3#1.1+1 east [TEE*1, SOCK*1, CAP*1]");
    assertThat(judged("GIFT_DROPPED").detail()).isEqualTo("the delivery has no room for SOCK");
  }

  @Test
  void aGiftTravelsOnlyWithGoodsThatItMayTravelWith() throws Exception {
    pool.wave(
        SOCKS.published(after(0)),
        article("SOCK", Instant.EPOCH, after(0), "CHILLED"),
        Promotion.of("cap", "CAP").band(10_000, 0).together().published(after(0)),
        article("CAP", Instant.EPOCH, after(0), null, "SF", "JD"),
        article("TEE", Instant.EPOCH, after(0), null, "JD", "YTO"));
    pool.wave(ann("1", "TEE*1=6000").allocate(), ann("2", "TEE*1=5000").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*1, CAP*1, TEE*1]");
    assertThat(pool.instructions.get(0).carriers()).containsExactly("JD");
    assertThat(said("GIFTS_JUDGED"))
        .containsExactly("1#1.1 GIFTS_JUDGED [GIFT_GIVEN, GIFT_DROPPED]");
    assertThat(judged("GIFT_DROPPED").detail()).isEqualTo("SOCK may not travel with the goods");
  }

  @Test
  void thoseWhoLeaveBecauseTheyAreEnoughAreGivenItToo() throws Exception {
    pool.with(merging(2));
    pool.wave(SOCKS.cap(1).published(after(0)));
    pool.wave(
        ann("1", "TEE*1=6000").allocate(),
        ann("2", "CAP*1=5000").allocate(),
        ann("3", "TEE*1=6000").allocate(),
        ann("4", "CAP*1=5000").allocate());

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1+1 east [TEE*1, SOCK*1, CAP*1]", "CREATE 3#1.1+1 east [TEE*1, CAP*1]");
  }

  @Test
  void whatThePoolLearnsOfTheGiftLaterLeavesItToThoseWhoHaveIt() throws Exception {
    leave();
    pool.wave(SOCKS.takenAway(after(1)));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1+1"));

    assertThat(pool.events).containsExactly("1#1.1 SHIPPED", "2#1.1 SHIPPED");
    assertThat(pool.given).containsEntry("socks", 1);
  }

  /** Two orders of 60.00 and 50.00 are on their way, and the first has the socks. */
  private void leave() throws Exception {
    pool.wave(SOCKS.published(after(0)), ann("1", "TEE*1=6000").allocate());
    pool.wave(ann("2", "CAP*1=5000").allocate());
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*1, SOCK*1, CAP*1]");
    pool.forget();
  }

  /** The events whose text holds that. */
  private List<String> said(String word) {
    return pool.events.stream().filter(event -> event.contains(word)).toList();
  }

  private Reason judged(String code) {
    return pool.said.stream()
        .flatMap(event -> event.reasons().stream())
        .filter(reason -> reason.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  /** The gift that an open order has. */
  private GivenGift having(String order) {
    OrderLock lock = Objects.requireNonNull(pool.locks.get(SHOP + order));
    return lock.goods().gifts().stream()
        .filter(gift -> gift.givenFor() != null)
        .findFirst()
        .orElseThrow();
  }

  private static Wish ann(String orderId, String... goods) {
    return Wish.of(orderId, goods).forToken("ann");
  }
}
