package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders and stock, told wave by wave. */

/** What becomes of orders of which a newer version wants something else. */
class ChangedOrderTest {

  private PoolInMemory pool;

  @BeforeEach
  void twoArticles() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  @Test
  void aChangedOrderIsRecalledAndThenSourcedAnew() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();

    pool.wave(Wish.of("1", "TEE*3").version(2).allocate());
    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [ORDER_CHANGED]");
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
    pool.forget();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*3]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 9, 3, 0));
  }

  @Test
  void whenARecallComesTooLateOnlyTheRestIsSent() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*3").version(2).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#2.1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*1]");
    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "1#1.1 PARTLY_SHIPPED", "1#2.1 SHIPPED");
  }

  @Test
  void aLineThatWasChangedToOtherGoodsIsSourcedAlthoughTheFirstOnesLeave() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("east", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "CAP*1").version(2).allocate());
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*1]");
    pool.forget();

    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#2.1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [CAP*1]");
    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "1#1.1 PARTLY_SHIPPED", "1#2.1 SHIPPED");
  }

  @Test
  void anotherAddressIsAnotherOrderForTheWarehouse() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").version(2).to("Beijing").allocate());

    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
  }

  @Test
  void anOrderThatWasShippedElsewhereLeavesTheQueue() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).settle());
    pool.forget();
    pool.receive("east", "TEE", 1);

    assertThat(pool.queues).isEmpty();
    assertThat(pool.locks).isEmpty();
    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void aParcelIsStoppedWhenTheOrderWasShippedElsewhere() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).settle());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [SHIPPED_ELSEWHERE]");
    assertThat(pool.cell("TEE", "east").available()).isEqualTo(1);
  }

  @Test
  void theEchoOfOurOwnShipNoticeRecallsNothing() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).settle());
    assertThat(pool.deliveries).isEmpty();
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));

    assertThat(pool.events).containsExactly("1#1.2 SHIPPED");
  }

  @Test
  void ofSeveralVersionsInOneWaveTheLastCounts() throws Exception {
    pool.wave(
        Wish.of("1", "TEE*1").allocate(),
        Wish.of("1", "TEE*3").version(2).allocate(),
        Wish.of("1", "TEE*4").version(1).cancel(),
        Wish.of("2", "TEE*1").allocate(),
        Wish.of("2", "TEE*1").version(2).cancel(),
        pool.receipt("east", "TEE", 9));

    assertThat(pool.events).containsExactly("2 CANCELLED", "1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*3]");
  }

  @Test
  void anotherNameThatAPersonGaveReachesTheWarehouse() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").forPerson("Wu Ming", "a street").allocate());

    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [ORDER_CHANGED]");
  }

  @Test
  void anOrderThatMovesBeforeAWarehouseKnowsOfItKeepsItsGoods() throws Exception {
    pool = new PoolInMemory("TEE").with(StockSamples.merging(5));
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").forToken("ann").allocate());
    pool.wave(Wish.of("2", "TEE*2").priority(9).allocate());
    assertThat(pool.queue("TEE")).containsExactly("2");
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").forToken("ann").version(2).to("Beijing").allocate());

    assertThat(pool.deliveries).as("no warehouse knew of it").isEmpty();
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, WAITS_FOR_OTHERS]");
    assertThat(pool.queue("TEE")).as("first by rank, and has nothing").containsExactly("2");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 2, 0));
  }

  @Test
  void anOrderThatMovesAndWantsMoreHasToWaitForItsTurn() throws Exception {
    pool = new PoolInMemory("TEE").with(StockSamples.merging(5));
    pool.receive("east", "TEE", 3);
    pool.wave(Wish.of("1", "TEE*2").forToken("ann").allocate());
    pool.wave(Wish.of("2", "TEE*2").priority(9).allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*3").forToken("ann").version(2).to("Beijing").allocate());

    assertThat(pool.events)
        .containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]", "1 BACKORDERED [OUT_OF_STOCK]");
  }

  @Test
  void aHeldOrderThatMovesKeepsItsGoods() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").reserve());
    pool.wave(Wish.of("2", "TEE*2").priority(9).allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").version(2).to("Beijing").reserve());

    assertThat(pool.events).containsExactly("1 RESERVED [SINGLE_WAREHOUSE]");
    assertThat(pool.queue("TEE")).containsExactly("2");
  }

  @Test
  void anOrderThatMovesAfterAWarehouseWasToldIsStoppedAndSentAnew() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("2", "TEE*2").priority(9).allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).to("Beijing").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.instructions.get(0).consignee().region()).isEqualTo("Beijing");
    assertThat(pool.queue("TEE")).containsExactly("2");
  }

  @Test
  void goodsThatCannotBeStoppedGoToTheOldAddressAndThatIsTold() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).to("Beijing").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 DELIVERY_EXCEPTION [OLD_ADDRESS]", "1#1.1 SHIPPED");
  }

  @Test
  void goodsThatLeaveForTheOldAddressWithoutAWordAboutTheRecallAreToldAsThat() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).to("Beijing").suspend());
    pool.wave(Wish.of("1", "TEE*2").version(2).to("Beijing").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1"));

    assertThat(pool.events)
        .containsExactly("1#1.1.1 DELIVERY_EXCEPTION [OLD_ADDRESS]", "1#1.1.1 PARTLY_SHIPPED");
  }

  @Test
  void anOrderThatMovedBackHasNoOldAddress() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).to("Beijing").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(3).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));

    assertThat(pool.events).isEmpty();
  }

  @Test
  void anOrderThatWantsOtherUnitsAtTheSamePlaceHasNoOldAddress() throws Exception {
    pool.receive("east", "TEE", 3);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));

    assertThat(pool.events).isEmpty();
  }
}
