package io.penstock.stock;

import static io.penstock.model.WmsEvent.Type.CANCELLED;
import static io.penstock.model.WmsEvent.Type.PICKED;
import static io.penstock.model.WmsEvent.Type.REJECTED;
import static io.penstock.model.WmsEvent.Type.SHIPPED;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.bundle;
import static io.penstock.stock.StockSamples.published;
import static io.penstock.stock.StockSamples.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.penstock.connectors.marketplace.Apportionment;
import io.penstock.insight.CompletenessFunction;
import io.penstock.intake.OrderLifecycle;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderVersion.Outcome;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.model.table.ShopHour;
import io.penstock.state.Cell;
import io.penstock.state.KeptVersion;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users of comparable systems complain of, each a row, and none of it happens here. */
class ComplaintsTest {

  /** Fails where there is reason to complain. */
  interface Situation {
    void happens() throws Exception;
  }

  static Stream<Arguments> complaints() {
    return Stream.of(
        row(1, "oversold: checked, then acted", "two for the last unit", () -> lastUnit(2)),
        row(1, "oversold: checked, then acted", "fifty for the last unit", () -> lastUnit(50)),
        row(
            2,
            "released twice, or never",
            "shipped, then cancelled",
            () -> endsOnce(SHIPPED, null)),
        row(2, "released twice, or never", "told of twice", () -> endsOnce(REJECTED, REJECTED)),
        row(2, "released twice, or never", "refused, then left", () -> endsOnce(REJECTED, SHIPPED)),
        row(2, "released twice, or never", "any sequence", ComplaintsTest::anySequence),
        row(3, "one article twice", "on two lines", () -> twice("TEE*2", "TEE*2")),
        row(3, "one article twice", "in a bundle and beside it", () -> twice("SET*1", "TEE*2")),
        row(3, "one article twice", "in two bundles", () -> twice("SET*1", "SET*1")),
        row(4, "wrong sums over places", "13 of 10 and 15", () -> places(13, 10, 15)),
        row(4, "wrong sums over places", "25 of 10 and 15", () -> places(25, 10, 15)),
        row(4, "wrong sums over places", "one owes goods", ComplaintsTest::oneOwesGoods),
        row(5, "counters drift", "many changes", ComplaintsTest::countersAreTheLedger),
        row(5, "counters drift", "an article ends and returns", ComplaintsTest::articleReturns),
        row(6, "deadlocks", "opposite orders of lines", ComplaintsTest::oppositeLines),
        row(7, "who waits is served wrongly", "another order edited", ComplaintsTest::edited),
        row(7, "who waits is served wrongly", "a debt made good", ComplaintsTest::debtMadeGood),
        row(7, "who waits is served wrongly", "out of turn", ComplaintsTest::inTurn),
        row(8, "one's own hold in the way", "the same once more", () -> ownHold("TEE*2")),
        row(8, "one's own hold in the way", "one unit more", () -> ownHold("TEE*3")),
        row(9, "a lock that does not lock", "in one wave", () -> locked(true)),
        row(9, "a lock that does not lock", "in the next wave", () -> locked(false)),
        row(10, "order of arrival", "paid before created", ComplaintsTest::paidBeforeCreated),
        row(10, "order of arrival", "cancelled, then alive", ComplaintsTest::livesAgain),
        row(11, "rounding", "shares of an order", ComplaintsTest::sharesAddUp),
        row(11, "rounding", "a bundle in three parcels", ComplaintsTest::parcelsAddUp),
        row(12, "orders that never came", "one of three", ComplaintsTest::missedOrder));
  }

  private static Arguments row(int number, String complaint, String situation, Situation check) {
    return arguments(number, complaint, situation, check);
  }

  @ParameterizedTest(name = "{0}. {1}: {2}")
  @MethodSource("complaints")
  void nobodyHasReasonToComplain(
      int number, String complaint, String situation, Situation happening) throws Exception {
    happening.happens();
  }

  private static void lastUnit(int orders) throws Exception {
    PoolInMemory pool = stocked("TEE", 1);
    StockInput[] wishes = new StockInput[orders];
    for (int i = 0; i < orders; i++) {
      wishes[i] = Wish.of("o" + i, "TEE*1").paidSecondsAgo(i).allocate();
    }
    Collections.shuffle(Arrays.asList(wishes), new Random(orders));
    pool.wave(wishes);

    assertThat(pool.deliveries).hasSize(1);
    assertThat(pool.events).contains("o" + (orders - 1) + " ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.queue("TEE")).hasSize(orders - 1);
  }

  /**
   * A parcel ends, and is said to end once more.
   *
   * @param then absent: its buyer cancels the order
   */
  private static void endsOnce(WmsEvent.Type first, WmsEvent.@Nullable Type then) throws Exception {
    PoolInMemory pool = stocked("TEE", 5);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(pool.answer(first, "east", "1#1.1"));
    pool.wave(
        then == null
            ? Wish.of("1", "TEE*2").version(2).cancel()
            : pool.answer(then, "east", "1#1.1"));

    long released = pool.movements.stream().filter(m -> isOf(m, "RELEASED")).count();
    assertThat(released).isEqualTo(first == REJECTED ? 1 : 0);
    assertThat(pool.cell("TEE", "east").locked()).isZero();
    boolean left = first == SHIPPED || then == SHIPPED;
    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(left ? 3 : 5);
  }

  /** Of many orders: place, change, accept, ship, refuse, cancel; every lock ends once. */
  private static void anySequence() throws Exception {
    for (long seed = 1; seed <= 30; seed++) {
      Random dice = new Random(seed);
      PoolInMemory pool = stocked("TEE", 40);
      int[] versions = new int[8];
      for (int step = 0; step < 120; step++) {
        int order = dice.nextInt(versions.length);
        Wish wish = Wish.of("o" + order, "TEE*" + (1 + dice.nextInt(4)));
        String parcel = "o" + order + "#" + (1 + dice.nextInt(3)) + ".1";
        switch (dice.nextInt(6)) {
          case 0, 1 -> pool.wave(wish.version(++versions[order]).allocate());
          case 2 -> pool.wave(wish.version(++versions[order]).cancel());
          case 3 -> pool.wave(pool.answer(SHIPPED, "east", parcel));
          case 4 -> pool.wave(pool.answer(CANCELLED, "east", parcel));
          default -> pool.wave(pool.answer(PICKED, "east", parcel));
        }
      }
      Map<String, Long> locked = new HashMap<>();
      for (StockMovement movement : pool.movements) {
        for (StockMovement.Entry entry : movement.entries()) {
          String parcel = String.valueOf(movement.deliveryId());
          assertThat(locked.merge(parcel, entry.locked(), Long::sum))
              .as("seed %s, %s", seed, movement)
              .isNotNegative();
        }
      }
      assertThat(locked.values().stream().mapToLong(units -> units).sum())
          .isEqualTo(pool.cell("TEE", "east").locked());
    }
  }

  /** Four units are wanted, and there are three. */
  private static void twice(String... goods) throws Exception {
    PoolInMemory pool = stocked("TEE", 3);
    pool.wave(bundle("SET", 1, Instant.EPOCH, after(0), "TEE*2:1"));
    pool.wave(Wish.of("1", goods).allocate());
    assertThat(pool.events).containsExactly("1 BACKORDERED [OUT_OF_STOCK]");

    pool.receive("east", "TEE", 1);
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 4, 4, 0));
  }

  private static void places(int wanted, int east, int north) throws Exception {
    PoolInMemory pool = new PoolInMemory("TEE").with(split(SplitPolicy.WITHIN_LINES));
    pool.wave(pool.receipt("east", "TEE", east), pool.receipt("north", "TEE", north));
    pool.wave(Wish.of("1", "TEE*" + wanted).allocate());

    long locked = pool.cell("TEE", "east").locked() + pool.cell("TEE", "north").locked();
    assertThat(locked).isEqualTo(wanted);
  }

  /** Goods that left one place although they were given up are not missing in another. */
  private static void oneOwesGoods() throws Exception {
    PoolInMemory pool = new PoolInMemory("TEE");
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "TEE", 1));
    pool.wave(pool.adjustment("east", "TEE", -3));
    pool.wave(Wish.of("1", "TEE*1").allocate());

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 0, 0, 2));
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 north [TEE*1]");
  }

  private static void countersAreTheLedger() throws Exception {
    PoolInMemory pool = stocked("TEE", 9);
    pool.wave(Wish.of("1", "TEE*2").allocate(), Wish.of("2", "TEE*3").allocate());
    pool.wave(pool.answer(SHIPPED, "east", "1#1.1"), pool.answer(REJECTED, "east", "2#1.1"));
    pool.wave(pool.adjustment("east", "TEE", -2));
    ledgerIsStock(pool);
  }

  /** What was locked of the article before is not forgotten, nor counted for the new one. */
  private static void articleReturns() throws Exception {
    PoolInMemory pool = stocked("TEE", 5);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(published(Reference.end(Reference.Type.SKU, StockSamples.POOL + "/TEE"), after(1)));
    pool.wave(Wish.of("2", "TEE*1").allocate());
    assertThat(pool.events).contains("2 HELD [UNKNOWN_SKU]");

    pool.wave(announced("TEE", after(2)));
    assertThat(pool.cell("TEE", "east").locked()).isEqualTo(3);
    pool.wave(pool.answer(SHIPPED, "east", "1#1.1"), pool.answer(SHIPPED, "east", "2#1.1"));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 0, 0));
    ledgerIsStock(pool);
  }

  private static void ledgerIsStock(PoolInMemory pool) {
    long units = 0;
    long locked = 0;
    for (StockMovement movement : pool.movements) {
      for (StockMovement.Entry entry : movement.entries()) {
        units += entry.units();
        locked += entry.locked();
      }
    }
    SkuStock stock = pool.stock.getOrDefault("TEE", SkuStock.NONE);
    assertThat(units).isEqualTo(stock.onHand());
    assertThat(locked).isEqualTo(stock.locked());
  }

  /** Whoever names the articles in which order, the same ones are served. */
  private static void oppositeLines() throws Exception {
    List<String> outcomes = new ArrayList<>();
    for (boolean reversed : new boolean[] {false, true}) {
      PoolInMemory pool = new PoolInMemory("CAP", "TEE");
      pool.wave(pool.receipt("east", "CAP", 10), pool.receipt("east", "TEE", 10));
      StockInput[] wishes = new StockInput[12];
      for (int i = 0; i < wishes.length; i++) {
        boolean capFirst = (i % 2 == 0) != reversed;
        Wish wish =
            capFirst ? Wish.of("o" + i, "CAP*1", "TEE*1") : Wish.of("o" + i, "TEE*1", "CAP*1");
        wishes[i] = wish.paidSecondsAgo(i).allocate();
      }
      pool.wave(wishes);
      assertThat(pool.deliveries).hasSize(10);
      outcomes.add(String.join(";", pool.events));
    }
    assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1));
  }

  /** One order asks for less: that frees its own units, and no one else's. */
  private static void edited() throws Exception {
    PoolInMemory pool = stocked("TEE", 4);
    pool.wave(Wish.of("1", "TEE*2").allocate(), Wish.of("2", "TEE*2").allocate());
    pool.wave(Wish.of("3", "TEE*2").allocate());
    pool.wave(Wish.of("2", "TEE*1").version(2).allocate());
    pool.wave(pool.answer(CANCELLED, "east", "2#1.1"));

    assertThat(pool.locks.keySet()).hasSize(3);
    assertThat(pool.queue("TEE")).containsExactly("3");
    assertThat(pool.cell("TEE", "east").locked()).isEqualTo(3);
    assertThat(pool.deliveries).noneMatch(delivery -> delivery.startsWith("CANCEL 1"));
  }

  private static void debtMadeGood() throws Exception {
    PoolInMemory pool = stocked("TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(pool.answer(PICKED, "east", "1#1.1"));
    pool.wave(Wish.of("2", "TEE*1").allocate());
    pool.wave(pool.adjustment("east", "TEE", -1));
    pool.wave(pool.adjustment("east", "TEE", 1));
    assertThat(pool.queue("TEE")).containsExactly("2");

    pool.wave(pool.adjustment("east", "TEE", 1));
    assertThat(pool.queue("TEE")).isEmpty();
  }

  private static void inTurn() throws Exception {
    PoolInMemory pool = new PoolInMemory("TEE");
    pool.wave(Wish.of("late", "TEE*1").paidSecondsAgo(1).allocate());
    pool.wave(Wish.of("vip", "TEE*1").paidSecondsAgo(0).priority(9).allocate());
    pool.wave(Wish.of("early", "TEE*1").paidSecondsAgo(9).allocate());
    pool.forget();
    for (int i = 0; i < 3; i++) {
      pool.receive("east", "TEE", 1);
    }

    assertThat(pool.deliveries)
        .extracting(delivery -> delivery.split("[ #]", -1)[1])
        .containsExactly("vip", "early", "late");
  }

  /** All there is, is its own. */
  private static void ownHold(String again) throws Exception {
    PoolInMemory pool = stocked("TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();
    pool.wave(Wish.of("1", again).version(2).allocate());

    if (again.equals("TEE*2")) {
      assertThat(pool.events).isEmpty();
      assertThat(pool.cell("TEE", "east").locked()).isEqualTo(2);
    } else {
      pool.wave(pool.receipt("east", "TEE", 1), pool.answer(CANCELLED, "east", "1#1.1"));
      assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 3, 3, 0));
    }
  }

  private static void locked(boolean together) throws Exception {
    PoolInMemory pool = stocked("TEE", 3);
    StockInput one = Wish.of("1", "TEE*2").paidSecondsAgo(90).allocate();
    StockInput other = Wish.of("2", "TEE*2").allocate();
    if (together) {
      pool.wave(other, one);
    } else {
      pool.wave(one);
      pool.wave(other);
    }

    assertThat(pool.events)
        .containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]", "2 BACKORDERED [OUT_OF_STOCK]");
  }

  private static void paidBeforeCreated() throws Exception {
    ReceivedOrder paid = Wish.of("1", "TEE*1").at(after(5)).received();
    ReceivedOrder created = Wish.of("1", "TEE*1").at(after(1)).received();
    KeptVersion kept = OrderLifecycle.receive(null, paid).kept();

    assertThat(OrderLifecycle.receive(kept, created).version().outcome()).isEqualTo(Outcome.STALE);
  }

  /** A buyer takes all lines out of an order and puts them in again. */
  private static void livesAgain() throws Exception {
    PoolInMemory pool = stocked("TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).cancel());
    pool.wave(pool.answer(CANCELLED, "east", "1#1.1"));
    pool.wave(Wish.of("1", "TEE*2").version(3).allocate());

    assertThat(pool.deliveries).last().isEqualTo("CREATE 1#2.1 east [TEE*2]");
  }

  private static void sharesAddUp() {
    Random dice = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      long[] weights = dice.longs(1 + dice.nextInt(6), 0, 1_000).toArray();
      long amount = dice.nextInt(100_000);
      long[] shares = Apportionment.shares(amount, weights);
      assertThat(Arrays.stream(shares).sum()).isEqualTo(amount);
      assertThat(Arrays.stream(shares).min().orElse(0)).isNotNegative();
    }
  }

  private static void parcelsAddUp() throws Exception {
    PoolInMemory pool = new PoolInMemory("CAP", "MUG", "TEE");
    pool.wave(bundle("SET", 1, Instant.EPOCH, after(0), "CAP*1:1", "MUG*1:1", "TEE*1:1"));
    pool.wave(
        pool.receipt("east", "CAP", 1),
        pool.receipt("north", "MUG", 1),
        pool.receipt("south", "TEE", 1));
    pool.wave(Wish.of("1", "SET*1=1000").allocate());
    List<String> parcels =
        pool.instructions.stream().map(one -> one.deliveryId() + "@" + one.warehouse()).toList();
    assertThat(parcels).hasSize(3);
    for (String parcel : parcels) {
      String[] words = parcel.split("@", -1);
      pool.wave(pool.answer(SHIPPED, words[1], words[0].substring(StockSamples.SHOP.length())));
    }

    assertThat(
            pool.said.stream()
                .filter(event -> event.deliveryId() != null)
                .flatMap(event -> event.lines().stream())
                .mapToLong(OrderEvent.EventLine::amountMinor)
                .sum())
        .isEqualTo(1_000);
  }

  private static void missedOrder() throws Exception {
    Instant hour = after(0).truncatedTo(ChronoUnit.HOURS);
    try (KeyedTwoInputStreamOperatorTestHarness<String, ShopHour, Reference, ShopHour> hours =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new CompletenessFunction()),
            ShopHour::key,
            Reference::id,
            Types.STRING)) {
      hours.open();
      long at = after(0).toEpochMilli();
      ShopHour came = ShopHour.change("taobao", "shop-1", hour, "CNY", 2, 2_000);
      hours.processElement1(new StreamRecord<>(came, at));
      Reference counted =
          new Reference.ControlTotal("taobao", "shop-1", hour, 3, "CNY", 3_000).from(after(0));
      hours.processElement2(new StreamRecord<>(counted, at));
      hours.processBothWatermarks(new Watermark(after(0).plusSeconds(3_600).toEpochMilli()));

      assertThat(hours.getSideOutput(CompletenessFunction.EXCEPTIONS)).hasSize(1);
    }
  }

  private static boolean isOf(StockMovement movement, String type) {
    return movement.type().name().equals(type);
  }

  private static PoolInMemory stocked(String sku, int units) throws Exception {
    PoolInMemory pool = new PoolInMemory(sku);
    pool.receive("east", sku, units);
    pool.forget();
    return pool;
  }
}
