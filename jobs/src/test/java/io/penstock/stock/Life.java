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
import io.penstock.model.Reference.Partial;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Transfers;
import io.penstock.model.Reference.Transfers.When;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.RowKind;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.stock.Playback.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One random life of a pool. The same seed lives the same life. */
final class Life {

  static final int STEPS = 400;

  private final long seed;
  private final Pool policy;
  private final Pace pace;
  private final boolean onFlink;

  /** How often costly things happen in a life. */
  enum Pace {
    /** All is tried in a few lives. */
    DENSE(1, 60),

    /** All is tried in many lives, each of which takes a tenth of the time. */
    SPARSE(20, 400);

    private final int checkpointsPerSnapshot;

    /** On average. */
    private final int stepsPerCrash;

    Pace(int checkpointsPerSnapshot, int stepsPerCrash) {
      this.checkpointsPerSnapshot = checkpointsPerSnapshot;
      this.stepsPerCrash = stepsPerCrash;
    }
  }

  /** On the real operator. */
  Life(long seed, Pace pace) {
    this(seed, pace, true);
  }

  /**
   * @param onFlink whether the real operator lives it, or the same waves without it
   */
  Life(long seed, Pace pace, boolean onFlink) {
    this.seed = seed;
    this.onFlink = onFlink;
    this.policy = policy(seed);
    this.pace = pace;
  }

  /**
   * Gives what was said in it. In the end all is reckoned from the beginning, so that it cannot be
   * an error in what was kept from wave to wave that no promise was broken.
   */
  StockHarness.Said keepsEveryPromiseAndEndsEveryOrder() throws Exception {
    try (Playback play = new Playback(policy, onFlink, pace.checkpointsPerSnapshot)) {
      World world = new World(seed, mayBeLate(), play);
      live(world, play, new Random(-seed));
      world.settleDown();
      new Promises(play, policy).check();
      everyOrderGotWhatItWanted(world, play);
      everyDeliveryEnded(play);
      NoticePromises.check(play.said().events(), seed / 2);
      world.yearsPass();
      everythingIsOver(play);
      return play.said();
    }
  }

  void isTheSameWithCrashes() throws Exception {
    Random dice = new Random(-seed);
    try (Playback calm = new Playback(policy, onFlink);
        Playback rough = new Playback(policy, onFlink, pace.checkpointsPerSnapshot)) {
      undisturbed(calm);
      int crashes = 0;
      for (Step step : calm.history) {
        rough.play(step);
        if (dice.nextInt(25) == 0) {
          rough.crash();
          crashes++;
          new Promises(rough, policy).check();
        }
      }
      assertThat(crashes).isPositive();
      assertThat(rough.said()).isEqualTo(calm.said());
    }
  }

  void isTheSameHoweverTheTopicsAreInterleaved() throws Exception {
    try (Playback one = new Playback(policy, onFlink);
        Playback other = new Playback(policy, onFlink)) {
      undisturbed(one);
      other.crashesNoMore();
      for (Step step : interleavedAnew(one.history, new Random(-seed))) {
        other.play(step);
      }
      assertThat(other.history).isNotEqualTo(one.history);
      assertThat(other.said()).isEqualTo(one.said());
    }
  }

  /** The same history is played to the real operator and to the same waves without it. */
  void isTheSameWithoutFlink() throws Exception {
    try (Playback real = new Playback(policy, true);
        Playback plain = new Playback(policy, false)) {
      undisturbed(real);
      plain.crashesNoMore();
      for (Step step : real.history) {
        plain.play(step);
      }
      assertThat(plain.said()).isEqualTo(real.said());
      for (RowKind<?> kind : StockState.ROWS) {
        assertThat(plain.operator().known(kind)).isEqualTo(real.operator().known(kind));
      }
      assertThat(plain.operator().timers()).isEqualTo(real.operator().timers());
    }
  }

  boolean mayMerge() {
    return policy.merge() != null;
  }

  boolean moves() {
    return policy.transfer() != null;
  }

  private void live(World world, Playback play, Random dice) throws Exception {
    Promises promises = new Promises(play, policy);
    ProgressPromises progress = new ProgressPromises(play);
    NavigableSet<Integer> crashes = crashes(dice);
    for (int step = 0; step < STEPS; step++) {
      if (crashes.ceiling(step) == null) {
        play.crashesNoMore();
      }
      if (world.step()) {
        promises.check();
        progress.check();
      }
      if (crashes.contains(step)) {
        play.crash();
        promises = new Promises(play, policy);
        if (mayBeLate()) {
          progress.forget();
        }
      }
    }
  }

  /** After which steps there is one. */
  private NavigableSet<Integer> crashes(Random dice) {
    NavigableSet<Integer> crashes = new TreeSet<>();
    for (int step = 0; step < STEPS; step++) {
      if (dice.nextInt(pace.stepsPerCrash) == 0) {
        crashes.add(step);
      }
    }
    return crashes;
  }

  /** Then a crash may deal otherwise with what came late and was not visible yet. */
  private boolean mayBeLate() {
    return seed % 2 == 0;
  }

  private void undisturbed(Playback play) throws Exception {
    play.crashesNoMore();
    World world = new World(seed, false, play);
    for (int step = 0; step < STEPS; step++) {
      world.step();
    }
    world.settleDown();
  }

  /**
   * Of three pools, one may not split and one may split lines; of five, three merge; of eight,
   * three go by prices and calendars, two send parts, one makes parcels that are not too heavy and
   * two move goods between their warehouses.
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
    Pool plain = new Pool(POOL, split, merge);
    boolean several = Math.floorMod(seed / 8, 3) == 2;
    Pool with = several ? SourcingPromises.pool(split, merge, null) : plain;
    Partial parts = several && Math.floorMod(seed / 24, 2) == 1 ? new Partial(null, false) : null;
    return switch (Math.floorMod(seed, 8)) {
      case 1 -> SourcingPromises.pool(split, merge, null);
      case 2 -> SourcingPromises.pool(split, merge, List.of(COMPANY, CAPACITY, COST));
      case 3 -> SourcingPromises.pool(split, merge, List.of(COMPANY, COST, DISTANCE));
      case 4 -> sendingParts(with, new Partial(null, false));
      case 6 -> sendingParts(with, new Partial(300L, Math.floorMod(seed / 8, 2) == 0));
      case 5 ->
          moving(sendingParts(with, parts), When.INSTEAD_OF_WAITING, 2, null, SplitPolicy.NEVER);
      case 7 ->
          moving(
              sendingParts(with, parts),
              When.INSTEAD_OF_SPLIT,
              1 + Math.floorMod(seed / 8, 2),
              seed % 3 == 0 ? 5_000L : null,
              split);
      default -> plain;
    };
  }

  private static Pool moving(
      Pool pool, When when, int mostLegs, @Nullable Long least, SplitPolicy split) {
    Pool may =
        new Pool(
            pool.pool(),
            split,
            pool.merge(),
            pool.objective(),
            pool.currency(),
            pool.deliverWithin(),
            pool.partial(),
            pool.parcels());
    return TransferPromises.pool(may, new Transfers(when, mostLegs, least));
  }

  private static Pool sendingParts(Pool pool, @Nullable Partial partial) {
    return new Pool(
        pool.pool(),
        pool.split(),
        pool.merge(),
        pool.objective(),
        pool.currency(),
        pool.deliverWithin(),
        partial,
        pool.parcels());
  }

  private static void everythingIsOver(Playback play) throws Exception {
    PlayedPool stock = play.operator();
    assertThat(stock.inbox()).isEmpty();
    assertThat(stock.queues()).isEmpty();
    assertThat(stock.lacks()).isEmpty();
    assertThat(stock.taken()).isEmpty();
    assertThat(stock.beginnings()).isEmpty();
    assertThat(stock.locks()).isEmpty();
    assertThat(stock.gatherings()).isEmpty();
    assertThat(stock.departures()).isEmpty();
    assertThat(stock.reminders()).isEmpty();
    assertThat(stock.transfers()).isEmpty();
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
    assertThat(play.operator().transfers()).as("nothing is in transit").isEmpty();
    for (Delivery delivery : TransferPromises.toBuyers(play.said())) {
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
