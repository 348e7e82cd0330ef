package io.penstock.stock.books;

import io.penstock.model.Reference.Warehouse;
import io.penstock.state.Cell;
import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.OrderLock;
import io.penstock.state.SkuStock;
import io.penstock.state.TriedWarehouses;
import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import io.penstock.state.WakeList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The books of one pool during one wave: stock, orders and queues. */
public final class StockRows {

  private final Rows<SkuStock> stock;
  private final Rows<OrderLock> locks;
  private final Rows<OrderLock> closed;
  private final Rows<WaitingQueue> queues;
  private final Rows<TriedWarehouses> tried;
  private final Rows<ConsigneeGatherings> gatherings;
  private final Rows<WakeList> departures;
  private final Rows<WakeList> reminders;
  private final RowStore<Boolean> messages;

  public StockRows(
      RowStore<SkuStock> stock,
      RowStore<OrderLock> locks,
      RowStore<OrderLock> closed,
      RowStore<WaitingQueue> queues,
      RowStore<TriedWarehouses> tried,
      RowStore<ConsigneeGatherings> gatherings,
      RowStore<WakeList> departures,
      RowStore<WakeList> reminders,
      RowStore<Boolean> messages) {
    this.stock = new Rows<>(stock);
    this.locks = new Rows<>(locks);
    this.closed = new Rows<>(closed);
    this.queues = new Rows<>(queues);
    this.tried = new Rows<>(tried);
    this.gatherings = new Rows<>(gatherings);
    this.departures = new Rows<>(departures);
    this.reminders = new Rows<>(reminders);
    this.messages = messages;
  }

  public SkuStock stock(String sku) throws Exception {
    SkuStock row = stock.get(sku);
    return row == null ? SkuStock.NONE : row;
  }

  public void keep(String sku, SkuStock row) {
    stock.put(sku, row);
  }

  public Cell cell(String sku, String warehouse) throws Exception {
    return stock(sku).cell(warehouse);
  }

  public void keep(String sku, Cell cell) throws Exception {
    stock.put(sku, stock(sku).with(cell));
  }

  /** The order as it is kept, open or closed. */
  public @Nullable OrderLock lock(String orderKey) throws Exception {
    OrderLock open = locks.get(orderKey);
    return open == null ? closed.get(orderKey) : open;
  }

  /** An order is either open or closed: it is never in both books. */
  public void keep(OrderLock lock) throws Exception {
    String key = lock.order().key();
    if (lock.isClosed()) {
      if (locks.get(key) != null) {
        locks.remove(key);
      }
      closed.put(key, lock);
    } else {
      if (closed.get(key) != null) {
        closed.remove(key);
      }
      locks.put(key, lock);
    }
  }

  public List<Waiting> queue(String name) throws Exception {
    WaitingQueue queue = queues.get(name);
    return queue == null ? List.of() : queue.entries();
  }

  /** It stands in the queues that it names. */
  public void joinQueues(OrderLock lock) throws Exception {
    for (String queue : lock.waitingFor()) {
      enqueue(queue, lock.place());
    }
  }

  public void leaveQueues(OrderLock lock) throws Exception {
    for (String queue : lock.waitingFor()) {
      dequeue(queue, lock.place());
    }
  }

  private void enqueue(String queue, Waiting entry) throws Exception {
    List<Waiting> entries = new ArrayList<>(queue(queue));
    int at = Collections.binarySearch(entries, entry);
    if (at < 0) {
      entries.add(-at - 1, entry);
      queues.put(queue, new WaitingQueue(entries));
    }
  }

  private void dequeue(String queue, Waiting entry) throws Exception {
    List<Waiting> entries = new ArrayList<>(queue(queue));
    int at = Collections.binarySearch(entries, entry);
    if (at >= 0) {
      entries.remove(at);
      if (entries.isEmpty()) {
        queues.remove(queue);
      } else {
        queues.put(queue, new WaitingQueue(entries));
      }
    }
  }

  /** Whether those whom no warehouse serves have been tried with exactly these. */
  public boolean wereTried(List<Warehouse> warehouses) throws Exception {
    TriedWarehouses last = tried.get(WaitingQueue.UNSERVED);
    return last != null && last.warehouses().equals(warehouses);
  }

  public void keepTried(List<Warehouse> warehouses) throws Exception {
    if (!wereTried(warehouses)) {
      tried.put(WaitingQueue.UNSERVED, new TriedWarehouses(warehouses));
    }
  }

  /** The parcels that wait for others of that key. */
  public ConsigneeGatherings gatherings(String key) throws Exception {
    ConsigneeGatherings row = gatherings.get(key);
    return row == null ? ConsigneeGatherings.NONE : row;
  }

  public void keep(String key, ConsigneeGatherings row) {
    if (row.gatherings().isEmpty()) {
      gatherings.remove(key);
    } else {
      gatherings.put(key, row);
    }
  }

  /** At the end of that wave the gatherings of these keys are looked at, too. */
  public void depart(Instant waveEnd, Set<String> keys) throws Exception {
    list(departures, waveEnd, keys);
  }

  /** Which gatherings to look at, now that the wave ends; they are not listed any more. */
  public List<String> takeDepartures(Instant waveEnd) throws Exception {
    return take(departures, waveEnd);
  }

  /** At the end of that wave these orders, which are held, are looked at. */
  public void remind(Instant waveEnd, Set<String> orders) throws Exception {
    list(reminders, waveEnd, orders);
  }

  /** Which held orders to look at, now that the wave ends; they are not listed any more. */
  public List<String> takeReminders(Instant waveEnd) throws Exception {
    return take(reminders, waveEnd);
  }

  private static void list(Rows<WakeList> lists, Instant waveEnd, Set<String> keys)
      throws Exception {
    String row = String.valueOf(waveEnd.toEpochMilli());
    WakeList before = lists.get(row);
    Set<String> all = new LinkedHashSet<>(before == null ? List.of() : before.keys());
    all.addAll(keys);
    lists.put(row, new WakeList(List.copyOf(all)));
  }

  private static List<String> take(Rows<WakeList> lists, Instant waveEnd) throws Exception {
    String row = String.valueOf(waveEnd.toEpochMilli());
    WakeList listed = lists.get(row);
    if (listed == null) {
      return List.of();
    }
    lists.remove(row);
    return listed.keys();
  }

  /** Whether the message is new; it is known from now on. */
  public boolean firstTime(String messageId) throws Exception {
    if (messages.get(messageId) != null) {
      return false;
    }
    messages.put(messageId, true);
    return true;
  }

  /** SKUs whose stock changed in this wave. */
  public Set<String> changedSkus() {
    return stock.changed().keySet();
  }

  public void flush() throws Exception {
    stock.flush();
    locks.flush();
    closed.flush();
    queues.flush();
    tried.flush();
    gatherings.flush();
    departures.flush();
    reminders.flush();
  }
}
