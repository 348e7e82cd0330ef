package io.penstock.stock;

import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.merging;
import static io.penstock.stock.StockSamples.ofGoods;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import org.junit.jupiter.api.Test;

/** A count that finds fewer goods than are locked. */
class ShortagesTest {

  private final PoolInMemory pool;
  private int at;

  ShortagesTest() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  @Test
  void theOrderOfTheLowestPrecedenceIsTakenBackAndSourcedElsewhere() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 4), pool.receipt("north", "TEE", 2));
    pool.wave(Wish.of("1", "TEE*2").priority(5).allocate(), Wish.of("2", "TEE*2").allocate());
    pool.forget();
    count("TEE*3");

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 4, 4, 1));
    assertThat(pool.events).containsExactly("2#1.1 CANCEL_REQUESTED [GOODS_MISSING]");
    assertThat(pool.deliveries).containsExactly("CANCEL 2#1.1 east [TEE*2]");
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "2#1.1"));

    assertThat(pool.events).containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 2#2.1 north [TEE*2]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 3, 2, 0));
  }

  @Test
  void onlyAsManyAreTakenBackAsGoodsAreMissing() throws Exception {
    pool.receive("east", "TEE", 6);
    pool.wave(
        Wish.of("1", "TEE*2").paidSecondsAgo(3).allocate(),
        Wish.of("2", "TEE*2").paidSecondsAgo(2).allocate(),
        Wish.of("3", "TEE*2").paidSecondsAgo(1).allocate());
    pool.forget();
    count("TEE*4");
    count("TEE*3");

    assertThat(pool.deliveries)
        .containsExactly("CANCEL 3#1.1 east [TEE*2]", "CANCEL 2#1.1 east [TEE*2]");
  }

  @Test
  void whatIsPickedWasFound() throws Exception {
    pool.receive("east", "TEE", 4);
    pool.wave(
        Wish.of("1", "TEE*2").paidSecondsAgo(3).allocate(),
        Wish.of("2", "TEE*2").paidSecondsAgo(1).allocate());
    pool.wave(pool.answer(Type.PICKED, "east", "2#1.1"));
    pool.forget();
    count("TEE*2");

    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
  }

  @Test
  void whereTheWarehouseCannotStopOneAnotherIsTakenBack() throws Exception {
    pool.receive("east", "TEE", 4);
    pool.wave(
        Wish.of("1", "TEE*2").paidSecondsAgo(3).allocate(),
        Wish.of("2", "TEE*2").paidSecondsAgo(1).allocate());
    count("TEE*2");
    pool.forget();
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "2#1.1"));

    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
  }

  @Test
  void whereItSentOneAllTheSameAnotherIsTakenBack() throws Exception {
    pool.receive("east", "TEE", 4);
    pool.wave(
        Wish.of("1", "TEE*2").paidSecondsAgo(3).allocate(),
        Wish.of("2", "TEE*2").paidSecondsAgo(1).allocate());
    count("TEE*2");
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "2#1.1"));

    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
  }

  @Test
  void ofWhatNoWarehouseKnowsTheGoodsAreFreeAtOnce() throws Exception {
    pool.with(merging(5));
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("north", "TEE", 2));
    pool.wave(Wish.of("1", "TEE*2").forToken("ann").allocate());
    assertThat(pool.deliveries).isEmpty();
    pool.forget();
    count("TEE*1");

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 0, 0));
    assertThat(pool.cell("TEE", "north").locked()).isEqualTo(2);
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, WAITS_FOR_OTHERS]");
  }

  @Test
  void goodsThatComeMakeItGoodBeforeAnybodyElseHasThem() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(pool.answer(Type.PICKED, "east", "1#1.1"));
    count("TEE*0");
    pool.wave(Wish.of("2", "TEE*1").allocate());
    pool.receive("east", "TEE", 2);

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 2, 0));
    assertThat(pool.queue("TEE")).containsExactly("2");
    pool.receive("east", "TEE", 1);
    assertThat(pool.queue("TEE")).isEmpty();
  }

  @Test
  void goodsThatLeftAlthoughTheyWereReleasedAreMissingForOthers() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("north", "TEE", 2));
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    pool.wave(Wish.of("2", "TEE*2").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.deliveries).contains("CANCEL 2#1.1 east [TEE*2]");
  }

  @Test
  void whoseGoodsLeftAlthoughTheyWereGivenUpLacksNothingThatIsMissing() throws Exception {
    pool.receive("east", "TEE", 2);
    Wish wish = Wish.of("1", "TEE*2");
    pool.wave(wish.allocate());
    pool.wave(wish.reserve());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 2, 0));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]", "1 COMPLETED");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 0, 0, 0));
  }

  private void count(String... goods) throws Exception {
    pool.wave(ofGoods(Type.SNAPSHOT, "east", after(at), ++at, null, goods));
  }
}
