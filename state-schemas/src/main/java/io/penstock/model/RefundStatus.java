package io.penstock.model;

/** The refund axis of a line, independent of its fulfilment. */
public enum RefundStatus {
  NONE,
  /** The buyer asked; nothing is decided. */
  REQUESTED,
  /** The money went back. */
  REFUNDED
}
