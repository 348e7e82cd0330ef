package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.pool;
import static io.penstock.stock.StockSamples.published;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Carrier;
import io.penstock.model.Carrier.Lane;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Criterion;
import io.penstock.model.Reference.Dispatch;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.SourcingDecision;
import io.penstock.model.SourcingDecision.Excluded;
import io.penstock.model.SourcingDecision.Exclusion;
import io.penstock.model.SourcingDecision.Search;
import io.penstock.model.SourcingDecision.Way;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.StockInput;
import io.penstock.state.WaitingQueue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From where orders are shipped, by what warehouses and carriers publish. */
class SourcedOrdersTest {

  /** A Thursday. */
  private static final String DAY = "2026-03-05";

  private PoolInMemory pool;

  @BeforeEach
  void warehousesAreThoseOfTheTest() throws Exception {
    pool = new PoolInMemory("TEE", "CAP").without("east", "north", "south");
  }

  // Who is asked.

  @ParameterizedTest
  @CsvSource({
    "CN, , near",
    "JP, , ''",
    "JP, JP, near",
    "JP, KR|JP, near",
    "JP, *, near",
    "KR, JP, ''",
  })
  void aParcelGoesAbroadOnlyWhereTheWarehouseCanClearIt(
      String country, @Nullable String exports, String from) throws Exception {
    List<String> cleared = exports == null ? null : List.of(exports.split("\\|", -1));
    site("near", "Zhejiang", cleared, null, null, null);
    receive("near", "TEE", 9);

    assertThat(wish(Wish.of("1", "TEE*1").in(country))).isEqualTo(from);
    if (from.isEmpty()) {
      assertThat(pool.events).last().isEqualTo("1 HELD [UNSERVED_REGION]");
      assertThat(detail()).isEqualTo("near: CUSTOMS");
    }
  }

  @Test
  void theNearestCountryIsTheOneThatIsListedFirstAndAllAreFartherThanHome() throws Exception {
    site("a", "Zhejiang", List.of("KR", "JP"), null, null, null);
    site("b", "Zhejiang", List.of("JP"), null, null, null);
    receive("a", "TEE", 1);
    receive("b", "TEE", 2);

    assertThat(wish(Wish.of("1", "TEE*1").in("JP"))).isEqualTo("b");
    assertThat(lastDecision().ranking())
        .containsExactly(
            new Way(List.of("b"), List.of(2L), null),
            new Way(List.of("a"), List.of(3L), Criterion.DISTANCE));
  }

  @ParameterizedTest
  @CsvSource({"JP, JP, false", "JP, *, false", "JP, KR, true", "CN, *, true"})
  void anArticleMayBeBarredFromACountry(String country, String barred, boolean shipped)
      throws Exception {
    site("near", "Zhejiang", List.of("*"), null, null, null);
    receive("near", "TEE", 9);
    article("TEE", null, 0, List.of(barred));

    assertThat(wish(Wish.of("1", "TEE*1").in(country))).isEqualTo(shipped ? "near" : "");
    if (!shipped) {
      assertThat(pool.events).last().isEqualTo("1 HELD [BARRED_ARTICLE]");
      assertThat(detail()).isEqualTo("TEE: EXPORT_BAR");
      article("TEE", null, 0, null);
      assertThat(pool.deliveries).as("it may go now").containsExactly("CREATE 1#1.1 near [TEE*1]");
      assertThat(pool.queues).isEmpty();
    }
  }

  @Test
  void whoWaitsForAnArticleThatNobodyMayShipWaitsForAnotherNetworkToo() throws Exception {
    site("near", "Zhejiang", null, List.of("CHILLED"), null, null);
    receive("near", "TEE", 9);
    wish(Wish.of("1", "TEE*1"));
    assertThat(detail()).isEqualTo("TEE: STORAGE_CLASS");
    assertThat(pool.queues).containsOnlyKeys("TEE", WaitingQueue.UNSERVED);

    site("far", "Hunan", null, null, null, null);
    receive("far", "TEE", 1);

    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 far [TEE*1]");
    assertThat(pool.queues).isEmpty();
  }

  @Test
  void aWarehouseTakesOnlyTheClassesThatItLists() throws Exception {
    site("cold", "Zhejiang", null, List.of("CHILLED"), null, null);
    site("dry", "Zhejiang", null, List.of("ORDINARY"), null, null);
    article("CAP", "CHILLED", 0, null);
    for (String name : new String[] {"cold", "dry"}) {
      receive(name, "TEE", 9);
      receive(name, "CAP", 9);
    }
    pool.forget();

    wish(Wish.of("1", "TEE*1", "CAP*2"));

    assertThat(pool.deliveries)
        .containsExactly("CREATE 1#1.1 cold [CAP*2]", "CREATE 1#1.2 dry [TEE*1]");
    assertThat(lastDecision().excluded())
        .containsExactly(
            new Excluded("cold", Exclusion.STORAGE_CLASS, "TEE"),
            new Excluded("dry", Exclusion.STORAGE_CLASS, "CAP"));
  }

  @ParameterizedTest
  @CsvSource({"acme-pool, near", "other|acme-pool, near", "other, ''"})
  void aWarehouseServesOnlyTheOwnersThatItLists(String owners, String from) throws Exception {
    site("near", "Zhejiang", null, null, List.of(owners.split("\\|", -1)), null);
    receive("near", "TEE", 9);

    assertThat(wish(Wish.of("1", "TEE*1"))).isEqualTo(from);
  }

  @Test
  void theEventNamesThoseWhoHaveGoodsButWereNotAsked() throws Exception {
    site("near", "Zhejiang", null, null, null, null);
    site("owned", "Zhejiang", null, null, List.of("other"), null);
    pool.with(StockSamples.warehouse("elsewhere", "Hunan", 1));
    pool.with(StockSamples.warehouse("empty", "Hunan", 1));
    for (String name : new String[] {"near", "owned", "elsewhere"}) {
      receive(name, "TEE", 9);
    }
    pool.receive("empty", "CAP", 1);

    wish(Wish.of("1", "TEE*1"));

    assertThat(lastDecision())
        .isEqualTo(
            new SourcingDecision(
                Search.EXACT,
                List.of(),
                List.of(new Way(List.of("near"), List.of(), null)),
                List.of(
                    new Excluded("elsewhere", Exclusion.REGION, null),
                    new Excluded("owned", Exclusion.OWNER, null))));
    pool.wave(pool.answer(Type.REJECTED, "near", "1#1.1"));
    site("third", "Hunan", null, null, null, null);
    receive("third", "TEE", 1);
    assertThat(lastDecision().excluded()).contains(new Excluded("near", Exclusion.REFUSED, null));
  }

  @Test
  void whereThereIsOneWayOnlyTheEventSaysNothing() throws Exception {
    site("near", "Zhejiang", null, null, null, null);
    site("empty", "Zhejiang", null, null, null, null);
    receive("near", "TEE", 9);

    wish(Wish.of("1", "TEE*1"));

    assertThat(lastAllocated().sourcing()).isNull();
  }

  // When parcels leave and arrive.

  @ParameterizedTest
  @CsvSource({
    // The near one closes at 16:00 in Shanghai, which is 08:00 UTC; it must leave by 16:00.
    "2026-03-05T07:59:59.999Z, 2026-03-05T08:00:00Z, near",
    "2026-03-05T08:00:00Z, 2026-03-05T08:00:00Z, far",
    "2026-03-05T08:01:00Z, 2026-03-06T08:00:00Z, near",
    "2026-03-05T08:01:00Z, 2026-03-06T07:59:59Z, far",
    // Friday after the cut-off, and a holiday on Monday: Tuesday.
    "2026-03-06T08:00:00Z, 2026-03-10T07:59:59Z, far",
    "2026-03-06T08:00:00Z, 2026-03-10T08:00:00Z, near",
    "2026-03-07T02:00:00Z, 2026-03-09T23:00:00Z, far",
  })
  void whatComesAfterTheCutOffLeavesOnTheNextWorkingDay(Instant now, Instant shipBy, String from)
      throws Exception {
    site("near", "Zhejiang", null, null, null, workdays("Asia/Shanghai", "16:00", "2026-03-09"));
    site("far", "Hunan", null, null, null, null);
    receive("near", "TEE", 9);
    receive("far", "TEE", 9);

    pool.waveThatEnds(now, Wish.of("1", "TEE*1").shipBy(shipBy).allocate());

    assertThat(from()).isEqualTo(from);
  }

  @ParameterizedTest
  @CsvSource({
    // In New York the clock skips from 02:00 to 03:00 on 8 March 2026 and repeats 01:00 to 02:00
    // on 1 November.
    "02:30, 2026-03-08T07:29:00Z, 2026-03-08T07:30:00Z, near",
    "02:30, 2026-03-08T07:30:00Z, 2026-03-08T07:30:00Z, far",
    "16:00, 2026-03-08T19:59:00Z, 2026-03-08T20:00:00Z, near",
    "16:00, 2026-03-08T20:00:00Z, 2026-03-08T20:00:00Z, far",
    "16:00, 2026-03-07T21:00:00Z, 2026-03-08T20:00:00Z, near",
    "01:30, 2026-11-01T05:29:00Z, 2026-11-01T05:30:00Z, near",
    "01:30, 2026-11-01T05:30:00Z, 2026-11-01T06:30:00Z, far",
    "16:00, 2026-11-01T20:59:00Z, 2026-11-01T21:00:00Z, near",
  })
  void theCutOffIsThatOfTheClockOnTheWall(String cutOff, Instant now, Instant shipBy, String from)
      throws Exception {
    site("near", "Zhejiang", null, null, null, days("America/New_York", cutOff, null));
    site("far", "Hunan", null, null, null, null);
    receive("near", "TEE", 9);
    receive("far", "TEE", 9);

    pool.waveThatEnds(now, Wish.of("1", "TEE*1").shipBy(shipBy).allocate());

    assertThat(from()).isEqualTo(from);
  }

  @ParameterizedTest
  @CsvSource({
    // Paid at 10:00 UTC on Thursday. The near one leaves at 16:00 there, which is 21:00 UTC until
    // the clock is changed on Sunday, and 20:00 UTC then.
    "PT83H, near",
    "PT82H, near",
    "PT81H59M, far",
  })
  void whatLeavesArrivesAtTheSameHourSomeDaysLater(String within, String from) throws Exception {
    pool.with(pool(new Pool(POOL, SplitPolicy.NEVER, null, null, null, within, null, null)));
    site("near", "Zhejiang", null, null, null, days("America/New_York", "16:00", null));
    site("far", "Hunan", null, null, null, null);
    pool.with(service("SF", "near", 1_000, 3)).with(service("SF", "far", 1_000, 1));
    receive("near", "TEE", 9);
    receive("far", "TEE", 9);

    Wish wish = Wish.of("1", "TEE*1").paidAt(Instant.parse(DAY + "T10:00:00Z"));
    pool.waveThatEnds(Instant.parse(DAY + "T12:00:00Z"), wish.allocate());

    assertThat(from()).isEqualTo(from);
  }

  // What counts.

  @ParameterizedTest
  @CsvSource({
    ", a",
    "COST, b",
    "CAPACITY, c",
    "DISTANCE|COST, a",
    "PRIORITY|COST, c",
    "COST|DISTANCE, b",
  })
  void theObjectiveDecidesInItsOrder(@Nullable String criteria, String from) throws Exception {
    objective(criteria, criteria == null ? null : "CNY", SplitPolicy.BETWEEN_LINES);
    pool.with(site("a", "Zhejiang", 1, days("UTC", null, 10)));
    pool.with(site("b", "Hunan", 1, days("UTC", null, 10)));
    pool.with(site("c", "Hunan", 5, null));
    pool.with(service("SF", "a", 900, 1));
    pool.with(service("SF", "b", 800, 1));
    pool.with(service("SF", "c", 1_000, 1));
    receive("a", "CAP", 1);
    receive("b", "CAP", 1);
    receive("b", "CAP", 1);
    receive("a", "TEE", 1);
    receive("b", "TEE", 1);
    receive("c", "TEE", 1);
    pool.leaving.put("a/2026-03-01", 1);
    pool.leaving.put("b/2026-03-01", 1);

    assertThat(wish(Wish.of("1", "TEE*1"))).isEqualTo(from);
  }

  @Test
  void theEventSaysWhyTheOthersLost() throws Exception {
    objective(null, "CNY", SplitPolicy.BETWEEN_LINES);
    pool.with(site("a", "Zhejiang", 1, null));
    pool.with(site("b", "Hunan", 1, null));
    pool.with(site("c", "Hunan", 7, null));
    pool.with(site("d", "Hunan", 7, null));
    pool.with(service("SF", "a", 900, 1)).with(service("SF", "b", 800, 1));
    pool.with(service("SF", "c", 800, 1)).with(service("SF", "d", 800, 1));
    for (String name : new String[] {"a", "b", "c", "d"}) {
      receive(name, "TEE", 1);
    }

    wish(Wish.of("1", "TEE*1"));

    assertThat(lastDecision())
        .isEqualTo(
            new SourcingDecision(
                Search.EXACT,
                List.of(Criterion.COST, Criterion.DISTANCE, Criterion.PRIORITY),
                List.of(
                    new Way(List.of("c"), List.of(800L, 1L, 0L), null),
                    new Way(List.of("d"), List.of(800L, 1L, 0L), null),
                    new Way(List.of("b"), List.of(800L, 1L, 6L), Criterion.PRIORITY),
                    new Way(List.of("a"), List.of(900L, 0L, 6L), Criterion.COST)),
                null));
  }

  @Test
  void twoCheapParcelsAreBetterThanADearOneWhereTheCostCountsMore() throws Exception {
    for (String objective : new String[] {"COST", "PARCELS|COST"}) {
      warehousesAreThoseOfTheTest();
      objective(objective, "CNY", SplitPolicy.BETWEEN_LINES);
      for (String name : new String[] {"a", "b", "c"}) {
        pool.with(site(name, "Hunan", 1, null));
      }
      pool.with(service("SF", "a", 900, 1)).with(service("SF", "b", 200, 1));
      pool.with(service("SF", "c", 300, 1));
      receive("a", "TEE", 1);
      receive("a", "CAP", 1);
      receive("b", "TEE", 1);
      receive("c", "CAP", 1);

      assertThat(wish(Wish.of("1", "TEE*1", "CAP*1")))
          .isEqualTo(objective.equals("COST") ? "b, c" : "a");
    }
  }

  @Test
  void theCheapestServiceInTimeIsTakenElseTheFastest() throws Exception {
    String[] within = {"P9D", "P2D", "PT1H"};
    long[] costs = {500, 1_500, 3_000};
    for (int i = 0; i < within.length; i++) {
      warehousesAreThoseOfTheTest();
      List<Criterion> cost = List.of(Criterion.COST);
      pool.with(pool(new Pool(POOL, SplitPolicy.NEVER, null, cost, "CNY", within[i], null, null)));
      pool.with(site("a", "Hunan", 1, null)).with(site("b", "Hunan", 1, null));
      pool.with(service("slow", "a", 500, 5)).with(service("quick", "a", 1_500, 1));
      pool.with(service("air", "a", 3_000, 0));
      receive("a", "TEE", 1);
      receive("b", "TEE", 1);

      wish(Wish.of("1", "TEE*1"));

      assertThat(lastDecision().ranking())
          .as("within %s", within[i])
          .containsExactly(
              new Way(List.of("a"), List.of(costs[i]), null),
              new Way(List.of("b"), List.of(1_000_000_000_000L), Criterion.COST));
    }
  }

  @Test
  void aServiceThatIsPricedInAnotherCurrencyIsNotOffered() throws Exception {
    objective("COST", "EUR", SplitPolicy.NEVER);
    pool.with(site("a", "Hunan", 1, null)).with(site("b", "Hunan", 1, null));
    pool.with(service("SF", "a", 1, 1));
    pool.with(service("DHL", "b", 9_000, 1, "EUR"));
    receive("a", "TEE", 1);
    receive("b", "TEE", 1);

    assertThat(wish(Wish.of("1", "TEE*1"))).isEqualTo("b");
  }

  // Whose day is full.

  @Test
  void aWarehouseWhoseDayIsFullIsAskedLast() throws Exception {
    site("near", "Zhejiang", null, null, null, days("Asia/Shanghai", null, 2));
    site("far", "Hunan", null, null, null, null);
    receive("near", "TEE", 9);
    receive("near", "CAP", 9);
    receive("far", "TEE", 9);

    List<String> from = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      from.add(wish(Wish.of("" + i, "TEE*1")));
    }

    assertThat(from).containsExactly("near", "near", "far");
    assertThat(lastDecision().excluded())
        .containsExactly(new Excluded("near", Exclusion.DAY_FULL, null));
    assertThat(pool.leaving).containsOnlyKeys("near/2026-03-01").containsValue(2);
    assertThat(wish(Wish.of("4", "CAP*1"))).as("nobody else has it").isEqualTo("near");
    assertThat(wish(Wish.of("5", "CAP*1"))).isEqualTo("near");
    assertThat(wish(Wish.of("6", "CAP*1"))).isEqualTo("near");
    assertThat(pool.leaving)
        .containsEntry("near/2026-03-01", 2)
        .containsEntry("near/2026-03-02", 2)
        .containsEntry("near/2026-03-03", 1);
  }

  @Test
  void whoCouldNotFindGoodsIsAskedAfterThoseWhoseDayIsFull() throws Exception {
    site("near", "Zhejiang", null, null, null, null);
    site("full", "Hunan", null, null, null, days("Asia/Shanghai", null, 1));
    receive("near", "TEE", 2);
    assertThat(wish(Wish.of("1", "TEE*1"))).isEqualTo("near");
    receive("full", "CAP", 1);
    assertThat(wish(Wish.of("2", "CAP*1"))).isEqualTo("full");
    receive("full", "TEE", 1);
    pool.forget();

    pool.wave(pool.answer(Type.SHORT_PICK, "near", "1#1.1", "TEE*1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 full [TEE*1]");
    assertThat(lastDecision().excluded())
        .containsExactly(new Excluded("near", Exclusion.WAS_SHORT, null));
    pool.forget();
    pool.wave(pool.answer(Type.SHORT_PICK, "full", "1#2.1", "TEE*1"));
    assertThat(pool.deliveries)
        .as("nobody else has it")
        .containsExactly("CREATE 1#3.1 near [TEE*1]");
  }

  @Test
  void aFullDayIsOverAtTheWarehousesMidnightAndForgotten() throws Exception {
    site("near", "Zhejiang", null, null, null, days("Asia/Shanghai", null, 1));
    site("far", "Hunan", null, null, null, null);
    receive("near", "TEE", 9);
    receive("far", "TEE", 9);
    assertThat(wish(Wish.of("1", "TEE*1"))).isEqualTo("near");
    pool.quietUntil(Instant.parse("2026-03-01T15:59:59.600Z"));

    assertThat(wish(Wish.of("2", "TEE*1"))).isEqualTo("far");
    pool.quietUntil(Instant.parse("2026-03-01T16:00:00.200Z"));
    assertThat(pool.leaving).isEmpty();
    assertThat(wish(Wish.of("3", "TEE*1"))).isEqualTo("near");
    assertThat(pool.leaving).containsOnlyKeys("near/2026-03-02");
    pool.quietUntil(Instant.parse("2026-03-02T17:00:00Z"));
    assertThat(pool.leaving).isEmpty();
    assertThat(pool.daysOver).isEmpty();
  }

  @Test
  void whatIsGivenUpBeforeItIsToldGivesItsPlaceBackAndNothingElseDoes() throws Exception {
    Merge merge = new Merge("PT30M", "PT0S", 5, null);
    pool.with(pool(new Pool(POOL, SplitPolicy.BETWEEN_LINES, merge)));
    site("near", "Zhejiang", null, null, null, days("Asia/Shanghai", null, 3));
    receive("near", "TEE", 9);
    wish(Wish.of("1", "TEE*1").forToken("ann"));
    wish(Wish.of("2", "TEE*1").cashOnDelivery());
    pool.wave(Wish.of("3", "TEE*1").reserve());
    assertThat(pool.leaving).containsExactly(java.util.Map.entry("near/2026-03-01", 3));

    pool.wave(Wish.of("1", "TEE*1").forToken("ann").version(2).cancel());
    assertThat(pool.leaving).containsValue(2);
    pool.wave(Wish.of("2", "TEE*1").cashOnDelivery().version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "near", "2#1.1"));
    assertThat(pool.leaving).as("the warehouse has been told").containsValue(2);
    pool.wave(Wish.of("3", "TEE*1").version(2).cancel());
    assertThat(pool.leaving).containsValue(1);
    assertThat(pool.leavingOn).isEmpty();

    wish(Wish.of("4", "TEE*1").forToken("bob"));
    assertThat(pool.leavingOn).hasSize(1);
    pool.quietUntil(after(3_600_000));
    assertThat(pool.deliveries).last().isEqualTo("CREATE 4#1.1 near [TEE*1]");
    assertThat(pool.leavingOn).isEmpty();
    assertThat(pool.leaving).containsValue(2);
  }

  @Test
  void whatIsGivenUpAfterItsDayIsOverGivesNothingBack() throws Exception {
    site("near", "Zhejiang", null, null, null, days("Asia/Shanghai", null, 3));
    receive("near", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*1").reserve());
    pool.quietUntil(Instant.parse("2026-03-01T17:00:00Z"));
    wish(Wish.of("2", "TEE*1"));
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());

    assertThat(pool.leaving).containsExactly(java.util.Map.entry("near/2026-03-02", 1));
    assertThat(pool.leavingOn).isEmpty();
  }

  // The words of this test.

  /** From where it is shipped, the warehouses by parcel; empty where it is not. */
  private String wish(Wish wish) throws Exception {
    pool.forget();
    pool.wave(wish.allocate());
    return from();
  }

  private String from() {
    List<OrderEvent> allocated =
        pool.said.stream().filter(event -> event.type() == OrderEvent.Type.ALLOCATED).toList();
    if (allocated.isEmpty()) {
      return "";
    }
    String detail = String.valueOf(allocated.get(0).reasons().get(0).detail());
    return detail.substring(0, detail.indexOf(", of "));
  }

  private OrderEvent lastAllocated() {
    List<OrderEvent> allocated =
        pool.said.stream().filter(event -> event.type() == OrderEvent.Type.ALLOCATED).toList();
    return allocated.get(allocated.size() - 1);
  }

  private SourcingDecision lastDecision() {
    return Objects.requireNonNull(lastAllocated().sourcing());
  }

  private String detail() {
    Reason reason = pool.said.get(pool.said.size() - 1).reasons().get(0);
    return String.valueOf(reason.detail());
  }

  private void receive(String warehouse, String sku, int units) throws Exception {
    pool.receive(warehouse, sku, units);
  }

  private void site(
      String name,
      String region,
      @Nullable List<String> exports,
      @Nullable List<String> classes,
      @Nullable List<String> owners,
      @Nullable Dispatch dispatch) {
    Warehouse warehouse =
        new Warehouse(
            name, "CN", region, List.of("*"), 1, exports, classes, owners, dispatch, null);
    pool.with(Reference.of(name, Instant.EPOCH, warehouse));
  }

  private static Reference site(
      String name, String region, int priority, @Nullable Dispatch dispatch) {
    Warehouse warehouse =
        new Warehouse(name, "CN", region, List.of("*"), priority, null, null, null, dispatch, null);
    return Reference.of(name, Instant.EPOCH, warehouse);
  }

  private static Dispatch days(String zone, @Nullable String cutOff, @Nullable Integer capacity) {
    return new Dispatch(zone, cutOff, null, null, capacity);
  }

  private static Dispatch workdays(String zone, String cutOff, String holiday) {
    List<DayOfWeek> days = List.of(DayOfWeek.values()).subList(0, 5);
    return new Dispatch(zone, cutOff, days, List.of(holiday), null);
  }

  private void article(
      String sku, @Nullable String storageClass, int grams, @Nullable List<String> barred)
      throws Exception {
    Sku article = new Sku(POOL, sku, null, null, storageClass, null, grams, barred);
    Reference reference = Reference.of(POOL + "/" + sku, Instant.EPOCH, article);
    StockInput published = published(reference, after(0));
    pool.wave(published);
  }

  private void objective(@Nullable String criteria, @Nullable String currency, SplitPolicy split) {
    List<Criterion> objective = null;
    if (criteria != null) {
      objective = new ArrayList<>();
      for (String criterion : criteria.split("\\|", -1)) {
        objective.add(Criterion.valueOf(criterion));
      }
    }
    pool.with(pool(new Pool(POOL, split, null, objective, currency, null, null, null)));
  }

  private static Reference service(String name, String from, long price, int days) {
    return service(name, from, price, days, "CNY");
  }

  private static Reference service(
      String name, String from, long price, int days, String currency) {
    Lane lane = new Lane(from, null, "CN", null, 1_000, price, null, null, days, null);
    Carrier carrier = new Carrier(name, from, currency, null, List.of(lane));
    return Reference.of(name + "/" + from, Instant.EPOCH, carrier);
  }
}
