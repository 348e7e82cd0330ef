package io.penstock.stock;

import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.fence;
import static io.penstock.stock.StockSamples.message;
import static io.penstock.stock.StockSamples.noFence;
import static io.penstock.stock.StockSamples.ofGoods;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reference.Partial;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.StockLevel;
import io.penstock.model.StockLevel.ChannelLevel;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is set aside for channels and what they may take in all, told wave by wave. */
class RingFencesTest {

  private PoolInMemory pool;

  @BeforeEach
  void tenOfOneArticle() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
    pool.receive("north", "TEE", 10);
    pool.forget();
  }

  private void set(String channel, @Nullable Integer units, @Nullable Integer atMost)
      throws Exception {
    pool.wave(fence("TEE", channel, units, atMost, after(0), after(0)));
  }

  private void order(String id, int units) throws Exception {
    pool.wave(Wish.of(id, "TEE*" + units).allocate());
  }

  private void orderOnJd(String id, int units) throws Exception {
    pool.wave(Wish.of(id, "TEE*" + units).on("jd").allocate());
  }

  private @Nullable String why() {
    return pool.said.get(pool.said.size() - 1).reasons().get(0).detail();
  }

  /** What was told last: of shops without a channel of their own, then of the channels. */
  private String offered() {
    StockLevel last = pool.levels.get(pool.levels.size() - 1);
    StringBuilder text = new StringBuilder().append(last.offered());
    List<ChannelLevel> channels = last.channels() == null ? List.of() : last.channels();
    channels.forEach(one -> text.append(", " + one.channel() + " " + one.offered()));
    return text.toString();
  }

  private long taken() {
    return Objects.requireNonNull(pool.stock.get("TEE")).offering().fences().all().get(0).taken();
  }

  @Test
  void whatIsSetAsideForOneChannelIsLockedForNoOther() throws Exception {
    set("jd", 7, null);
    order("1", 4);
    assertThat(why()).isEqualTo("TEE: of 10 units 7 are set aside for other channels");
    order("2", 3);
    orderOnJd("3", 7);

    assertThat(pool.events)
        .containsExactly(
            "1 BACKORDERED [RING_FENCED]",
            "2 ALLOCATED [SINGLE_WAREHOUSE]",
            "3 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void aChannelMayTakeMoreThanIsSetAsideForIt() throws Exception {
    set("jd", 3, null);
    orderOnJd("1", 8);
    order("2", 2);

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "2 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void theNarrowestChannelCounts() throws Exception {
    set("tmall", 4, null);
    set("tmall/shop-1", null, 5);
    order("1", 6);
    assertThat(why()).isEqualTo("TEE: tmall/shop-1 may take 5 more of its 5");
    pool.wave(Wish.of("1", "TEE*5").version(2).allocate());
    orderOnJd("2", 2);

    assertThat(pool.events)
        .as("of 5 units 4 are for other shops of tmall")
        .containsExactly(
            "1 BACKORDERED [CHANNEL_QUOTA]",
            "1 ALLOCATED [SINGLE_WAREHOUSE]",
            "2 BACKORDERED [RING_FENCED]");
  }

  @Test
  void whatIsCancelledIsGivenBackAndWakesWhoWaits() throws Exception {
    set("tmall", null, 3);
    order("1", 3);
    order("2", 2);
    pool.wave(Wish.of("1", "TEE*3").version(2).cancel());
    assertThat(taken()).as("nobody knows yet whether it can be stopped").isEqualTo(3);
    pool.wave(pool.answer(WmsEvent.Type.CANCELLED, "north", "1#1.1"));

    assertThat(pool.events)
        .containsSubsequence("2 BACKORDERED [CHANNEL_QUOTA]", "2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(taken()).isEqualTo(2);
  }

  @Test
  void whatHasLeftStaysTaken() throws Exception {
    set("tmall", null, 3);
    order("1", 3);
    pool.wave(pool.answer(WmsEvent.Type.SHIPPED, "north", "1#1.1"));
    order("2", 1);

    assertThat(pool.events).last().isEqualTo("2 BACKORDERED [CHANNEL_QUOTA]");
    assertThat(pool.taken).isEmpty();
  }

  @Test
  void ofADeliveryThatLeavesInPartsTheRestIsGivenBack() throws Exception {
    set("tmall", 5, 5);
    order("1", 5);
    pool.wave(pool.answer(WmsEvent.Type.PARTLY_SHIPPED, "north", "1#1.1", "TEE*2"));
    pool.wave(Wish.of("1", "TEE*5").version(2).cancel());
    pool.wave(pool.answer(WmsEvent.Type.CANCELLED, "north", "1#1.1"));

    assertThat(taken()).isEqualTo(2);
    assertThat(pool.taken).isEmpty();
  }

  @Test
  void whatCannotBeFoundIsGivenBack() throws Exception {
    set("tmall", null, 4);
    order("1", 4);
    pool.wave(pool.answer(WmsEvent.Type.SHORT_PICK, "north", "1#1.1", "TEE*3"));

    assertThat(pool.events).last().isEqualTo("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(taken()).isEqualTo(4);
  }

  @Test
  void whatCannotBeFoundFreesAQuotaForOthers() throws Exception {
    set("tmall", null, 10);
    order("1", 10);
    pool.receive("east", "TEE", 2);
    order("2", 2);
    pool.forget();
    pool.wave(
        Wish.of("1", "TEE*10").version(2).cancel(),
        pool.answer(WmsEvent.Type.SHORT_PICK, "north", "1#1.1", "TEE*10"));

    assertThat(pool.events).contains("2 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whatLeavesAlthoughItWasGivenBackIsTakenAgain() throws Exception {
    set("tmall", 6, null);
    order("1", 4);
    pool.wave(Wish.of("1", "TEE*4").version(2).cancel());
    pool.wave(pool.answer(WmsEvent.Type.CANCELLED, "north", "1#1.1"));
    assertThat(taken()).isZero();
    pool.wave(pool.answer(WmsEvent.Type.SHIPPED, "north", "1#1.1"));

    assertThat(taken()).isEqualTo(4);
    assertThat(pool.taken).isEmpty();
  }

  @Test
  void aVersionWithTheSameBeginningGoesOnCounting() throws Exception {
    set("tmall", null, 3);
    order("1", 3);
    order("2", 2);
    set("tmall", null, 5);

    assertThat(pool.events).last().isEqualTo("2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(taken()).isEqualTo(5);
  }

  @Test
  void aVersionWithAnotherBeginningBeginsAnew() throws Exception {
    set("tmall", null, 3);
    order("1", 3);
    pool.wave(fence("TEE", "tmall", null, 2, after(900), after(900)));
    order("2", 2);
    assertThat(pool.events).last().isEqualTo("2 ALLOCATED [SINGLE_WAREHOUSE]");
    pool.wave(Wish.of("1", "TEE*3").version(2).cancel());
    pool.wave(pool.answer(WmsEvent.Type.CANCELLED, "north", "1#1.1"));

    assertThat(taken()).as("what was taken before is given back to nobody").isEqualTo(2);
  }

  @Test
  void whatWasLockedBeforeIsNeitherTakenAwayNorCounted() throws Exception {
    order("1", 8);
    set("jd", 9, 0);

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(offered()).isEqualTo("0, jd 0");
    assertThat(taken()).isZero();
  }

  @Test
  void whoWaitsIsServedWhenAFenceIsTakenAwayOrEnds() throws Exception {
    set("jd", 8, null);
    order("1", 4);
    pool.wave(noFence("TEE", "jd", Instant.EPOCH, after(700)));
    assertThat(pool.events).last().isEqualTo("1 ALLOCATED [SINGLE_WAREHOUSE]");

    set("jd", 5, null);
    order("2", 5);
    pool.wave(noFence("TEE", "jd", after(60_000), after(1_500)));
    pool.quietUntil(after(59_900));
    assertThat(pool.events).last().isEqualTo("2 BACKORDERED [RING_FENCED]");
    pool.quietUntil(after(60_000));

    assertThat(pool.events).last().isEqualTo("2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(offered()).isEqualTo("1");
  }

  @Test
  void aFenceThatIsPublishedAheadHoldsFromItsTimeOn() throws Exception {
    pool.wave(fence("TEE", "jd", 8, null, after(60_000), after(0)));
    order("1", 4);
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    pool.quietUntil(after(60_000));

    assertThat(offered()).isEqualTo("0, jd 6");
  }

  @Test
  void giftsAndArticlesOfBundlesCount() throws Exception {
    set("tmall", null, 4);
    pool.receive("north", "CAP", 5);
    pool.wave(StockSamples.bundle("SET", 1, Instant.EPOCH, after(1), "TEE*2:1", "CAP*1:1"));
    pool.wave(Promotion.of("tee", "TEE").anyOf(1, "CAP").published(after(1)));
    pool.wave(Wish.of("1", "SET*2").allocate());
    pool.wave(Wish.of("2", "SET*1").allocate());
    pool.wave(Wish.of("3", "CAP*1").allocate());

    assertThat(pool.events)
        .containsExactly(
            "1 ALLOCATED [SINGLE_WAREHOUSE]",
            "2 BACKORDERED [CHANNEL_QUOTA]",
            "3 ALLOCATED [SINGLE_WAREHOUSE, GIFT_DROPPED]");
    assertThat(taken()).isEqualTo(4);
  }

  @Test
  void linesOfOneArticleAreCountedTogether() throws Exception {
    set("tmall", null, 4);
    pool.wave(Wish.of("1", "TEE*3", "TEE*2").allocate());

    assertThat(pool.events).containsExactly("1 BACKORDERED [CHANNEL_QUOTA]");
  }

  @Test
  void nobodyIsLookedAtWhileNobodyMayHaveAny() throws Exception {
    set("jd", 20, 0);
    order("1", 1);
    pool.forget();
    pool.receive("east", "TEE", 1);

    assertThat(pool.ordersRead).isEmpty();
  }

  @Test
  void eachChannelIsToldWhatItMayOffer() throws Exception {
    set("jd", 4, null);
    assertThat(offered()).isEqualTo("6, jd 10");
    set("tmall/shop-1", 2, 3);
    assertThat(offered()).isEqualTo("4, jd 8, tmall/shop-1 3");
    orderOnJd("1", 5);
    assertThat(offered()).isEqualTo("3, jd 3, tmall/shop-1 3");
    order("2", 2);
    assertThat(offered()).isEqualTo("3, jd 3, tmall/shop-1 1");
    pool.wave(StockSamples.terms("TEE", 1, 0, after(0), after(0)));

    assertThat(offered()).isEqualTo("2, jd 2, tmall/shop-1 1");
  }

  @Test
  void whoWaitsTakesNothingOfWhatIsSetAsideForOthers() throws Exception {
    set("jd", 8, null);
    order("1", 7);
    assertThat(offered()).isEqualTo("0, jd 8");
    orderOnJd("2", 11);
    assertThat(offered()).isEqualTo("0, jd 0");
  }

  @Test
  void whoWaitsForAQuotaTakesNothingFromOthers() throws Exception {
    set("jd", null, 3);
    orderOnJd("1", 9);

    assertThat(offered()).isEqualTo("7, jd 0");
  }

  @Test
  void whatLeavesThoughNobodyHasItLockedMakesRoomForOthers() throws Exception {
    pool = new PoolInMemory("TEE");
    pool.receive("east", "TEE", 4);
    orderOnJd("1", 4);
    pool.receive("north", "TEE", 10);
    String delivery = "jd/shop-1/1#1.1";
    pool.wave(message("m1", WmsEvent.Type.REJECTED, "east", after(1), delivery, List.of()));
    pool.wave(ofGoods(WmsEvent.Type.SNAPSHOT, "east", after(2), 2, null, "TEE*0"));
    set("jd", 4, null);
    order("2", 3);
    assertThat(pool.queue("TEE")).containsExactly("2");
    pool.wave(message("m2", WmsEvent.Type.SHIPPED, "east", after(3), delivery, List.of()));

    assertThat(taken()).isEqualTo(4);
    assertThat(pool.events).last().isEqualTo("2 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  private void sendsParts(SplitPolicy split) {
    pool.with(
        StockSamples.pool(
            new Pool(
                StockSamples.POOL, split, null, null, null, null, new Partial(null, false), null)));
  }

  @Test
  void noMoreGoesAheadThanTheOrderMayHave() throws Exception {
    sendsParts(SplitPolicy.WITHIN_LINES);
    set("jd", 7, null);
    order("1", 4);

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, PARTIAL]", "1 BACKORDERED [RING_FENCED]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 north [TEE*3]");
    set("jd", 6, null);
    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 north [TEE*3]", "CREATE 1#2.1 north [TEE*1]");
  }

  @Test
  void noMoreGoesAheadThanItsChannelMayTake() throws Exception {
    sendsParts(SplitPolicy.WITHIN_LINES);
    set("tmall", null, 6);
    pool.wave(Wish.of("1", "TEE*3", "TEE*4").allocate());

    assertThat(pool.events)
        .containsExactly(
            "1 ALLOCATED [SINGLE_WAREHOUSE, PARTIAL]", "1 BACKORDERED [CHANNEL_QUOTA]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 north [TEE*3, TEE*3]");
  }

  @Test
  void aLineThatTheOrderMayNotHaveInFullDoesNotKeepTheOthers() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES);
    pool.receive("north", "CAP", 1);
    set("jd", 7, null);
    pool.wave(Wish.of("1", "TEE*4", "CAP*1").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 north [CAP*1]");
    assertThat(pool.queue("TEE")).containsExactly("1");
  }

  @Test
  void whatIsKeptBackDoesNotGoAheadAndWhatIsOversoldIsNotThere() throws Exception {
    sendsParts(SplitPolicy.WITHIN_LINES);
    pool.wave(StockSamples.terms("TEE", 3, 5, after(0), after(0)));
    order("1", 12);

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, PARTIAL]", "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 north [TEE*7]");
    pool.wave(StockSamples.terms("TEE", 1, 5, after(0), after(1)));
    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 north [TEE*7]", "CREATE 1#2.1 north [TEE*2]");
  }

  @Test
  void aGiftGoesAheadOnlyOfWhatItsChannelMayStillTake() throws Exception {
    sendsParts(SplitPolicy.WITHIN_LINES);
    set("tmall", null, 3);
    pool.wave(Promotion.of("tee", "TEE").orWait().published(after(1)));
    order("1", 3);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 north [TEE*3]");
    assertThat(taken()).isEqualTo(3);
    assertThat(pool.queue("TEE")).containsExactly("1");
    set("tmall", null, 4);
    assertThat(taken()).isEqualTo(4);
    assertThat(pool.queues).isEmpty();
  }
}
