package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.merging;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.Reference.Merge;
import io.penstock.model.RefundStatus;
import io.penstock.model.WmsEvent.Item;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.StockInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How orders of one consignee wait for one another, leave together and are parted again. */
class MergeWindowTest {

  private static final Instant WINDOW_ENDS = NOON.plus(Duration.ofMinutes(31));

  private PoolInMemory pool;

  @BeforeEach
  void aPoolThatMerges() throws Exception {
    pool = new PoolInMemory("CAP", "TEE").with(merging(5));
  }

  @Test
  void ordersOfOneConsigneeLeaveAsOneDeliveryWhenTheWindowOfTheFirstEnds() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.forget();
    pool.wave(ann("1", "TEE*2").allocate());
    pool.quietUntil(NOON.plus(Duration.ofMinutes(20)));
    pool.wave(ann("2", "TEE*3").allocate());

    assertThat(pool.events)
        .containsExactly(
            "1 ALLOCATED [SINGLE_WAREHOUSE, WAITS_FOR_OTHERS]",
            "2 ALLOCATED [SINGLE_WAREHOUSE, WAITS_FOR_OTHERS]");
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east")).as("theirs already").isEqualTo(new Cell("east", 9, 5, 0));
    pool.forget();
    pool.quietUntil(NOON.plus(Duration.ofMinutes(30)));
    assertThat(pool.deliveries).isEmpty();

    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*2, TEE*3]");
    assertThat(pool.events)
        .containsExactly(
            "1#1.1 MERGED [MERGED_DELIVERY, MERGED_WITH]",
            "2#1.1 MERGED [MERGED_DELIVERY, MERGED_WITH]");
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void whoIsHeldWhileItWaitsKeepsItsGoodsAndStaysWhenTheOthersLeave() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(ann("1", "TEE*2").allocate(), ann("2", "TEE*3").allocate());
    pool.wave(ann("1", "TEE*2").version(2).reserve());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*3]");
    assertThat(pool.cell("TEE", "east").locked()).isEqualTo(5);
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void eachLineOfAMergedDeliverySaysWhoseItIsAndEachOrderWithWhomItTravels() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.forget();
    pool.wave(ann("1", "TEE*2").shipBy(NOON.plus(Duration.ofDays(3))).allocate());
    pool.wave(ann("2", "TEE*3").shipBy(NOON.plus(Duration.ofDays(2))).allocate());
    pool.quietUntil(WINDOW_ENDS);

    Delivery delivery = pool.instructions.get(0);
    assertThat(delivery.lines())
        .containsExactly(
            new Delivery.Line(1, "1", "TEE", 2, "1"), new Delivery.Line(2, "1", "TEE", 3, "2"));
    assertThat(delivery.orderId()).isEqualTo("1");
    assertThat(delivery.shipBy()).as("the earlier one").isEqualTo(NOON.plus(Duration.ofDays(2)));
    assertThat(pool.said.get(3).reasons())
        .extracting(reason -> reason.code() + " " + reason.detail())
        .containsExactly("MERGED_DELIVERY " + SHOP + "1#1.1+1", "MERGED_WITH " + SHOP + "1#1.1");
  }

  @Test
  void whoFindsNoCompanyLeavesAsAnyOtherOrder() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.forget();
    pool.wave(ann("1", "TEE*2").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*2]");
    assertThat(pool.instructions.get(0).lines())
        .containsExactly(new Delivery.Line(1, "1", "TEE", 2, null));
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE, WAITS_FOR_OTHERS]");
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    assertThat(pool.events).last().isEqualTo("1#1.1 SHIPPED");
  }

  @Test
  void withoutAPolicyNobodyWaits() throws Exception {
    PoolInMemory other = new PoolInMemory("TEE");
    other.receive("east", "TEE", 9);
    other.forget();
    other.wave(ann("1", "TEE*1").allocate(), ann("2", "TEE*1").allocate());

    assertThat(other.deliveries)
        .containsExactly("CREATE 1#1.1 east [TEE*1]", "CREATE 2#1.1 east [TEE*1]");
    assertThat(other.nobodyGathers()).isTrue();
  }

  @Test
  void thoseWhoWaitLeaveTogetherAlthoughThePolicyEnds() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "TEE*1").allocate());
    pool.forget();
    pool.without(StockSamples.POOL);
    pool.wave(ann("3", "TEE*1").allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 3#1.1 east [TEE*1]");
    pool.forget();
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1+1 east [TEE*1, TEE*1]");
  }

  @Test
  void nobodyWaitsBeyondTheTimeThatTheWarehouseNeeds() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.forget();
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(ann("2", "TEE*1").shipBy(NOON.plus(Duration.ofMinutes(250))).allocate());
    pool.quietUntil(NOON.plus(Duration.ofSeconds(599)));
    assertThat(pool.deliveries).isEmpty();
    pool.quietUntil(NOON.plus(Duration.ofMinutes(10)));

    assertThat(pool.deliveries)
        .as("240 of 250 minutes are the warehouse's")
        .containsExactly("CREATE 1#1.1+1 east [TEE*1, TEE*1]");
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.nobodyGathers()).isTrue();
  }

  @Test
  void whoHasNoTimeLeftTakesThoseWhoWaitWithIt() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.forget();
    pool.wave(ann("1", "TEE*1").shipBy(NOON.plusSeconds(60)).allocate());
    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
    pool.wave(ann("2", "TEE*1").allocate());
    pool.forget();
    pool.wave(ann("3", "TEE*1").shipBy(NOON.plusSeconds(60)).allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1+1 east [TEE*1, TEE*1]");
  }

  @Test
  void asManyAsThePolicyAllowsLeaveAtOnce() throws Exception {
    PoolInMemory pairs = new PoolInMemory("TEE").with(merging(2));
    pairs.receive("east", "TEE", 9);
    pairs.forget();
    pairs.wave(ann("1", "TEE*1").allocate());
    pairs.wave(
        ann("2", "TEE*1").allocate(), ann("3", "TEE*1").allocate(), ann("4", "TEE*1").allocate());
    pairs.wave(ann("5", "TEE*1").allocate());
    pairs.quietUntil(WINDOW_ENDS);

    assertThat(pairs.deliveries)
        .containsExactly(
            "CREATE 1#1.1+1 east [TEE*1, TEE*1]",
            "CREATE 3#1.1+1 east [TEE*1, TEE*1]",
            "CREATE 5#1.1 east [TEE*1]");
    assertThat(pairs.nobodyGathers()).isTrue();
  }

  @Test
  void noDeliveryIsLargerThanCarriersTake() throws Exception {
    PoolInMemory small = new PoolInMemory("TEE").with(merging(new Merge("PT30M", "PT4H", 9, 5)));
    small.receive("east", "TEE", 30);
    small.forget();
    small.wave(
        ann("1", "TEE*2").allocate(),
        ann("2", "TEE*3").allocate(),
        ann("3", "TEE*1").allocate(),
        ann("4", "TEE*5").allocate(),
        ann("5", "TEE*6").allocate());

    assertThat(small.deliveries)
        .containsExactly(
            "CREATE 1#1.1+1 east [TEE*2, TEE*3]",
            "CREATE 4#1.1 east [TEE*5]",
            "CREATE 5#1.1 east [TEE*6]");
    small.quietUntil(WINDOW_ENDS);
    assertThat(small.deliveries).last().isEqualTo("CREATE 3#1.1 east [TEE*1]");
  }

  static Stream<Wish> ordersThatTravelAlone() {
    return Stream.of(
        ann("2", "TEE*1").cashOnDelivery(),
        ann("2", "TEE*1").flagged("SEALED"),
        ann("2", "TEE*1").flagged("PRESALE", "DEPOSIT_PAID"),
        ann("2", "TEE*1").flagged("MARKETPLACE_HOLD"),
        ann("2", "TEE*1").flagged("FULFILLED_BY_MARKETPLACE"),
        ann("2", "TEE*1").flagged("TEST_ORDER"),
        ann("2", "TEE*1").refund(RefundStatus.REQUESTED),
        Wish.of("2", "TEE*1").forPerson(null, "West Lake Road 1"),
        Wish.of("2", "TEE*1").forPerson("A**", "West Lake Road 1"),
        Wish.of("2", "TEE*1").forPerson("Ann", "West Lake Road **"));
  }

  @ParameterizedTest
  @MethodSource("ordersThatTravelAlone")
  void whatMayNotBeMergedLeavesAtOnce(Wish alone) throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(ann("1", "TEE*1").allocate());
    pool.wave(Wish.of("3", "TEE*1").how(alone.how()).flagged().allocate());
    pool.forget();
    pool.wave(alone.allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*1]");
    assertThat(pool.events).containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  static Stream<Wish> ordersOfOthers() {
    return Stream.of(
        ann("2", "TEE*1").forToken("bob"),
        ann("2", "TEE*1").to("Beijing"),
        Wish.of("2", "TEE*1").forPerson("Ann", "a street"));
  }

  @ParameterizedTest
  @MethodSource("ordersOfOthers")
  void onlyOneConsigneeAtOnePlaceIsMerged(Wish other) throws Exception {
    pool.wave(pool.receipt("east", "TEE", 9));
    pool.forget();
    pool.wave(ann("1", "TEE*1").allocate(), other.allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactlyInAnyOrder("CREATE 1#1.1 east [TEE*1]", "CREATE 2#1.1 east [TEE*1]");
  }

  @Test
  void withoutATokenTheSameNameAtTheSamePlaceIsOnePerson() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.forget();
    pool.wave(
        Wish.of("1", "TEE*1").forPerson("Ann", "West Lake Road 1").allocate(),
        Wish.of("2", "TEE*1").forPerson("Ann", "West Lake Road 1").allocate(),
        Wish.of("3", "TEE*1").forPerson("Bob", "West Lake Road 1").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1+1 east [TEE*1, TEE*1]", "CREATE 3#1.1 east [TEE*1]");
  }

  @Test
  void anOrderIsSentFromWhereItsCompanyWaitsUnlessThatNeedsMoreParcels() throws Exception {
    pool.wave(
        pool.receipt("north", "CAP", 1),
        pool.receipt("north", "TEE", 9),
        pool.receipt("east", "TEE", 9),
        pool.receipt("south", "TEE", 9),
        pool.receipt("south", "CAP", 9));
    pool.forget();
    pool.wave(ann("1", "CAP*1", "TEE*1").priority(9).allocate(), ann("2", "TEE*1").allocate());
    pool.wave(ann("3", "CAP*1", "TEE*1").allocate());
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .as("north alone had all of the first; east is nearer, and north has no cap any more")
        .containsExactly(
            "CREATE 1#1.1+1 north [CAP*1, TEE*1, TEE*1]", "CREATE 3#1.1 south [CAP*1, TEE*1]");
  }

  @Test
  void thePartsOfASplitOrderFindCompanyWhereTheyAre() throws Exception {
    pool.wave(pool.receipt("north", "CAP", 1), pool.receipt("east", "TEE", 9));
    pool.forget();
    pool.wave(ann("1", "CAP*1", "TEE*1").allocate(), ann("2", "TEE*1").allocate());
    assertThat(pool.events)
        .first()
        .isEqualTo("1 ALLOCATED [SPLIT, WAITS_FOR_OTHERS, WAITS_FOR_OTHERS]");
    pool.quietUntil(WINDOW_ENDS);

    assertThat(pool.deliveries)
        .containsExactlyInAnyOrder(
            "CREATE 1#1.1+1 east [TEE*1, TEE*1]", "CREATE 1#1.2 north [CAP*1]");
  }

  @Test
  void whatTheWarehouseTellsOfAMergedDeliveryIsToldOfEveryOrder() throws Exception {
    merged();
    pool.wave(pool.answer(Type.ACCEPTED, "east", "1#1.1+1"));
    pool.wave(pool.answer(Type.PICKED, "east", "1#1.1+1"));
    pool.wave(shipped("1#1.1+1", 5));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1 DELIVERY_ACCEPTED",
            "2#1.1 DELIVERY_ACCEPTED",
            "1#1.1 DELIVERY_PICKED",
            "2#1.1 DELIVERY_PICKED",
            "1#1.1 SHIPPED",
            "2#1.1 SHIPPED");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 4, 0, 0));
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void unitsAndMoneyOfTheMembersAreThoseOfTheirOrders() throws Exception {
    merged();
    assertThat(pool.instructions).isEmpty();
    pool.wave(shipped("1#1.1+1", 5));

    assertThat(pool.said).hasSize(2);
    assertThat(pool.said.get(0).lines())
        .singleElement()
        .satisfies(line -> assertThat(line.quantity()).isEqualTo(2))
        .satisfies(line -> assertThat(line.amountMinor()).isEqualTo(2_000));
    assertThat(pool.said.get(1).lines())
        .singleElement()
        .satisfies(line -> assertThat(line.quantity()).isEqualTo(3))
        .satisfies(line -> assertThat(line.amountMinor()).isEqualTo(3_000));
  }

  @Test
  void whatLeftIsAtMostTheGoodsOfAllMembers() throws Exception {
    merged();
    pool.wave(shipped("1#1.1+1", 6));

    assertThat(pool.refused).containsExactly("OTHER_GOODS");
    assertThat(pool.events).isEmpty();
  }

  @Test
  void ofADeliveryThatLeavesShortTheLastMembersMissTheirGoods() throws Exception {
    merged();
    pool.wave(shipped("1#1.1+1", 2));
    assertThat(pool.events)
        .startsWith("1#1.1 SHIPPED", "2#1.1 SHORT_PICKED [NOT_FOUND]")
        .hasSize(3);
  }

  @Test
  void aDeliveryIsKnownByTheIdUnderWhichTheWarehouseWasToldOfIt() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(ann("3", "TEE*1").forToken("bob").allocate());
    merged();
    pool.wave(
        pool.answer(Type.SHIPPED, "east", "1#1.1"),
        pool.answer(Type.SHIPPED, "east", "2#1.1"),
        pool.answer(Type.SHIPPED, "east", "2#1.1+1"),
        pool.answer(Type.SHIPPED, "east", "1#1.1+2"),
        pool.answer(Type.SHIPPED, "north", "1#1.1+1"),
        pool.answer(Type.CANCELLED, "east", "1#1.1+1"));

    assertThat(pool.refused)
        .containsExactlyInAnyOrder(
            "UNKNOWN_DELIVERY",
            "UNKNOWN_DELIVERY",
            "UNKNOWN_DELIVERY",
            "UNKNOWN_DELIVERY",
            "OTHER_WAREHOUSE",
            "NOT_ASKED");
    assertThat(pool.events).isEmpty();
  }

  @Test
  void ofAnOrderThatWaitsTheWarehouseCanKnowNothing() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(ann("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(ann("1", "TEE*1").version(2).cancel());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.refused).containsExactly("UNKNOWN_DELIVERY", "UNKNOWN_DELIVERY");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 9, 0, 0));
  }

  @Test
  void repetitionsAreKnownAlsoWhenAllIsOver() throws Exception {
    merged();
    StockInput accepted = pool.answer(Type.ACCEPTED, "east", "1#1.1+1");
    StockInput shipped = shipped("1#1.1+1", 5);
    pool.wave(accepted, accepted, shipped);
    pool.forget();
    pool.wave(shipped, accepted, pool.answer(Type.CANCELLED, "east", "1#1.1+1"));

    assertThat(pool.events).isEmpty();
    assertThat(pool.refused).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 4, 0, 0));
  }

  @Test
  void aRejectedDeliveryIsSourcedElsewhereAndLeavesTogetherAgain() throws Exception {
    merged();
    pool.receive("north", "TEE", 9);
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1+1"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1 DELIVERY_REJECTED [REJECTED]",
            "2#1.1 DELIVERY_REJECTED [REJECTED]",
            "1 ALLOCATED [SINGLE_WAREHOUSE]",
            "2 ALLOCATED [SINGLE_WAREHOUSE]",
            "1#2.1 MERGED [MERGED_DELIVERY, MERGED_WITH]",
            "2#2.1 MERGED [MERGED_DELIVERY, MERGED_WITH]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1+1 north [TEE*2, TEE*3]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 9, 0, 0));
  }

  @Test
  void whatAWarehouseRefusesWaitsNoMoreAlthoughItNeverDid() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 9), pool.receipt("north", "TEE", 9));
    pool.wave(ann("1", "TEE*1").flagged("SEALED").allocate());
    pool.wave(ann("1", "TEE*1").version(2).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [TEE*1]");
    assertThat(pool.nobodyGathers()).isTrue();
  }

  /** Two orders of five tees, which the warehouse in the east was told of as one delivery. */
  private void merged() throws Exception {
    if (pool.cell("TEE", "east").onHand() == 0) {
      pool.receive("east", "TEE", 9);
    }
    pool.wave(ann("1", "TEE*2").allocate());
    pool.wave(ann("2", "TEE*3").allocate());
    pool.quietUntil(WINDOW_ENDS);
    assertThat(pool.deliveries).contains("CREATE 1#1.1+1 east [TEE*2, TEE*3]");
    pool.forget();
  }

  private static StockInput shipped(String delivery, int tees) {
    return StockSamples.message(
        "s" + tees,
        Type.SHIPPED,
        "east",
        after(tees),
        SHOP + delivery,
        List.of(new Item("TEE", tees)));
  }

  private static Wish ann(String orderId, String... goods) {
    return Wish.of(orderId, goods).forToken("ann");
  }
}
