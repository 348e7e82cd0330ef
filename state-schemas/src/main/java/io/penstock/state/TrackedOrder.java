package io.penstock.state;

import io.penstock.model.OrderEvent;
import java.util.List;

/**
 * What tracking remembers of an order.
 *
 * @param sequence of the order's newest event
 * @param version the newest that any event was about
 * @param waiting what its marketplace is told once more has left, in the order in which it left
 */
public record TrackedOrder(
    long sequence, OrderEvent.Status status, int version, List<WaitingNotice> waiting) {

  public static final TrackedOrder UNKNOWN = new TrackedOrder(0, OrderEvent.Status.NEW, 0);

  /** A component that a snapshot of an older release does not have yet is empty. */
  public TrackedOrder {
    waiting = waiting == null ? List.of() : waiting;
  }

  public TrackedOrder(long sequence, OrderEvent.Status status, int version) {
    this(sequence, status, version, List.of());
  }
}
