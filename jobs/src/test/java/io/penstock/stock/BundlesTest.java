package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.bundle;
import static io.penstock.stock.StockSamples.published;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.Reference;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders for bundles, told wave by wave. */
class BundlesTest {

  private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(30));
  private static final Instant PAID = NOON.minusSeconds(60);

  private PoolInMemory pool;

  @BeforeEach
  void aSetOfTwoTeesAndACap() throws Exception {
    pool = new PoolInMemory("CAP", "TEE", "SOCK");
    pool.wave(bundle("SET", 1, LONG_AGO, after(0), "TEE*2:2", "CAP*1:1"));
  }

  @Test
  void aBundleIsTakenFromTheStockOfItsArticles() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 9), pool.receipt("east", "CAP", 9));
    pool.forget();
    pool.wave(Wish.of("1", "SET*3").allocate());

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*6, CAP*3]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 9, 6, 0));
    assertThat(pool.cell("CAP", "east")).isEqualTo(new Cell("east", 9, 3, 0));
  }

  @Test
  void aBundleOfWhichOneArticleIsShortLocksNothingAndWaitsForThatArticle() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 3), pool.receipt("east", "CAP", 2));
    pool.forget();
    pool.wave(Wish.of("1", "SET*2").allocate());
    assertThat(pool.events).containsExactly("1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(reason("TEE")).isTrue();
    assertThat(pool.queue("TEE")).containsExactly("1");
    assertThat(pool.queue("CAP")).isEmpty();

    pool.receive("east", "TEE", 1);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*4, CAP*2]");
  }

  @Test
  void anArticleThatStandsOnALineAndInABundleIsCountedTogether() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("east", "CAP", 1));
    pool.forget();
    pool.wave(Wish.of("1", "SET*1", "TEE*1").allocate());
    assertThat(pool.events)
        .as("two tees are not three")
        .containsExactly("1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.cell("TEE", "east").locked()).isZero();

    pool.receive("east", "TEE", 1);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*2, CAP*1, TEE*1]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 3, 3, 0));
  }

  @Test
  void whatIsPublishedLaterChangesNothingAboutAnOrder() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("east", "CAP", 9));
    pool.wave(Wish.of("1", "SET*1").allocate());
    pool.forget();
    pool.wave(bundle("SET", 2, LONG_AGO, after(1), "SOCK*1:1"), pool.receipt("east", "SOCK", 9));
    pool.wave(Wish.of("1", "SET*1").version(2).allocate());
    assertThat(pool.deliveries).as("it waits for what it was").isEmpty();
    pool.wave(Wish.of("2", "SET*1").allocate());
    pool.receive("east", "TEE", 1);

    assertThat(pool.deliveries)
        .containsExactly("CREATE 2#1.1 east [SOCK*1]", "CREATE 1#1.1 east [TEE*2, CAP*1]");
  }

  @Test
  void theVersionOfThePaymentCounts() throws Exception {
    pool.wave(
        bundle("SET", 2, PAID.plusMillis(1), after(0), "SOCK*2:1"),
        pool.receipt("east", "TEE", 9),
        pool.receipt("east", "CAP", 9),
        pool.receipt("east", "SOCK", 9));
    pool.forget();
    pool.wave(
        Wish.of("1", "SET*1").paidAt(PAID).allocate(),
        Wish.of("2", "SET*1").paidAt(PAID.plusMillis(1)).allocate());

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 east [TEE*2, CAP*1]", "CREATE 2#1.1 east [SOCK*2]");
    assertThat(Objects.requireNonNull(pool.locks.get(SHOP + "2")).goods().bundles())
        .singleElement()
        .satisfies(line -> assertThat(line.version()).isEqualTo(2));
  }

  @Test
  void aLineThatChangesItsArticleOrIsNewIsTakenApartAnew() throws Exception {
    pool.wave(Wish.of("1", "SET*1").allocate());
    pool.wave(
        bundle("SET", 2, LONG_AGO, after(1), "SOCK*1:1"),
        bundle("PAIR", 1, LONG_AGO, after(1), "SOCK*2:1"));
    pool.wave(Wish.of("1", "PAIR*1", "SET*1").version(2).allocate());
    pool.forget();
    pool.receive("east", "SOCK", 3);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [SOCK*2, SOCK*1]");
  }

  @Test
  void aBundleThatTheCatalogueAnnouncesAsAnArticleIsABundleWhileItHolds() throws Exception {
    pool.wave(
        announced("SET", after(0)),
        pool.receipt("east", "SET", 1),
        pool.receipt("east", "TEE", 2),
        pool.receipt("east", "CAP", 1));
    pool.wave(
        published(
            Reference.end(Reference.Type.BUNDLE, StockSamples.POOL + "/SET", NOON), after(1)));
    pool.forget();
    pool.wave(
        Wish.of("1", "SET*1").paidAt(PAID).allocate(),
        Wish.of("2", "SET*1").paidAt(NOON).allocate());

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 east [TEE*2, CAP*1]", "CREATE 2#1.1 east [SET*1]");
  }

  @Test
  void anArticleStaysOneAlthoughABundleOfItsNameIsPublished() throws Exception {
    pool.wave(Wish.of("1", "SOCK*1").allocate());
    pool.wave(bundle("SOCK", 1, LONG_AGO, after(1), "TEE*1:1"), pool.receipt("east", "TEE", 9));
    assertThat(pool.deliveries).isEmpty();
    pool.wave(Wish.of("1", "SOCK*1").version(2).allocate());
    pool.receive("east", "SOCK", 1);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [SOCK*1]");
  }

  @Test
  void anUnknownArticleOfABundleHoldsTheOrderAndIsNamed() throws Exception {
    pool.wave(bundle("KIT", 1, LONG_AGO, after(0), "TEE*1:1", "NEW*1:1"));
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("east", "NEW", 1));
    pool.forget();
    pool.wave(Wish.of("1", "KIT*1").allocate());
    assertThat(pool.events).containsExactly("1 HELD [UNKNOWN_SKU]");
    assertThat(reason("NEW")).isTrue();

    pool.wave(announced("NEW", after(0)));

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1, NEW*1]");
  }

  @Test
  void anOrderThatCameBeforeItsBundleWaitsForIt() throws Exception {
    pool.wave(pool.receipt("east", "SOCK", 2));
    pool.wave(
        Wish.of("1", "PAIR*1").allocate(), Wish.of("2", "PAIR*1").paidAt(LONG_AGO).allocate());
    assertThat(pool.events).contains("1 HELD [UNKNOWN_SKU]", "2 HELD [UNKNOWN_SKU]");
    pool.forget();

    pool.wave(bundle("PAIR", 1, PAID, after(1), "SOCK*2:1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [SOCK*2]");
    assertThat(pool.events)
        .as("it was no bundle yet")
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.queue("PAIR")).containsExactly("2");
  }

  @Test
  void anOrderThatIsCompleteOnceItsBundleIsKnownIsToldSo() throws Exception {
    pool.wave(pool.receipt("east", "SOCK", 2));
    pool.wave(Wish.of("1", "SOCK*2").allocate());
    pool.wave(Wish.of("1", "PAIR*1").version(2).allocate());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.forget();

    pool.wave(bundle("PAIR", 1, LONG_AGO, after(1), "SOCK*2:1"));

    assertThat(pool.events).containsExactly("1 COMPLETED");
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void aSuspendedOrderIsTakenApartAsItWasWhenItCame() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("east", "CAP", 1));
    pool.wave(Wish.of("1", "SET*1").suspend(), Wish.of("2", "SET*1").cancel());
    pool.wave(bundle("SET", 2, LONG_AGO, after(1), "SOCK*1:1"));
    pool.forget();
    pool.wave(Wish.of("1", "SET*1").allocate(), Wish.of("2", "SET*1").version(2).allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*2, CAP*1]");
    assertThat(pool.queue("TEE")).containsExactly("2");
  }

  @Test
  void aRefundedLineTakesItsWholeBundlesWithIt() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 9), pool.receipt("east", "CAP", 9));
    pool.wave(Wish.of("1", "SET*2", "CAP*1").allocate());
    pool.wave(Wish.of("1", "SET*2!", "CAP*1").version(2).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [CAP*1]");
    assertThat(pool.cell("TEE", "east").locked()).isZero();
  }

  @Test
  void fewerBundlesAreFewerOfAllTheirArticles() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 9), pool.receipt("east", "CAP", 9));
    pool.wave(Wish.of("1", "SET*3").allocate());
    pool.wave(Wish.of("1", "SET*2").version(2).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*4, CAP*2]");
  }

  @Test
  void theAmountsOfTheArticlesAddUpToWhatTheLineCosts() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 9), pool.receipt("east", "CAP", 9));
    pool.wave(Wish.of("1", "SET*1=1001").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(lines("1#1.1"))
        .as("two thirds of 1001 lose more by rounding")
        .containsExactly(
            new EventLine("1", "TEE", 2, 667, 1, true), new EventLine("1", "CAP", 1, 334, 0, true));
  }

  @Test
  void theAmountsOfSeveralParcelsAddUpToWhatTheLineCosts() throws Exception {
    pool.with(StockSamples.split(SplitPolicy.WITHIN_LINES));
    pool.wave(
        pool.receipt("east", "TEE", 1),
        pool.receipt("north", "TEE", 1),
        pool.receipt("south", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*3=100").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "south", "1#1.3"));

    assertThat(shippedAmounts()).containsExactly(33L, 33L, 34L);
  }

  @Test
  void aParcelThatIsReplacedLosesNoMoney() throws Exception {
    pool.with(StockSamples.split(SplitPolicy.WITHIN_LINES));
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "TEE", 2));
    pool.wave(Wish.of("1", "TEE*3=100").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));
    pool.wave(pool.receipt("south", "TEE", 1));
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "south", "1#2.1"));

    assertThat(shippedAmounts()).containsExactly(66L, 34L);
  }

  @Test
  void aLineThatGetsCheaperAfterAPartOfItLeftIsToldOfItsNewAmountInAll() throws Exception {
    pool.with(StockSamples.split(SplitPolicy.WITHIN_LINES));
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*2=100").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(Wish.of("1", "TEE*2=81").version(2).allocate());
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));

    assertThat(shippedAmounts()).containsExactly(50L, 31L);
  }

  @Test
  void noPartOfALineIsWorthLessThanNothing() throws Exception {
    pool.with(StockSamples.split(SplitPolicy.WITHIN_LINES));
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*2=100").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(Wish.of("1", "TEE*2=20").version(2).allocate());
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));

    assertThat(shippedAmounts()).containsExactly(50L, 0L);
  }

  @Test
  void aBundleThatLeavesFromTwoWarehousesIsCompleteWithTheLastArticle() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 4), pool.receipt("north", "CAP", 2));
    pool.wave(Wish.of("1", "SET*2=1001").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events).containsExactly("1#1.2 PARTLY_SHIPPED", "1#1.1 SHIPPED");
    assertThat(lines("1#1.2")).containsExactly(new EventLine("1", "CAP", 2, 334, 0, false));
    assertThat(lines("1#1.1")).containsExactly(new EventLine("1", "TEE", 4, 667, 2, true));
  }

  @Test
  void ofBundlesThatAreDividedWholeOnesAreCountedAsTheyAreComplete() throws Exception {
    pool.with(StockSamples.split(SplitPolicy.WITHIN_LINES));
    pool.wave(
        pool.receipt("east", "TEE", 3),
        pool.receipt("east", "CAP", 3),
        pool.receipt("north", "TEE", 3));
    pool.wave(Wish.of("1", "SET*3").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));

    assertThat(lines("1#1.1")).extracting(EventLine::lineUnits).containsExactly(1, 0);
    assertThat(lines("1#1.2")).extracting(EventLine::lineUnits).containsExactly(2);
    assertThat(shippedAmounts().stream().mapToLong(Long::longValue).sum()).isEqualTo(3_000);
  }

  @Test
  void aBundleThatLeftAlthoughItsLineIsAnotherNowIsStillToldAsABundle() throws Exception {
    pool.wave(
        pool.receipt("east", "TEE", 2),
        pool.receipt("east", "CAP", 1),
        pool.receipt("east", "SOCK", 1));
    pool.wave(Wish.of("1", "SET*1").allocate());
    pool.wave(Wish.of("1", "SOCK*1").version(2).allocate());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#2.1"));

    assertThat(lines("1#1.1"))
        .containsExactly(
            new EventLine("1", "TEE", 2, 0, 1, false), new EventLine("1", "CAP", 1, 0, 0, false));
    assertThat(lines("1#2.1"))
        .as("what the line is now carries what it costs")
        .containsExactly(new EventLine("1", "SOCK", 1, 1_000, null, true));
  }

  @Test
  void unitsBeyondAllCountingAreNotThere() throws Exception {
    pool.wave(Wish.of("1", "SET*" + Integer.MAX_VALUE, "TEE*" + Integer.MAX_VALUE).allocate());

    assertThat(pool.events).containsExactly("1 BACKORDERED [OUT_OF_STOCK]");
  }

  @Test
  void aVersionThatNoOrderCanNeedAnyMoreIsForgottenAndATombstoneTakesAllAway() throws Exception {
    pool.waveThatEnds(
        NOON.plus(Duration.ofDays(200)),
        bundle("SET", 2, NOON, after(1), "SOCK*1:1"),
        bundle("SET", 3, NOON.plus(Duration.ofDays(90)), after(1), "SOCK*2:1"));
    assertThat(Objects.requireNonNull(pool.bundles.get("SET")).versions())
        .extracting(one -> Objects.requireNonNull(one.bundle()).version())
        .containsExactly(2, 3);
    pool.waveThatEnds(
        NOON.plus(Duration.ofDays(400)),
        published(
            Reference.end(
                Reference.Type.BUNDLE, StockSamples.POOL + "/SET", NOON.plus(Duration.ofDays(1))),
            after(2)));
    assertThat(Objects.requireNonNull(pool.bundles.get("SET")).versions()).hasSize(1);
    pool.wave(
        published(Reference.end(Reference.Type.BUNDLE, StockSamples.POOL + "/SET"), after(3)));

    assertThat(pool.bundles).isEmpty();
  }

  private boolean reason(String sku) {
    OrderEvent last = pool.said.get(pool.said.size() - 1);
    return last.reasons().stream().anyMatch(reason -> sku.equals(reason.detail()));
  }

  private List<EventLine> lines(String delivery) {
    List<EventLine> lines = new ArrayList<>();
    for (OrderEvent event : pool.said) {
      if (Promises.hasLeft(event) && (SHOP + delivery).equals(event.deliveryId())) {
        lines.addAll(event.lines());
      }
    }
    return lines;
  }

  private List<Long> shippedAmounts() {
    List<Long> amounts = new ArrayList<>();
    for (OrderEvent event : pool.said) {
      if (Promises.hasLeft(event)) {
        amounts.add(event.lines().stream().mapToLong(EventLine::amountMinor).sum());
      }
    }
    return amounts;
  }
}
