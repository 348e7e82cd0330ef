package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.published;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Carrier;
import io.penstock.model.Carrier.Lane;
import io.penstock.model.Cause;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Parcels;
import io.penstock.model.Reference.Partial;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.SourcingDecision.Obstacle;
import io.penstock.model.SourcingDecision.PassedOver;
import io.penstock.model.WaybillRange;
import io.penstock.model.WaybillRange.Check;
import io.penstock.model.WmsEvent;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.StockInput;
import io.penstock.state.WaitingQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which number the waybill of a parcel has, and what is done when there is none. */
class WaybillsTest {

  private PoolInMemory pool;

  @BeforeEach
  void oneWarehouseHasAll() throws Exception {
    pool = new PoolInMemory("TEE", "CAP").without("east", "north", "south");
    pool.with(StockSamples.warehouse("near", "Zhejiang", 1, "*"));
    pool.with(service("YTO", 500));
    pool.receive("near", "TEE", 50);
    pool.receive("near", "CAP", 50);
    pool.forget();
  }

  @ParameterizedTest
  @CsvSource({
    "MOD7, 1234567, 5",
    "MOD7, 8114074, 3",
    "MOD7, 0000000, 0",
    "S10, 47312482, 9",
    "S10, 00000000, 5",
    "S10, 00000050, 0",
    "S10, 00000003, 1",
    "S10, 00000008, 0",
  })
  void aCheckDigitFollowsFromTheOthers(Check rule, String digits, int check) {
    assertThat(rule.of(digits)).isEqualTo(check);
  }

  @Test
  void eachParcelHasTheNextNumberOfTheRangesInTheirOrder() throws Exception {
    pool.with(policy(null));
    Instant earlier = Instant.EPOCH.plusSeconds(1);
    publish("b", Instant.EPOCH.plusSeconds(2), range("YTO", null, "1", "2", null));
    publish("z", earlier, range("YTO", null, "098", "099", null));
    publish("a", Instant.EPOCH.plusSeconds(2), range("YTO", null, "5", "5", Check.MOD7));

    for (int order = 1; order <= 5; order++) {
      want(String.valueOf(order), "TEE*1");
    }

    assertThat(numbers()).containsExactly("Y098", "Y099", "Y55", "Y1", "Y2");
  }

  @Test
  void aNumberIsNeverGivenTwice() throws Exception {
    pool.with(policy(null));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "3", null));
    want("1", "TEE*1");
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "near", "1#1.1"));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "2", null));
    want("2", "TEE*1");
    pool.wave(published(Reference.end(Reference.Type.WAYBILL_RANGE, POOL + "/a"), after(0)));
    publish("other", Instant.EPOCH, range("YTO", null, "0", "4", null));
    want("3", "TEE*1");
    want("4", "TEE*1");
    want("5", "TEE*1");
    publish("longer", Instant.EPOCH, range("YTO", null, "1", "9", Check.MOD7));
    publish("twin", Instant.EPOCH, range("YTO", null, "10", "29", null));
    want("6", "TEE*1");

    assertThat(created()).containsExactly("1 Y1", "2 Y2", "3 Y0", "4 Y3", "5 Y4", "6 Y11");
  }

  @Test
  void whereAShapeWasUsedByOneRuleAnotherIsPassedOver() throws Exception {
    pool.with(policy(null));
    publish("plain", Instant.EPOCH, range("YTO", null, "10", "10", null));
    want("1", "TEE*1");
    publish("checked", Instant.EPOCH, range("YTO", null, "1", "9", Check.MOD7));
    want("2", "TEE*1");

    assertThat(numbers()).containsExactly("Y10");
    assertThat(pool.events).last().isEqualTo("2 HELD [NO_WAYBILL_LEFT]");
  }

  @Test
  void whatGoesAheadOfTheRestWaitsForANumberToo() throws Exception {
    Partial parts = new Partial(null, false);
    pool.with(
        StockSamples.pool(
            new Pool(POOL, SplitPolicy.BETWEEN_LINES, null, null, "CNY", null, parts, null)));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "1", null));
    want("1", "CAP*1");
    want("2", "TEE*60", "CAP*1");
    assertThat(pool.events).last().isEqualTo("2 BACKORDERED [OUT_OF_STOCK]");
    publish("b", Instant.EPOCH, range("YTO", null, "2", "2", null));

    assertThat(created()).containsExactly("1 Y1", "2 Y2");
    assertThat(pool.queues).containsOnlyKeys("TEE");
  }

  @Test
  void aNumberOfTwoRangesIsEnoughForOneParcel() throws Exception {
    Parcels oneUnit = new Parcels(1_000, false);
    pool.with(
        StockSamples.pool(
            new Pool(POOL, SplitPolicy.WITHIN_LINES, null, null, "CNY", null, null, oneUnit)));
    Sku heavy = new Sku(POOL, "TEE", null, null, null, null, 1_000, null);
    pool.wave(published(Reference.of(POOL + "/TEE", Instant.EPOCH, heavy), after(0)));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "1", null));
    publish("b", Instant.EPOCH, range("YTO", null, "1", "1", null));
    want("1", "TEE*2");
    assertThat(pool.events).containsExactly("1 HELD [NO_WAYBILL_LEFT]");

    publish("c", Instant.EPOCH, range("YTO", null, "0", "2", null));
    assertThat(numbers()).containsExactly("Y1", "Y0");
  }

  @Test
  void whereNoNumberIsLeftTheNextServiceIsTaken() throws Exception {
    pool.with(policy(null)).with(service("SF", 900)).with(service("EMS", 1_200));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "1", null));

    want("1", "TEE*1");
    want("2", "TEE*1");

    assertThat(pool.instructions)
        .extracting(one -> Objects.requireNonNull(one.shipping()).carrier())
        .containsExactly("YTO", "SF");
    assertThat(Objects.requireNonNull(last(OrderEvent.Type.ALLOCATED).sourcing()).passedOver())
        .containsExactly(new PassedOver("near", "YTO", "s", Obstacle.NO_WAYBILL_LEFT));
  }

  @Test
  void whoFindsNoNumberWaitsUntilThereAreSomeInOrderOfPrecedence() throws Exception {
    pool.with(policy(null))
        .with(StockSamples.playbook("NO_WAYBILL_LEFT", "PT1H", Timeout.ESCALATE));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "1", null));
    want("1", "TEE*1");
    want("2", "TEE*1");
    pool.wave(Wish.of("3", "TEE*1").priority(5).allocate());

    assertThat(last(OrderEvent.Type.HELD).orderId()).isEqualTo("3");
    Reason held = last(OrderEvent.Type.HELD).reasons().get(0);
    assertThat(List.of(held.code(), String.valueOf(held.detail()), String.valueOf(held.owner())))
        .containsExactly("NO_WAYBILL_LEFT", "YTO", "sales");
    assertThat(pool.queue(WaitingQueue.waybills("YTO"))).containsExactly("3", "2");
    pool.forget();
    pool.receive("near", "TEE", 5);
    assertThat(pool.events).isEmpty();

    publish("b", Instant.EPOCH, range("YTO", null, "7", "7", null));
    assertThat(created()).containsExactly("3 Y7");
    publish("c", after(60_000), range("YTO", null, "8", "8", null));
    assertThat(created()).containsExactly("3 Y7");
    pool.quietUntil(after(120_000));

    assertThat(created()).containsExactly("3 Y7", "2 Y8");
    assertThat(pool.queues).isEmpty();
  }

  @Test
  void whoWaitsForANumberGoesWithAnotherCarrierOnceThereIsOne() throws Exception {
    pool.with(policy(null));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "1", null));
    want("1", "TEE*1");
    want("2", "TEE*1");

    pool.with(service("SF", 900));
    pool.wave();

    assertThat(created()).containsExactly("1 Y1", "2 null");
    assertThat(pool.queues).isEmpty();
  }

  @Test
  void whereTheLastRangeEndsTheWarehouseGivesTheNumbersAgain() throws Exception {
    pool.with(policy(null));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "1", null));
    want("1", "TEE*1");
    want("2", "TEE*1");

    pool.wave(published(Reference.end(Reference.Type.WAYBILL_RANGE, POOL + "/a"), after(0)));

    assertThat(created()).containsExactly("1 Y1", "2 null");
  }

  @Test
  void numbersOfOneWarehouseAreForItsParcelsOnly() throws Exception {
    pool.with(StockSamples.warehouse("far", "Hunan", 1, "*")).with(policy(null));
    pool.receive("far", "TEE", 2);
    publish("a", Instant.EPOCH, range("YTO", "far", "1", "1", null));

    want("1", "TEE*1");
    want("2", "TEE*1");

    assertThat(created()).containsExactly("1 Y1");
    assertThat(pool.instructions.get(0).warehouse()).isEqualTo("far");
    assertThat(pool.events).last().isEqualTo("2 HELD [NO_WAYBILL_LEFT]");
  }

  @Test
  void ordersThatTravelTogetherHaveOneNumberAndGiveTheOthersToWhoWaits() throws Exception {
    pool.with(policy(new Merge("PT30M", "PT4H", 5, null)));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "2", null));
    pool.wave(Wish.of("1", "TEE*1").forToken("ann").allocate());
    pool.wave(Wish.of("2", "TEE*1").forToken("ann").allocate());
    pool.wave(Wish.of("3", "TEE*1").forToken("bob").allocate());
    assertThat(pool.events).last().isEqualTo("3 HELD [NO_WAYBILL_LEFT]");

    pool.quietUntil(after(Duration.ofHours(2).toMillis()));

    assertThat(created()).containsExactly("1 Y1", "3 Y2");
    assertThat(pool.instructions.get(0).lines()).hasSize(2);
  }

  @Test
  void whatIsGivenUpBeforeItsWarehouseKnowsGivesItsNumberBack() throws Exception {
    pool.with(policy(new Merge("PT30M", "PT4H", 5, null)));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "3", null));
    for (int order = 1; order <= 3; order++) {
      String token = "buyer-" + order;
      pool.wave(Wish.of(String.valueOf(order), "TEE*1").forToken(token).allocate());
    }
    pool.wave(Wish.of("2", "TEE*1").forToken("buyer-2").version(2).cancel());
    pool.wave(Wish.of("4", "TEE*1").forToken("buyer-4").allocate());

    pool.quietUntil(after(Duration.ofHours(2).toMillis()));

    assertThat(created()).containsExactlyInAnyOrder("1 Y1", "4 Y2", "3 Y3");
  }

  @Test
  void aParcelThatWaitedWhenTheFirstRangeCameHasANumberToo() throws Exception {
    pool.with(policy(new Merge("PT30M", "PT4H", 5, null)));
    pool.wave(Wish.of("1", "TEE*1").forToken("ann").allocate());
    publish("a", Instant.EPOCH, range("YTO", null, "1", "3", null));

    pool.quietUntil(after(Duration.ofHours(2).toMillis()));

    assertThat(created()).containsExactly("1 Y1");
  }

  @Test
  void twoParcelsOfAnOrderNeedTwoNumbers() throws Exception {
    pool.with(StockSamples.warehouse("far", "Hunan", 1, "*"));
    pool.with(
        StockSamples.pool(
            new Pool(POOL, SplitPolicy.BETWEEN_LINES, null, null, "CNY", null, null, null)));
    pool.receive("far", "SOCK", 2);
    pool.wave(StockSamples.announced("SOCK", after(0)));
    pool.forget();
    publish("a", Instant.EPOCH, range("YTO", null, "1", "1", null));

    want("1", "TEE*1", "SOCK*1");

    assertThat(pool.events).last().isEqualTo("1 HELD [NO_WAYBILL_LEFT]");
    publish("b", Instant.EPOCH, range("YTO", null, "2", "2", null));
    assertThat(numbers()).containsExactlyInAnyOrder("Y1", "Y2");
  }

  @Test
  void thatFewAreLeftIsToldOnceUntilThereAreMore() throws Exception {
    pool.with(policy(null));
    publish("a", Instant.EPOCH, range("YTO", null, "00", "19", null));
    for (int order = 0; order < 20; order++) {
      want("o" + order, "TEE*1");
    }
    assertThat(warned()).containsExactly("o18 YTO from near: 1 left");

    publish("b", Instant.EPOCH, range("YTO", null, "20", "39", null));
    for (int order = 20; order < 40; order++) {
      want("o" + order, "TEE*1");
    }

    assertThat(warned()).containsExactly("o18 YTO from near: 1 left", "o36 YTO from near: 3 left");
  }

  @Test
  void whatTheWarehouseSaysOfTheNumberGoesBeforeOurs() throws Exception {
    pool.with(policy(null));
    publish("a", Instant.EPOCH, range("YTO", null, "1", "9", null));
    want("1", "TEE*1");
    want("2", "TEE*1");
    want("3", "TEE*1");

    pool.wave(left("m1", "1#1.1", null, null));
    pool.wave(left("m2", "2#1.1", "YTO", "Y2"));
    pool.wave(left("m3", "3#1.1", "SF", "SF-9"));

    List<OrderEvent> shipped =
        pool.said.stream().filter(event -> event.type() == OrderEvent.Type.SHIPPED).toList();
    assertThat(shipped)
        .extracting(event -> event.carrier() + " " + event.trackingNumber())
        .containsExactly("YTO Y1", "YTO Y2", "SF SF-9");
    assertThat(shipped.get(1).reasons()).isEmpty();
    assertThat(shipped.get(2).reasons())
        .containsExactly(Reason.of("OTHER_WAYBILL", "SF-9 instead of Y3"));
  }

  private static StockInput left(
      String id, String delivery, @Nullable String carrier, @Nullable String number) {
    WmsEvent event =
        new WmsEvent(
            id,
            Type.SHIPPED,
            POOL,
            "near",
            after(0),
            StockSamples.SHOP + delivery,
            List.of(),
            carrier,
            number,
            null);
    return StockInput.of(event, new Cause("wms.events", 0, 1), after(0));
  }

  private void want(String order, String... goods) throws Exception {
    pool.wave(Wish.of(order, goods).allocate());
  }

  private void publish(String name, Instant from, WaybillRange range) throws Exception {
    pool.wave(published(Reference.of(POOL + "/" + name, from, range), after(0)));
  }

  private static WaybillRange range(
      String carrier,
      @Nullable String warehouse,
      String first,
      String last,
      @Nullable Check check) {
    String prefix = carrier.substring(0, 1);
    return new WaybillRange(POOL, carrier, warehouse, prefix, first, last, null, check, null);
  }

  /** Of deliveries that are made, as {@code 1 Y001}. */
  private List<String> created() {
    return pool.instructions.stream()
        .filter(delivery -> delivery.action() == Delivery.Action.CREATE)
        .map(delivery -> delivery.orderId() + " " + number(delivery))
        .toList();
  }

  private List<String> numbers() {
    return pool.instructions.stream().map(WaybillsTest::number).toList();
  }

  private static String number(Delivery delivery) {
    return String.valueOf(Objects.requireNonNull(delivery.shipping()).waybill());
  }

  private List<String> warned() {
    return pool.said.stream()
        .flatMap(
            event ->
                event.reasons().stream()
                    .filter(reason -> reason.code().equals("FEW_WAYBILLS_LEFT"))
                    .map(reason -> event.orderId() + " " + reason.detail()))
        .toList();
  }

  private OrderEvent last(OrderEvent.Type type) {
    List<OrderEvent> such = pool.said.stream().filter(event -> event.type() == type).toList();
    return such.get(such.size() - 1);
  }

  private static Reference policy(@Nullable Merge merge) {
    return StockSamples.pool(
        new Pool(POOL, SplitPolicy.NEVER, merge, null, "CNY", null, null, null));
  }

  private static Reference service(String name, long price) {
    Lane lane = new Lane(null, null, "CN", null, 1_000, price, null, null, 1, null);
    Carrier carrier = new Carrier(name, "s", "CNY", null, List.of(lane));
    return Reference.of(name + "/s", Instant.EPOCH, carrier);
  }
}
