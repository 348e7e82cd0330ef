package io.penstock.stock;

import io.penstock.model.Reason;
import io.penstock.state.Lack;
import io.penstock.state.OrderLock;
import io.penstock.state.Waiting;
import io.penstock.stock.books.Arrivals;
import io.penstock.stock.books.Availability;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When those who wait can have their goods, as far as purchase orders tell.
 *
 * <p>Who joins a queue is promised what comes after all who stand in it have theirs: so nobody who
 * waits is looked at. When other goods are expected, the queue of that article is gone through in
 * its order, and who is promised another time than before is told.
 */
final class PromiseDates {

  private final StockRows rows;
  private final Availability availability;
  private final Arrivals arrivals;
  private final Messages messages;
  private final Instant now;

  /** Who is promised another time, and what he was promised. */
  private final Map<Waiting, Change> changes = new TreeMap<>();

  private record Change(@Nullable Instant before, Trigger trigger) {}

  /**
   * @param now the end of the wave
   */
  PromiseDates(
      StockRows rows,
      Availability availability,
      Arrivals arrivals,
      Messages messages,
      Instant now) {
    this.rows = rows;
    this.availability = availability;
    this.arrivals = arrivals;
    this.messages = messages;
    this.now = now;
  }

  /** When an order that has just joined its queues can have all goods; absent: nobody knows. */
  @Nullable Instant promise(OrderLock lock) throws Exception {
    Lack lack = rows.lack(lock.order().key());
    List<Lack.Units> promised = new ArrayList<>(lack.articles().size());
    for (Lack.Units one : lack.articles()) {
      long all = rows.stock(one.sku()).offering().wanted();
      promised.add(one.expectedAt(availability.expected(lock.order().order(), one, all)));
    }
    Lack known = new Lack(promised);
    rows.keepLack(lock.order().key(), known);
    return known.expectedAt();
  }

  /**
   * Tells those whose goods come at another time.
   *
   * @param begun articles of which something begins to hold in this wave
   */
  void tellAgain(List<String> begun) throws Exception {
    for (Map.Entry<String, Trigger> sku : arrivals.changed().entrySet()) {
      promiseAgain(sku.getKey(), sku.getValue());
    }
    for (String sku : begun) {
      boolean expected = !rows.stock(sku).offering().expected().all().isEmpty();
      if (expected && !arrivals.changed().containsKey(sku)) {
        promiseAgain(sku, null);
      }
    }
    for (Map.Entry<Waiting, Change> change : changes.entrySet()) {
      String key = change.getKey().orderKey();
      tell(Objects.requireNonNull(rows.lock(key)), change.getValue());
    }
  }

  /**
   * @param trigger absent: each order's own record, now
   */
  private void promiseAgain(String sku, @Nullable Trigger trigger) throws Exception {
    long all = 0;
    Waiting next = rows.nextInQueue(sku, null);
    while (next != null) {
      OrderLock lock = Objects.requireNonNull(rows.lock(next.orderKey()));
      Lack lack = rows.lack(next.orderKey());
      List<Lack.Units> promised = new ArrayList<>(lack.articles().size());
      for (Lack.Units one : lack.articles()) {
        if (one.sku().equals(sku)) {
          all += one.units();
          promised.add(one.expectedAt(availability.expected(lock.order().order(), one, all)));
        } else {
          promised.add(one);
        }
      }
      Lack known = new Lack(promised);
      if (!known.equals(lack)) {
        rows.keepLack(next.orderKey(), known);
        Trigger why = trigger == null ? new Trigger(lock.order().cause(), now, null) : trigger;
        changes.putIfAbsent(next, new Change(lack.expectedAt(), why));
      }
      next = rows.nextInQueue(sku, next);
    }
  }

  /** That it is another time than before. */
  static Reason anew(@Nullable Instant before) {
    String why = before == null ? "no time was known" : "instead of " + before;
    return Reason.of(Reason.EXPECTED_ANEW, why);
  }

  private void tell(OrderLock lock, Change change) throws Exception {
    Instant after = rows.lack(lock.order().key()).expectedAt();
    boolean backordered = !lock.reserved() && lock.hold() == null;
    if (!backordered || Objects.equals(change.before(), after)) {
      return;
    }
    Reason waits = Reason.of(String.valueOf(lock.waitingBecause()));
    List<Reason> reasons = List.of(waits, anew(change.before()));
    messages.backordered(lock, change.trigger(), reasons, after);
  }
}
