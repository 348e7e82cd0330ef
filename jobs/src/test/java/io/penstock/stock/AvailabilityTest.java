package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept back of what is there, and what is offered, told wave by wave. */
class AvailabilityTest {

  private PoolInMemory pool;

  @BeforeEach
  void tenOfOneArticle() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
    pool.receive("north", "TEE", 10);
    pool.forget();
  }

  private void keepBack(int safetyStock, int oversell) throws Exception {
    pool.wave(StockSamples.terms("TEE", safetyStock, oversell, after(0), after(0)));
  }

  /** On hand, locked, to be promised and offered, as it was told last. */
  private String level(String sku) {
    StockLevel last = null;
    for (StockLevel level : pool.levels) {
      last = level.sku().equals(sku) ? level : last;
    }
    StockLevel level = Objects.requireNonNull(last, sku);
    return level.onHand()
        + " "
        + level.locked()
        + " "
        + level.availableToPromise()
        + " "
        + level.offered();
  }

  @Test
  void theSafetyStockIsPromisedToNobody() throws Exception {
    keepBack(3, 0);
    pool.wave(Wish.of("1", "TEE*4").allocate());
    pool.wave(Wish.of("2", "TEE*4").allocate());
    pool.wave(Wish.of("3", "TEE*3").allocate());

    assertThat(pool.events)
        .containsExactly(
            "1 ALLOCATED [SINGLE_WAREHOUSE]",
            "2 BACKORDERED [SAFETY_STOCK]",
            "3 ALLOCATED [SINGLE_WAREHOUSE]");
    Reason reason = pool.said.get(1).reasons().get(0);
    assertThat(reason.detail()).isEqualTo("TEE: of 6 units 3 are kept back");
    assertThat(level("TEE")).as("another order wants 4").isEqualTo("10 7 0 0");
  }

  @Test
  void whoMeetsTheSafetyStockIsServedWhenMoreComes() throws Exception {
    keepBack(8, 0);
    pool.wave(Wish.of("1", "TEE*4").allocate());
    pool.receive("south", "TEE", 1);
    assertThat(pool.queue("TEE")).containsExactly("1");
    assertThat(pool.ordersRead).as("3 may be had").contains("tmall/shop-1/1");
    pool.forget();
    pool.receive("south", "TEE", 1);

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.queues).isEmpty();
    assertThat(pool.lacks).isEmpty();
  }

  @Test
  void nobodyIsLookedAtWhileOnlyTheSafetyStockIsLeft() throws Exception {
    keepBack(20, 0);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.receive("east", "TEE", 1);

    assertThat(pool.ordersRead).isEmpty();
  }

  @Test
  void whoMeetsTheSafetyStockIsServedWhenItIsLowered() throws Exception {
    keepBack(10, 0);
    pool.wave(Wish.of("1", "TEE*4").allocate());
    keepBack(6, 0);

    assertThat(pool.events)
        .containsExactly("1 BACKORDERED [SAFETY_STOCK]", "1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void theEndOfASafetyStockMayBePublishedBeforeIt() throws Exception {
    pool.wave(StockSamples.terms("TEE", 0, 0, after(60_000), after(0)));
    keepBack(3, 0);
    assertThat(level("TEE")).isEqualTo("10 0 7 7");

    pool.quietUntil(after(60_000));
    assertThat(level("TEE")).isEqualTo("10 0 10 10");
    assertThat(pool.beginnings).isEmpty();
  }

  @Test
  void aSafetyStockThatIsPublishedAheadHoldsFromItsTimeOn() throws Exception {
    keepBack(9, 0);
    pool.wave(StockSamples.terms("TEE", 2, 1, after(60_000), after(10)));
    pool.wave(Wish.of("1", "TEE*4").allocate());
    assertThat(level("TEE")).isEqualTo("10 0 1 0");
    pool.quietUntil(after(59_900));
    assertThat(pool.events).containsExactly("1 BACKORDERED [SAFETY_STOCK]");
    pool.quietUntil(after(60_000));

    assertThat(pool.events).contains("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(level("TEE")).isEqualTo("10 4 4 5");
    assertThat(pool.beginnings).isEmpty();
  }

  @Test
  void aLevelIsToldWhenItsTimeHasComeAlthoughNobodyWaits() throws Exception {
    pool.wave(StockSamples.terms("TEE", 2, 0, after(60_000), after(10)));
    pool.forget();
    pool.quietUntil(after(60_000));

    assertThat(level("TEE")).isEqualTo("10 0 8 8");
  }

  @Test
  void whatIsOversoldIsOfferedAndNeverLocked() throws Exception {
    keepBack(0, 3);
    assertThat(level("TEE")).isEqualTo("10 0 10 13");
    pool.wave(Wish.of("1", "TEE*10").allocate());
    pool.wave(Wish.of("2", "TEE*2").allocate());

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "2 BACKORDERED [OUT_OF_STOCK]");
    assertThat(level("TEE")).isEqualTo("10 10 0 1");
  }

  @Test
  void whoWaitsIsTakenOffWhatIsOfferedAsLongAsItWaits() throws Exception {
    pool.wave(Wish.of("1", "TEE*12").allocate());
    assertThat(level("TEE")).isEqualTo("10 0 10 0");
    pool.wave(Wish.of("1", "TEE*11").version(2).allocate());
    pool.receive("north", "TEE", 3);
    assertThat(level("TEE")).isEqualTo("13 11 2 2");
    pool.wave(Wish.of("2", "TEE*7").allocate());
    assertThat(level("TEE")).isEqualTo("13 11 2 0");
    pool.wave(Wish.of("2", "TEE*7").version(2).cancel());

    assertThat(level("TEE")).isEqualTo("13 11 2 2");
  }

  @Test
  void anOrderWantsMoreWhereItWaitsWhenItLosesGoods() throws Exception {
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*20").version(2).allocate());
    pool.wave(pool.answer(WmsEvent.Type.CANCEL_FAILED, "north", "1#1.1"));
    assertThat(level("TEE")).as("18 are wanted").isEqualTo("10 2 8 0");
    pool.wave(pool.receipt("south", "TEE", 9), pool.receipt("east", "TEE", 9));
    assertThat(level("TEE")).as("no warehouse has 18").isEqualTo("28 2 26 8");
    pool.wave(pool.answer(WmsEvent.Type.SHORT_PICK, "north", "1#1.1", "TEE*2"));
    assertThat(level("TEE")).as("20 are wanted").isEqualTo("26 0 26 6");
    pool.wave(Wish.of("1", "TEE*20").version(3).cancel());

    assertThat(pool.lacks).isEmpty();
    assertThat(Objects.requireNonNull(pool.stock.get("TEE")).offering().waiting()).isEmpty();
  }

  @Test
  void aGiftIsNotGivenOfTheSafetyStock() throws Exception {
    keepBack(9, 0);
    pool.receive("east", "CAP", 1);
    pool.wave(Promotion.of("tee", "TEE").units(2).published(after(1)));
    pool.forget();
    pool.wave(Wish.of("1", "CAP*1").allocate());

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, GIFT_DROPPED]");
  }

  @Test
  void whatTheCatalogueDoesNotKnowIsNotOffered() throws Exception {
    keepBack(0, 3);
    pool.wave(withdrawn("TEE", after(900)));

    assertThat(level("TEE")).isEqualTo("10 0 10 0");
  }

  @Test
  void whatIsAsItWasIsNotToldAgain() throws Exception {
    pool.wave(StockSamples.ofGoods(WmsEvent.Type.RECEIPT, "south", after(700), 1, null, "CAP*5"));
    assertThat(level("CAP")).isEqualTo("5 0 5 5");
    pool.forget();
    pool.wave(StockSamples.ofGoods(WmsEvent.Type.SNAPSHOT, "south", after(900), 2, 1L, "CAP*5"));
    assertThat(pool.cell("CAP", "south").countedAsOf()).isOne();
    assertThat(pool.levels).isEmpty();

    pool.wave(StockSamples.announced("TEE", after(1_000)));
    pool.wave(
        StockSamples.ofGoods(
            WmsEvent.Type.RECEIPT, "south", after(1_100), 3, null, "CAP*5 DAMAGED"));
    assertThat(pool.levels).isEmpty();
  }

  @Test
  void levelsHaveTheTimeAtWhichTheyCameToBeSo() throws Exception {
    keepBack(3, 2);

    assertThat(pool.levels)
        .containsExactly(new StockLevel(POOL, "TEE", 10, 0, 7, after(600), false, 9L, null, 0));
  }

  private String told(StockLevel level) {
    return level.sku()
        + (level.bundle() ? " bundle " : " ")
        + level.availableToPromise()
        + "/"
        + level.offered()
        + (level.channels() == null ? "" : " " + level.channels());
  }

  private void set(Instant from, String... parts) throws Exception {
    pool.wave(StockSamples.bundle("SET", 1, from, after(1), parts));
  }

  @Test
  void aBundleIsThereAsOftenAsTheScarcestOfItsArticles() throws Exception {
    pool.receive("east", "CAP", 3);
    pool.forget();
    set(Instant.EPOCH, "TEE*3:1", "CAP*1:1");
    assertThat(pool.levels).extracting(this::told).containsExactly("SET bundle 3/3");
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").allocate());
    assertThat(pool.levels).extracting(this::told).containsExactly("TEE 8/8", "SET bundle 2/2");
    pool.forget();
    pool.wave(Wish.of("2", "TEE*1").allocate());

    assertThat(pool.levels)
        .as("7 are enough for as many")
        .extracting(this::told)
        .containsExactly("TEE 7/7");
  }

  @Test
  void aBundleIsOfferedToEachChannelAsItsArticlesAre() throws Exception {
    pool.receive("east", "CAP", 3);
    set(Instant.EPOCH, "TEE*2:1", "CAP*1:1");
    pool.wave(StockSamples.fence("TEE", "jd", 6, null, after(0), after(0)));
    pool.forget();
    pool.wave(StockSamples.fence("CAP", "jd/shop-1", 1, 1, after(0), after(0)));

    assertThat(pool.levels)
        .extracting(this::told)
        .containsExactly(
            "CAP 3/2 [ChannelLevel[channel=jd/shop-1, offered=1]]",
            "SET bundle 3/2 [ChannelLevel[channel=jd, offered=2],"
                + " ChannelLevel[channel=jd/shop-1, offered=1]]");
  }

  @Test
  void aBundleThatBeginsAndEndsIsToldThen() throws Exception {
    set(after(60_000), "TEE*2:1");
    assertThat(pool.levels).isEmpty();
    pool.quietUntil(after(60_000));
    assertThat(pool.levels).extracting(this::told).containsExactly("SET bundle 5/5");
    pool.forget();
    pool.wave(
        StockSamples.published(
            Reference.end(Reference.Type.BUNDLE, POOL + "/SET", after(90_000)), after(60_300)));
    pool.quietUntil(after(90_000));

    assertThat(pool.levels).extracting(this::told).containsExactly("SET 0/0");
  }

  @Test
  void anArticleKnowsTheBundlesThatItIsAPartOf() throws Exception {
    set(Instant.EPOCH, "TEE*2:1");
    pool.wave(StockSamples.bundle("SET", 2, Instant.EPOCH, after(1), "CAP*1:1"));
    assertThat(Objects.requireNonNull(pool.stock.get("TEE")).offering().bundles()).isEmpty();
    pool.forget();
    pool.receive("east", "CAP", 1);
    assertThat(pool.levels).extracting(this::told).containsExactly("CAP 1/1", "SET bundle 1/1");
    pool.wave(
        StockSamples.published(Reference.end(Reference.Type.BUNDLE, POOL + "/SET"), after(900)));

    assertThat(Objects.requireNonNull(pool.stock.get("CAP")).offering().bundles()).isEmpty();
  }
}
