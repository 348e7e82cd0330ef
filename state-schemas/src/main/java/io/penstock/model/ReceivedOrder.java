package io.penstock.model;

import java.time.Instant;

/**
 * A canonical order together with the record that it was read from.
 *
 * @param contentHash of the canonical content: equal for an exact redelivery, whatever the spelling
 *     of the payload; the same on every machine and in every run
 * @param receivedAt the raw record's time
 */
public record ReceivedOrder(Order order, long contentHash, Cause cause, Instant receivedAt) {

  public String key() {
    return order.key();
  }

  /** When it was paid, or received where it is not paid. */
  public Instant paidAt() {
    Instant paidAt = order.paidAt();
    return paidAt == null ? receivedAt : paidAt;
  }
}
