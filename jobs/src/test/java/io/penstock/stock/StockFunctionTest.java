package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.bundle;
import static io.penstock.stock.StockSamples.counted;
import static io.penstock.stock.StockSamples.merging;
import static io.penstock.stock.StockSamples.told;
import static io.penstock.stock.StockSamples.warehouse;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.StockRequest.Kind;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class StockFunctionTest {

  private static final Duration WAVE = Duration.ofMillis(200);

  @Test
  void nothingIsServedBeforeTheReferenceIsRead() throws Exception {
    try (StockHarness stock = new StockHarness(WAVE, null)) {
      stock.send(teesInTheEast(1), announced("TEE", NOON), Wish.of("1", "TEE*1").allocate());
      stock.recordsReach(after(10_000));
      assertThat(stock.said().events()).as("no warehouse is known yet").isEmpty();
      stock.publish(warehouse("east", "Zhejiang", 1));

      stock.referenceReaches(after(10_000));

      assertThat(stock.said().eventTexts()).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    }
  }

  @Test
  void aWaveIsServedWhenTimeHasPassedItsLastMillisecond() throws Exception {
    try (StockHarness stock = started()) {
      stock.send(Wish.of("1", "TEE*1").at(after(199)).allocate());
      stock.send(Wish.of("2", "TEE*1").at(after(200)).priority(9).allocate());
      stock.recordsReach(after(198));
      assertThat(stock.said().events()).isEmpty();

      stock.recordsReach(after(199));
      assertThat(stock.said().eventTexts()).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");

      stock.recordsReach(after(399));
      assertThat(stock.said().eventTexts()).containsExactly("2 BACKORDERED [OUT_OF_STOCK]");
      assertThat(stock.inbox()).isEmpty();
      assertThat(stock.timers()).isZero();
    }
  }

  @Test
  void withinAWaveTheArrivalDoesNotCount() throws Exception {
    try (StockHarness stock = started()) {
      stock.send(Wish.of("1", "TEE*1").at(after(10)).allocate());
      stock.send(Wish.of("2", "TEE*1").at(after(150)).priority(9).allocate());
      stock.recordsReach(after(199));

      assertThat(stock.said().eventTexts())
          .containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]", "1 BACKORDERED [OUT_OF_STOCK]");
    }
  }

  @Test
  void withoutWavesEveryMillisecondServesForItself() throws Exception {
    try (StockHarness stock = started(Duration.ZERO)) {
      stock.send(Wish.of("2", "TEE*1").at(after(2)).priority(9).allocate());
      stock.send(Wish.of("1", "TEE*1").at(after(1)).allocate());
      stock.recordsReach(after(199));

      assertThat(stock.said().eventTexts())
          .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "2 BACKORDERED [OUT_OF_STOCK]");
    }
  }

  @Test
  void whatWasDecidedUpstreamIsToldInItsWaveAheadOfWhatThePoolDecides() throws Exception {
    try (StockHarness stock = started()) {
      Wish wish = Wish.of("1", "TEE*1");
      stock.send(wish.request(Kind.ALLOCATE, OrderEvent.Type.RECEIVED, OrderEvent.Type.PASSED));
      stock.send(wish.request(Kind.NOTE, OrderEvent.Type.REDELIVERED));
      stock.send(wish.at(after(250)).request(Kind.NOTE, OrderEvent.Type.STALE));
      assertThat(stock.said().eventTexts()).isEmpty();

      stock.recordsReach(after(199));
      assertThat(stock.said().eventTexts())
          .containsExactly(
              "1 RECEIVED", "1 PASSED", "1 REDELIVERED", "1 ALLOCATED [SINGLE_WAREHOUSE]");
      stock.recordsReach(after(399));
      assertThat(stock.said().eventTexts()).last().isEqualTo("1 STALE");
      assertThat(stock.inbox()).isEmpty();
    }
  }

  @Test
  void whatComesLateJoinsTheNextWave() throws Exception {
    try (StockHarness stock = started()) {
      stock.recordsReach(after(250));
      stock.send(Wish.of("1", "TEE*1").at(after(3)).allocate());
      stock.send(Wish.of("2", "TEE*1").at(after(300)).priority(9).allocate());
      stock.recordsReach(after(398));
      assertThat(stock.said().events()).isEmpty();
      stock.recordsReach(after(399));

      assertThat(stock.said().eventTexts())
          .containsExactly("2 ALLOCATED [SINGLE_WAREHOUSE]", "1 BACKORDERED [OUT_OF_STOCK]");
      assertThat(stock.timers()).isZero();
    }
  }

  @Test
  void aWarehouseServesFromWhenItIsEffective() throws Exception {
    try (StockHarness stock = new StockHarness(WAVE, null)) {
      stock.publish(warehouse("east", "Zhejiang", 1, after(1_000)));
      stock.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
      stock.send(announced("TEE", NOON), teesInTheEast(2), Wish.of("1", "TEE*1").allocate());
      stock.recordsReach(after(999));
      assertThat(stock.said().eventTexts()).containsExactly("1 HELD [UNSERVED_REGION]");
      stock.send(Wish.of("2", "TEE*1").at(after(1_100)).allocate());
      stock.recordsReach(after(1_199));

      assertThat(stock.said().eventTexts())
          .as("who waited for it is served, too")
          .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "2 ALLOCATED [SINGLE_WAREHOUSE]");
    }
  }

  @Test
  void whomNoWarehouseServesIsTriedAgainOverARestartOnceTheNetworkHasChanged() throws Exception {
    OperatorSubtaskState saved;
    try (StockHarness stock = started()) {
      stock.send(Wish.of("1", "TEE*1").to("Hunan").allocate());
      stock.recordsReach(after(199));
      assertThat(stock.said().eventTexts()).containsExactly("1 HELD [UNSERVED_REGION]");
      saved = stock.snapshot();
    }
    try (StockHarness stock = new StockHarness(WAVE, saved)) {
      stock.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
      stock.publish(warehouse("east", "Zhejiang", 1, after(100), "Hunan"));
      stock.send(Wish.of("2", "CAP*1").at(after(300)).cancel());
      stock.recordsReach(after(399));

      assertThat(stock.said().deliveryTexts()).containsExactly("CREATE 1#1.1 east [TEE*1]");
    }
  }

  @Test
  void everythingIsRememberedOverARestart() throws Exception {
    OperatorSubtaskState saved;
    try (StockHarness stock = started()) {
      stock.send(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
      stock.recordsReach(after(199));
      stock.send(told(Type.SHIPPED, "s", "east", "1#1.1", after(250)));
      stock.said();
      saved = stock.snapshot();
    }
    try (StockHarness stock = new StockHarness(WAVE, saved)) {
      stock.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
      stock.recordsReach(after(399));
      assertThat(stock.said().eventTexts())
          .as("it lay in the inbox")
          .containsExactly("1#1.1 SHIPPED");
      stock.send(counted(Type.RECEIPT, "opening", "east", "TEE", 1, after(400)));
      stock.recordsReach(after(599));
      assertThat(stock.said().events()).as("a receipt of before the restart").isEmpty();
      stock.send(counted(Type.RECEIPT, "more", "east", "TEE", 1, after(600)));
      stock.recordsReach(after(799));

      assertThat(stock.said().deliveryTexts()).containsExactly("CREATE 2#1.1 east [TEE*1]");
    }
  }

  @Test
  void whatBundlesWereAndWhoHasAGiftIsRememberedOverARestart() throws Exception {
    Promotion once = Promotion.of("tee", "TEE").oncePerBuyer().cap(2);
    OperatorSubtaskState saved;
    try (StockHarness stock = started()) {
      stock.send(
          counted(Type.RECEIPT, "more", "east", "TEE", 9, NOON),
          bundle("PAIR", 1, Instant.EPOCH, NOON, "TEE*2:1"),
          once.published(NOON),
          Wish.of("1", "PAIR*1").from("ann").allocate());
      stock.recordsReach(after(199));
      stock.send(bundle("PAIR", 2, NOON, after(250), "TEE*1:1"));
      saved = stock.snapshot();
    }
    try (StockHarness stock = new StockHarness(WAVE, saved)) {
      stock.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
      stock.send(
          Wish.of("2", "PAIR*1").from("ann").at(after(300)).paidAt(NOON.minusMillis(1)).allocate(),
          Wish.of("3", "PAIR*1").from("bob").at(after(300)).paidAt(NOON).allocate(),
          Wish.of("4", "TEE*1").from("eve").at(after(300)).paidAt(after(1)).allocate());
      stock.recordsReach(after(399));

      assertThat(stock.said().deliveryTexts())
          .containsExactly(
              "CREATE 2#1.1 east [TEE*2]",
              "CREATE 3#1.1 east [TEE*1, TEE*1]",
              "CREATE 4#1.1 east [TEE*1]");
      assertThat(stock.given()).containsExactly(Map.entry("tee", 2));
      assertThat(Objects.requireNonNull(stock.bundles().get("PAIR")).versions()).hasSize(2);
    }
  }

  @Test
  void aGiftIsForgottenWhenItsTimeHasComeAlthoughNothingElseHappens() throws Exception {
    Instant until = after(1_000);
    try (StockHarness stock = started()) {
      stock.send(
          Promotion.of("tee", "TEE").oncePerBuyer().lasts(Instant.EPOCH, until).published(NOON),
          Wish.of("1", "CAP*1").from("ann").allocate());
      stock.recordsReach(until.plus(StockState.GIFT_GRACE).minusMillis(1));
      assertThat(stock.gifts()).isNotEmpty();
      assertThat(stock.given()).isNotEmpty();
      assertThat(stock.takers()).isNotEmpty();
      stock.recordsReach(until.plus(StockState.GIFT_GRACE).plusMillis(199));

      assertThat(stock.gifts()).isEmpty();
      assertThat(stock.given()).isEmpty();
      assertThat(stock.takers()).isEmpty();
      assertThat(stock.timers()).isZero();
    }
  }

  @Test
  void aGiftThatIsReadLongAfterItsEndLeavesNothingBehind() throws Exception {
    try (StockHarness stock = started()) {
      Instant late = NOON.plus(Duration.ofDays(100));
      stock.recordsReach(late);
      stock.send(
          Promotion.of("tee", "TEE").lasts(Instant.EPOCH, NOON).published(late.plusMillis(1)));
      stock.recordsReach(late.plusMillis(400));

      assertThat(stock.gifts()).isEmpty();
      assertThat(stock.timers()).isZero();
    }
  }

  @Test
  void aMessageThatContradictsTheBooksIsADeadLetterWithItsReason() throws Exception {
    try (StockHarness stock = started()) {
      stock.send(told(Type.SHIPPED, "s", "east", "9#1.1", after(1)));
      stock.recordsReach(after(199));

      assertThat(stock.said().refused())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.code()).isEqualTo("UNKNOWN_DELIVERY");
                assertThat(letter.timestamp()).isEqualTo(after(1));
              });
    }
  }

  @Test
  void whatIsOverIsForgottenAfterItsRetentionAndWhatIsOpenNever() throws Exception {
    try (StockHarness stock = new StockHarness(WAVE, null)) {
      stock.clockReachesDay(0);
      stock.publish(warehouse("east", "Zhejiang", 1));
      stock.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
      stock.send(announced("TEE", NOON), Wish.of("1", "TEE*1").cancel());
      stock.send(Wish.of("2", "TEE*1").allocate());
      stock.recordsReach(after(199));
      assertThat(stock.closed()).hasSize(1);
      stock.clockReachesDay(119);
      assertThat(stock.closed()).hasSize(1);
      stock.clockReachesDay(121);

      assertThat(stock.closed()).isEmpty();
      assertThat(stock.locks()).hasSize(1);
    }
  }

  @Test
  void whoWaitsForOthersLeavesAtTheEndOfItsWaveAlthoughNothingComes() throws Exception {
    try (StockHarness stock = startedMerging()) {
      stock.send(ann("1").allocate(), ann("2").at(after(500)).allocate());
      stock.recordsReach(after(599));
      assertThat(stock.said().deliveries()).isEmpty();
      assertThat(stock.timers()).as("the pool wakes itself").isOne();
      stock.recordsReach(NOON.plusSeconds(1_799));
      assertThat(stock.said().deliveries()).isEmpty();

      // The wave of noon ends at 199 ms, and half an hour later falls into a wave that ends so.
      stock.recordsReach(NOON.plusSeconds(1_800).plusMillis(198));
      assertThat(stock.said().deliveries()).isEmpty();
      stock.recordsReach(NOON.plusSeconds(1_800).plusMillis(199));
      assertThat(stock.said().deliveryTexts())
          .containsExactly("CREATE 1#1.1+1 east [TEE*1, TEE*1]");
      assertThat(stock.gatherings()).isEmpty();
      assertThat(stock.departures()).isEmpty();
      assertThat(stock.timers()).isZero();
    }
  }

  @Test
  void whoWaitsForOthersWaitsOnOverARestart() throws Exception {
    OperatorSubtaskState saved;
    try (StockHarness stock = startedMerging()) {
      stock.send(ann("1").allocate());
      stock.recordsReach(after(199));
      stock.said();
      saved = stock.snapshot();
    }
    try (StockHarness stock = new StockHarness(WAVE, saved)) {
      stock.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
      stock.send(ann("2").at(after(60_000)).allocate());
      stock.recordsReach(NOON.plusSeconds(1_800).plusMillis(199));
      assertThat(stock.said().deliveryTexts())
          .containsExactly("CREATE 1#1.1+1 east [TEE*1, TEE*1]");
      saved = stock.snapshot();
    }
    try (StockHarness stock = new StockHarness(WAVE, saved)) {
      stock.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
      Instant later = NOON.plusSeconds(2_000);
      stock.send(told(Type.SHIPPED, "s", "east", "1#1.1+1", later));
      stock.recordsReach(later.plusSeconds(1));

      assertThat(stock.said().eventTexts()).containsExactly("1#1.1 SHIPPED", "2#1.1 SHIPPED");
      assertThat(stock.locks()).isEmpty();
      assertThat(stock.timers()).isZero();
    }
  }

  @Test
  void whoStillWaitsWhenTheRecordsEndLeavesThen() throws Exception {
    try (StockHarness stock = startedMerging()) {
      stock.send(ann("1").allocate(), ann("2").allocate());
      stock.recordsReach(Instant.ofEpochMilli(Long.MAX_VALUE));

      assertThat(stock.said().deliveryTexts())
          .containsExactly("CREATE 1#1.1+1 east [TEE*1, TEE*1]");
      assertThat(stock.timers()).isZero();
    }
  }

  private static Wish ann(String orderId) {
    return Wish.of(orderId, "TEE*1").forToken("ann");
  }

  private static StockHarness startedMerging() throws Exception {
    StockHarness stock = started();
    stock.publish(merging(5));
    stock.send(counted(Type.RECEIPT, "more", "east", "TEE", 8, NOON));
    return stock;
  }

  private static StockHarness started() throws Exception {
    return started(WAVE);
  }

  /** One warehouse with one unit; time is an instant before noon. */
  private static StockHarness started(Duration wave) throws Exception {
    StockHarness stock = new StockHarness(wave, null);
    stock.publish(warehouse("east", "Zhejiang", 1));
    stock.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
    Instant before = NOON.minusMillis(1);
    stock.send(
        announced("TEE", before), counted(Type.RECEIPT, "opening", "east", "TEE", 1, before));
    stock.recordsReach(before);
    stock.said();
    return stock;
  }

  private static StockInput teesInTheEast(int units) {
    return counted(Type.RECEIPT, "opening", "east", "TEE", units, NOON);
  }
}
