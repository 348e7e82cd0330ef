package io.penstock.model;

/**
 * Where an order stands on its marketplace, in the order in which an undisturbed order passes
 * through. The refund axis is apart: see {@link RefundStatus}.
 */
public enum OrderStatus {
  /** Created, not paid. A deposit presale stays here until its final payment. */
  UNPAID,
  /** Paid, or cash on delivery: the seller may ship. */
  PAID,
  /** Some lines left the warehouse. */
  PARTLY_SHIPPED,
  /** All lines left the warehouse. */
  SHIPPED,
  /** Signed for by the consignee. */
  DELIVERED,
  /** Closed well: the money is the seller's. */
  COMPLETED,
  /** Closed without trade, before or after payment. Not absorbing: marketplaces reopen orders. */
  CANCELLED;

  /** Whether goods have left, in whole or in part: such an order is not allocated by us. */
  public boolean isShipped() {
    return this == PARTLY_SHIPPED || this == SHIPPED || this == DELIVERED || this == COMPLETED;
  }
}
