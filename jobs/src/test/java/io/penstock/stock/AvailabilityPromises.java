package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Bundle;
import io.penstock.model.Quality;
import io.penstock.model.Reference;
import io.penstock.model.RingFence;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.state.OrderLock;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of how much is kept back and how much is offered, reckoned from what was
 * published, from the ledger, and from who waits.
 */
final class AvailabilityPromises {

  /** How much of an article is kept back and oversold. */
  private record Terms(int safetyStock, int oversell) {}

  /**
   * What a channel may have of an article.
   *
   * @param generation how often it was ended or taken away before
   */
  private record Fence(String sku, String channel, Instant from, int generation) {}

  /** What it says of that; absent where it ends it. */
  private record Said(Fence fence, @Nullable Integer units, @Nullable Integer atMost) {}

  /** Units that are locked and count at a fence; at none where that is absent. */
  private record Counted(@Nullable Fence fence, long units) {}

  /** An article in a wave. */
  private record InWave(String sku, Instant wave) {}

  private final Playback play;
  private final StockHarness.Said words;
  private final Map<String, SkuStock> stock;
  private final Map<String, OrderLock> locks;

  /** In the order in which they were read. */
  private final List<StockInput> published = new ArrayList<>();

  /** Units by article and warehouse that are there and not locked, as the ledger goes on. */
  private final Map<String, Map<String, Long>> free = new TreeMap<>();

  private final Map<Fence, Long> taken = new HashMap<>();

  /** By parcel, parts of it included, and article. */
  private final Map<String, ArrayDeque<Counted>> counted = new HashMap<>();

  /** What is published is read once for each article and wave, not for each movement. */
  private final Map<InWave, List<Said>> holding = new HashMap<>();

  private final Map<InWave, Terms> terms = new HashMap<>();

  private final TransferPromises.Told moved;

  /** Transfers of which something has come. */
  private final Set<String> begunToCome = new HashSet<>();

  AvailabilityPromises(Playback play) throws Exception {
    this.play = play;
    this.words = play.said();
    this.stock = play.operator().stock();
    this.locks = play.operator().locks();
    this.moved = TransferPromises.Told.in(play);
    List<StockInput> inbox = play.operator().inbox();
    for (StockInput input : play.sent()) {
      if (input.sku() != null && !inbox.contains(input)) {
        published.add(input);
      }
    }
  }

  void check() {
    nothingIsLockedBeyondWhatMayBe();
    whatWasToldLastIsWhatMayBeOffered();
    nothingIsToldTwice();
  }

  /** Of all that is left of each article, wherever it lies. */
  private void nothingIsLockedBeyondWhatMayBe() {
    for (int i = 0; i < words.movements().size(); i++) {
      StockMovement movement = words.movements().get(i);
      Instant wave = words.waves().get(i);
      for (StockMovement.Entry entry : movement.entries()) {
        if (entry.quality() == Quality.GOOD) {
          free.computeIfAbsent(entry.sku(), sku -> new HashMap<>())
              .put(entry.warehouse(), Math.max(0, entry.balance() - entry.lockedBalance()));
        }
      }
      for (StockMovement.Entry entry : movement.entries()) {
        count(movement, entry, wave);
      }
      // Goods that have come were taken when they were asked for.
      if (movement.type() == StockMovement.Type.LOCKED && !moved.hasCome(movement)) {
        for (StockMovement.Entry entry : movement.entries()) {
          Said own = fence(entry.sku(), String.valueOf(movement.deliveryId()), wave);
          assertThat(free(entry.sku()))
              .as("left of %s after %s", entry.sku(), movement)
              .isGreaterThanOrEqualTo(
                  terms(entry.sku(), wave).safetyStock() + others(entry.sku(), own, wave));
          assertThat(left(own)).as("taken of %s after %s", own, movement).isNotNegative();
        }
      }
    }
  }

  /** What is locked counts at the fence that held then, until it is given back. */
  private void count(StockMovement movement, StockMovement.Entry entry, Instant wave) {
    String delivery = movement.deliveryId();
    if (delivery == null || movement.type() == StockMovement.Type.COUNTED) {
      return;
    }
    Said own = fence(entry.sku(), delivery, wave);
    Fence fence = own == null ? null : own.fence();
    String transfer = moved.transferOf(delivery);
    if (transfer != null) {
      countMoved(transfer, movement, entry, fence);
      return;
    }
    boolean left = movement.type() == StockMovement.Type.SHIPPED;
    if (left && entry.locked() == 0) {
      take(fence, -entry.units());
    }
    ArrayDeque<Counted> locked =
        counted.computeIfAbsent(whole(delivery) + " " + entry.sku(), key -> new ArrayDeque<>());
    if (entry.locked() > 0) {
      locked.add(new Counted(fence, entry.locked()));
      take(fence, entry.locked());
    }
    for (long open = -entry.locked(); open > 0; ) {
      Counted first = locked.remove();
      long units = Math.min(open, first.units());
      if (units < first.units()) {
        locked.addFirst(new Counted(first.fence(), first.units() - units));
      }
      open -= units;
      take(left ? null : first.fence(), -units);
    }
  }

  /**
   * What is brought together counts from when it is asked for until its parcel is made or it is
   * given up, wherever it is meanwhile.
   */
  private void countMoved(
      String transfer, StockMovement movement, StockMovement.Entry entry, @Nullable Fence fence) {
    boolean leg = TransferPromises.isLeg(movement.deliveryId());
    if (movement.type() == StockMovement.Type.TRANSFERRED_IN) {
      begunToCome.add(transfer);
    } else if (movement.type() == StockMovement.Type.LOCKED
        && !moved.isSilentlyGivenUp(transfer)
        && (leg || !begunToCome.contains(transfer))) {
      counted
          .computeIfAbsent(transfer, key -> new ArrayDeque<>())
          .add(new Counted(fence, entry.locked()));
      take(fence, entry.locked());
    } else if (movement.type() == StockMovement.Type.RELEASED && !leg) {
      ArrayDeque<Counted> all = counted.remove(transfer);
      if (all != null) {
        all.forEach(one -> take(one.fence(), -one.units()));
      }
    }
  }

  private void take(@Nullable Fence fence, long units) {
    if (fence != null) {
      taken.merge(fence, units, Long::sum);
    }
  }

  private static String whole(String delivery) {
    String[] numbers = delivery.substring(delivery.indexOf('#')).split("[.]", -1);
    return delivery.substring(0, delivery.indexOf('#')) + numbers[0] + "." + numbers[1];
  }

  /** The narrowest that holds for the order's shop. */
  private @Nullable Said fence(String sku, String orderKey, Instant wave) {
    String[] names = orderKey.split("/", -1);
    Said wide = null;
    for (Said said : holding(sku, wave)) {
      if (said.fence().channel().equals(names[0] + "/" + names[1])) {
        return said;
      }
      wide = said.fence().channel().equals(names[0]) ? said : wide;
    }
    return wide;
  }

  private long others(String sku, @Nullable Said own, Instant wave) {
    return holding(sku, wave).stream().filter(one -> !one.equals(own)).mapToLong(this::rest).sum();
  }

  private long rest(@Nullable Said said) {
    Integer units = said == null ? null : said.units();
    return said == null || units == null
        ? 0
        : Math.max(0, units - taken.getOrDefault(said.fence(), 0L));
  }

  /** How much more its channel may take. */
  private long left(@Nullable Said said) {
    Integer atMost = said == null ? null : said.atMost();
    return said == null || atMost == null
        ? 1_000_000
        : atMost - taken.getOrDefault(said.fence(), 0L);
  }

  /** Whether these may be locked for the order now, if they are there. */
  boolean mayBeLocked(OrderLock order, Map<String, Integer> wanted) {
    Instant wave = play.lastWave();
    return wanted.entrySet().stream()
        .allMatch(one -> one.getValue() <= most(order, one.getKey(), wave));
  }

  /** What the order may have of an article now, over all warehouses. */
  long most(OrderLock order, String sku) {
    return Math.max(0, most(order, sku, play.lastWave()));
  }

  private long most(OrderLock order, String sku, Instant wave) {
    Said own = fence(sku, order.order().key(), wave);
    long kept = terms(sku, wave).safetyStock() + others(sku, own, wave);
    return Math.min(available(sku) - kept, left(own));
  }

  private void whatWasToldLastIsWhatMayBeOffered() {
    Map<String, StockLevel> last = new HashMap<>();
    words.levels().forEach(level -> last.put(level.sku(), level));
    Map<String, Bundle> bundles = bundles();
    Set<String> skus = new TreeSet<>(stock.keySet());
    skus.addAll(bundles.keySet());
    for (String sku : skus) {
      SkuStock row = stock.getOrDefault(sku, SkuStock.NONE);
      Bundle bundle = bundles.get(sku);
      StockLevel level = last.get(sku);
      if (level == null && bundle == null && !row.announced() && row.cells().isEmpty()) {
        continue;
      }
      List<Bundle.Component> parts =
          bundle == null ? List.of(new Bundle.Component(sku, 1, 1)) : bundle.components();
      assertThat(Objects.requireNonNull(level, sku).onHand()).isEqualTo(row.onHand());
      assertThat(level.locked()).isEqualTo(row.locked());
      assertThat(level.bundle()).isEqualTo(bundle != null);
      assertThat(level.availableToPromise())
          .as("told of %s, of which is known %s", sku, row)
          .isEqualTo(least(parts, part -> Math.max(0, kept(part))));
      assertThat(level.offered())
          .as("told of %s, of which is known %s", sku, row)
          .isEqualTo(least(parts, part -> offered(part, null)));
      Map<String, Long> channels = new TreeMap<>();
      for (Bundle.Component part : parts) {
        for (Said said : holding(part.sku(), play.lastWave())) {
          String channel = said.fence().channel();
          channels.put(
              channel,
              least(parts, one -> offered(one, fence(one, channel + "/", play.lastWave()))));
        }
      }
      Map<String, Long> told = new TreeMap<>();
      if (level.channels() != null) {
        level.channels().forEach(one -> told.put(one.channel(), one.offered()));
      }
      assertThat(told).as("told of %s, of which is known %s", sku, row).isEqualTo(channels);
    }
  }

  private static long least(List<Bundle.Component> parts, ToLongFunction<String> of) {
    return parts.stream()
        .mapToLong(part -> of.applyAsLong(part.sku()) / part.quantity())
        .min()
        .orElseThrow();
  }

  /** What can be promised, before anything is set aside. */
  private long kept(String sku) {
    return available(sku) - terms(sku, play.lastWave()).safetyStock();
  }

  /** The bundles that are sold now, by their SKUs. */
  private Map<String, Bundle> bundles() {
    Map<String, List<Reference>> versions = new TreeMap<>();
    for (StockInput input : published) {
      Reference one = Objects.requireNonNull(input.sku());
      if (one.type() == Reference.Type.BUNDLE) {
        List<Reference> known = versions.computeIfAbsent(one.id(), id -> new ArrayList<>());
        if (one.deleted() && one.effectiveFrom().equals(Instant.EPOCH)) {
          known.clear();
        } else {
          known.add(one);
        }
      }
    }
    Map<String, Bundle> bundles = new TreeMap<>();
    versions.forEach(
        (id, known) -> {
          Reference latest = null;
          for (Reference one : known) {
            if (!one.effectiveFrom().isAfter(play.lastWave())
                && (latest == null || !one.effectiveFrom().isBefore(latest.effectiveFrom()))) {
              latest = one;
            }
          }
          if (latest != null && latest.bundle() != null) {
            bundles.put(latest.bundle().sku(), latest.bundle());
          }
        });
    return bundles;
  }

  private void nothingIsToldTwice() {
    Map<String, StockLevel> last = new HashMap<>();
    for (StockLevel level : words.levels()) {
      StockLevel before = last.put(level.sku(), level);
      if (before != null) {
        assertThat(untimed(level)).isNotEqualTo(untimed(before));
      }
    }
  }

  private static StockLevel untimed(StockLevel level) {
    return new StockLevel(
        level.pool(),
        level.sku(),
        level.onHand(),
        level.locked(),
        level.availableToPromise(),
        Instant.EPOCH,
        level.bundle(),
        level.offered(),
        level.channels());
  }

  /**
   * Who waits has first what is set aside for its channel, then what is nobody's or oversold.
   *
   * @param own whose offer it is; absent: of those for whom there is no fence
   */
  private long offered(String sku, @Nullable Said own) {
    if (!stock.getOrDefault(sku, SkuStock.NONE).announced()) {
      return 0;
    }
    long nobodys = kept(sku) - others(sku, null, play.lastWave());
    long beyond = Math.max(0, nobodys) + terms(sku, play.lastWave()).oversell();
    for (Map.Entry<String, Long> other : wanted(sku).entrySet()) {
      if (!other.getKey().equals(name(own))) {
        Said said = said(sku, other.getKey());
        beyond -= Math.max(0, Math.min(other.getValue(), left(said)) - rest(said));
      }
    }
    long wanted = Math.min(wanted(sku).getOrDefault(name(own), 0L), Math.max(0, left(own)));
    long offered = rest(own) + Math.min(0, nobodys) + Math.max(0, beyond) - wanted;
    return Math.max(0, Math.min(offered, left(own) - wanted));
  }

  private @Nullable Said said(String sku, String channel) {
    return holding(sku, play.lastWave()).stream()
        .filter(one -> one.fence().channel().equals(channel))
        .findFirst()
        .orElse(null);
  }

  private static String name(@Nullable Said said) {
    return said == null ? "" : said.fence().channel();
  }

  /** What orders want that stand in the article's queue, by channel. */
  private Map<String, Long> wanted(String sku) {
    Map<String, Long> wanted = new TreeMap<>();
    for (OrderLock lock : locks.values()) {
      if (lock.waitingFor().contains(sku)) {
        long units = Promises.missing(lock, false).getOrDefault(sku, 0);
        wanted.merge(name(fence(sku, lock.order().key(), play.lastWave())), units, Long::sum);
      }
    }
    return wanted;
  }

  private long available(String sku) {
    SkuStock row = stock.getOrDefault(sku, SkuStock.NONE);
    return row.onHand() - row.locked();
  }

  private long free(String sku) {
    return free.getOrDefault(sku, Map.of()).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Of what was published until that wave the latest that held in it. */
  private Terms terms(String sku, Instant wave) {
    return terms.computeIfAbsent(new InWave(sku, wave), key -> reckonTerms(sku, wave));
  }

  private Terms reckonTerms(String sku, Instant wave) {
    Reference holds = null;
    for (StockInput input : published) {
      Reference one = Objects.requireNonNull(input.sku());
      if (one.type() == Reference.Type.SKU
          && one.id().equals(StockSamples.POOL + "/" + sku)
          && !input.at().isAfter(wave)
          && !one.effectiveFrom().isAfter(wave)
          && (holds == null || !one.effectiveFrom().isBefore(holds.effectiveFrom()))) {
        holds = one;
      }
    }
    Reference.Sku article = holds == null ? null : holds.sku();
    return article == null
        ? new Terms(0, 0)
        : new Terms(units(article.safetyStock()), units(article.oversell()));
  }

  /** Of each channel the latest that held in that wave of what was published until then. */
  private List<Said> holding(String sku, Instant wave) {
    return holding.computeIfAbsent(new InWave(sku, wave), key -> reckonHolding(sku, wave));
  }

  private List<Said> reckonHolding(String sku, Instant wave) {
    Map<String, TreeMap<Instant, Said>> channels = new TreeMap<>();
    Map<String, Integer> generations = new HashMap<>();
    for (StockInput input : published) {
      Reference one = Objects.requireNonNull(input.sku());
      String[] names = one.id().substring(one.id().indexOf('/') + 1).split("@", -1);
      if (one.type() != Reference.Type.RING_FENCE
          || !names[0].equals(sku)
          || input.at().isAfter(wave)) {
        continue;
      }
      TreeMap<Instant, Said> known = channels.computeIfAbsent(names[1], name -> new TreeMap<>());
      RingFence fence = one.ringFence();
      int generation = generations.getOrDefault(names[1], 0);
      Said before = known.get(one.effectiveFrom());
      if (before != null && fence != null && !isEnd(before)) {
        generation = before.fence().generation();
      } else {
        generations.put(names[1], ++generation);
      }
      if (fence == null && one.effectiveFrom().equals(Instant.EPOCH)) {
        known.clear();
      } else {
        known.put(
            one.effectiveFrom(),
            new Said(
                new Fence(sku, names[1], one.effectiveFrom(), generation),
                fence == null ? null : fence.units(),
                fence == null ? null : fence.atMost()));
      }
    }
    List<Said> holding = new ArrayList<>();
    for (TreeMap<Instant, Said> versions : channels.values()) {
      Map.Entry<Instant, Said> latest = versions.floorEntry(wave);
      if (latest != null && !isEnd(latest.getValue())) {
        holding.add(latest.getValue());
      }
    }
    return holding;
  }

  private static boolean isEnd(Said said) {
    return said.units() == null && said.atMost() == null;
  }

  private static int units(@Nullable Integer units) {
    return units == null ? 0 : units;
  }
}
