package io.penstock.stock;

import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.StockLevel;
import io.penstock.state.Cell;
import io.penstock.state.StockInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders and stock, told wave by wave. */

/** Who gets what of the stock, and who waits, told wave by wave. */
class StockPoolTest {

  private PoolInMemory pool;

  @BeforeEach
  void twoArticles() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  @Test
  void anOrderLocksItsGoodsInTheNearestWarehouseAndTellsIt() throws Exception {
    pool.wave(pool.receipt("north", "TEE", 5), pool.receipt("east", "TEE", 5));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").allocate());

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*2]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 5, 2, 0));
    assertThat(pool.levels)
        .containsExactly(
            new StockLevel(StockSamples.POOL, "TEE", 10, 2, 8, after(600), false, 8L, null, 0));
  }

  @Test
  void anOrderThatMissesOneLineLocksNothing() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2", "CAP*1").allocate());

    assertThat(pool.events).containsExactly("1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east").locked()).isZero();
    assertThat(pool.queue("CAP")).containsExactly("1");
    assertThat(pool.queue("TEE")).as("it does not wait for what is there").isEmpty();
  }

  @Test
  void ofManyOrdersForTheLastUnitExactlyOneGetsIt() throws Exception {
    StockInput[] wishes = new StockInput[51];
    for (int i = 0; i < 50; i++) {
      wishes[i] = Wish.of("order-" + i, "TEE*1").allocate();
    }
    wishes[50] = pool.receipt("east", "TEE", 1);
    pool.wave(wishes);

    assertThat(pool.events).filteredOn(event -> event.contains("ALLOCATED")).hasSize(1);
    assertThat(pool.events).filteredOn(event -> event.contains("BACKORDERED")).hasSize(49);
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 1, 0));
    assertThat(pool.queue("TEE")).hasSize(49);
  }

  @Test
  void withinAWaveThePriorityCountsThenThePayment() throws Exception {
    pool.wave(
        pool.receipt("east", "TEE", 2),
        Wish.of("1", "TEE*1").paidSecondsAgo(10).allocate(),
        Wish.of("2", "TEE*1").paidSecondsAgo(20).allocate(),
        Wish.of("3", "TEE*1").paidSecondsAgo(5).priority(7).allocate());

    assertThat(pool.events)
        .containsExactly(
            "3 ALLOCATED [SINGLE_WAREHOUSE]",
            "2 ALLOCATED [SINGLE_WAREHOUSE]",
            "1 BACKORDERED [OUT_OF_STOCK]");
  }

  @Test
  void aReceiptServesThoseWhoWaitByPriorityAndPayment() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").paidSecondsAgo(10).allocate());
    pool.wave(Wish.of("2", "TEE*1").paidSecondsAgo(20).allocate());
    pool.wave(Wish.of("3", "TEE*1").paidSecondsAgo(5).priority(7).allocate());
    assertThat(pool.queue("TEE")).containsExactly("3", "2", "1");
    pool.forget();

    pool.receive("north", "TEE", 2);

    assertThat(pool.deliveries)
        .containsExactly("CREATE 3#1.1 north [TEE*1]", "CREATE 2#1.1 north [TEE*1]");
    assertThat(pool.queue("TEE")).containsExactly("1");
    assertThat(pool.events).as("who waits on is not told again").hasSize(2);
  }

  @Test
  void whoWaitsComesBeforeALaterOrderOfTheSameRank() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").paidSecondsAgo(20).allocate());
    pool.forget();
    pool.wave(Wish.of("2", "TEE*1").paidSecondsAgo(10).allocate(), pool.receipt("east", "TEE", 1));

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "2 BACKORDERED [OUT_OF_STOCK]");
  }

  @Test
  void aSmallOrderMayPassALargeOneThatCannotBeServed() throws Exception {
    pool.wave(Wish.of("1", "TEE*5").paidSecondsAgo(20).allocate());
    pool.wave(Wish.of("2", "TEE*1").paidSecondsAgo(10).allocate());
    pool.forget();
    pool.receive("east", "TEE", 2);

    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*1]");
    assertThat(pool.queue("TEE")).containsExactly("1");
  }

  @Test
  void anOrderThatIsAskedForAgainLocksNothingMore() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).allocate());

    assertThat(pool.events).isEmpty();
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east").locked()).isEqualTo(2);
  }

  @Test
  void anOlderVersionThatComesLateChangesNothing() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*2").version(3).allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*4").version(2).allocate());
    pool.wave(Wish.of("1", "TEE*4").version(2).cancel());

    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east").locked()).isEqualTo(2);
  }

  @Test
  void anUnknownArticleHoldsTheOrderUntilItIsAnnounced() throws Exception {
    pool.receive("east", "NEW", 3);
    pool.forget();
    pool.wave(Wish.of("1", "NEW*1").allocate());
    pool.receive("east", "NEW", 1);
    assertThat(pool.events).containsExactly("1 HELD [UNKNOWN_SKU]");
    pool.forget();

    pool.wave(announced("NEW", after(0)));

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void anArticleThatIsAnnouncedButMissingIsWaitedFor() throws Exception {
    pool.wave(Wish.of("1", "NEW*1").allocate());
    pool.wave(announced("NEW", after(0)));
    pool.wave(withdrawn("NEW", after(1)));

    assertThat(pool.events)
        .containsExactly(
            "1 HELD [UNKNOWN_SKU]", "1 BACKORDERED [OUT_OF_STOCK]", "1 HELD [UNKNOWN_SKU]");
  }
}
