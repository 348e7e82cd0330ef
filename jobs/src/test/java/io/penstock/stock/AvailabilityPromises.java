package io.penstock.stock;

import io.penstock.model.Bundle;
import io.penstock.model.Quality;
import io.penstock.model.Reference;
import io.penstock.model.RingFence;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
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

  private final View view;
  private final Brought brought;
  private final InboundPromises inbound;

  /** Articles and fences that have been published, by SKU, in the order in which they were read. */
  private final Map<String, List<StockInput>> articles = new HashMap<>();

  private final Map<String, List<StockInput>> fences = new HashMap<>();

  /** Bundles, in the order in which they were read. */
  private final List<Reference> bundles = new ArrayList<>();

  /** Units by article and warehouse that are there and not locked, as the ledger goes on. */
  private final Map<String, Map<String, Long>> free = new TreeMap<>();

  private final Map<Fence, Long> taken = new HashMap<>();

  /** By parcel, parts of it included, and article. */
  private final Map<String, ArrayDeque<Counted>> counted = new HashMap<>();

  /** What is published is read once for each article and wave, not for each movement. */
  private final Map<InWave, List<Said>> holding = new HashMap<>();

  private final Map<InWave, Terms> terms = new HashMap<>();

  /** Transfers of which something has come. */
  private final Set<String> begunToCome = new HashSet<>();

  /** What was told last of each article and bundle. */
  private final Map<String, StockLevel> told = new HashMap<>();

  /** What is wanted now of each article, by channel, as far as somebody has asked. */
  private final Map<String, Map<String, Long>> wanted = new HashMap<>();

  AvailabilityPromises(View view, InboundPromises inbound) {
    this.view = view;
    this.inbound = inbound;
    this.brought = new Brought(view);
  }

  void check() {
    wanted.clear();
    read();
    Set<String> over = brought.hear();
    nothingIsLockedBeyondWhatMayBe(over);
    over.forEach(this::giveUp);
    nothingIsToldTwice();
    whatWasToldLastIsWhatMayBeOffered();
  }

  private void read() {
    for (StockInput input : view.arrived()) {
      if (input.sku() != null) {
        read(input, input.sku());
      }
    }
  }

  private void read(StockInput input, Reference one) {
    String name = one.id().substring(one.id().indexOf('/') + 1);
    switch (one.type()) {
      case BUNDLE -> bundles.add(one);
      case SKU -> articles.computeIfAbsent(name, sku -> new ArrayList<>()).add(input);
      case RING_FENCE ->
          fences
              .computeIfAbsent(name.substring(0, name.indexOf('@')), sku -> new ArrayList<>())
              .add(input);
      default -> {}
    }
  }

  /**
   * Of all that is left of each article, wherever it lies.
   *
   * @param over transfers that were given up in one of these waves, of which none is said to be it
   */
  private void nothingIsLockedBeyondWhatMayBe(Set<String> over) {
    for (int i = 0; i < view.movements().size(); i++) {
      StockMovement movement = view.movements().get(i);
      Instant wave = view.waves().get(i);
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
      if (movement.type() == StockMovement.Type.LOCKED && !brought.hasCome(movement)) {
        for (StockMovement.Entry entry : movement.entries()) {
          Said own = fence(entry.sku(), String.valueOf(movement.deliveryId()), wave);
          long kept = terms(entry.sku(), wave).safetyStock() + others(entry.sku(), own, wave);
          Insist.that(
              free(entry.sku()) >= kept,
              "%s are to be left of %s after %s",
              kept,
              entry.sku(),
              movement);
          Insist.that(left(own) + givenUp(over, own) >= 0, "taken of %s after %s", own, movement);
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
    String transfer = brought.transferOf(delivery);
    if (transfer != null) {
      countMoved(transfer, movement, entry, fence);
      return;
    }
    boolean left = movement.type() == StockMovement.Type.SHIPPED;
    if (left && entry.locked() == 0) {
      take(fence, -entry.units());
    }
    ArrayDeque<Counted> locked =
        counted.computeIfAbsent(
            MergePromises.whole(delivery) + " " + entry.sku(), key -> new ArrayDeque<>());
    if (entry.locked() > 0) {
      locked.add(new Counted(fence, entry.locked()));
      take(fence, entry.locked());
    }
    boolean last = locked.size() > 1 && isOfGift(movement, entry);
    for (long open = -entry.locked(); open > 0; ) {
      Counted next = last ? locked.removeLast() : locked.remove();
      long units = Math.min(open, next.units());
      Counted rest = new Counted(next.fence(), next.units() - units);
      if (rest.units() > 0 && last) {
        locked.addLast(rest);
      } else if (rest.units() > 0) {
        locked.addFirst(rest);
      }
      open -= units;
      take(left ? null : next.fence(), -units);
    }
  }

  /** Whether it is of a gift that is given together, which is locked after the goods. */
  private boolean isOfGift(StockMovement movement, StockMovement.Entry entry) {
    String delivery = Objects.requireNonNull(movement.deliveryId());
    OrderLock order = view.all().get(delivery.substring(0, delivery.lastIndexOf('#')));
    Parcel parcel = order == null ? null : order.parcel(delivery);
    List<StockMovement.Entry> entries =
        movement.entries().stream().filter(one -> one.sku().equals(entry.sku())).toList();
    List<Parcel.Line> lines =
        parcel == null
            ? List.of()
            : parcel.lines().stream().filter(line -> line.sku().equals(entry.sku())).toList();
    return lines.size() == entries.size()
        && view.history()
            .giftsGivenTogether
            .containsKey(lines.get(entries.indexOf(entry)).lineId());
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
        && !brought.wasSilentlyGivenUp(transfer)
        && (leg || !begunToCome.contains(transfer))) {
      counted
          .computeIfAbsent(transfer, key -> new ArrayDeque<>())
          .add(new Counted(fence, entry.locked()));
      take(fence, entry.locked());
    } else if (movement.type() == StockMovement.Type.RELEASED && !leg) {
      giveUp(transfer);
    }
  }

  /** Units that those have given up, or will. */
  private long givenUp(Set<String> over, @Nullable Said own) {
    return over.stream()
        .flatMap(transfer -> counted.getOrDefault(transfer, new ArrayDeque<>()).stream())
        .filter(one -> own != null && own.fence().equals(one.fence()))
        .mapToLong(Counted::units)
        .sum();
  }

  private void giveUp(String transfer) {
    ArrayDeque<Counted> all = counted.remove(transfer);
    if (all != null) {
      all.forEach(one -> take(one.fence(), -one.units()));
    }
  }

  private void take(@Nullable Fence fence, long units) {
    if (fence != null) {
      taken.merge(fence, units, Long::sum);
    }
  }

  /** The narrowest that holds for the order's shop. */
  private @Nullable Said fence(String sku, String orderKey, Instant wave) {
    List<Said> holding = holding(sku, wave);
    if (holding.isEmpty()) {
      return null;
    }
    String[] names = orderKey.split("/", -1);
    Said wide = null;
    for (Said said : holding) {
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
    Instant wave = view.lastWave();
    return wanted.entrySet().stream()
        .allMatch(one -> one.getValue() <= most(order, one.getKey(), wave));
  }

  /** What the order may have of an article now, over all warehouses. */
  long most(OrderLock order, String sku) {
    return Math.max(0, most(order, sku, view.lastWave()));
  }

  /** Units that its channel may have of an article, if nobody else waited; below 0: none. */
  long forChannel(OrderLock order, String sku) {
    Said own = fence(sku, order.order().key(), view.lastWave());
    return kept(sku) - others(sku, own, view.lastWave());
  }

  /** Units that its channel may take before it has its quota. */
  long quotaLeft(OrderLock order, String sku) {
    return left(fence(sku, order.order().key(), view.lastWave()));
  }

  private long most(OrderLock order, String sku, Instant wave) {
    Said own = fence(sku, order.order().key(), wave);
    long kept = terms(sku, wave).safetyStock() + others(sku, own, wave);
    return Math.min(available(sku) - kept, left(own));
  }

  private void whatWasToldLastIsWhatMayBeOffered() {
    Map<String, Bundle> sold = bundles();
    Set<String> skus = new TreeSet<>(view.stock().keySet());
    skus.addAll(sold.keySet());
    for (String sku : skus) {
      SkuStock row = view.stock().getOrDefault(sku, SkuStock.NONE);
      Bundle bundle = sold.get(sku);
      StockLevel level = told.get(sku);
      if (level == null && bundle == null && !row.announced() && row.cells().isEmpty()) {
        continue;
      }
      List<Bundle.Component> parts =
          bundle == null ? List.of(new Bundle.Component(sku, 1, 1)) : bundle.components();
      Objects.requireNonNull(level, sku);
      String of = "told of %s, of which is known %s";
      Insist.equal(level.onHand(), row.onHand(), of, sku, row);
      Insist.equal(level.locked(), row.locked(), of, sku, row);
      Insist.equal(level.bundle(), bundle != null, of, sku, row);
      long expected = bundle == null ? inbound.expected(sku) : 0;
      Insist.equal(level.expected(), expected, of, sku, row);
      long promised = least(parts, part -> Math.max(0, kept(part)));
      Insist.equal(level.availableToPromise(), promised, of, sku, row);
      Insist.equal(level.offered(), least(parts, part -> offered(part, null)), of, sku, row);
      Map<String, Long> channels = new TreeMap<>();
      for (Bundle.Component part : parts) {
        for (Said said : holding(part.sku(), view.lastWave())) {
          String channel = said.fence().channel();
          channels.put(
              channel,
              least(parts, one -> offered(one, fence(one, channel + "/", view.lastWave()))));
        }
      }
      Map<String, Long> offered = new TreeMap<>();
      if (level.channels() != null) {
        level.channels().forEach(one -> offered.put(one.channel(), one.offered()));
      }
      Insist.equal(offered, channels, of, sku, row);
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
    return available(sku) - terms(sku, view.lastWave()).safetyStock();
  }

  /** The bundles that are sold now, by their SKUs. */
  private Map<String, Bundle> bundles() {
    Map<String, List<Reference>> versions = new TreeMap<>();
    for (Reference one : bundles) {
      List<Reference> known = versions.computeIfAbsent(one.id(), id -> new ArrayList<>());
      if (one.deleted() && one.effectiveFrom().equals(Instant.EPOCH)) {
        known.clear();
      } else {
        known.add(one);
      }
    }
    Map<String, Bundle> sold = new TreeMap<>();
    versions.forEach(
        (id, known) -> {
          Reference latest = null;
          for (Reference one : known) {
            if (!one.effectiveFrom().isAfter(view.lastWave())
                && (latest == null || !one.effectiveFrom().isBefore(latest.effectiveFrom()))) {
              latest = one;
            }
          }
          if (latest != null && latest.bundle() != null) {
            sold.put(latest.bundle().sku(), latest.bundle());
          }
        });
    return sold;
  }

  private void nothingIsToldTwice() {
    for (StockLevel level : view.levels()) {
      StockLevel before = told.put(level.sku(), level);
      Insist.that(
          before == null || !untimed(level).equals(untimed(before)), "told twice: %s", level);
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
        level.channels(),
        level.expected());
  }

  /**
   * Who waits has first what is set aside for its channel, then what is nobody's or oversold.
   *
   * @param own whose offer it is; absent: of those for whom there is no fence
   */
  private long offered(String sku, @Nullable Said own) {
    if (!view.stock().getOrDefault(sku, SkuStock.NONE).announced()) {
      return 0;
    }
    long nobodys = kept(sku) - others(sku, null, view.lastWave());
    long beyond =
        Math.max(0, nobodys) + terms(sku, view.lastWave()).oversell() + inbound.presale(sku);
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
    return holding(sku, view.lastWave()).stream()
        .filter(one -> one.fence().channel().equals(channel))
        .findFirst()
        .orElse(null);
  }

  private static String name(@Nullable Said said) {
    return said == null ? "" : said.fence().channel();
  }

  /** What orders want that stand in the article's queue, by channel. */
  private Map<String, Long> wanted(String sku) {
    return wanted.computeIfAbsent(sku, this::reckonWanted);
  }

  private Map<String, Long> reckonWanted(String sku) {
    Map<String, Long> all = new TreeMap<>();
    for (OrderLock lock : view.locks().values()) {
      if (lock.waitingFor().contains(sku)) {
        long units = view.missing(lock, false).getOrDefault(sku, 0);
        all.merge(name(fence(sku, lock.order().key(), view.lastWave())), units, Long::sum);
      }
    }
    return all;
  }

  private long available(String sku) {
    SkuStock row = view.stock().getOrDefault(sku, SkuStock.NONE);
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
    for (StockInput input : articles.getOrDefault(sku, List.of())) {
      Reference one = Objects.requireNonNull(input.sku());
      if (!input.at().isAfter(wave)
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
    for (StockInput input : fences.getOrDefault(sku, List.of())) {
      Reference one = Objects.requireNonNull(input.sku());
      String channel = one.id().substring(one.id().indexOf('@') + 1);
      if (input.at().isAfter(wave)) {
        continue;
      }
      TreeMap<Instant, Said> known = channels.computeIfAbsent(channel, name -> new TreeMap<>());
      RingFence fence = one.ringFence();
      int generation = generations.getOrDefault(channel, 0);
      Said before = known.get(one.effectiveFrom());
      if (before != null && fence != null && !isEnd(before)) {
        generation = before.fence().generation();
      } else {
        generations.put(channel, ++generation);
      }
      if (fence == null && one.effectiveFrom().equals(Instant.EPOCH)) {
        known.clear();
      } else {
        known.put(
            one.effectiveFrom(),
            new Said(
                new Fence(sku, channel, one.effectiveFrom(), generation),
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
