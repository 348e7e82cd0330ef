package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reason;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.StockInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders whose goods their warehouse cannot find. */
class ShortPickTest {

  private PoolInMemory pool;

  @BeforeEach
  void twoArticles() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  private void threeTeesOfOneOrderAreOnTheirWay(int there) throws Exception {
    pool.receive("east", "TEE", there);
    pool.wave(Wish.of("1", "TEE*3").allocate());
    pool.forget();
  }

  @Test
  void whatIsMissingIsWrittenOffAndSentFromElsewhereAndTheRestGoesOn() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(9);
    pool.receive("north", "TEE", 5);
    pool.forget();
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*2"));

    assertThat(pool.events)
        .containsExactly("1#1.1.1 SHORT_PICKED [NOT_FOUND]", "1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.said.get(0).lines().get(0).quantity()).isEqualTo(2);
    assertThat(pool.deliveries).as("east has more").containsExactly("CREATE 1#2.1 north [TEE*2]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 7, 1, 0));
    pool.forget();

    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1", "TEE*1"));
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#2.1"));
    assertThat(pool.events).containsExactly("1#1.1 PARTLY_SHIPPED", "1#2.1 SHIPPED");
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void whatIsNowhereElseIsSentFromTheSameWarehouseAsLongAsItSaysToHaveSome() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(4);
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*1]");
    pool.forget();
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#2.1", "TEE*1"));

    assertThat(pool.events)
        .containsExactly("1#2.1 SHORT_PICKED [NOT_FOUND]", "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 2, 0));
    pool.forget();
    pool.receive("east", "TEE", 1);
    assertThat(pool.deliveries).containsExactly("CREATE 1#3.1 east [TEE*1]");
  }

  @Test
  void aFinalConfirmationOfLessThanIsLeftIsShort() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(3);
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1", "TEE*1"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1.1 PARTLY_SHIPPED",
            "1#1.1.2 SHORT_PICKED [NOT_FOUND]",
            "1#1.1 PARTLY_SHIPPED",
            "1 BACKORDERED [OUT_OF_STOCK]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
    pool.forget();
    pool.receive("south", "TEE", 1);
    pool.wave(pool.answer(Type.SHIPPED, "south", "1#2.1"));
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "1#2.1 SHIPPED");
  }

  @Test
  void whatACountFoundMissingIsNotMissedTwice() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(3);
    pool.wave(pool.adjustment("east", "TEE", -1));
    pool.forget();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 3, 3, 1));
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*2"));

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 1, 0));
    assertThat(pool.said.get(0).reasons()).contains(Reason.of("COUNTED_BEFORE", "TEE*1"));
    pool.receive("east", "TEE", 2);
    assertThat(pool.cell("TEE", "east")).as("no debt is left").isEqualTo(new Cell("east", 3, 3, 0));
  }

  @Test
  void aWholeParcelThatCannotBeFoundIsOver() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(3);
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*3"));
    assertThat(pool.events)
        .containsExactly("1#1.1 SHORT_PICKED [NOT_FOUND]", "1 BACKORDERED [OUT_OF_STOCK]");
    pool.forget();
    pool.wave(
        pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*1"),
        pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events).isEmpty();
    assertThat(pool.refused).containsExactly("NOT_OPEN", "ALREADY_LEFT");
  }

  @Test
  void whatIsFoundAfterAllLeavesOnceAndIsNotLookedForElsewhere() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(3);
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*1"));
    assertThat(pool.queue("TEE")).containsExactly("1");
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1", "TEE*3"));

    assertThat(pool.events)
        .containsExactly("1#1.1 PARTLY_SHIPPED", "1#1.1.1 SHIPPED [FOUND_AFTER_ALL]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
    assertThat(pool.queues).isEmpty();
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void whatIsFoundAfterAllIsClaimedWhereItWasReplaced() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(3);
    pool.receive("north", "TEE", 1);
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*1"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1", "TEE*3"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1 PARTLY_SHIPPED", "1#1.1.1 SHIPPED_AFTER_CANCEL [FOUND_AFTER_ALL, CLAIM_DUE]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
  }

  @Test
  void aConfirmationWithoutGoodsDoesNotFindWhatIsMissing() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(3);
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*1"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1", "TEE*1"));

    assertThat(pool.events).containsExactly("1#1.1 PARTLY_SHIPPED");
    assertThat(pool.refused).as("the delivery is over").isEmpty();
  }

  @Test
  void aRepeatedShortPickIsWrittenOffOnce() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(3);
    StockInput shortPick = pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*1");
    pool.wave(shortPick, shortPick);
    pool.wave(shortPick);

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 2, 0));
    assertThat(pool.refused).isEmpty();
  }

  @Test
  void moreThanTheDeliveryHoldsIsNotMissing() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(9);
    pool.wave(
        pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*4"),
        pool.answer(Type.SHORT_PICK, "east", "1#1.1", "CAP*1"));

    assertThat(pool.refused).containsExactly("OTHER_GOODS", "OTHER_GOODS");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 9, 3, 0));
  }

  @Test
  void whatIsMissingOfAnOrderThatIsOverEndsIt() throws Exception {
    threeTeesOfOneOrderAreOnTheirWay(3);
    pool.wave(Wish.of("1", "TEE*3").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*1"));
    assertThat(pool.events).containsExactly("1#1.1.1 SHORT_PICKED [NOT_FOUND]");
    pool.wave(pool.answer(Type.SHORT_PICK, "east", "1#1.1", "TEE*2"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1.1 SHORT_PICKED [NOT_FOUND]", "1#1.1 SHORT_PICKED [NOT_FOUND]", "1 CANCELLED");
    assertThat(pool.locks).isEmpty();
  }
}
