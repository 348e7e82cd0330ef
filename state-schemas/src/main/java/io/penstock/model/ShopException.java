package io.penstock.model;

import java.time.Instant;

/**
 * Something about a shop that a person must look at, or need no longer: what its marketplace counts
 * of an hour is not what reached us.
 *
 * @param exceptionId derived, so a replay names the same one
 * @param hour its beginning; an order counts in the hour in which it was created
 * @param expectedOrders what the marketplace counts
 * @param orders what reached us; fewer means that orders are missing
 * @param expectedMinor what the marketplace adds up, in minor units of {@code currency}
 * @param at when the two were compared, in event time
 */
public record ShopException(
    String exceptionId,
    Type type,
    String marketplace,
    String shop,
    Instant hour,
    String currency,
    long expectedOrders,
    long orders,
    long expectedMinor,
    long amountMinor,
    Instant at) {

  /** What it is. */
  public enum Type {
    /** The marketplace's total and ours differ. */
    CONTROL_TOTAL_GAP,
    /** They differed, and agree now, or the marketplace took its total back. */
    CONTROL_TOTAL_MET
  }
}
