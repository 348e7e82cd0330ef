package io.penstock.deploy.bench.path;

import io.penstock.deploy.load.Message;
import io.penstock.deploy.load.PeakDay;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * How many records of a day are due, whether or not whoever sends them keeps up. It is asked by one
 * thread, about moments that do not go back.
 */
final class Schedule {

  private final Iterator<Message> day;
  private final double slotsPerNano;
  private final long firstSlot;
  private @Nullable Message next;
  private long due;

  /**
   * @param due records that were sent before time counts
   */
  Schedule(PeakDay day, int due, double ordersPerMinute) {
    this.day = day.iterator();
    this.slotsPerNano = ordersPerMinute / 60e9;
    for (int taken = 0; taken < due && this.day.hasNext(); taken++) {
      Message unused = this.day.next();
      this.due++;
    }
    this.next = following();
    this.firstSlot = next == null ? 0 : next.slot();
  }

  /**
   * Records that are due so far.
   *
   * @param nanos since time counts
   */
  long dueAfter(long nanos) {
    double slot = firstSlot + nanos * slotsPerNano;
    while (next != null && next.slot() <= slot) {
      due++;
      next = following();
    }
    return due;
  }

  /** Whether the whole day was due when it was last asked. */
  boolean isOver() {
    return next == null;
  }

  private @Nullable Message following() {
    return day.hasNext() ? day.next() : null;
  }
}
