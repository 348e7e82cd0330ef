package io.penstock.deploy.load;

import java.time.Instant;

/**
 * What a marketplace says of an order at one moment, besides what never changes.
 *
 * @param paidAt meaningless while unpaid
 * @param memo the seller's, empty for none
 * @param anonymous the message lacks the order's id
 */
record Version(Stage stage, Instant paidAt, Instant modifiedAt, String memo, boolean anonymous) {

  /** How far the order is. */
  enum Stage {
    UNPAID,
    PAID,
    SHIPPED,
    CLOSED_UNPAID,
    CLOSED_REFUNDED;

    boolean isPaid() {
      return this != UNPAID && this != CLOSED_UNPAID;
    }

    boolean isClosed() {
      return this == CLOSED_UNPAID || this == CLOSED_REFUNDED;
    }
  }

  boolean isPaid() {
    return stage.isPaid();
  }
}
