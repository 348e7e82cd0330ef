package io.penstock.state;

import io.penstock.model.ReceivedOrder;
import java.time.Instant;
import java.util.Comparator;

/**
 * An order's place in the queue of a SKU, and the precedence by which scarce stock is given out:
 * higher priority, then paid earlier, then by the order's key so that no two are equal.
 */
public record Waiting(int priority, Instant paidAt, String orderKey)
    implements Comparable<Waiting> {

  private static final Comparator<Waiting> PRECEDENCE =
      Comparator.comparingInt(Waiting::priority)
          .reversed()
          .thenComparing(Waiting::paidAt)
          .thenComparing(Waiting::orderKey);

  /** The place of an order of which that is the newest version. */
  public static Waiting of(int priority, ReceivedOrder order) {
    return new Waiting(priority, order.paidAt(), order.key());
  }

  @Override
  public int compareTo(Waiting other) {
    return PRECEDENCE.compare(this, other);
  }
}
