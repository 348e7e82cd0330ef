package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;

import io.penstock.connectors.DeadLetters;
import io.penstock.model.Cause;
import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.Gift;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.state.RowKind;
import io.penstock.state.StockInput;
import io.penstock.stock.StockHarness.Said;
import io.penstock.stock.books.Alarm;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.RowStore;
import io.penstock.stock.books.Stores;
import io.penstock.stock.goods.GiftLedger;
import io.penstock.stock.sourcing.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The waves of a pool in plain Java: what {@link StockHarness} does without Flink, many times as
 * fast. A life on it says the same, record by record, as {@link StockSimulationTest} shows.
 */
final class PlainPool implements PlayedPool, Stores, Outbox, Alarm {

  private final long wave;
  private final Map<String, Map<String, ?>> rows = new HashMap<>();
  private final Map<String, Reference> references;
  private final List<StockInput> inbox;
  private final TreeSet<Long> ends;

  /** What was read of the rows since anything happened last. */
  private final Map<RowKind<?>, Map<String, ?>> read = new HashMap<>();

  private Said said = Said.nothing();
  private long reached = Long.MIN_VALUE;

  /** A pool of which nothing is known. */
  PlainPool(Duration wave) {
    this.wave = wave.toMillis();
    this.references = new LinkedHashMap<>();
    this.inbox = new ArrayList<>();
    this.ends = new TreeSet<>();
  }

  /** The same as it is now; what it says is its own, and how far time has come it does not know. */
  private PlainPool(PlainPool like) {
    this.wave = like.wave;
    like.rows.forEach((kind, map) -> rows.put(kind, new HashMap<>(map)));
    this.references = new LinkedHashMap<>(like.references);
    this.inbox = new ArrayList<>(like.inbox);
    this.ends = new TreeSet<>(like.ends);
  }

  @Override
  public void publish(Reference... published) {
    for (Reference one : published) {
      if (Network.concerns(one.type())) {
        references.put(one.type() + "/" + one.id() + "@" + one.effectiveFrom(), one);
      }
    }
  }

  @Override
  public void send(StockInput... inputs) {
    read.clear();
    for (StockInput input : inputs) {
      inbox.add(input);
      long at = Math.max(input.at().toEpochMilli(), reached + 1);
      ends.add(endOfWave(at));
      Gift gift = input.sku() == null ? null : input.sku().gift();
      if (gift != null) {
        ends.add(endOfWave(Math.max(at, GiftLedger.keptUntil(gift).toEpochMilli())));
      }
    }
  }

  @Override
  public void recordsReach(Instant time) throws Exception {
    read.clear();
    reached = Math.max(reached, time.toEpochMilli());
    while (!ends.isEmpty() && ends.first() <= reached) {
      end(ends.pollFirst());
    }
  }

  private void end(long millis) throws Exception {
    List<StockInput> due = new ArrayList<>();
    List<StockInput> later = new ArrayList<>();
    for (StockInput input : inbox) {
      (input.at().toEpochMilli() <= millis ? due : later).add(input);
    }
    inbox.clear();
    inbox.addAll(later);
    new Wave(POOL, this, references.values(), Instant.ofEpochMilli(millis), this, this).run(due);
  }

  private long endOfWave(long millis) {
    return millis - Math.floorMod(millis, wave) + wave - 1;
  }

  /** Nothing is ever on its way. */
  @Override
  public void writeBack() {}

  @Override
  public Restart save() {
    PlainPool saved = new PlainPool(this);
    return () -> new PlainPool(saved);
  }

  @Override
  public Said said() {
    Said all = said;
    said = Said.nothing();
    return all;
  }

  @Override
  @SuppressWarnings("unchecked") // it was read of the kind
  public <V> Map<String, V> known(RowKind<V> kind) {
    return (Map<String, V>)
        read.computeIfAbsent(kind, none -> Collections.unmodifiableMap(new TreeMap<>(map(kind))));
  }

  @Override
  public List<StockInput> inbox() {
    return List.copyOf(inbox);
  }

  @Override
  public int timers() {
    return ends.size();
  }

  @Override
  public void close() {}

  @Override
  public <V> RowStore<V> rows(RowKind<V> kind) {
    return new RowsInMap<>(map(kind));
  }

  @SuppressWarnings("unchecked") // each name has rows of one type
  private <V> Map<String, V> map(RowKind<V> kind) {
    return (Map<String, V>) rows.computeIfAbsent(kind.name(), name -> new HashMap<String, V>());
  }

  @Override
  public Instant wake(Instant at) {
    long end = endOfWave(at.toEpochMilli());
    ends.add(end);
    return Instant.ofEpochMilli(end);
  }

  @Override
  public boolean isTimeOver() {
    return reached == Long.MAX_VALUE;
  }

  @Override
  public void event(OrderEvent event) {
    said.events().add(event);
  }

  @Override
  public void delivery(Delivery delivery) {
    said.deliveries().add(delivery);
  }

  @Override
  public void level(StockLevel level) {
    said.levels().add(level);
  }

  @Override
  public void movement(StockMovement movement) {
    said.movements().add(movement);
  }

  @Override
  public void refused(WmsEvent message, Cause cause, String code, String reason) {
    DeadLetter letter =
        DeadLetters.ofContent(cause, message.at(), message.owner(), message, code, reason);
    said.refused().add(letter);
  }
}
