package io.penstock.stock;

import io.penstock.model.Delivery;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.state.OrderLock;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What promises are reckoned from: the books as they are now, and what has been sent and said since
 * they were looked at last. Rows and words never change, so of an order that has the same row as
 * then, and of which nothing was sent or said, no more need be reckoned than what depends on others
 * or on time. What a crash takes back is not noticed: after it another view is needed.
 */
final class View {

  private final Playback play;
  private final History history = new History();

  /** What is missing, of rows as they are or were: with gifts that need not be there, and not. */
  private final IdentityHashMap<OrderLock, Map<String, Integer>> missing = new IdentityHashMap<>();

  private final IdentityHashMap<OrderLock, Map<String, Integer>> missingOfAll =
      new IdentityHashMap<>();

  private Map<String, SkuStock> stock = Map.of();
  private Map<String, OrderLock> locks = Map.of();
  private Map<String, OrderLock> closed = Map.of();
  private Map<String, OrderLock> all = Map.of();
  private final Set<String> touched = new HashSet<>();
  private StockHarness.Said said = StockHarness.Said.nothing();
  private Instant lastWave = Instant.MIN;
  private int sentUntil;
  private int eventsUntil;
  private int deliveriesUntil;
  private int levelsUntil;
  private int movementsUntil;
  private List<StockInput> sent = List.of();
  private final List<StockInput> arrived = new ArrayList<>();

  /** What still waits for its wave. */
  private final List<StockInput> unread = new ArrayList<>();

  private List<OrderEvent> events = List.of();
  private List<Delivery> deliveries = List.of();
  private List<StockLevel> levels = List.of();
  private List<StockMovement> movements = List.of();
  private List<Instant> waves = List.of();

  View(Playback play) {
    this.play = play;
  }

  /** The books as they are now. */
  void look() throws Exception {
    stock = operator().stock();
    locks = operator().locks();
    closed = operator().closed();
    lastWave = play.lastWave();
    said = play.said();
    sent = play.sent().subList(sentUntil, play.sent().size());
    events = said.events().subList(eventsUntil, said.events().size());
    deliveries = said.deliveries().subList(deliveriesUntil, said.deliveries().size());
    levels = said.levels().subList(levelsUntil, said.levels().size());
    movements = said.movements().subList(movementsUntil, said.movements().size());
    waves = said.waves().subList(movementsUntil, said.waves().size());
    sentUntil += sent.size();
    eventsUntil += events.size();
    deliveriesUntil += deliveries.size();
    levelsUntil += levels.size();
    movementsUntil += movements.size();
    sent.forEach(history::add);
    arrive();
    touch();
  }

  /** Of records that are the same those that were sent last wait. */
  private void arrive() throws Exception {
    unread.addAll(sent);
    List<StockInput> waiting = new ArrayList<>(operator().inbox());
    List<StockInput> still = new ArrayList<>(waiting.size());
    for (int i = unread.size() - 1; i >= 0; i--) {
      if (waiting.remove(unread.get(i))) {
        still.add(0, unread.remove(i));
      }
    }
    arrived.clear();
    arrived.addAll(unread);
    unread.clear();
    unread.addAll(still);
  }

  private void touch() {
    Map<String, OrderLock> before = all;
    all = new HashMap<>(locks);
    all.putAll(closed);
    touched.clear();
    all.forEach(
        (key, lock) -> {
          if (!isSame(before.get(key), lock)) {
            touched.add(key);
          }
        });
    for (StockInput input : sent) {
      if (input.request() != null && input.request().order() != null) {
        touched.add(input.request().order().key());
      }
    }
    events.forEach(event -> touched.add(event.key()));
    deliveries.forEach(delivery -> touched.addAll(orders(delivery)));
  }

  /** Whether they are the same row: one that was written since is another one, if an equal one. */
  static boolean isSame(@Nullable Object row, @Nullable Object other) {
    return row == other;
  }

  /** The keys of the orders whose goods it holds. */
  static Set<String> orders(Delivery delivery) {
    Set<String> keys = new HashSet<>();
    keys.add(Order.key(delivery.marketplace(), delivery.shop(), delivery.orderId()));
    for (Delivery.Line line : delivery.lines()) {
      if (line.orderId() != null) {
        keys.add(Order.key(delivery.marketplace(), delivery.shop(), line.orderId()));
      }
    }
    return keys;
  }

  PlayedPool operator() {
    return play.operator();
  }

  History history() {
    return history;
  }

  Map<String, SkuStock> stock() {
    return stock;
  }

  /** Orders that are open. */
  Map<String, OrderLock> locks() {
    return locks;
  }

  Map<String, OrderLock> closed() {
    return closed;
  }

  /** Orders that are remembered, open or closed. */
  Map<String, OrderLock> all() {
    return all;
  }

  /** Orders whose row is another one, or of which something was sent or said. */
  List<OrderLock> touched() {
    List<OrderLock> orders = new ArrayList<>(touched.size());
    for (String key : touched) {
      OrderLock lock = all.get(key);
      if (lock != null) {
        orders.add(lock);
      }
    }
    return orders;
  }

  boolean isTouched(String orderKey) {
    return touched.contains(orderKey);
  }

  /** What was sent since the books were looked at last; so are all that follow. */
  List<StockInput> sent() {
    return sent;
  }

  /** What has had its wave since then. */
  List<StockInput> arrived() {
    return arrived;
  }

  List<OrderEvent> events() {
    return events;
  }

  List<Delivery> deliveries() {
    return deliveries;
  }

  List<StockLevel> levels() {
    return levels;
  }

  List<StockMovement> movements() {
    return movements;
  }

  /** In which wave each of the movements was said. */
  List<Instant> waves() {
    return waves;
  }

  /** The end of the last wave that has passed. */
  Instant lastWave() {
    return lastWave;
  }

  /**
   * Units by SKU that are wanted and neither on their way nor gone.
   *
   * @param withAll whether gifts are among them that the order can go without
   */
  Map<String, Integer> missing(OrderLock lock, boolean withAll) {
    IdentityHashMap<OrderLock, Map<String, Integer>> known = withAll ? missingOfAll : missing;
    return known.computeIfAbsent(lock, row -> Promises.missing(row, withAll));
  }
}
