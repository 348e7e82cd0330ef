package io.penstock.state;

import io.penstock.model.OrderEvent;

/**
 * What tracking remembers of an order.
 *
 * @param sequence of the order's newest event
 * @param version the newest that any event was about
 */
public record TrackedOrder(long sequence, OrderEvent.Status status, int version) {

  public static final TrackedOrder UNKNOWN = new TrackedOrder(0, OrderEvent.Status.NEW, 0);
}
