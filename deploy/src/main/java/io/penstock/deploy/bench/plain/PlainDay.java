package io.penstock.deploy.bench.plain;

import com.sun.management.ThreadMXBean;
import io.penstock.deploy.bench.plain.PlainLoop.Outcome;
import io.penstock.deploy.load.Message;
import io.penstock.deploy.load.OpeningStock;
import io.penstock.deploy.load.OpeningStock.Receipt;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.load.SampleReference;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/**
 * What a plain loop on one thread costs for the records of a peak day, part by part: CPU time of
 * its thread, without what the collector of its garbage takes.
 */
public final class PlainDay {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final PlainLoop loop = new PlainLoop(SampleReference.records());
  private final Queue<Receipt> receipts;
  private final Iterator<Message> day;
  private final BitSet orders = new BitSet();
  private long unreadable;
  private long records;
  private long bytes;

  /** Begins the day: nothing was taken in yet. */
  public PlainDay(PeakDay day) {
    this.receipts = new ArrayDeque<>(OpeningStock.events(day));
    this.day = day.iterator();
  }

  /**
   * Takes the next part of the day in, and returns its CPU time for each record in microseconds.
   */
  public double next(int most) {
    List<Message> part = new ArrayList<>();
    while (part.size() < most && day.hasNext()) {
      Message message = day.next();
      part.add(message);
      if (message.readable()) {
        orders.set(Math.toIntExact(message.order()));
      } else {
        unreadable++;
      }
    }
    records += part.size();
    long started = THREADS.getCurrentThreadCpuTime();
    for (Message message : part) {
      for (Receipt next = receipts.peek();
          next != null && next.slot() <= message.slot();
          next = receipts.peek()) {
        loop.receive(receipts.remove().event());
      }
      bytes += loop.take(message).length;
    }
    return (THREADS.getCurrentThreadCpuTime() - started) / 1e3 / Math.max(1, part.size());
  }

  /**
   * Checks that each record came to one thing, and each order was counted once.
   *
   * @throws IllegalStateException where it did not
   */
  public void check() {
    long all = 0;
    for (Outcome outcome : Outcome.values()) {
      all += loop.count(outcome);
    }
    if (all != records
        || bytes == 0
        || loop.orders() != orders.cardinality()
        || loop.count(Outcome.UNREADABLE) != unreadable) {
      throw new IllegalStateException(
          "the loop made %,d outcomes of %,d records, and %,d orders of %,d"
              .formatted(all, records, loop.orders(), orders.cardinality()));
    }
  }
}
