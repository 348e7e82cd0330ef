package io.penstock.stock.books;

import io.penstock.model.Carrier;
import io.penstock.model.Reference.Warehouse;
import io.penstock.state.Cell;
import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.Lack;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
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
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The books of one pool during one wave: stock, orders and queues. */
public final class StockRows {

  private final Rows<SkuStock> stock;
  private final Rows<OrderLock> locks;
  private final Rows<OrderLock> closed;
  private final Queues queues;
  private final Waiters waiters;
  private final Rows<Taken> taken;
  private final Rows<TriedWarehouses> tried;
  private final Rows<ConsigneeGatherings> gatherings;
  private final Rows<WakeList> departures;
  private final Rows<WakeList> reminders;
  private final Rows<WakeList> beginnings;
  private final Rows<Long> latest;
  private final Rows<Integer> leaving;
  private final Rows<String> leavingOn;
  private final Rows<WakeList> daysOver;
  private final Rows<WaybillBook> waybills;
  private final Rows<TriedCarriers> triedCarriers;
  private final Rows<Transfer> transfers;
  private final Rows<Transfer> transfersOver;
  private final RowStore<Boolean> messages;
  private final Rows<Trail> trails;
  private final Rows<Long> positions;
  private final RowStore<Long> told;

  public StockRows(Stores stores) {
    stock = new Rows<>(stores.rows(StockState.STOCK));
    locks = new Rows<>(stores.rows(StockState.LOCKS));
    closed = new Rows<>(stores.rows(StockState.CLOSED));
    queues = new Queues(stores.rows(StockState.QUEUES));
    waiters = new Waiters(stores.rows(StockState.LACKS), stock);
    taken = new Rows<>(stores.rows(StockState.TAKEN));
    tried = new Rows<>(stores.rows(StockState.TRIED));
    gatherings = new Rows<>(stores.rows(StockState.GATHERINGS));
    departures = new Rows<>(stores.rows(StockState.DEPARTURES));
    reminders = new Rows<>(stores.rows(StockState.REMINDERS));
    beginnings = new Rows<>(stores.rows(StockState.BEGINNINGS));
    latest = new Rows<>(stores.rows(StockState.LATEST));
    leaving = new Rows<>(stores.rows(StockState.LEAVING));
    leavingOn = new Rows<>(stores.rows(StockState.LEAVING_ON));
    daysOver = new Rows<>(stores.rows(StockState.DAYS_OVER));
    waybills = new Rows<>(stores.rows(StockState.WAYBILLS));
    triedCarriers = new Rows<>(stores.rows(StockState.TRIED_CARRIERS));
    transfers = new Rows<>(stores.rows(StockState.TRANSFERS));
    transfersOver = new Rows<>(stores.rows(StockState.TRANSFERS_OVER));
    messages = stores.rows(StockState.MESSAGES);
    told = stores.rows(StockState.TOLD);
    trails = new Rows<>(stores.rows(StockState.TRAILS));
    positions = new Rows<>(stores.rows(StockState.POSITIONS));
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

  public boolean isQueueEmpty(String name) throws Exception {
    return queues.isEmpty(name);
  }

  /** Who is served next in a queue after that one; with nobody, who is first. */
  public @Nullable Waiting nextInQueue(String name, @Nullable Waiting after) throws Exception {
    return queues.next(name, after);
  }

  /**
   * It stands in the queues that it names.
   *
   * @param demand what it wants
   */
  public void joinQueues(OrderLock lock, List<Parcel.Line> demand) throws Exception {
    for (String queue : lock.waitingFor()) {
      queues.add(queue, lock.place());
    }
    waiters.count(lock, demand);
  }

  /**
   * It stays where it stands.
   *
   * @return whether it wants more or less there than before
   */
  public boolean stayInQueues(OrderLock lock, List<Parcel.Line> demand) throws Exception {
    return waiters.count(lock, demand);
  }

  /** What an order wants in the queues in which it stands. */
  public Lack lack(String orderKey) throws Exception {
    return waiters.lack(orderKey);
  }

  /** The same, promised for other times. */
  public void keepLack(String orderKey, Lack lack) {
    waiters.promise(orderKey, lack);
  }

  public void leaveQueues(OrderLock lock) throws Exception {
    for (String queue : lock.waitingFor()) {
      queues.remove(queue, lock.place());
    }
    if (lock.isWaiting()) {
      waiters.forget(lock);
    }
  }

  /** What of a parcel counts as taken by its channel. */
  Taken taken(String parcelId) throws Exception {
    Taken row = taken.get(parcelId);
    return row == null ? Taken.NONE : row;
  }

  void keepTaken(String parcelId, Taken row) throws Exception {
    if (!row.units().isEmpty()) {
      taken.put(parcelId, row);
    } else if (taken.get(parcelId) != null) {
      taken.remove(parcelId);
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

  /**
   * The end of that wave or of a later one that there was: after a crash, what came late may have a
   * wave before those that were dealt with, and what has begun to hold in them holds still.
   */
  public Instant latest(Instant waveEnd) throws Exception {
    Long known = latest.get(StockState.ALL_WAVES);
    if (known != null && known >= waveEnd.toEpochMilli()) {
      return Instant.ofEpochMilli(known);
    }
    latest.put(StockState.ALL_WAVES, waveEnd.toEpochMilli());
    return waveEnd;
  }

  /** At the end of that wave something begins to hold of these articles. */
  void begin(Instant waveEnd, Set<String> skus) throws Exception {
    list(beginnings, waveEnd, skus);
  }

  /** Of which articles something begins to hold, now that the wave ends; listed no longer. */
  List<String> takeBeginnings(Instant waveEnd) throws Exception {
    return take(beginnings, waveEnd);
  }

  int leaving(String day) throws Exception {
    Integer parcels = leaving.get(day);
    return parcels == null ? 0 : parcels;
  }

  void keepLeaving(String day, int parcels) {
    if (parcels == 0) {
      leaving.remove(day);
    } else {
      leaving.put(day, parcels);
    }
  }

  void keepLeavingOn(String parcelId, String day) {
    leavingOn.put(parcelId, day);
  }

  /** On which day the parcel is counted, as long as no warehouse knows of it; no longer kept. */
  @Nullable String takeLeavingOn(String parcelId) throws Exception {
    String day = leavingOn.get(parcelId);
    if (day != null) {
      leavingOn.remove(parcelId);
    }
    return day;
  }

  /** At the end of that wave these days are over. */
  void listDay(Instant waveEnd, Set<String> days) throws Exception {
    list(daysOver, waveEnd, days);
  }

  /** Which days are over, now that the wave ends; they are not listed any more. */
  List<String> takeDaysOver(Instant waveEnd) throws Exception {
    return take(daysOver, waveEnd);
  }

  WaybillBook waybills() throws Exception {
    WaybillBook book = waybills.get(WaybillBook.ALL);
    return book == null ? WaybillBook.NONE : book;
  }

  void keep(WaybillBook book) throws Exception {
    if (!book.equals(waybills())) {
      waybills.put(WaybillBook.ALL, book);
    }
  }

  /** Whether those who wait for a waybill have been tried with exactly these. */
  public boolean werePassedOver(List<Carrier> services) throws Exception {
    TriedCarriers last = triedCarriers.get(WaybillBook.ALL);
    return last != null && last.services().equals(services);
  }

  public void keepPassedOver(List<Carrier> services) throws Exception {
    if (!werePassedOver(services)) {
      triedCarriers.put(WaybillBook.ALL, new TriedCarriers(services));
    }
  }

  /** The transfer as it is kept, under way or over. */
  public @Nullable Transfer transfer(String id) throws Exception {
    Transfer open = transfers.get(id);
    return open == null ? transfersOver.get(id) : open;
  }

  /** It is kept until it is over, and remembered as long as its order then. */
  public void keep(Transfer transfer) throws Exception {
    if (transfer.isOver()) {
      if (transfers.get(transfer.id()) != null) {
        transfers.remove(transfer.id());
      }
      transfersOver.put(transfer.id(), transfer);
    } else {
      if (transfersOver.get(transfer.id()) != null) {
        transfersOver.remove(transfer.id());
      }
      transfers.put(transfer.id(), transfer);
    }
  }

  /** All that are under way. */
  public void forEachTransfer(Rows.Visitor<Transfer> visitor) throws Exception {
    transfers.forEach(visitor);
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

  Trail trail(String page) throws Exception {
    Trail trail = trails.get(page);
    return trail == null ? Trail.NONE : trail;
  }

  void keep(String page, Trail trail) {
    trails.put(page, trail);
  }

  /** The last that told of goods; 0 where none has a position. */
  long position(String warehouse) throws Exception {
    Long position = positions.get(warehouse);
    return position == null ? 0 : position;
  }

  void keepPosition(String warehouse, long position) {
    positions.put(warehouse, position);
  }

  /** All orders that hold stock or wait for it: one look at each. */
  public void forEachOpen(Rows.Visitor<OrderLock> visitor) throws Exception {
    locks.forEach(visitor);
  }

  /** The hash of what was told of a delivery under that id; absent where nothing was. */
  public @Nullable Long told(String messageId) throws Exception {
    return told.get(messageId);
  }

  public void keepTold(String messageId, long hash) throws Exception {
    told.put(messageId, hash);
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
    waiters.flush();
    taken.flush();
    tried.flush();
    gatherings.flush();
    departures.flush();
    reminders.flush();
    beginnings.flush();
    latest.flush();
    trails.flush();
    positions.flush();
    leaving.flush();
    leavingOn.flush();
    daysOver.flush();
    waybills.flush();
    triedCarriers.flush();
    transfers.flush();
    transfersOver.flush();
  }
}
