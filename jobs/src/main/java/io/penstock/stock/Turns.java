package io.penstock.stock;

import io.penstock.state.OrderLock;
import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import io.penstock.stock.books.Availability;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Those who may get something in a wave, one after the other by precedence. Who waits in a queue is
 * looked at only while there is something to be had for it, however long the queue is.
 */
final class Turns {

  /** Whether there is still something for those who wait in a queue. */
  interface Supply {
    boolean isThere() throws Exception;
  }

  /** Somebody whose turn it is, and what brought it. */
  record Turn(String orderKey, Trigger trigger) {}

  private static final Waiting NOBODY = new Waiting(0, Instant.EPOCH, "");

  private final StockRows rows;
  private final Availability availability;
  private final Instant now;
  private final TreeMap<Waiting, Trigger> due = new TreeMap<>();
  private final PriorityQueue<Line> lines =
      new PriorityQueue<>(Comparator.comparing(Line::first).thenComparing(Line::number));
  private int queues;
  private @Nullable Waiting last;

  /**
   * Nobody yet.
   *
   * @param now the end of the wave
   */
  Turns(StockRows rows, Availability availability, Instant now) {
    this.rows = rows;
    this.availability = availability;
    this.now = now;
  }

  /** An order that is to be tried whether it waits or not. */
  void add(String orderKey, Trigger trigger) throws Exception {
    OrderLock lock = rows.lock(orderKey);
    if (lock != null) {
      due.put(lock.place(), trigger);
    }
  }

  /**
   * Those who wait for an article.
   *
   * @param trigger absent: their own orders bring them
   * @param all whether they are tried even if nothing of it is left
   */
  void addQueue(String sku, @Nullable Trigger trigger, boolean all) throws Exception {
    add(new Line(++queues, sku, trigger, () -> all || !availability.isNoneLeft(sku)));
  }

  /** Those whom no warehouse served: their own orders bring them. */
  void addUnserved() throws Exception {
    add(new Line(++queues, WaitingQueue.UNSERVED, null, () -> true));
  }

  /** Those who wait for the number of a waybill of that carrier. */
  void addNumbered(String carrier, Supply numbers) throws Exception {
    add(new Line(++queues, WaitingQueue.waybills(carrier), null, numbers));
  }

  private void add(Line line) throws Exception {
    if (line.movesUp()) {
      lines.add(line);
    }
  }

  /** Whose turn it is; absent where nobody is left. */
  @Nullable Turn next() throws Exception {
    Line line = nextLine();
    boolean isDue = !due.isEmpty() && (line == null || due.firstKey().compareTo(line.first) <= 0);
    if (isDue) {
      Map.Entry<Waiting, Trigger> first = due.pollFirstEntry();
      last = first.getKey();
      return new Turn(last.orderKey(), first.getValue());
    }
    if (line == null) {
      return null;
    }
    last = line.first;
    return new Turn(
        last.orderKey(), line.trigger == null ? ofItsOwn(last.orderKey()) : line.trigger);
  }

  /** The one whose first is before all others'. */
  private @Nullable Line nextLine() throws Exception {
    while (!lines.isEmpty()) {
      Line line = lines.remove();
      Waiting first = line.first;
      if (line.movesUp()) {
        lines.add(line);
        if (line.first.equals(first)) {
          return line;
        }
      }
    }
    return null;
  }

  private Trigger ofItsOwn(String orderKey) throws Exception {
    OrderLock lock = rows.lock(orderKey);
    if (lock == null) {
      throw new IllegalStateException(orderKey + " waits, and nobody knows it");
    }
    return new Trigger(lock.order().cause(), now, null);
  }

  /** A queue, as far as it was served. */
  private final class Line {

    private final int number;
    private final String name;
    private final @Nullable Trigger trigger;
    private final Supply supply;
    private Waiting first = NOBODY;

    Line(int number, String name, @Nullable Trigger trigger, Supply supply) {
      this.number = number;
      this.name = name;
      this.trigger = trigger;
      this.supply = supply;
    }

    int number() {
      return number;
    }

    Waiting first() {
      return first;
    }

    /** To the first who has not had a turn; false where none is left, or nothing for them. */
    boolean movesUp() throws Exception {
      Waiting next = supply.isThere() ? rows.nextInQueue(name, last) : null;
      first = next == null ? NOBODY : next;
      return next != null;
    }
  }
}
