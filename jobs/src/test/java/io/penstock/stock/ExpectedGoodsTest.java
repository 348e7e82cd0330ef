package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.inbound;
import static io.penstock.stock.StockSamples.ordered;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.Quality;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.WmsEvent;
import io.penstock.state.StockInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What purchase orders are to bring: what is promised of it, what is sold before, what came. */
class ExpectedGoodsTest {

  private static final Instant SOON = after(20_000);
  private static final Instant LATER = after(40_000);
  private static final Instant LAST = after(60_000);

  private PoolInMemory pool;

  @BeforeEach
  void twoArticlesAndNothingThere() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  private void expect(String purchaseOrder, int units, Instant at) throws Exception {
    pool.wave(inbound("TEE", purchaseOrder, units, at, false, Instant.EPOCH, after(0)));
  }

  private void comes(String purchaseOrder, int units) throws Exception {
    pool.wave(ordered(purchaseOrder, pool.receipt("north", "TEE", units)));
  }

  private void wants(String order, String... goods) throws Exception {
    pool.wave(Wish.of(order, goods).allocate());
  }

  /** Such as {@code 1 BACKORDERED 20}: the seconds after the beginning until it is promised. */
  private List<String> promises() {
    List<String> promises = new ArrayList<>();
    for (OrderEvent event : pool.said) {
      if (event.type() == OrderEvent.Type.BACKORDERED) {
        promises.add(event.orderId() + " " + seconds(event.expectedAt()));
      }
    }
    return promises;
  }

  private static String seconds(@Nullable Instant at) {
    return at == null ? "never" : String.valueOf(Duration.between(after(0), at).toSeconds());
  }

  private StockLevel level(String sku) {
    StockLevel last = null;
    for (StockLevel level : pool.levels) {
      last = level.sku().equals(sku) ? level : last;
    }
    return Objects.requireNonNull(last, sku);
  }

  @Test
  void whoWaitsIsPromisedTheFirstGoodsThatAreEnoughForAllBeforeIt() throws Exception {
    expect("late", 5, LATER);
    expect("soon", 4, SOON);
    wants("1", "TEE*3");
    wants("2", "TEE*1");
    wants("3", "TEE*1");
    wants("4", "TEE*9");

    assertThat(promises()).containsExactly("1 20", "2 20", "3 40", "4 never");
    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void whatIsThereIsForThoseWhoWaitToo() throws Exception {
    pool.receive("north", "TEE", 3);
    expect("soon", 2, SOON);
    wants("1", "TEE*5");
    wants("2", "TEE*1");

    assertThat(promises()).containsExactly("1 20");
    assertThat(pool.events).contains("2 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void theSafetyStockAndWhatIsSetAsideForOthersIsNotPromised() throws Exception {
    pool.wave(StockSamples.terms("TEE", 1, 0, Instant.EPOCH, after(0)));
    pool.wave(StockSamples.fence("TEE", "jd", 2, null, Instant.EPOCH, after(0)));
    expect("soon", 5, SOON);
    expect("late", 3, LATER);
    wants("1", "TEE*2");
    pool.wave(Wish.of("2", "TEE*2").on("jd").allocate());
    wants("3", "TEE*1");

    assertThat(promises()).containsExactly("1 20", "2 20", "3 40");
  }

  @Test
  void whoWaitsForAQuotaIsPromisedNothing() throws Exception {
    pool.wave(StockSamples.fence("TEE", "tmall", null, 2, Instant.EPOCH, after(0)));
    expect("soon", 9, SOON);
    wants("1", "TEE*3");
    wants("2", "TEE*2");

    assertThat(promises()).containsExactly("1 never", "2 20");
  }

  @Test
  void anOrderIsPromisedWhatComesLastOfItsGoods() throws Exception {
    expect("soon", 9, SOON);
    pool.wave(inbound("CAP", "late", 1, LATER, false, Instant.EPOCH, after(0)));
    wants("1", "TEE*1", "CAP*1");
    wants("2", "TEE*1", "CAP*1");
    pool.wave(inbound("CAP", "more", 1, LAST, false, Instant.EPOCH, after(0)));

    assertThat(promises()).containsExactly("1 40", "2 never", "2 60");

    pool.forget();
    pool.wave(inbound("TEE", "soon", 9, LAST, false, after(1), after(1)));
    assertThat(promises()).containsExactly("1 60");
  }

  @Test
  void whoLosesGoodsWantsMoreWhereItWaits() throws Exception {
    pool.receive("north", "TEE", 2);
    wants("1", "TEE*2");
    expect("soon", 18, SOON);
    expect("late", 2, LATER);
    pool.wave(Wish.of("1", "TEE*20").version(2).allocate());
    pool.wave(pool.answer(WmsEvent.Type.CANCEL_FAILED, "north", "1#1.1"));
    assertThat(promises()).containsExactly("1 20");
    pool.wave(pool.answer(WmsEvent.Type.SHORT_PICK, "north", "1#1.1", "TEE*2"));

    assertThat(promises()).containsExactly("1 20", "1 40");
    assertThat(pool.events).last().isEqualTo("1 BACKORDERED [OUT_OF_STOCK, EXPECTED_ANEW]");
  }

  @Test
  void whoWantsMoreOrLessWhereItWaitsIsToldWhenItIsAnotherTime() throws Exception {
    expect("soon", 4, SOON);
    expect("late", 5, LATER);
    wants("1", "TEE*2");
    pool.wave(Wish.of("1", "TEE*3").version(2).allocate());
    pool.wave(Wish.of("1", "TEE*6").version(3).allocate());

    assertThat(promises()).containsExactly("1 20", "1 20", "1 40");
  }

  @Test
  void whenOthersAreExpectedOnlyThoseAreToldWhomItConcerns() throws Exception {
    expect("soon", 2, SOON);
    expect("late", 2, LATER);
    wants("1", "TEE*2");
    wants("2", "TEE*2");
    wants("3", "TEE*2");
    wants("4", "CAP*1");
    pool.forget();
    expect("last", 2, LAST);
    assertThat(promises()).containsExactly("3 60");
    pool.forget();
    pool.wave(inbound("TEE", "late", 4, LATER, false, after(1), after(1)));
    assertThat(promises()).containsExactly("3 40");

    Reason why = pool.said.get(0).reasons().get(1);
    assertThat(why.code()).isEqualTo("EXPECTED_ANEW");
    assertThat(why.detail()).isEqualTo("instead of " + LAST);
    assertThat(pool.said.get(0).reasons().get(0)).isEqualTo(Reason.of("OUT_OF_STOCK"));
  }

  @Test
  void theQueueIsPromisedAnewInItsOwnOrder() throws Exception {
    expect("soon", 2, SOON);
    wants("1", "TEE*2");
    pool.wave(Wish.of("2", "TEE*2").priority(9).allocate());
    assertThat(promises()).as("after those who wait").containsExactly("1 20", "2 never");
    pool.forget();
    expect("late", 2, LATER);

    assertThat(promises()).containsExactly("2 20", "1 40");
  }

  @Test
  void whatHasComeIsNotExpectedAnyMore() throws Exception {
    expect("soon", 4, SOON);
    expect("late", 9, LATER);
    wants("1", "TEE*3");
    wants("2", "TEE*2");
    comes("soon", 3);
    assertThat(pool.events).contains("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(level("TEE").expected()).isEqualTo(10);
    wants("3", "TEE*8");
    wants("4", "TEE*1");

    assertThat(promises()).containsExactly("1 20", "2 40", "3 40", "4 never");
  }

  @Test
  void aReceiptThatIsRepeatedCameOnce() throws Exception {
    expect("soon", 4, SOON);
    StockInput receipt = ordered("soon", pool.receipt("north", "TEE", 3));
    pool.wave(receipt);
    pool.wave(receipt);

    assertThat(level("TEE").expected()).isEqualTo(1);
    assertThat(level("TEE").onHand()).isEqualTo(3);
  }

  @Test
  void moreThanWasOrderedIsNotExpectedAgain() throws Exception {
    expect("soon", 4, SOON);
    comes("soon", 6);
    assertThat(level("TEE").expected()).isZero();
    pool.wave(inbound("TEE", "soon", 10, LATER, false, after(1), after(1)));

    assertThat(level("TEE").expected()).as("6 of 10 have come").isEqualTo(4);
  }

  @Test
  void whatComesBeforeAnythingIsSaidOfItIsNotExpected() throws Exception {
    comes("soon", 3);
    expect("soon", 4, SOON);

    assertThat(level("TEE").expected()).isEqualTo(1);
  }

  @Test
  void damagedGoodsAreThereAndPromisedToNobody() throws Exception {
    expect("soon", 2, SOON);
    expect("late", 2, LATER);
    wants("1", "TEE*2");
    wants("2", "TEE*1");
    pool.forget();
    WmsEvent.Item broken = new WmsEvent.Item("TEE", 1, Quality.DAMAGED, null);
    pool.wave(
        ordered(
            "soon",
            StockSamples.message(
                "x", WmsEvent.Type.RECEIPT, "north", after(9), null, List.of(broken))));

    assertThat(promises()).containsExactly("1 40");
    assertThat(level("TEE").expected()).isEqualTo(3);
  }

  @Test
  void whatShouldHaveComeIsPromisedNoMore() throws Exception {
    expect("soon", 2, SOON);
    expect("late", 2, LATER);
    wants("1", "TEE*2");
    wants("2", "TEE*2");
    pool.forget();
    pool.quietUntil(SOON);
    assertThat(promises()).containsExactly("1 40", "2 never");
    assertThat(pool.said.get(0).at()).isEqualTo(SOON);
    assertThat(level("TEE").expected()).isEqualTo(2);
    pool.forget();
    pool.wave(inbound("TEE", "soon", 2, LAST, false, after(1), after(1)));

    assertThat(promises()).containsExactly("2 60");
  }

  @Test
  void aPurchaseOrderThatEndsBringsNothing() throws Exception {
    expect("soon", 2, SOON);
    wants("1", "TEE*2");
    pool.forget();
    Reference end = Reference.end(Reference.Type.INBOUND, POOL + "/TEE#soon", after(10_000));
    pool.wave(StockSamples.published(end, after(1)));
    assertThat(promises()).isEmpty();
    pool.quietUntil(after(10_000));

    assertThat(promises()).containsExactly("1 never");
    assertThat(pool.said.get(0).reasons().get(1).detail()).isEqualTo("instead of " + SOON);
  }

  @Test
  void aPurchaseOrderThatIsTakenAwayWasNeverThere() throws Exception {
    expect("soon", 2, SOON);
    comes("soon", 1);
    pool.wave(
        StockSamples.published(
            Reference.end(Reference.Type.INBOUND, POOL + "/TEE#soon"), after(1)));

    assertThat(level("TEE").expected()).isZero();
    assertThat(expectedGoods()).isEmpty();
  }

  private List<?> expectedGoods() {
    return Objects.requireNonNull(pool.stock.get("TEE")).offering().expected().all();
  }

  @Test
  void whatIsSaidOfTheFutureHoldsThen() throws Exception {
    expect("soon", 2, LATER);
    pool.wave(inbound("TEE", "soon", 5, LATER, true, after(10_000), after(1)));
    assertThat(level("TEE").expected()).isEqualTo(2);
    assertThat(level("TEE").offered()).isZero();
    pool.quietUntil(after(10_000));

    assertThat(level("TEE").expected()).isEqualTo(5);
    assertThat(level("TEE").offered()).isEqualTo(5);
  }

  @Test
  void aPresaleIsOfferedAsLongAsItsGoodsAreToComeAndNeverLocked() throws Exception {
    pool.wave(inbound("TEE", "soon", 6, SOON, true, Instant.EPOCH, after(0)));
    expect("late", 9, LATER);
    assertThat(level("TEE").offered()).as("the others may not be sold").isEqualTo(6);
    assertThat(level("TEE").availableToPromise()).isZero();
    wants("1", "TEE*2");
    assertThat(level("TEE").offered()).isEqualTo(4);
    assertThat(pool.deliveries).isEmpty();
    comes("soon", 3);
    assertThat(level("TEE").offered()).as("1 is there, 3 are to come").isEqualTo(4);
    pool.quietUntil(SOON);

    assertThat(level("TEE").offered()).isEqualTo(1);
  }

  @Test
  void aBundleIsSoldBeforeItsScarcestArticleComes() throws Exception {
    pool.receive("north", "CAP", 7);
    pool.wave(StockSamples.bundle("SET", 1, Instant.EPOCH, after(0), "CAP*1:1", "TEE*2:1"));
    pool.wave(inbound("TEE", "soon", 9, SOON, true, Instant.EPOCH, after(0)));

    assertThat(level("SET").offered()).isEqualTo(4);
    assertThat(level("SET").expected()).isZero();
  }

  @Test
  void whoIsHeldIsPromisedNothingUntilItWaitsForGoods() throws Exception {
    expect("soon", 2, SOON);
    pool.wave(Wish.of("1", "NEW*1").allocate());
    pool.wave(inbound("NEW", "soon", 2, SOON, false, Instant.EPOCH, after(0)));
    assertThat(pool.events).containsExactly("1 HELD [UNKNOWN_SKU]");
    pool.wave(StockSamples.announced("NEW", after(1)));

    assertThat(promises()).containsExactly("1 20");
  }

  @Test
  void whatIsReservedIsNotToldOf() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").reserve());
    expect("soon", 2, SOON);
    assertThat(pool.events).isEmpty();
    pool.wave(Wish.of("1", "TEE*1").allocate());

    assertThat(promises()).containsExactly("1 20");
  }

  @Test
  void oldPurchaseOrdersAreForgotten() throws Exception {
    expect("soon", 2, SOON);
    comes("never said", 1);
    assertThat(expectedGoods()).hasSize(2);
    Instant longAfter = after(Duration.ofDays(400).toMillis());
    pool.quietUntil(longAfter);
    pool.wave(inbound("TEE", "new", 1, longAfter.plusSeconds(60), false, Instant.EPOCH, longAfter));

    assertThat(expectedGoods()).hasSize(1);
    assertThat(level("TEE").expected()).isEqualTo(1);
  }
}
