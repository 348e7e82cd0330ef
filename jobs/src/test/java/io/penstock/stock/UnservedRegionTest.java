package io.penstock.stock;

import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.warehouse;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.WmsEvent.Type;
import io.penstock.state.WaitingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders and stock, told wave by wave. */

/** Whom no warehouse serves. */
class UnservedRegionTest {

  private PoolInMemory pool;

  @BeforeEach
  void twoArticles() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  @Test
  void aRegionThatNoWarehouseServesIsHeld() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    for (String name : new String[] {"east", "north", "south"}) {
      pool.receive(name, "TEE", 1);
    }
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.REJECTED, "south", "1#2.1"));
    pool.wave(pool.answer(Type.REJECTED, "north", "1#2.1"));
    pool.wave(pool.answer(Type.REJECTED, "south", "1#3.1"));

    assertThat(pool.events).last().isEqualTo("1 HELD [UNSERVED_REGION]");
    assertThat(pool.stock.values()).allMatch(sku -> sku.locked() == 0);
  }

  @Test
  void whomNoWarehouseServesWaitsForAnotherWarehouseAndNotForGoods() throws Exception {
    for (String name : new String[] {"east", "north", "south"}) {
      pool.receive(name, "TEE", 2);
    }
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.REJECTED, "north", "1#2.1"));
    pool.wave(pool.answer(Type.REJECTED, "south", "1#3.1"));
    assertThat(pool.events).last().isEqualTo("1 HELD [UNSERVED_REGION]");
    assertThat(pool.queues).containsOnlyKeys(WaitingQueue.UNSERVED);
    pool.forget();
    pool.receive("east", "TEE", 1);
    assertThat(pool.events).isEmpty();

    pool.with(warehouse("west", "Sichuan", 1, "*"));
    pool.wave(pool.receipt("east", "CAP", 1), Wish.of("2", "TEE*1").allocate());
    assertThat(pool.events)
        .containsExactly("1 BACKORDERED [OUT_OF_STOCK]", "2 ALLOCATED [SINGLE_WAREHOUSE]");
    pool.receive("west", "TEE", 1);
    assertThat(pool.deliveries).last().isEqualTo("CREATE 1#4.1 west [TEE*1]");
    assertThat(pool.queues).isEmpty();
  }

  @Test
  void whomTheNewWarehouseDoesNotServeEitherIsNotToldAgain() throws Exception {
    PoolInMemory local = new PoolInMemory("TEE");
    local.without("east", "north", "south").with(warehouse("local", "Hubei", 1));
    local.wave(Wish.of("1", "TEE*1").allocate());
    assertThat(local.events).containsExactly("1 HELD [UNSERVED_REGION]");
    local.with(warehouse("other", "Hunan", 1));
    local.wave(local.receipt("local", "TEE", 1));
    assertThat(local.events).hasSize(1);

    local.wave(Wish.of("1", "TEE*1").version(2).cancel());
    assertThat(local.queues).isEmpty();
  }

  @Test
  void aWarehouseThatComesBackServesWhoCameWhileItWasAway() throws Exception {
    PoolInMemory local = new PoolInMemory("TEE").without("east", "north", "south");
    local.with(warehouse("local", "Hubei", 1));
    local.wave(local.receipt("local", "TEE", 1), Wish.of("1", "TEE*1").allocate());
    local.wave(Wish.of("1", "TEE*1").version(2).cancel());
    local.without("local");
    local.wave(Wish.of("2", "TEE*1").to("Hubei").allocate());
    local.forget();
    local.with(warehouse("local", "Hubei", 1));
    local.wave(local.receipt("local", "TEE", 1));

    assertThat(local.deliveries).containsExactly("CREATE 2#1.1 local [TEE*1]");
  }

  @Test
  void whomNoWarehouseServesIsNotLookedAtWhileTheNetworkStays() throws Exception {
    PoolInMemory local = new PoolInMemory("TEE").without("east", "north", "south");
    local.wave(Wish.of("1", "TEE*1").allocate());
    local.with(warehouse("local", "Hubei", 1));
    local.wave(local.receipt("local", "TEE", 1));
    assertThat(local.ordersRead).contains(SHOP + "1");
    local.forget();
    local.wave(local.receipt("local", "TEE", 1), Wish.of("2", "TEE*1").allocate());

    assertThat(local.ordersRead).containsOnly(SHOP + "2");
  }
}
