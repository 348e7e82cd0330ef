package io.penstock.state;

import io.penstock.model.OrderEvent;

/**
 * What tracking remembers of an order.
 *
 * @param sequence of the order's newest event
 */
public record TrackedOrder(long sequence, OrderEvent.Status status) {

  public static final TrackedOrder UNKNOWN = new TrackedOrder(0, OrderEvent.Status.NEW);
}
