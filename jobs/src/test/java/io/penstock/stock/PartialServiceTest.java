package io.penstock.stock;

import static io.penstock.stock.StockSamples.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reference;
import io.penstock.model.Reference.Parcels;
import io.penstock.model.Reference.Partial;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.StockInput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent of an order that is short of goods, and in what parcels. */
class PartialServiceTest {

  private final PoolInMemory pool = new PoolInMemory("CAP", "TEE");

  PartialServiceTest() throws Exception {}

  private void sendsParts(SplitPolicy split, @Nullable Long least) {
    pool.with(
        StockSamples.pool(
            new Pool(
                StockSamples.POOL,
                split,
                null,
                null,
                null,
                null,
                new Partial(least, false),
                null)));
  }

  @Test
  void whatIsThereGoesAheadAndTheRestFollows() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, null);
    pool.receive("east", "TEE", 3);
    pool.wave(Wish.of("1", "TEE*1=100", "CAP*1").allocate());

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, PARTIAL]", "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
    assertThat(pool.queue("CAP")).containsExactly("1");
    assertThat(pool.queues).containsOnlyKeys("CAP");
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.receive("north", "CAP", 1);
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#2.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 PARTLY_SHIPPED", "1 ALLOCATED [SINGLE_WAREHOUSE]", "1#2.1 SHIPPED");
    assertThat(pool.locks).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 0, 0));
  }

  /** The first shirt could come from where the three are, and comes from where the mug is. */
  @Test
  void whatThePlanOfAPartLeavesWholeGoesAheadToo() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, null);
    pool.wave(StockSamples.announced("MUG", after(0)));
    pool.receive("east", "TEE", 3);
    pool.receive("north", "TEE", 1);
    pool.receive("north", "MUG", 1);
    pool.wave(Wish.of("1", "TEE*1", "MUG*1", "TEE*3", "CAP*1").allocate());

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 north [TEE*1, MUG*1]", "CREATE 1#2.1 east [TEE*3]");
    assertThat(pool.events)
        .containsExactly(
            "1 ALLOCATED [SINGLE_WAREHOUSE, PARTIAL]",
            "1 ALLOCATED [SINGLE_WAREHOUSE, PARTIAL]",
            "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.queues).containsOnlyKeys("CAP");
  }

  /** One warehouse sends what it has, and the rest waits to be sent together. */
  @Test
  void anOrderThatMayNotBeSplitIsSentInOnePartAtATime() throws Exception {
    sendsParts(SplitPolicy.NEVER, null);
    pool.receive("east", "TEE", 3);
    pool.receive("north", "CAP", 1);
    pool.wave(StockSamples.announced("MUG", after(0)));
    pool.wave(Wish.of("1", "TEE*3", "CAP*1", "MUG*1").allocate());

    assertThat(pool.deliveries).hasSize(1);
  }

  @Test
  void whatIsReadyDoesNotWaitForAPresale() throws Exception {
    goesByPresales();
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(Wish.of("2", "TEE*1", "CAP*1", "MUG*1").allocate());
    pool.wave(presale("CAP", false, after(0)));
    assertThat(pool.deliveries).as("nothing is sold before it comes").isEmpty();
    pool.wave(presale("CAP", true, after(1)));

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
    assertThat(pool.queue("MUG")).containsExactly("2");
    pool.receive("east", "MUG", 1);
    assertThat(pool.deliveries).contains("CREATE 2#1.1 east [TEE*1, MUG*1]");
    assertThat(pool.queue("CAP")).containsExactly("1", "2");
  }

  @Test
  void aPresaleThatBeginsLaterIsWaitedForThen() throws Exception {
    goesByPresales();
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(presale("CAP", true, after(10_000)));
    assertThat(pool.deliveries).isEmpty();
    pool.quietUntil(after(10_000));

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
  }

  /** The cap is a presale; of the mug one is there, which is kept back. */
  @Test
  void whatIsKeptBackIsNoPresale() throws Exception {
    goesByPresales();
    pool.receive("east", "TEE", 9);
    pool.receive("east", "MUG", 1);
    pool.wave(StockSamples.terms("MUG", 1, 0, Instant.EPOCH, after(0)));
    pool.wave(presale("CAP", true, Instant.EPOCH));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1", "MUG*1").allocate());
    assertThat(pool.deliveries).isEmpty();
    pool.wave(StockSamples.terms("MUG", 0, 0, Instant.EPOCH, after(1)));

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1, MUG*1]");
  }

  private void goesByPresales() throws Exception {
    pool.with(
        StockSamples.pool(
            new Pool(
                StockSamples.POOL,
                SplitPolicy.BETWEEN_LINES,
                null,
                null,
                null,
                null,
                new Partial(null, true),
                null)));
    pool.wave(StockSamples.announced("MUG", after(0)));
  }

  private static StockInput presale(String sku, boolean presale, Instant from) {
    return StockSamples.inbound(sku, "p", 9, after(60_000), presale, from, after(1));
  }

  @Test
  void whatIsWorthTooLittleWaitsForTheRest() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, 101L);
    pool.receive("east", "TEE", 3);
    pool.wave(
        Wish.of("1", "TEE*1=100", "CAP*1").allocate(),
        Wish.of("2", "TEE*1=101", "CAP*1").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*1]");
    assertThat(pool.queue("CAP")).containsExactly("1", "2");
    pool.forget();
    pool.receive("east", "CAP", 2);
    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 east [TEE*1, CAP*1]", "CREATE 2#2.1 east [CAP*1]");
  }

  @Test
  void unitsOfALineGoAheadOnlyWhereLinesMayBeDivided() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, null);
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*3=300").allocate());
    assertThat(pool.deliveries).isEmpty();

    sendsParts(SplitPolicy.WITHIN_LINES, 200L);
    pool.wave(Wish.of("2", "TEE*3=300").priority(1).allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*2]");
    assertThat(pool.queue("TEE")).containsExactly("2", "1");
  }

  @Test
  void aLineThatNoSingleWarehouseHasDoesNotKeepTheOthers() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, null);
    pool.receive("east", "TEE", 2);
    pool.receive("north", "TEE", 2);
    pool.receive("north", "SOCK", 1);
    pool.wave(StockSamples.announced("SOCK", StockSamples.after(0)));
    pool.wave(Wish.of("1", "TEE*3", "SOCK*1", "CAP*1").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 north [SOCK*1]");
  }

  @Test
  void aLineThatNoSingleWarehouseHadFollowsWhenOneHasIt() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, null);
    pool.receive("east", "TEE", 2);
    pool.receive("north", "TEE", 2);
    pool.wave(Wish.of("1", "CAP*1", "TEE*3").allocate());
    assertThat(pool.deliveries).isEmpty();

    pool.receive("east", "TEE", 1);
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*3]");
    assertThat(pool.queues).containsOnlyKeys("CAP");
  }

  @Test
  void ofTwoLinesOfAnArticleTheFirstForWhichThereIsEnoughGoesAhead() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, null);
    pool.receive("east", "TEE", 3);
    pool.wave(Wish.of("1", "TEE*2", "TEE*2").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*2]");
    assertThat(pool.queue("TEE")).containsExactly("1");
  }

  @Test
  void inOneParcelTheWarehouseThatHasWhatIsWorthMostSendsIt() throws Exception {
    sendsParts(SplitPolicy.NEVER, null);
    pool.wave(StockSamples.announced("SOCK", StockSamples.after(0)));
    pool.receive("east", "TEE", 1);
    pool.receive("north", "SOCK", 1);
    pool.wave(Wish.of("1", "TEE*1=100", "SOCK*1=300", "CAP*1").allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 north [SOCK*1]");
  }

  @Test
  void ofABundleAllGoesOrNothing() throws Exception {
    sendsParts(SplitPolicy.WITHIN_LINES, null);
    pool.wave(
        StockSamples.bundle("SET", 1, Instant.EPOCH, StockSamples.after(0), "TEE*2:1", "CAP*1:1"));
    pool.receive("east", "TEE", 9);
    pool.receive("east", "CAP", 1);
    pool.wave(Wish.of("1", "SET*2=400").allocate());
    assertThat(pool.deliveries).isEmpty();

    pool.wave(Wish.of("2", "SET*2=400", "TEE*1").allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*1]");
  }

  @Test
  void nothingGoesAheadOfAnOrderThatIsOnlyReserved() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, null);
    pool.receive("east", "TEE", 3);
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").reserve());

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 3, 0, 0));
  }

  @Test
  void theRestIsCancelledWithItsOrder() throws Exception {
    sendsParts(SplitPolicy.BETWEEN_LINES, null);
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).cancel());

    assertThat(pool.events).endsWith("1 CANCELLED [AFTER_SHIPMENT]");
    assertThat(pool.queues).isEmpty();
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void oneWarehouseShipsAnOrderInParcelsThatAreNotTooHeavy() throws Exception {
    pool.with(
        StockSamples.pool(
            new Pool(
                StockSamples.POOL,
                SplitPolicy.WITHIN_LINES,
                null,
                null,
                null,
                null,
                null,
                new Parcels(1_000, false))));
    Sku tee = new Sku(StockSamples.POOL, "TEE", null, null, null, null, 400, null);
    Reference weighs = Reference.of(StockSamples.POOL + "/TEE", Instant.EPOCH, tee);
    pool.wave(StockSamples.published(weighs, StockSamples.after(0)));
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*5").allocate());

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, SEVERAL_PARCELS]");
    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1 east [TEE*2]", "CREATE 1#1.2 east [TEE*2]", "CREATE 1#1.3 east [TEE*1]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 5, 5, 0));
  }
}
