package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.WmsEvent.Type;
import org.junit.jupiter.api.Test;

/** Orders that are held and keep their goods. */
class ReservedTest {

  private final PoolInMemory pool = new PoolInMemory("TEE", "CAP");

  ReservedTest() throws Exception {}

  @Test
  void whatIsReservedIsLockedAndNoWarehouseKnowsUntilTheOrderMayGo() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").reserve());
    assertThat(pool.events).containsExactly("1 RESERVED [SINGLE_WAREHOUSE]");
    pool.wave(Wish.of("2", "TEE*1").priority(9).allocate());
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east").locked()).isOne();
    pool.forget();

    pool.wave(Wish.of("1", "TEE*1").allocate());
    assertThat(pool.events).containsExactly("1 ALLOCATED [WAS_RESERVED]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    assertThat(pool.events).containsExactly("1#1.1 SHIPPED");
  }

  @Test
  void whatIsToldAgainChangesNothing() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").reserve());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).reserve());
    pool.wave(Wish.of("2", "TEE*1").allocate());

    assertThat(pool.events).containsExactly("2 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.cell("TEE", "east").locked()).isOne();
  }

  @Test
  void anotherVersionIsReservedAnew() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 3), pool.receipt("east", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*3").reserve());
    pool.wave(Wish.of("1", "CAP*1").version(2).reserve());

    assertThat(pool.cell("TEE", "east").locked()).isZero();
    assertThat(pool.cell("CAP", "east").locked()).isOne();
    assertThat(pool.deliveries).as("no warehouse has to know").isEmpty();
  }

  @Test
  void whatAWarehouseHasIsRecalledAndStaysTheOrders() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("2", "TEE*1").priority(9).allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).reserve());
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*1]");
    pool.forget();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.events)
        .as("although another order of a higher priority waits for it")
        .containsExactly("1 RESERVED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void whatIsNotThereYetIsReservedWhenItComesAndNothingIsToldBefore() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").reserve());
    assertThat(pool.events).as("it is held anyway").isEmpty();

    pool.receive("east", "TEE", 1);
    assertThat(pool.events).containsExactly("1 RESERVED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void whatIsReservedIsFreeAtOnceWhenTheOrderEndsOrKeepsNothingAnyMore() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*1").reserve(), Wish.of("2", "TEE*1").reserve());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").cancel(), Wish.of("2", "TEE*1").suspend());

    assertThat(pool.events).containsExactly("1 CANCELLED");
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east").available()).isEqualTo(2);
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void whatIsReservedIsFreeWhenTheRestHasLeftAndTheMarketplaceCallsItShipped() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("east", "CAP", 5));
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(pool.answer(Type.PICKED, "east", "1#1.1"));
    pool.wave(Wish.of("1", "TEE*1", "CAP*5").version(2).reserve());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    assertThat(pool.cell("CAP", "east").locked()).isEqualTo(5);
    pool.wave(Wish.of("1", "TEE*1", "CAP*5").version(3).settle());

    assertThat(pool.cell("CAP", "east").locked()).isZero();
    assertThat(pool.locks).as("nobody decides about it any more").isEmpty();
  }
}
