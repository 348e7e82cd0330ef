package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;
import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.Quality;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.Reference.Transfers.When;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent.Item;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Goods that are brought together in one warehouse for an order. */
class TransfersTest {

  private PoolInMemory pool;

  @BeforeEach
  void goodsAreMovedForOrdersThatMayNotBeSplit() throws Exception {
    pool = moving(SplitPolicy.NEVER, When.INSTEAD_OF_WAITING, 2, null);
  }

  private static PoolInMemory moving(
      SplitPolicy split, When when, int mostLegs, @Nullable Long least) throws Exception {
    Reference.Transfers terms = new Reference.Transfers(when, mostLegs, least);
    return new PoolInMemory("CAP", "TEE")
        .with(StockSamples.pool(new Pool(POOL, split, null, null, null, null, null, null, terms)));
  }

  /** Two tees in the north and one in the east; an order wants all of them. */
  private void oneTeeIsMovedFromTheEastToTheNorth() throws Exception {
    pool.receive("north", "TEE", 2);
    pool.receive("east", "TEE", 1);
    pool.forget();
    pool.wave(Wish.of("1", "TEE*3").allocate());
  }

  private StockInput arrives(String warehouse, String leg, String... goods) {
    return pool.answer(Type.RECEIPT, warehouse, leg, goods);
  }

  private List<String> movements(String... types) {
    List<String> said = new ArrayList<>();
    for (StockMovement movement : pool.movements) {
      if (List.of(types).contains(movement.type().name())) {
        for (StockMovement.Entry entry : movement.entries()) {
          String of = String.valueOf(movement.deliveryId()).replace(SHOP, "");
          said.add(
              of
                  + " "
                  + movement.type()
                  + " "
                  + entry.warehouse()
                  + " "
                  + entry.sku()
                  + (entry.units() < 0 ? "-" : "+")
                  + Math.abs(entry.units()));
        }
      }
    }
    return said;
  }

  private List<String> inTransit() {
    List<String> inTransit = new ArrayList<>();
    pool.transfers
        .values()
        .forEach(
            transfer ->
                transfer
                    .legs()
                    .forEach(
                        leg ->
                            leg.goods()
                                .forEach(
                                    goods ->
                                        inTransit.add(
                                            leg.from()
                                                + ">"
                                                + transfer.to()
                                                + " "
                                                + goods.sku()
                                                + "*"
                                                + goods.inTransit()))));
    return inTransit;
  }

  @Test
  void whatMayNotBeSplitIsBroughtTogetherWhereTheFewestUnitsAreMoved() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();

    assertThat(pool.events).containsExactly("1 TRANSFERRING [TRANSFER]");
    assertThat(pool.said.get(0).reasons())
        .containsExactly(Reason.of("TRANSFER", "east to north: TEE*1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.t1 east [TEE*1]");
    Delivery told = pool.instructions.get(0);
    assertThat(told.orderType()).isEqualTo("DBCK");
    assertThat(told.toWarehouse()).isEqualTo("north");
    assertThat(told.shipping()).isNull();
    assertThat(told.consignee().street()).as("nobody needs to know the buyer").isNull();
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 2, 2, 0));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 1, 0));
  }

  @Test
  void theParcelIsMadeWhenAllHasArrivedAndLeavesAsAnyOther() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.forget();
    pool.wave(pool.answer(Type.ACCEPTED, "east", "1#1.t1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    assertThat(pool.events).as("no marketplace is told of it").isEmpty();
    assertThat(inTransit()).containsExactly("east>north TEE*1");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));

    pool.wave(arrives("north", "1#1.t1", "TEE*1"));
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, TRANSFERRED]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [TEE*3]");
    assertThat(pool.transfers).isEmpty();
    assertThat(movements("TRANSFERRED_OUT", "TRANSFERRED_IN"))
        .containsExactly("1#1.t1 TRANSFERRED_OUT east TEE-1", "1#1.t1 TRANSFERRED_IN north TEE+1");
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 3, 3, 0));

    pool.wave(pool.answer(Type.SHIPPED, "north", "1#2.1"));
    assertThat(pool.events).last().isEqualTo("1#2.1 SHIPPED");
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void equallyManyUnitsAreMovedToWhereTheOrderIsShippedBestFrom() throws Exception {
    pool.receive("north", "TEE", 1);
    pool.receive("east", "CAP", 1);
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").to("Zhejiang").allocate());
    assertThat(pool.said.get(0).reasons())
        .as("east is nearest")
        .containsExactly(Reason.of("TRANSFER", "north to east: TEE*1"));
  }

  @Test
  void theRestComesFromAsFewOthersAsCanGiveIt() throws Exception {
    pool.wave(
        pool.receipt("north", "TEE", 3),
        pool.receipt("south", "TEE", 1),
        pool.receipt("east", "TEE", 1),
        pool.receipt("east", "CAP", 1));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*4", "CAP*1").allocate());
    assertThat(pool.said.get(0).reasons())
        .containsExactly(Reason.of("TRANSFER", "east to north: TEE*1, CAP*1"));
  }

  @Test
  void fromMoreWarehousesThanMayGiveSomethingNothingIsMoved() throws Exception {
    pool = moving(SplitPolicy.NEVER, When.INSTEAD_OF_WAITING, 1, null);
    pool.wave(
        pool.receipt("north", "TEE", 3),
        pool.receipt("south", "TEE", 1),
        pool.receipt("east", "TEE", 1));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*5").allocate());
    assertThat(pool.events).containsExactly("1 BACKORDERED [NO_PERMITTED_SPLIT]");
    pool.forget();

    pool.receive("south", "TEE", 1);
    assertThat(pool.events).containsExactly("1 TRANSFERRING [TRANSFER]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.t1 south [TEE*2]");
  }

  @Test
  void anOrderThatIsWorthTooLittleWaits() throws Exception {
    pool = moving(SplitPolicy.NEVER, When.INSTEAD_OF_WAITING, 2, 3_000L);
    pool.wave(pool.receipt("north", "TEE", 2), pool.receipt("east", "TEE", 3));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*4=2999").allocate());
    assertThat(pool.events).containsExactly("1 BACKORDERED [NO_PERMITTED_SPLIT]");
    pool.forget();

    pool.wave(Wish.of("2", "TEE*4=3000").allocate());
    assertThat(pool.events).containsExactly("2 TRANSFERRING [TRANSFER]");
  }

  @Test
  void goodsAreMovedInPreferenceToASplitWhereThePoolSaysSo() throws Exception {
    for (When when : When.values()) {
      pool = moving(SplitPolicy.BETWEEN_LINES, when, 2, null);
      pool.wave(pool.receipt("north", "TEE", 1), pool.receipt("east", "CAP", 1));
      pool.forget();
      pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
      assertThat(pool.events)
          .containsExactly(
              when == When.INSTEAD_OF_SPLIT ? "1 TRANSFERRING [TRANSFER]" : "1 ALLOCATED [SPLIT]");
    }
  }

  @Test
  void nothingIsMovedForAnOrderThatOneWarehouseHasOrThatIsShort() throws Exception {
    pool.wave(pool.receipt("north", "TEE", 2), pool.receipt("east", "TEE", 1));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").allocate(), Wish.of("2", "TEE*2").allocate());
    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "2 BACKORDERED [OUT_OF_STOCK]");
  }

  @Test
  void nothingIsMovedAcrossABorder() throws Exception {
    Reference.Warehouse abroad =
        new Reference.Warehouse(
            "abroad", "JP", "Tokyo", List.of("*"), 9, List.of("CN"), null, null, null, null);
    pool.with(Reference.of("abroad", Instant.EPOCH, abroad)).without("south");
    pool.wave(pool.receipt("abroad", "TEE", 5), pool.receipt("east", "TEE", 2));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*6").allocate());
    assertThat(pool.events).containsExactly("1 BACKORDERED [NO_PERMITTED_SPLIT]");
  }

  @Test
  void whatHasArrivedIsKeptFromWhoeverWaitsForIt() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(Wish.of("2", "TEE*1").priority(9).allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "TEE*1"), Wish.of("3", "TEE*3").priority(9).allocate());

    assertThat(pool.events)
        .containsExactly(
            "1 ALLOCATED [SINGLE_WAREHOUSE, TRANSFERRED]", "3 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.said.get(0).reasons()).contains(Reason.of("TRANSFERRED", "east to north"));
    assertThat(pool.queue("TEE")).containsExactly("2", "3");
  }

  @Test
  void whatArrivedFirstWaitsLockedForTheRest() throws Exception {
    pool.wave(
        pool.receipt("north", "TEE", 3),
        pool.receipt("south", "TEE", 1),
        pool.receipt("east", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*5").allocate());
    pool.wave(
        pool.answer(Type.SHIPPED, "east", "1#1.t1"), pool.answer(Type.SHIPPED, "south", "1#1.t2"));
    pool.forget();
    pool.wave(arrives("north", "1#1.t2", "TEE*1"), Wish.of("2", "TEE*1").allocate());

    assertThat(pool.events).containsExactly("2 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 4, 4, 0));
    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "TEE*1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [TEE*5]");
  }

  @Test
  void anArrivalMayBeToldBeforeWhatLeft() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "TEE*1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [TEE*3]");
    assertThat(inTransit()).containsExactly("east>north TEE*-1");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 1, 0));

    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    assertThat(pool.transfers).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
    assertThat(pool.refused).isEmpty();
  }

  /** One is moved from the south to the north for an order whose goods leave in the east. */
  private void theGoodsLeaveElsewhereAlthoughTheyWereRejected() throws Exception {
    pool.receive("east", "TEE", 3);
    pool.wave(Wish.of("1", "TEE*3").allocate());
    pool.wave(pool.receipt("north", "TEE", 2), pool.receipt("south", "TEE", 1));
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    assertThat(pool.deliveries).last().isEqualTo("CREATE 1#2.t1 south [TEE*1]");
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    assertThat(pool.events).last().isEqualTo("1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]");
    pool.forget();
  }

  @Test
  void whatHasLeftMeanwhileIsNotSentOnceMore() throws Exception {
    theGoodsLeaveElsewhereAlthoughTheyWereRejected();
    pool.wave(pool.answer(Type.SHIPPED, "south", "1#2.t1"));
    pool.wave(arrives("north", "1#2.t1", "TEE*1"));

    assertThat(pool.events).containsExactly("1 COMPLETED");
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 3, 0, 0));
  }

  @Test
  void whereAllHasLeftMeanwhileTheEndOfATransferIsTheEndOfTheOrder() throws Exception {
    theGoodsLeaveElsewhereAlthoughTheyWereRejected();
    pool.wave(pool.answer(Type.REJECTED, "south", "1#2.t1"));

    assertThat(pool.events).containsExactly("1 TRANSFER_ENDED [REJECTED]", "1 COMPLETED");
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 2, 0, 0));
  }

  @Test
  void whatDoesNotComeStaysInTransitUntilItIsSaidThatNoMoreWill() throws Exception {
    pool.wave(pool.receipt("north", "TEE", 4), pool.receipt("east", "TEE", 3));
    pool.wave(Wish.of("1", "TEE*7").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "TEE*2"));
    assertThat(pool.events).isEmpty();
    assertThat(inTransit()).containsExactly("east>north TEE*1");

    pool.wave(arrives("north", "1#1.t1"));
    assertThat(pool.events)
        .containsExactly("1 TRANSFER_ENDED [NOT_ARRIVED]", "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.transfers).isEmpty();
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 6, 0, 0));
    assertThat(movements("TRANSFERRED_OUT", "TRANSFERRED_IN", "ADJUSTED"))
        .as("as much came in as went out, and one is written off")
        .containsExactly(
            "1#1.t1 TRANSFERRED_OUT east TEE-3",
            "1#1.t1 TRANSFERRED_IN north TEE+2",
            "1#1.t1 TRANSFERRED_IN north TEE+1",
            "1#1.t1 ADJUSTED north TEE-1");
  }

  @Test
  void thatNoMoreWillComeMayBeToldBeforeWhatLeft() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(arrives("north", "1#1.t1"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    assertThat(pool.events)
        .containsExactly("1 TRANSFER_ENDED [NOT_ARRIVED]", "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.transfers).isEmpty();
  }

  @Test
  void whatComesTooMuchIsFoundAndFree() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.wave(arrives("north", "1#1.t1", "TEE*3", "CAP*1"));

    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 5, 3, 0));
    assertThat(pool.cell("CAP", "north")).isEqualTo(new Cell("north", 1, 0, 0));
    assertThat(pool.transfers).isEmpty();
    assertThat(movements("TRANSFERRED_OUT", "TRANSFERRED_IN", "ADJUSTED"))
        .containsExactly(
            "1#1.t1 TRANSFERRED_OUT east TEE-1",
            "1#1.t1 TRANSFERRED_IN north TEE+3",
            "1#1.t1 TRANSFERRED_IN north CAP+1",
            "1#1.t1 ADJUSTED north TEE+2",
            "1#1.t1 TRANSFERRED_IN north TEE-2",
            "1#1.t1 ADJUSTED north CAP+1",
            "1#1.t1 TRANSFERRED_IN north CAP-1");
  }

  @Test
  void whatCameBrokenIsNotForTheOrder() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.forget();
    Item broken = new Item("TEE", 1, Quality.DAMAGED, null);
    pool.wave(
        StockSamples.message(
            "broken", Type.RECEIPT, "north", after(90), SHOP + "1#1.t1", List.of(broken)));

    assertThat(pool.events)
        .containsExactly("1 TRANSFER_ENDED [NOT_ARRIVED]", "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 2, 0, 0, 1, 0, 0));
    assertThat(pool.transfers).isEmpty();
  }

  @Test
  void whereAWarehouseRefusesTheGoodsComeFromAnother() throws Exception {
    pool.receive("south", "TEE", 1);
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.t1"));

    assertThat(pool.events)
        .containsExactly("1 TRANSFER_ENDED [REJECTED]", "1 TRANSFERRING [TRANSFER]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.t1 south [TEE*1]");
    assertThat(pool.cell("TEE", "east")).as("free again").isEqualTo(new Cell("east", 1, 0, 0));
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 2, 2, 0));
  }

  @Test
  void whatCannotBeFoundIsWrittenOffAndTheOthersAreCalledBack() throws Exception {
    pool.wave(
        pool.receipt("north", "TEE", 3),
        pool.receipt("south", "TEE", 1),
        pool.receipt("east", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*5").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.t1", "TEE*1"));

    assertThat(pool.events)
        .containsExactly("1 TRANSFER_ENDED [NOT_FOUND]", "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.t2 south [TEE*1]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 3, 0, 0));
    pool.forget();
    pool.wave(pool.receipt("east", "TEE", 1), pool.answer(Type.CANCELLED, "south", "1#1.t2"));
    assertThat(pool.events).containsExactly("1 TRANSFERRING [TRANSFER, TRANSFER]");
  }

  @Test
  void whatLeavesLastWithoutSomeIsShortOfThem() throws Exception {
    pool.wave(pool.receipt("north", "TEE", 4), pool.receipt("east", "TEE", 3));
    pool.wave(Wish.of("1", "TEE*7").allocate());
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.t1", "TEE*1"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1", "TEE*1"));
    assertThat(pool.events).first().isEqualTo("1 TRANSFER_ENDED [NOT_FOUND]");
    assertThat(inTransit()).containsExactly("east>north TEE*2");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));

    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "TEE*2"), pool.receipt("north", "TEE", 1));
    assertThat(pool.events).as("and the rest").containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.transfers).isEmpty();
  }

  @Test
  void whenTheOrderIsCancelledWhatHasNotLeftStaysAndTheRestComesFree() throws Exception {
    pool.wave(
        pool.receipt("north", "TEE", 3),
        pool.receipt("south", "TEE", 1),
        pool.receipt("east", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*5").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*5").version(2).cancel());

    assertThat(pool.events).containsExactly("1 CANCELLED");
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.t2 south [TEE*1]");
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 3, 0, 0));
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "south", "1#1.t2"));
    assertThat(pool.cell("TEE", "south")).isEqualTo(new Cell("south", 1, 0, 0));

    pool.wave(Wish.of("2", "TEE*4").allocate());
    pool.wave(Wish.of("2", "TEE*4").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "south", "2#1.t1"));
    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "TEE*1"), Wish.of("3", "TEE*4").allocate());
    assertThat(pool.events).containsExactly("3 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.transfers).isEmpty();
  }

  @Test
  void whatCouldNotBeStoppedComesFreeToo() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(Wish.of("1", "TEE*3").version(2).suspend());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.t1"));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 1, 0));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.wave(arrives("north", "1#1.t1", "TEE*1"));

    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 3, 0, 0));
    assertThat(pool.transfers).isEmpty();
    pool.forget();
    pool.wave(Wish.of("1", "TEE*3").version(3).allocate());
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void whatLeftAlthoughItWasCalledBackIsInTransitAgain() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(Wish.of("1", "TEE*3").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.t1"));
    assertThat(pool.transfers).isEmpty();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));

    assertThat(inTransit()).containsExactly("east>north TEE*1");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
    pool.wave(arrives("north", "1#1.t1", "TEE*1"));
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 3, 0, 0));
    assertThat(pool.transfers).isEmpty();
  }

  @Test
  void anOrderThatMovesHasTheGoodsBeforeOthers() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(Wish.of("2", "TEE*3").priority(9).allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*3").version(2).to("Hunan").allocate());
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.t1 east [TEE*1]");
    assertThat(pool.events).last().isEqualTo("1 BACKORDERED [OUT_OF_STOCK]");
    pool.forget();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.t1"));
    assertThat(pool.events).containsExactly("1 TRANSFERRING [TRANSFER]");
  }

  @Test
  void whatIsToldTwiceCountsOnceAndWhatContradictsTheBooksIsRefused() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.t1"));
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.t1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t2"));
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.t1", "TEE*2"));
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.t1", "CAP*1"));
    StockInput left = pool.answer(Type.SHIPPED, "east", "1#1.t1");
    pool.wave(left);
    pool.wave(left);
    StockInput came = arrives("north", "1#1.t1", "TEE*1");
    pool.wave(came, came);
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.t1", "TEE*1"));

    assertThat(pool.refused)
        .containsExactly(
            "NOT_ASKED",
            "OTHER_WAREHOUSE",
            "UNKNOWN_DELIVERY",
            "OTHER_GOODS",
            "OTHER_GOODS",
            "NOT_OPEN");
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 3, 3, 0));
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
  }

  @Test
  void somebodyLooksAtALegWithWhichSomethingIsWrong() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.forget();
    pool.wave(pool.answer(Type.EXCEPTION, "east", "1#1.t1"));
    assertThat(pool.events).containsExactly("1#1.t1 DELIVERY_EXCEPTION [WAREHOUSE_EXCEPTION]");
    assertThat(pool.transfers).hasSize(1);
  }

  @Test
  void goodsThatCameAnywhereElseAreThere() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.wave(arrives("south", "1#1.t1", "TEE*1"));
    assertThat(pool.cell("TEE", "south")).isEqualTo(new Cell("south", 1, 0, 0));
    assertThat(inTransit()).containsExactly("east>north TEE*1");
  }

  @Test
  void whatACountMissesIsTakenFromWhoeverIsLastInPrecedence() throws Exception {
    for (String where : List.of("east", "north")) {
      pool = moving(SplitPolicy.NEVER, When.INSTEAD_OF_WAITING, 2, null);
      oneTeeIsMovedFromTheEastToTheNorth();
      pool.forget();
      pool.wave(pool.adjustment(where, "TEE", -1));

      assertThat(pool.events)
          .containsExactly("1 TRANSFER_ENDED [GOODS_MISSING]", "1 BACKORDERED [OUT_OF_STOCK]");
      assertThat(pool.deliveries).containsExactly("CANCEL 1#1.t1 east [TEE*1]");
      pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.t1"));
      assertThat(pool.cell("TEE", where).deficit()).isZero();
      assertThat(pool.transfers).isEmpty();
    }
  }

  @Test
  void onlyAsMuchIsTakenBackAsACountMissesBesideWhatIsCalledBack() throws Exception {
    pool.wave(pool.receipt("north", "TEE", 2), pool.receipt("east", "TEE", 2));
    pool.wave(Wish.of("1", "TEE*3").to("Beijing").allocate());
    pool.wave(Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*3").to("Beijing").version(2).cancel());
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 2, 0));
    pool.forget();
    pool.wave(pool.adjustment("east", "TEE", -1));
    assertThat(pool.deliveries).as("one is called back anyway").isEmpty();
  }

  @Test
  void goodsThatAreMissingWhereOthersComeAreMissingStill() throws Exception {
    pool.receive("north", "CAP", 3);
    pool.wave(Wish.of("2", "CAP*3").priority(9).allocate());
    pool.wave(pool.answer(Type.PICKED, "north", "2#1.1"));
    pool.wave(pool.receipt("north", "TEE", 2), pool.receipt("east", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*2", "CAP*1").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.wave(pool.adjustment("north", "CAP", -1));
    assertThat(pool.cell("CAP", "north")).isEqualTo(new Cell("north", 3, 3, 1));
    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "CAP*1"));

    assertThat(pool.cell("CAP", "north"))
        .as("the one that came")
        .isEqualTo(new Cell("north", 3, 3, 0));
    assertThat(pool.events)
        .containsExactly("1 TRANSFER_ENDED [GOODS_MISSING]", "1 BACKORDERED [OUT_OF_STOCK]");
  }

  @Test
  void theParcelWaitsForOthersOfItsConsigneeAndTheLegDoesNot() throws Exception {
    Merge merge = new Merge("PT30M", "PT4H", 2, null);
    pool.with(pool(SplitPolicy.NEVER, merge));
    pool.wave(pool.receipt("north", "TEE", 3), pool.receipt("east", "TEE", 1));
    pool.wave(Wish.of("2", "TEE*1").forToken("ann").to("Beijing").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*3").forToken("ann").to("Beijing").allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.t1 east [TEE*1]");
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "TEE*1"));
    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1+1 north [TEE*1, TEE*3]");
  }

  @Test
  void aGiftIsMovedWithTheGoodsAndGivenOnce() throws Exception {
    pool.wave(
        Promotion.of("cap", "CAP").units(1).published(after(0)),
        pool.receipt("north", "TEE", 2),
        pool.receipt("east", "TEE", 1),
        pool.receipt("east", "CAP", 1));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*3").to("Beijing").allocate());
    assertThat(pool.events).containsExactly("1 TRANSFERRING [GIFT_GIVEN, TRANSFER]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.t1 east [TEE*1, CAP*1]");
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.wave(arrives("north", "1#1.t1", "TEE*1", "CAP*1"));
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, TRANSFERRED]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [TEE*3, CAP*1]");
  }

  @Test
  void theArticlesOfABundleAreBroughtTogether() throws Exception {
    pool.wave(
        StockSamples.bundle("SET", 1, Instant.EPOCH, after(0), "TEE*1:1", "CAP*1:1"),
        pool.receipt("north", "TEE", 2),
        pool.receipt("east", "CAP", 2));
    pool.forget();
    pool.wave(Wish.of("1", "SET*2").to("Zhejiang").allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.t1 north [TEE*2]");
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.t1"));
    pool.wave(arrives("east", "1#1.t1", "TEE*2"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#2.1"));
    assertThat(pool.events).containsExactly("1#2.1 SHIPPED");
    assertThat(pool.said.get(0).lines())
        .extracting(line -> line.amountMinor())
        .containsExactly(1_000L, 1_000L);
  }

  @Test
  void nothingIsMovedForWhatIsOnlyReservedAndAHoldEndsWhatIsUnderWay() throws Exception {
    pool.wave(pool.receipt("north", "TEE", 2), pool.receipt("east", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*3").reserve());
    assertThat(pool.deliveries).isEmpty();
    pool.wave(Wish.of("1", "TEE*3").resume());
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.t1 east [TEE*1]");
    pool.forget();
    pool.wave(Wish.of("1", "TEE*3").version(2).reserve());
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.t1 east [TEE*1]");
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 2, 0, 0));
  }

  @Test
  void whereNobodyShipsFromAnyMoreWhenAllHasComeTheOrderIsSourcedLikeAnyOther() throws Exception {
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.receive("south", "TEE", 3);
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.t1"));
    pool.without("north");
    pool.forget();
    pool.wave(arrives("north", "1#1.t1", "TEE*1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 south [TEE*3]");
    assertThat(pool.cell("TEE", "north")).isEqualTo(new Cell("north", 3, 0, 0));
  }

  private static Reference pool(SplitPolicy split, @Nullable Merge merge) {
    Reference.Transfers terms = new Reference.Transfers(When.INSTEAD_OF_WAITING, 2, null);
    return StockSamples.pool(new Pool(POOL, split, merge, null, null, null, null, null, terms));
  }

  @Test
  void aLegWhoseRecallIsNotAnsweredIsInSomebodysHandsOnceItsTimeIsOver() throws Exception {
    pool.with(StockSamples.playbook("CANCEL_UNANSWERED", "PT1H", Timeout.ESCALATE));
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(Wish.of("1", "TEE*3").version(2).at(after(500)).cancel());
    pool.forget();
    Instant due = after(500).plusSeconds(3600);
    pool.quietUntil(due.minusMillis(1));
    assertThat(pool.events).isEmpty();
    pool.quietUntil(due.plusSeconds(9000));

    assertThat(pool.events).containsExactly("1#1.t1 DELIVERY_EXCEPTION [CANCEL_UNANSWERED]");
    assertThat(pool.said.get(0).at()).isEqualTo(due);
    assertThat(pool.said.get(0).reasons().get(0).owner()).isEqualTo("head");
    assertThat(pool.said.get(0).lines().get(0).quantity()).isOne();
    assertThat(pool.cell("TEE", "east").locked()).as("nobody knows where it is").isOne();
    assertThat(pool.reminders).isEmpty();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.t1"));
    assertThat(pool.cell("TEE", "east").locked()).isZero();
    assertThat(pool.transfers).isEmpty();
  }

  @Test
  void aLegWhoseRecallIsAnsweredInTimeIsInNobodysHands() throws Exception {
    pool.with(StockSamples.playbook("CANCEL_UNANSWERED", "PT1H", Timeout.ESCALATE));
    oneTeeIsMovedFromTheEastToTheNorth();
    pool.wave(Wish.of("1", "TEE*3").version(2).at(after(500)).cancel());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.t1"));
    pool.forget();
    pool.quietUntil(after(0).plusSeconds(9000));

    assertThat(pool.events).isEmpty();
    assertThat(pool.reminders).isEmpty();
  }
}
