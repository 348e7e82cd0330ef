package io.penstock.stock;

import io.penstock.connectors.Json;
import io.penstock.model.Cause;
import io.penstock.model.Delivery;
import io.penstock.model.Gift;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.state.RowKind;
import io.penstock.state.StockInput;
import io.penstock.stock.books.Alarm;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.RowStore;
import io.penstock.stock.books.Stores;
import io.penstock.stock.goods.GiftLedger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The stock of all pools as one loop over one list of records: heap maps and plain Java, without
 * keys, watermarks, timers, caches and snapshots.
 */
final class SequentialOracle {

  private final long wave;
  private final List<Reference> network;
  private final Map<String, Books> pools = new TreeMap<>();

  SequentialOracle(Duration wave, List<Reference> network) {
    this.wave = wave.toMillis();
    this.network = network;
  }

  /** All that a pool says, door by door, as JSON. */
  static final class Words {

    private final Map<String, List<String>> doors = new TreeMap<>();

    void say(String door, Object record) {
      String text = new String(Json.write(record), StandardCharsets.UTF_8);
      doors.computeIfAbsent(door, none -> new ArrayList<>()).add(text);
    }

    Map<String, List<String>> doors() {
      return doors;
    }
  }

  /**
   * A record comes.
   *
   * @param reached the event time that has passed, in milliseconds
   */
  void hear(StockInput input, long reached) {
    Books books = pools.computeIfAbsent(input.pool(), Books::new);
    books.inbox.add(input);
    long at = Math.max(input.at().toEpochMilli(), reached + 1);
    books.ends.add(endOfWave(at));
    Gift gift = input.sku() == null ? null : input.sku().gift();
    if (gift != null) {
      books.ends.add(endOfWave(Math.max(at, GiftLedger.keptUntil(gift).toEpochMilli())));
    }
  }

  /** Event time passes: waves end. */
  void timeReaches(long reached) throws Exception {
    for (Books books : pools.values()) {
      while (!books.ends.isEmpty() && books.ends.first() <= reached) {
        books.end(books.ends.pollFirst(), reached);
      }
    }
  }

  /** What each pool said. */
  Map<String, Map<String, List<String>>> words() {
    Map<String, Map<String, List<String>>> words = new TreeMap<>();
    pools.forEach((pool, books) -> words.put(pool, books.words.doors()));
    return words;
  }

  private long endOfWave(long millis) {
    return millis - Math.floorMod(millis, wave) + wave - 1;
  }

  /** One pool. */
  private final class Books implements Stores, Outbox, Alarm {

    private final String pool;
    private final Map<String, Map<String, ?>> rows = new HashMap<>();
    private final List<StockInput> inbox = new ArrayList<>();
    private final TreeSet<Long> ends = new TreeSet<>();
    private final Words words = new Words();
    private long reached;

    Books(String pool) {
      this.pool = pool;
    }

    void end(long millis, long timeReached) throws Exception {
      reached = timeReached;
      List<StockInput> due = new ArrayList<>();
      for (StockInput input : inbox) {
        if (input.at().toEpochMilli() <= millis) {
          due.add(input);
        }
      }
      inbox.removeAll(due);
      new Wave(pool, this, network, Instant.ofEpochMilli(millis), this, this).run(due);
    }

    @Override
    @SuppressWarnings("unchecked") // each name has rows of one type
    public <V> RowStore<V> rows(RowKind<V> kind) {
      Map<String, V> map =
          (Map<String, V>) rows.computeIfAbsent(kind.name(), name -> new HashMap<String, V>());
      return new RowsInMap<>(map);
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
      words.say("events", event);
    }

    @Override
    public void delivery(Delivery delivery) {
      words.say("deliveries", delivery);
    }

    @Override
    public void level(StockLevel level) {
      words.say("levels", level);
    }

    @Override
    public void movement(StockMovement movement) {
      words.say("movements", movement);
    }

    @Override
    public void refused(WmsEvent message, Cause cause, String code, String reason) {
      words.say("refused", code + " " + cause);
    }
  }
}
