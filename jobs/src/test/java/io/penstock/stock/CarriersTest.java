package io.penstock.stock;

import static io.penstock.model.Reference.SplitPolicy.WITHIN_LINES;
import static io.penstock.stock.StockSamples.POOL;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.published;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Carrier;
import io.penstock.model.Carrier.Lane;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Parcels;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.SourcingDecision.Obstacle;
import io.penstock.model.SourcingDecision.PassedOver;
import io.penstock.model.StockRequest.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With which service a parcel leaves, and what becomes of one that takes no more. */
class CarriersTest {

  private static final String TODAY = "near/2026-03-01\0YTO/s";

  private PoolInMemory pool;

  @BeforeEach
  void oneWarehouseHasAll() throws Exception {
    pool = new PoolInMemory("TEE", "CAP").without("east", "north", "south");
    pool.with(StockSamples.warehouse("near", "Zhejiang", 1, "*"));
    pool.receive("near", "TEE", 9);
    pool.receive("near", "CAP", 9);
    pool.forget();
  }

  @Test
  void aServiceTakesNoGoodsOfAClassThatItRefuses() throws Exception {
    pool.with(policy(null)).with(service("YTO", 500, null, null, "CHILLED"));
    pool.with(service("SF", 900, null, null));
    article("CAP", "CHILLED", 0);

    want("1", "TEE*1");
    want("2", "CAP*1");
    want("3", "CAP*1", "TEE*1");

    assertThat(shipped()).containsExactly("1#1.1 YTO", "2#1.1 SF", "3#1.1 SF");
    assertThat(pool.leaving).isEmpty();
  }

  @Test
  void whereTheCheapestTakesNoMoreTheNextIsTakenUntilTheDayIsOver() throws Exception {
    pool.with(policy(null)).with(service("YTO", 500, 2, null));
    pool.with(service("SF", 900, null, null)).with(service("EMS", 1_200, null, null));

    want("1", "TEE*1");
    want("2", "TEE*1");
    assertThat(last(OrderEvent.Type.ALLOCATED).sourcing()).isNull();
    want("3", "TEE*1");

    assertThat(Objects.requireNonNull(last(OrderEvent.Type.ALLOCATED).sourcing()).passedOver())
        .containsExactly(new PassedOver("near", "YTO", "s", Obstacle.QUOTA_USED));
    assertThat(pool.leaving).containsExactly(Map.entry(TODAY, 2));
    pool.quietUntil(after(Duration.ofHours(12).toMillis()));
    assertThat(pool.leaving).isEmpty();
    assertThat(pool.daysOver).isEmpty();
    want("4", "TEE*1");
    assertThat(shipped())
        .containsExactly(
            "1#1.1 YTO 2026-03-01", "2#1.1 YTO 2026-03-01", "3#1.1 SF", "4#1.1 YTO 2026-03-02");
  }

  @Test
  void whereNobodyTakesMoreTheParcelLeavesOnTheNextDayWithRoom() throws Exception {
    pool.with(policy(null)).with(service("YTO", 500, 1, null)).with(service("SF", 900, 1, null));

    for (int order = 1; order <= 5; order++) {
      want(String.valueOf(order), "TEE*1");
    }

    assertThat(shipped())
        .containsExactly(
            "1#1.1 YTO 2026-03-01",
            "2#1.1 SF 2026-03-01",
            "3#1.1 YTO 2026-03-02",
            "4#1.1 SF 2026-03-02",
            "5#1.1 YTO 2026-03-03");
    assertThat(last(OrderEvent.Type.ALLOCATED).reasons())
        .contains(Reason.of("QUOTA_USED", "YTO/s takes no more from near before 2026-03-03"));
  }

  @Test
  void theParcelsOfOneOrderAreCountedToo() throws Exception {
    Parcels light = new Parcels(1_000, false);
    pool.with(
        StockSamples.pool(new Pool(POOL, WITHIN_LINES, null, null, "CNY", null, null, light)));
    pool.with(service("YTO", 500, 2, null));
    article("TEE", null, 400);

    want("1", "TEE*5");

    assertThat(shipped())
        .containsExactly("1#1.1 YTO 2026-03-01", "1#1.2 YTO 2026-03-01", "1#1.3 YTO 2026-03-02");
    assertThat(last(OrderEvent.Type.ALLOCATED).reasons())
        .contains(Reason.of("QUOTA_USED", "YTO/s takes no more from near before 2026-03-02"));
    assertThat(pool.leaving).containsEntry(TODAY, 2);
  }

  @Test
  void whatMustLeaveTodayDoesNotWaitForTheCheapest() throws Exception {
    pool.with(policy(null)).with(service("YTO", 500, 1, null)).with(service("SF", 900, 1, null));
    want("1", "TEE*1");
    want("2", "TEE*1");

    pool.wave(Wish.of("3", "TEE*1").shipBy(after(60_000)).allocate());

    assertThat(shipped()).last().isEqualTo("3#1.1 YTO 2026-03-02");
    assertThat(last(OrderEvent.Type.ALLOCATED).orderId()).isEqualTo("3");
    pool.with(service("EMS", 2_000, null, null));
    pool.wave(Wish.of("4", "TEE*1").shipBy(after(60_000)).allocate());
    assertThat(shipped()).last().isEqualTo("4#1.1 EMS");
  }

  @Test
  void whatIsGivenUpBeforeItsWarehouseKnowsIsNotCounted() throws Exception {
    pool.with(policy(new Merge("PT30M", "PT4H", 5, null)));
    pool.with(service("YTO", 500, 1, null)).with(service("SF", 900, null, null));
    pool.wave(Wish.of("1", "TEE*1").forToken("ann").allocate());
    assertThat(pool.leaving).containsOnlyKeys(TODAY);

    pool.wave(Wish.of("1", "TEE*1").forToken("ann").version(2).cancel());

    assertThat(pool.leaving).isEmpty();
    pool.wave(Wish.of("2", "TEE*1").forToken("bob").allocate());
    pool.quietUntil(after(Duration.ofHours(1).toMillis()));
    assertThat(shipped()).containsExactly("2#1.1 YTO 2026-03-01");
  }

  @Test
  void ordersThatTravelTogetherAreOneParcel() throws Exception {
    pool.with(policy(new Merge("PT30M", "PT4H", 5, null)));
    pool.with(service("YTO", 500, 2, null)).with(service("SF", 900, null, null));
    for (int order = 1; order <= 3; order++) {
      pool.wave(Wish.of(String.valueOf(order), "TEE*1").forToken("ann").allocate());
    }
    assertThat(pool.leaving).containsEntry(TODAY, 2);

    pool.quietUntil(after(Duration.ofHours(1).toMillis()));

    assertThat(shipped()).containsExactly("1#1.1+2 YTO 2026-03-01");
    assertThat(pool.leaving).containsExactly(Map.entry(TODAY, 1));
  }

  @Test
  void parcelsThatNoServiceTakesTogetherLeaveApart() throws Exception {
    pool.with(policy(new Merge("PT30M", "PT4H", 5, null)));
    pool.with(service("YTO", 500, null, 1_000));
    article("TEE", null, 400);
    for (int order = 1; order <= 3; order++) {
      pool.wave(Wish.of(String.valueOf(order), "TEE*1").forToken("ann").allocate());
    }

    pool.quietUntil(after(Duration.ofHours(1).toMillis()));

    assertThat(shipped()).containsExactly("1#1.1+1 YTO", "3#1.1 YTO");
  }

  @Test
  void whatIsHeldUntilItsDayHasPassedLeavesOnAnother() throws Exception {
    pool.with(policy(null)).with(service("YTO", 500, 1, null));
    pool.wave(Wish.of("1", "TEE*1").request(Kind.RESERVE));
    assertThat(pool.leaving).containsOnlyKeys(TODAY);
    pool.quietUntil(after(Duration.ofDays(2).toMillis()));
    want("2", "TEE*1");

    pool.wave(Wish.of("1", "TEE*1").request(Kind.RESUME));

    assertThat(shipped()).containsExactly("2#1.1 YTO 2026-03-03", "1#1.1 YTO 2026-03-04");
  }

  private void want(String order, String... goods) throws Exception {
    pool.wave(Wish.of(order, goods).allocate());
  }

  /** Such as {@code 1#1.1 YTO 2026-03-01}. */
  private List<String> shipped() {
    return pool.instructions.stream().map(CarriersTest::text).toList();
  }

  private static String text(Delivery delivery) {
    Delivery.Shipping shipping = Objects.requireNonNull(delivery.shipping());
    String day = shipping.leavesOn() == null ? "" : " " + shipping.leavesOn();
    return delivery.deliveryId().substring(StockSamples.SHOP.length())
        + " "
        + shipping.carrier()
        + day;
  }

  private OrderEvent last(OrderEvent.Type type) {
    List<OrderEvent> such = pool.said.stream().filter(event -> event.type() == type).toList();
    return such.get(such.size() - 1);
  }

  private void article(String sku, @Nullable String storageClass, int grams) throws Exception {
    Sku article = new Sku(POOL, sku, null, null, storageClass, null, grams, null);
    pool.wave(published(Reference.of(POOL + "/" + sku, Instant.EPOCH, article), after(0)));
  }

  private static Reference policy(@Nullable Merge merge) {
    return StockSamples.pool(
        new Pool(POOL, SplitPolicy.NEVER, merge, null, "CNY", null, null, null));
  }

  private static Reference service(
      String name,
      long price,
      @Nullable Integer perDay,
      @Nullable Integer maxGrams,
      String... refused) {
    Lane lane = new Lane(null, null, "CN", null, 1_000, price, null, null, 1, maxGrams);
    List<String> classes = refused.length == 0 ? null : List.of(refused);
    Carrier carrier = new Carrier(name, "s", "CNY", null, List.of(lane), classes, perDay);
    return Reference.of(name + "/s", Instant.EPOCH, carrier);
  }
}
