package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;
import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.counted;
import static io.penstock.stock.StockSamples.told;
import static io.penstock.stock.StockSamples.warehouse;

import io.penstock.model.Cause;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.state.Cell;
import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.GiftBook;
import io.penstock.state.GiftTakers;
import io.penstock.state.Lack;
import io.penstock.state.OrderLock;
import io.penstock.state.Publications;
import io.penstock.state.RowKind;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.state.Taken;
import io.penstock.state.Trail;
import io.penstock.state.Transfer;
import io.penstock.state.TriedCarriers;
import io.penstock.state.TriedWarehouses;
import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import io.penstock.state.WakeList;
import io.penstock.state.WaybillBook;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.RowStore;
import io.penstock.stock.books.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A pool without Flink: three warehouses that serve everywhere, two articles, no stock. */
final class PoolInMemory implements Stores {

  private static final long WAVE = 200;

  private final Map<String, Map<String, ?>> rows = new HashMap<>();

  final Map<String, SkuStock> stock = map(StockState.STOCK);
  final Map<String, OrderLock> locks = map(StockState.LOCKS);
  final Map<String, OrderLock> closed = map(StockState.CLOSED);
  final Map<String, WaitingQueue> queues = map(StockState.QUEUES);
  final Map<String, Taken> taken = map(StockState.TAKEN);
  final Map<String, Lack> lacks = map(StockState.LACKS);
  final Map<String, TriedWarehouses> tried = map(StockState.TRIED);
  final Map<String, ConsigneeGatherings> gatherings = map(StockState.GATHERINGS);
  final Map<String, WakeList> departures = map(StockState.DEPARTURES);
  final Map<String, WakeList> reminders = map(StockState.REMINDERS);
  final Map<String, WakeList> beginnings = map(StockState.BEGINNINGS);
  final Map<String, Long> latest = map(StockState.LATEST);
  final Map<String, Integer> leaving = map(StockState.LEAVING);
  final Map<String, String> leavingOn = map(StockState.LEAVING_ON);
  final Map<String, WakeList> daysOver = map(StockState.DAYS_OVER);
  final Map<String, WaybillBook> waybills = map(StockState.WAYBILLS);
  final Map<String, TriedCarriers> triedCarriers = map(StockState.TRIED_CARRIERS);
  final Map<String, Transfer> transfers = map(StockState.TRANSFERS);
  final Map<String, Transfer> transfersOver = map(StockState.TRANSFERS_OVER);
  final Map<String, Boolean> messages = map(StockState.MESSAGES);
  final Map<String, Trail> trails = map(StockState.TRAILS);
  final Map<String, Long> positions = map(StockState.POSITIONS);
  final Map<String, Long> told = map(StockState.TOLD);
  final Map<String, Publications> bundles = map(StockState.BUNDLES);
  final Map<String, GiftBook> gifts = map(StockState.GIFTS);
  final Map<String, Integer> given = map(StockState.GIVEN);
  final Map<String, GiftTakers> takers = map(StockState.TAKERS);

  /** What was said since {@link #forget}. */
  final List<String> events = new ArrayList<>();

  final List<OrderEvent> said = new ArrayList<>();
  final List<String> deliveries = new ArrayList<>();
  final List<StockLevel> levels = new ArrayList<>();

  /** All of them: they are never forgotten. */
  final List<StockMovement> movements = new ArrayList<>();

  final List<String> refused = new ArrayList<>();
  final List<Delivery> instructions = new ArrayList<>();
  final List<String> ordersRead = new ArrayList<>();

  private final List<Reference> references =
      new ArrayList<>(
          List.of(
              warehouse("east", "Zhejiang", 1, "*"),
              warehouse("north", "Beijing", 3, "*"),
              warehouse("south", "Guangdong", 2, "*")));

  private final TreeSet<Long> alarms = new TreeSet<>();
  private long waves;
  private int sent;

  PoolInMemory(String... skus) throws Exception {
    StockInput[] known = new StockInput[skus.length];
    for (int i = 0; i < skus.length; i++) {
      known[i] = announced(skus[i], after(0));
    }
    wave(known);
    forget();
  }

  PoolInMemory with(Reference reference) {
    references.add(reference);
    return this;
  }

  PoolInMemory without(String... warehouses) {
    references.removeIf(reference -> List.of(warehouses).contains(reference.id()));
    return this;
  }

  void wave(StockInput... inputs) throws Exception {
    waves++;
    run(after(WAVE * waves), inputs);
  }

  void waveThatEnds(Instant end, StockInput... inputs) throws Exception {
    run(end, inputs);
  }

  private void run(Instant end, StockInput... inputs) throws Exception {
    alarms.remove(waves);
    new Wave(POOL, this, references, end, this::wake, outbox()).run(List.of(inputs));
  }

  private Instant wake(Instant at) {
    long wave = (at.toEpochMilli() - after(0).toEpochMilli() + WAVE - 1) / WAVE;
    alarms.add(wave);
    return after(WAVE * wave);
  }

  /** Nothing comes until then; the pool wakes when it wanted to. */
  void quietUntil(Instant time) throws Exception {
    long last = (time.toEpochMilli() - after(0).toEpochMilli()) / WAVE;
    while (!alarms.isEmpty() && alarms.first() <= last) {
      waves = alarms.first();
      run(after(WAVE * waves));
    }
    waves = last;
  }

  void receive(String warehouse, String sku, int units) throws Exception {
    wave(receipt(warehouse, sku, units));
  }

  StockInput receipt(String warehouse, String sku, int units) {
    return counted(WmsEvent.Type.RECEIPT, "m" + ++sent, warehouse, sku, units, after(sent));
  }

  StockInput adjustment(String warehouse, String sku, int units) {
    return counted(WmsEvent.Type.ADJUSTMENT, "m" + ++sent, warehouse, sku, units, after(sent));
  }

  StockInput answer(WmsEvent.Type type, String warehouse, String delivery) {
    return told(type, "m" + ++sent, warehouse, delivery, after(sent));
  }

  /**
   * The same, of some of its goods.
   *
   * @param goods such as {@code TEE*2}
   */
  StockInput answer(WmsEvent.Type type, String warehouse, String delivery, String... goods) {
    List<WmsEvent.Item> items = new ArrayList<>();
    for (String article : goods) {
      String[] words = article.split("[*]", -1);
      items.add(new WmsEvent.Item(words[0], Integer.parseInt(words[1])));
    }
    String id = "m" + ++sent;
    return StockSamples.message(id, type, warehouse, after(sent), SHOP + delivery, items);
  }

  void forget() {
    events.clear();
    said.clear();
    deliveries.clear();
    levels.clear();
    refused.clear();
    instructions.clear();
    ordersRead.clear();
  }

  Cell cell(String sku, String warehouse) {
    return stock.getOrDefault(sku, SkuStock.NONE).cell(warehouse);
  }

  List<String> queue(String sku) {
    WaitingQueue queue = queues.getOrDefault(sku, new WaitingQueue(List.of()));
    return queue.entries().stream()
        .map(Waiting::orderKey)
        .map(key -> key.substring(SHOP.length()))
        .toList();
  }

  private <V> Map<String, V> map(RowKind<V> kind) {
    Map<String, V> map = new HashMap<>();
    rows.put(kind.name(), map);
    return map;
  }

  /** Whether nothing waits for company and nobody would look for it. */
  boolean nobodyGathers() {
    return gatherings.isEmpty() && departures.isEmpty() && alarms.isEmpty();
  }

  @Override
  public <V> RowStore<V> rows(RowKind<V> kind) {
    @SuppressWarnings("unchecked") // it was made as one of that kind
    Map<String, V> map = (Map<String, V>) Objects.requireNonNull(rows.get(kind.name()));
    return new RowsInMap<>(map) {
      @Override
      public @Nullable V get(String key) {
        if (kind.equals(StockState.LOCKS)) {
          ordersRead.add(key);
        }
        return super.get(key);
      }
    };
  }

  private Outbox outbox() {
    return new Outbox() {
      @Override
      public void event(OrderEvent event) {
        said.add(event);
        events.add(StockSamples.text(event));
      }

      @Override
      public void delivery(Delivery delivery) {
        instructions.add(delivery);
        deliveries.add(StockSamples.text(delivery));
      }

      @Override
      public void level(StockLevel level) {
        levels.add(level);
      }

      @Override
      public void movement(StockMovement movement) {
        movements.add(movement);
      }

      @Override
      public void refused(WmsEvent message, Cause cause, String code, String reason) {
        refused.add(code);
      }
    };
  }
}
