package io.penstock.stock;

import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.warehouse;
import static io.penstock.stock.StockSamples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.StockLevel;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.StockInput;
import io.penstock.state.WaitingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders and stock, told wave by wave. */
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
        .containsExactly(new StockLevel(StockSamples.POOL, "TEE", 10, 2, 8, after(600)));
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
  void aCancelledOrderThatWaitedIsOverAtOnce() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    assertThat(pool.events).containsExactly("1 CANCELLED");
    assertThat(pool.queues).isEmpty();
    pool.forget();

    pool.receive("east", "TEE", 1);

    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east").available()).isEqualTo(1);
  }

  @Test
  void theEndOfACancelledVersionIsToldOnce() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    assertThat(pool.events).containsExactly("1 CANCELLED");

    pool.wave(Wish.of("1", "TEE*1").version(3).cancel());
    assertThat(pool.events).as("another version").hasSize(2);
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());
    pool.wave(Wish.of("1", "TEE*1").version(3).cancel());
    assertThat(pool.events).as("it was wanted in between").last().isEqualTo("1 CANCELLED");
    assertThat(pool.events).hasSize(4);
  }

  @Test
  void anOrderThatWasCancelledBeforeItCameGetsNothing() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.wave(Wish.of("1", "TEE*1").allocate());

    assertThat(pool.events).containsExactly("1 CANCELLED");
    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void aCancellationFreesTheGoodsOnceTheWarehouseHasStopped() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("2", "TEE*2").allocate());
    pool.forget();

    pool.wave(Wish.of("1", "TEE*2").version(2).cancel());
    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [ORDER_CANCELLED]");
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
    assertThat(pool.cell("TEE", "east").available()).as("it may be too late").isZero();
    pool.forget();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.events).containsExactly("1 CANCELLED", "2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.locks).containsOnlyKeys(SHOP + "2");
  }

  @Test
  void goodsThatLeftInSpiteOfTheCancellationArePosted() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).cancel());
    pool.forget();

    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 2, 0));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 SHIPPED_AFTER_CANCEL", "1 CANCELLED [AFTER_SHIPMENT]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void anOrderWhoseLastParcelIsStoppedAfterAnotherLeftIsOver() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "north", "1#1.2"));

    assertThat(pool.events).containsExactly("1 CANCELLED [AFTER_SHIPMENT]");
  }

  @Test
  void theEndOfACancelledOrderIsToldOnceWhicheverParcelIsLast() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "north", "1#1.2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1 SHIPPED_AFTER_CANCEL",
            "1 CANCELLED [AFTER_SHIPMENT]",
            "1#1.2 SHIPPED_AFTER_CANCEL");
  }

  @Test
  void anOrderThatShrinksToWhatHasLeftIsShipped() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.CANCELLED, "north", "1#1.2"));
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());

    assertThat(pool.events).containsExactly("1#1.1 PARTLY_SHIPPED", "1 COMPLETED");
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void anOrderThatNoLongerWantsWhatItWaitsForIsComplete() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("north", "CAP", 2));
    for (String order : new String[] {"1", "2"}) {
      pool.wave(Wish.of(order, "TEE*1", "CAP*1").allocate());
      pool.wave(pool.answer(Type.SHIPPED, "east", order + "#1.1"));
      pool.wave(pool.answer(Type.REJECTED, "north", order + "#1.2"));
    }
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.wave(Wish.of("2", "TEE*1").version(2).suspend());
    pool.wave(Wish.of("2", "TEE*1").version(2).allocate());

    assertThat(pool.events).containsExactly("1 COMPLETED", "2 COMPLETED");
    assertThat(pool.queues).isEmpty();
  }

  @Test
  void aRejectedParcelIsSourcedElsewhere() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("north", "TEE", 2));
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 DELIVERY_REJECTED [REJECTED]", "1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [TEE*2]");
    assertThat(pool.cell("TEE", "east").locked()).isZero();
  }

  @Test
  void ofARejectedPartOnlyThatPartIsSourcedAnew() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(pool.receipt("south", "CAP", 1), pool.receipt("south", "TEE", 1));
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "north", "1#1.2"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 south [CAP*1]");
  }

  @Test
  void goodsThatLeaveAfterTheirRejectionEndTheWaitForThem() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    assertThat(pool.queue("TEE")).containsExactly("1");
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events).containsExactly("1#1.1 SHIPPED_AFTER_CANCEL", "1 COMPLETED");
    assertThat(pool.queues).isEmpty();
    assertThat(pool.locks).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
  }

  @Test
  void aRepeatedMessageChangesNothing() throws Exception {
    StockInput receipt = pool.receipt("east", "TEE", 2);
    pool.wave(receipt, receipt);
    pool.wave(receipt);
    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();

    StockInput accepted = pool.answer(Type.ACCEPTED, "east", "1#1.1");
    StockInput picked = pool.answer(Type.PICKED, "east", "1#1.1");
    StockInput shipped = pool.answer(Type.SHIPPED, "east", "1#1.1");
    pool.wave(accepted, accepted, picked, picked);
    pool.wave(accepted, shipped, shipped);
    pool.wave(picked, shipped, accepted);

    assertThat(pool.events)
        .containsExactly("1#1.1 DELIVERY_ACCEPTED", "1#1.1 DELIVERY_PICKED", "1#1.1 SHIPPED");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 0, 0));
    assertThat(pool.refused).isEmpty();
  }

  @Test
  void twoWarehousesMayNumberTheirMessagesAlike() throws Exception {
    pool.wave(
        StockSamples.counted(Type.RECEIPT, "1", "east", "TEE", 2, after(0)),
        StockSamples.counted(Type.RECEIPT, "1", "north", "TEE", 3, after(0)));

    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(2);
    assertThat(pool.cell("TEE", "north").onHand()).isEqualTo(3);
  }

  @Test
  void aMessageThatContradictsTheBooksIsRefused() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(
        pool.answer(Type.SHIPPED, "east", "9#1.1"),
        pool.answer(Type.SHIPPED, "east", "1#9.1"),
        pool.answer(Type.SHIPPED, "north", "1#1.1"),
        pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.refused)
        .containsExactly("UNKNOWN_DELIVERY", "UNKNOWN_DELIVERY", "OTHER_WAREHOUSE", "NOT_ASKED");
    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 1, 0));
  }

  @Test
  void aShipmentOfOtherGoodsIsRefused() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(
        StockSamples.message(
            "x",
            Type.SHIPPED,
            "east",
            after(1),
            SHOP + "1#1.1",
            java.util.List.of(new io.penstock.model.WmsEvent.Item("TEE", 2))));

    assertThat(pool.refused).containsExactly("OTHER_GOODS");
    assertThat(pool.cell("TEE", "east").locked()).isEqualTo(1);
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
  void aCountBelowWhatIsLockedIsADeficitAndNeverANegative() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*4").allocate());
    pool.wave(pool.adjustment("east", "TEE", -3));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 4, 4, 2));

    pool.wave(Wish.of("2", "TEE*1").allocate());
    pool.receive("east", "TEE", 2);
    assertThat(pool.cell("TEE", "east")).as("debts first").isEqualTo(new Cell("east", 4, 4, 0));
    assertThat(pool.queue("TEE")).containsExactly("2");
    pool.receive("east", "TEE", 1);

    assertThat(pool.queue("TEE")).isEmpty();
    assertThat(pool.levels).allMatch(level -> level.availableToPromise() >= 0);
  }

  @Test
  void goodsThatComeBackPayTheDeficitFirst() throws Exception {
    pool.receive("east", "TEE", 4);
    pool.wave(Wish.of("1", "TEE*4").allocate());
    pool.wave(pool.adjustment("east", "TEE", -3));
    pool.wave(Wish.of("1", "TEE*4").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 0, 0));
  }

  @Test
  void aReopenedOrderGetsNewDeliveryIds() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*1]");
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.cell("TEE", "east").locked()).as("a late answer about the old one").isOne();
  }

  @Test
  void anOrderThatIsReopenedDuringItsRecallWaitsForTheAnswer() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());
    assertThat(pool.deliveries).as("the first parcel may still leave").isEmpty();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*1]");
    assertThat(pool.events).doesNotContain("1 CANCELLED");
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
  void aSuspendedOrderThatWaitedLeavesTheQueueUntilItIsReleased() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.receive("east", "TEE", 1);
    assertThat(pool.queues).isEmpty();
    assertThat(pool.events).as("the audit has told why").isEmpty();
    assertThat(pool.deliveries).isEmpty();

    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
  }

  @Test
  void anOrderThatWaitsIsHeldBackAndOneThatAWarehouseHasGoesOn() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").retain(), Wish.of("2", "TEE*1").retain());
    assertThat(pool.events).containsExactlyInAnyOrder("1 TOO_LATE_TO_HOLD", "2 HELD");
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.queues).isEmpty();

    pool.receive("east", "TEE", 1);
    assertThat(pool.deliveries).as("it is held").isEmpty();
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").resume(), Wish.of("2", "TEE*1").resume());
    assertThat(pool.events).containsExactly("2 PASSED", "2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*1]");
  }

  @Test
  void anOrderThatIsHeldBackInTheWaveInWhichItCameGetsNothing() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("1", "TEE*1").retain());

    assertThat(pool.events).containsExactly("1 HELD");
    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void whatANewerVersionChangesIsDoneAlthoughItIsHeldBackInTheSameWave() throws Exception {
    pool.receive("east", "TEE", 3);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(
        Wish.of("1", "TEE*2").version(2).allocate(), Wish.of("1", "TEE*2").version(2).retain());
    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [ORDER_CHANGED]", "1 HELD");

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.deliveries)
        .as("what was recalled before is not sent again")
        .containsExactly("CANCEL 1#1.1 east [TEE*1]");
  }

  @Test
  void anOrderThatIsOverIsNotHeldBack() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").cancel());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").retain());

    assertThat(pool.events).isEmpty();
  }

  @Test
  void whatIsAbandonedEndsOnlyWhatWasHeldBack() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").retain(), Wish.of("2", "TEE*1").retain());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").abandon(), Wish.of("2", "TEE*1").abandon());

    assertThat(pool.events).containsExactly("2 CANCELLED");
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
  void whatWouldHoldAnOlderVersionHoldsNoNewerOne() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").retain());
    pool.receive("east", "TEE", 1);

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void aSuspendedOrderIsRecalledAndNotCancelled() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").version(2).suspend());
    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [ORDER_SUSPENDED]");
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
    pool.forget();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.receive("east", "TEE", 5);
    assertThat(pool.events).isEmpty();
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 7, 0, 0));
    assertThat(pool.locks).isEmpty();

    pool.wave(Wish.of("1", "TEE*3").version(3).allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*3]");
  }

  @Test
  void anOrderThatIsReleasedDuringItsRecallIsSourcedOnceTheWarehouseHasAnswered() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).suspend());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").version(2).allocate());
    assertThat(pool.deliveries).isEmpty();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*2]");
  }

  @Test
  void whatASuspensionCannotStopIsShippedAndTheRestStaysWhereItIs() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).suspend());
    pool.forget();
    pool.wave(
        pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"),
        pool.answer(Type.CANCELLED, "north", "1#1.2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events).containsExactly("1#1.1 PARTLY_SHIPPED");
    assertThat(pool.deliveries).isEmpty();
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [CAP*1]");
  }

  @Test
  void aRefusedDeliveryOfASuspendedOrderIsNotSourcedElsewhere() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));

    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east").locked()).isZero();
  }

  @Test
  void aSuspendedOrderCanBeCancelled() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.wave(Wish.of("2", "TEE*1").version(2).suspend());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel(), Wish.of("2", "TEE*1").version(2).cancel());
    assertThat(pool.deliveries).as("it is recalled already").isEmpty();
    pool.wave(pool.answer(Type.CANCELLED, "east", "2#1.1"));

    assertThat(pool.events).containsExactly("1 CANCELLED", "2 CANCELLED");
  }

  @Test
  void anEndingOrderThatIsReopenedButSuspendedIsNotCancelled() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(3).suspend());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east").available()).isOne();
  }

  @Test
  void aSuspensionStopsItsOwnVersionAndNoNewerOne() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.wave(
        Wish.of("2", "TEE*1").version(2).suspend(), Wish.of("2", "TEE*1").version(1).allocate());
    pool.wave(Wish.of("2", "TEE*1").version(1).allocate());
    pool.wave(
        Wish.of("3", "TEE*1").version(2).suspend(), Wish.of("3", "TEE*1").version(2).allocate());
    pool.wave(Wish.of("4", "TEE*1").allocate(), Wish.of("4", "TEE*1").suspend());
    pool.wave(Wish.of("5", "TEE*1").allocate());
    pool.wave(Wish.of("5", "TEE*1").suspend());

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1 east [TEE*1]",
            "CREATE 3#1.1 east [TEE*1]",
            "CREATE 5#1.1 east [TEE*1]",
            "CANCEL 5#1.1 east [TEE*1]");
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
  void aParcelEndsOnceHoweverOftenItsEndIsTold() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("2", "TEE*1").version(2).cancel());
    StockInput stopped = pool.answer(Type.CANCELLED, "east", "2#1.1");
    StockInput refused = pool.answer(Type.REJECTED, "east", "1#1.1");
    pool.wave(stopped, refused);
    pool.forget();
    pool.wave(stopped, refused);
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"), stopped, refused);

    assertThat(pool.events).isEmpty();
    assertThat(pool.refused).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 0, 0));
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
