package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.merging;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How an order leaves those that it waits or travels with, and what becomes of them. */
class UnmergeTest {

  private static final Instant WINDOW_ENDS = NOON.plus(Duration.ofMinutes(31));

  private PoolInMemory pool;

  @BeforeEach
  void threeOrdersWait() throws Exception {
    pool = new PoolInMemory("CAP", "TEE").with(merging(5));
    pool.receive("east", "TEE", 10);
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "TEE*2").allocate());
    pool.wave(ann("3", "TEE*3").allocate());
    pool.forget();
  }

  @Test
  void whoIsCancelledWhileItWaitsIsOverAtOnceAndTheOthersWaitOn() throws Exception {
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    assertThat(pool.events).containsExactly("1 CANCELLED");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 10, 5, 0));
    assertThat(pool.deliveries).as("the warehouse knew nothing").isEmpty();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1+1 east [TEE*2, TEE*3]");
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void whenAllAreCancelledNobodyLeaves() throws Exception {
    for (String order : new String[] {"1", "2", "3"}) {
      pool.wave(ann(order, "TEE*" + order).version(2).cancel());
    }
    assertThat(pool.gatherings).isEmpty();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.locks).isEmpty();
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void whoIsSuspendedWhileItWaitsGivesItsGoodsToTheNext() throws Exception {
    pool.wave(Wish.of("4", "TEE*5").allocate());
    pool.forget();
    pool.wave(ann("1", "TEE*1").version(2).suspend());

    assertThat(pool.events).containsExactly("4 ALLOCATED [SINGLE_WAREHOUSE]");
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries).last().isEqualTo("CREATE 2#1.1+1 east [TEE*2, TEE*3]");
  }

  @Test
  void whoIsReleasedWithinItsWindowWaitsForTheRestOfItAndAfterItNoMore() throws Exception {
    pool.wave(ann("1", "TEE*1").version(2).suspend());
    pool.wave(ann("2", "TEE*2").version(2).suspend());
    pool.wave(ann("1", "TEE*1").version(2).allocate());
    assertThat(pool.deliveries).isEmpty();
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries).containsExactly("CREATE 3#1.1+1 east [TEE*3, TEE*1]");
    pool.forget();
    pool.wave(ann("2", "TEE*2").version(2).allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 2#2.1 east [TEE*2]");
  }

  @Test
  void whoIsReAddressedWhileItWaitsWaitsForOthersThere() throws Exception {
    pool.wave(ann("1", "TEE*1").version(2).to("Beijing").allocate());
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, WAITS_FOR_OTHERS]");
    pool.wave(ann("4", "TEE*1").to("Beijing").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactlyInAnyOrder(
            "CREATE 1#2.1+1 east [TEE*1, TEE*1]", "CREATE 2#1.1+1 east [TEE*2, TEE*3]");
  }

  @Test
  void whatIsRefundedWhileItWaitsDoesNotLeave() throws Exception {
    pool.receive("east", "CAP", 1);
    pool.wave(ann("4", "TEE*1", "CAP*1").allocate());
    pool.wave(ann("4", "TEE*1").version(2).allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+3 east [TEE*1, TEE*2, TEE*3, TEE*1]");
    assertThat(pool.cell("CAP", "east").locked()).isZero();
  }

  @Test
  void whoIsSealedWhileItWaitsLeavesAloneAtOnce() throws Exception {
    pool.wave(ann("2", "TEE*2").flagged("SEALED").version(2).allocate());
    assertThat(pool.events).as("its goods are the same").isEmpty();
    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*2]");
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).last().isEqualTo("CREATE 1#1.1+1 east [TEE*1, TEE*3]");
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void whoseTimeIsShortenedWhileItWaitsHurriesTheOthers() throws Exception {
    pool.wave(ann("2", "TEE*2").shipBy(NOON.plus(Duration.ofMinutes(250))).version(2).allocate());
    assertThat(pool.deliveries).isEmpty();
    pool.quietUntil(NOON.plus(Duration.ofMinutes(10)));

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+2 east [TEE*1, TEE*3, TEE*2]");
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void whoseTokenIsRenewedWhileItWaitsWaitsOnWithThoseOfThatToken() throws Exception {
    pool.wave(ann("2", "TEE*2").forToken("ann, next week").version(2).allocate());
    pool.wave(ann("4", "TEE*1").forToken("ann, next week").allocate());
    assertThat(pool.deliveries).isEmpty();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactlyInAnyOrder(
            "CREATE 1#1.1+1 east [TEE*1, TEE*3]", "CREATE 2#1.1+1 east [TEE*2, TEE*1]");
  }

  @Test
  void anOrderThatIsAskedForAgainWaitsInItsPlace() throws Exception {
    pool.wave(ann("1", "TEE*1").version(2).priority(5).allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+2 east [TEE*1, TEE*2, TEE*3]");
  }

  @Test
  void thatOnePartOfAnOrderLeftDoesNotHurryTheOther() throws Exception {
    pool.receive("north", "CAP", 1);
    pool.wave(ann("4", "TEE*1", "CAP*1").allocate());
    pool.wave(ann("5", "TEE*1").allocate());
    assertThat(pool.deliveries).as("five are enough").hasSize(1);
    pool.forget();
    pool.wave(ann("4", "TEE*1", "CAP*1").version(2).allocate());
    assertThat(pool.deliveries).isEmpty();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 4#1.2 north [CAP*1]");
  }

  @Test
  void aCancellationRecallsTheWholeDeliveryAndTheOthersAreSentAgainAtOnce() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1+2 east [TEE*1, TEE*2, TEE*3]");
    assertThat(pool.events)
        .containsExactly(
            "1#1.1 CANCEL_REQUESTED [ORDER_CANCELLED]",
            "2#1.1 CANCEL_REQUESTED [UNMERGED]",
            "3#1.1 CANCEL_REQUESTED [UNMERGED]");
    assertThat(pool.cell("TEE", "east")).as("it may be too late").isEqualTo(cell(10, 6));
    pool.forget();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));
    assertThat(pool.events)
        .containsExactly(
            "1 CANCELLED",
            "2 ALLOCATED [SINGLE_WAREHOUSE]",
            "3 ALLOCATED [SINGLE_WAREHOUSE]",
            "2#2.1 MERGED [MERGED_DELIVERY, MERGED_WITH]",
            "3#2.1 MERGED [MERGED_DELIVERY, MERGED_WITH]");
    assertThat(pool.deliveries).containsExactly("CREATE 2#2.1+1 east [TEE*2, TEE*3]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(cell(10, 5));
    assertThat(pool.nobodyGathers()).isTrue();
    assertThat(pool.locks).hasSize(2);
  }

  @Test
  void whoIsRecalledForAnothersSakeKeepsItsGoodsBeforeThoseWhoWaitForThem() throws Exception {
    leave();
    pool.wave(pool.adjustment("east", "TEE", -4));
    pool.wave(Wish.of("urgent", "TEE*6").priority(99).allocate());
    pool.wave(Wish.of("small", "TEE*1").priority(98).allocate());
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));

    assertThat(pool.deliveries)
        .containsExactly("CREATE small#1.1 east [TEE*1]", "CREATE 2#2.1+1 east [TEE*2, TEE*3]");
    assertThat(pool.queue("TEE")).containsExactly("urgent");
  }

  @Test
  void whoIsLeftOverTravelsAlone() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1").version(2).cancel(), ann("3", "TEE*3").version(2).suspend());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));

    assertThat(pool.events).containsExactly("1 CANCELLED", "2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 2#2.1 east [TEE*2]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(cell(10, 2));
  }

  @Test
  void aWarehouseIsAskedOnceHoweverManyOrdersLeaveTheDelivery() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.wave(ann("2", "TEE*2").version(2).cancel());
    pool.wave(ann("3", "TEE*3").version(2).cancel());
    assertThat(pool.deliveries).hasSize(1);
    assertThat(pool.events)
        .as("that it was asked for another is no end of an order")
        .contains(
            "2#1.1 CANCEL_REQUESTED [ORDER_CANCELLED]", "3#1.1 CANCEL_REQUESTED [ORDER_CANCELLED]");
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));

    assertThat(pool.events).containsExactly("1 CANCELLED", "2 CANCELLED", "3 CANCELLED");
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(cell(10, 0));
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void whenTheRecallComesTooLateEveryOrderIsShippedAndTheCancelledOneIsAClaim() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1+2"));
    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(cell(10, 6));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1+2"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]",
            "1 CANCELLED [AFTER_SHIPMENT]",
            "2#1.1 SHIPPED",
            "3#1.1 SHIPPED");
    assertThat(pool.cell("TEE", "east")).isEqualTo(cell(4, 0));
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void whoIsReAddressedOnTheWayIsSentThereAndTheOthersWhereTheyWere() throws Exception {
    leave();
    pool.wave(ann("2", "TEE*2").version(2).to("Beijing").allocate());
    assertThat(pool.events)
        .containsExactly(
            "1#1.1 CANCEL_REQUESTED [UNMERGED]",
            "2#1.1 CANCEL_REQUESTED [ORDER_CHANGED]",
            "3#1.1 CANCEL_REQUESTED [UNMERGED]");
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#2.1+1 east [TEE*1, TEE*3]", "CREATE 2#2.1 east [TEE*2]");
  }

  @Test
  void whatIsRefundedOnTheWayIsTakenOutAndTheRestLeavesTogetherAgain() throws Exception {
    leave();
    pool.wave(ann("3", "TEE*2").version(2).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1+2 east [TEE*1, TEE*2, TEE*2]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(cell(10, 5));
  }

  @Test
  void anOrderThatIsAskedForAgainDuringARecallOfAnotherIsNotDisturbed() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(ann("2", "TEE*2").version(2).allocate());
    assertThat(pool.events).isEmpty();
    assertThat(pool.deliveries).isEmpty();
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1+2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1+2"));

    assertThat(pool.events).contains("2#1.1 SHIPPED");
  }

  @Test
  void goodsThatLeaveAfterTheirRecallAreMissingOfEveryOrder() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1+2"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]",
            "2#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]",
            "3#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]",
            // What was to go instead is not there any more.
            "2#2.1 CANCEL_REQUESTED [GOODS_MISSING]",
            "3#2.1 CANCEL_REQUESTED [GOODS_MISSING]");
    assertThat(pool.cell("TEE", "east"))
        .as("5 of 10 are locked anew")
        .isEqualTo(new Cell("east", 5, 5, 1));
  }

  @Test
  void newCompanyOfThoseWhoAreSentAgainGoesWithThem() throws Exception {
    leave();
    pool.wave(ann("4", "TEE*4").allocate());
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));

    assertThat(pool.deliveries).containsExactly("CREATE 4#1.1+2 east [TEE*4, TEE*2, TEE*3]");
    pool.quietUntil(WINDOW_ENDS.plus(Duration.ofHours(1)));
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void theLineageOfADeliveryOutlastsIt() throws Exception {
    leave();
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "2#2.1+1"));

    OrderLock second = Objects.requireNonNull(pool.closed.get(StockSamples.SHOP + "2"));
    assertThat(second.parcels())
        .extracting(Parcel::toldAs)
        .containsExactly(StockSamples.SHOP + "1#1.1+2", StockSamples.SHOP + "2#2.1+1");
    pool.forget();
    pool.wave(
        pool.answer(Type.CANCELLED, "east", "1#1.1+2"),
        pool.answer(Type.SHIPPED, "east", "2#2.1+1"));
    assertThat(List.of(pool.events, pool.refused)).allMatch(List::isEmpty);
  }

  /** The warehouse is told of all three as {@code 1#1.1+2}. */
  private void leave() throws Exception {
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+2 east [TEE*1, TEE*2, TEE*3]");
    pool.forget();
  }

  private static Cell cell(long onHand, long locked) {
    return new Cell("east", onHand, locked, 0);
  }

  private static Wish ann(String orderId, String... goods) {
    return Wish.of(orderId, goods).forToken("ann");
  }
}
