package io.penstock.stock;

import static io.penstock.model.Reference.Criterion.CAPACITY;
import static io.penstock.model.Reference.Criterion.COMPANY;
import static io.penstock.model.Reference.Criterion.COST;
import static io.penstock.model.Reference.Criterion.DISTANCE;
import static io.penstock.stock.StockSamples.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.StockInput;
import io.penstock.stock.Playback.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lives of a pool against the real operator. {@code -Dsimulation.seed=N} repeats one of
 * them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockSimulationTest {

  private static final int LIVES = 60;
  private static final int STEPS = 400;

  LongStream seeds() {
    Long one = Long.getLong("simulation.seed");
    return one == null ? LongStream.rangeClosed(1, LIVES) : LongStream.of(one);
  }

  /** For what lives each life twice. */
  LongStream everyFourthSeed() {
    return seeds().filter(seed -> Long.getLong("simulation.seed") != null || seed % 4 == 1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPromiseIsKeptAndEveryOrderEnds(long seed) throws Exception {
    try (Playback play = new Playback(policy(seed))) {
      World world = new World(seed, seed % 2 == 0, play);
      live(world, play, new Random(-seed), policy(seed));
      world.settleDown();
      Promises.check(play, policy(seed));
      everyOrderGotWhatItWanted(world, play);
      everyDeliveryEnded(play);
      assertThat(play.said().events().stream().anyMatch(e -> e.type() == OrderEvent.Type.MERGED))
          .as("orders travel together where they may")
          .isEqualTo(policy(seed).merge() != null);
      assertThat(play.said().events().stream().anyMatch(StockSimulationTest::isGivenTogether))
          .as("what is given together is given")
          .isTrue();
      NoticePromises.check(play.said().events(), seed / 2);
      world.yearsPass();
      everythingIsOver(play);
    }
  }

  @ParameterizedTest
  @MethodSource("everyFourthSeed")
  void crashesChangeNothing(long seed) throws Exception {
    Random dice = new Random(-seed);
    try (Playback calm = new Playback(policy(seed));
        Playback rough = new Playback(policy(seed))) {
      undisturbed(seed, calm);
      int crashes = 0;
      for (Step step : calm.history) {
        rough.play(step);
        if (dice.nextInt(25) == 0) {
          rough.crash();
          crashes++;
          Promises.check(rough, policy(seed));
        }
      }
      assertThat(crashes).isPositive();
      assertThat(rough.said()).isEqualTo(calm.said());
    }
  }

  @ParameterizedTest
  @MethodSource("everyFourthSeed")
  void theInterleavingOfTheTopicsChangesNothing(long seed) throws Exception {
    try (Playback one = new Playback(policy(seed));
        Playback other = new Playback(policy(seed))) {
      undisturbed(seed, one);
      for (Step step : interleavedAnew(one.history, new Random(-seed))) {
        other.play(step);
      }
      assertThat(other.history).isNotEqualTo(one.history);
      assertThat(other.said()).isEqualTo(one.said());
    }
  }

  private static void live(World world, Playback play, Random crashes, Pool policy)
      throws Exception {
    for (int step = 0; step < STEPS; step++) {
      if (world.step()) {
        Promises.check(play, policy);
      }
      if (crashes.nextInt(60) == 0) {
        play.crash();
      }
    }
  }

  private static void undisturbed(long seed, Playback play) throws Exception {
    World world = new World(seed, false, play);
    for (int step = 0; step < STEPS; step++) {
      world.step();
    }
    world.settleDown();
  }

  /**
   * Of three pools, one may not split and one may split lines; of five, three merge; of eight,
   * three go by prices and calendars.
   */
  private static Pool policy(long seed) {
    SplitPolicy[] policies = SplitPolicy.values();
    Merge merge =
        switch (Math.floorMod(seed, 5)) {
          case 0 -> new Merge("PT1.5S", "PT0.3S", 3, null);
          case 1 -> new Merge("PT1S", "PT0S", 10, null);
          case 2 -> new Merge("PT2S", "PT0.5S", 4, 12);
          default -> null;
        };
    SplitPolicy split = policies[Math.floorMod(seed, policies.length)];
    return switch (Math.floorMod(seed, 8)) {
      case 1 -> SourcingPromises.pool(split, merge, null);
      case 2 -> SourcingPromises.pool(split, merge, List.of(COMPANY, CAPACITY, COST));
      case 3 -> SourcingPromises.pool(split, merge, List.of(COMPANY, COST, DISTANCE));
      default -> new Pool(POOL, split, merge);
    };
  }

  private static boolean isGivenTogether(OrderEvent event) {
    return event.reasons().stream()
        .anyMatch(
            reason ->
                reason.code().equals("GIFT_GIVEN")
                    && World.STEADY.gift().gift().equals(reason.rule()));
  }

  private static void everythingIsOver(Playback play) throws Exception {
    StockHarness stock = play.operator();
    assertThat(stock.inbox()).isEmpty();
    assertThat(stock.queues()).isEmpty();
    assertThat(stock.locks()).isEmpty();
    assertThat(stock.gatherings()).isEmpty();
    assertThat(stock.departures()).isEmpty();
    assertThat(stock.reminders()).isEmpty();
    assertThat(stock.gifts()).isEmpty();
    assertThat(stock.given()).isEmpty();
    assertThat(stock.takers()).isEmpty();
    assertThat(stock.leaving()).isEmpty();
    assertThat(stock.leavingOn()).isEmpty();
    assertThat(stock.daysOver()).isEmpty();
    assertThat(stock.timers()).isZero();
  }

  /** An order that its marketplace settled may have left by then: it is over all the same. */
  private static void everyOrderGotWhatItWanted(World world, Playback play) throws Exception {
    Map<String, OrderLock> closed = play.operator().closed();
    for (Map.Entry<String, World.Fate> fate : world.fates().entrySet()) {
      Wish wish = Objects.requireNonNull(world.orders().get(fate.getKey()));
      OrderLock lock = Objects.requireNonNull(closed.get(wish.received().key()), fate.getKey());
      boolean anyWay = fate.getValue() == World.Fate.ABANDONED;
      if (!anyWay && (fate.getValue() != World.Fate.SETTLED || !lock.hasShippedParcel())) {
        assertThat(lock.suspended())
            .as("%s", lock)
            .isEqualTo(fate.getValue() == World.Fate.SUSPENDED);
      }
      if (fate.getValue() == World.Fate.WANTED) {
        Map<String, Integer> left = new HashMap<>();
        for (Parcel parcel : lock.parcels()) {
          if (parcel.status() == Parcel.Status.SHIPPED) {
            parcel
                .lines()
                .forEach(l -> left.merge(goods(l.lineId(), l.sku()), l.quantity(), Integer::sum));
          }
        }
        Promises.articles(lock.goods(), wish.received().order())
            .forEach(
                line ->
                    assertThat(left.getOrDefault(goods(line.lineId(), line.sku()), 0))
                        .as("line %s of %s", line.lineId(), lock)
                        .isGreaterThanOrEqualTo(line.quantity()));
      }
    }
  }

  private static String goods(String lineId, String sku) {
    return lineId + " " + sku;
  }

  private static void everyDeliveryEnded(Playback play) throws Exception {
    Set<String> ended = new HashSet<>();
    Set<String> told = new HashSet<>();
    for (OrderLock lock : play.operator().closed().values()) {
      for (Parcel parcel : lock.parcels()) {
        assertThat(parcel.status().isOpen()).isFalse();
        assertThat(ended.add(parcel.deliveryId())).isTrue();
        told.add(parcel.toldAs());
      }
    }
    for (Delivery delivery : play.said().deliveries()) {
      assertThat(told).contains(delivery.deliveryId());
    }
    Set<String> cancelled = new HashSet<>();
    for (OrderEvent event : play.said().events()) {
      if (event.type() == OrderEvent.Type.CANCELLED) {
        cancelled.add(event.key());
      }
    }
    for (OrderLock lock : play.operator().closed().values()) {
      if (lock.cancelled()) {
        assertThat(cancelled).as("its end was told").contains(lock.order().key());
      }
    }
  }

  /** Each order, each warehouse and the catalogue keep their order, as their partitions do. */
  private static List<Step> interleavedAnew(List<Step> history, Random dice) {
    List<Step> anew = new ArrayList<>();
    Map<String, Queue<Step>> topics = new LinkedHashMap<>();
    for (Step step : history) {
      if (step instanceof Step.Send send) {
        topics.computeIfAbsent(partition(send.input()), ignored -> new ArrayDeque<>()).add(step);
      } else {
        List<Queue<Step>> open = new ArrayList<>(topics.values());
        while (!open.isEmpty()) {
          int next = dice.nextInt(open.size());
          anew.add(open.get(next).remove());
          open.removeIf(Queue::isEmpty);
        }
        topics.clear();
        anew.add(step);
      }
    }
    return anew;
  }

  private static String partition(StockInput input) {
    if (input.wms() != null) {
      return input.wms().warehouse();
    }
    return input.request() == null || input.request().order() == null
        ? "catalogue"
        : input.request().order().key();
  }
}
