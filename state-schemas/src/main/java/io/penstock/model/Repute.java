package io.penstock.model;

import io.penstock.model.Reference.Denial;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of somebody who is named in an order, as far as it concerns that order.
 *
 * @param kind which field of the order names them
 * @param orderKey the order that is told of it
 * @param version of the order for which it is told
 * @param denied whether they are on the denylist
 * @param ordersInHour their orders at the shop in the hour until this one came, this one included
 * @param ordersInDay the same of 24 hours
 * @param refunds their other orders at the shop in the last 30 days of which money went back
 * @param sameOrder the key of their newest other order at the shop that lives, came to life before
 *     this one, and is for the same SKUs; absent where there is none
 * @param sameMinutes whole minutes from that order to this one
 */
public record Repute(
    Denial.Kind kind,
    String orderKey,
    int version,
    boolean denied,
    int ordersInHour,
    int ordersInDay,
    int refunds,
    @Nullable String sameOrder,
    long sameMinutes,
    Cause cause,
    Instant at) {

  /** Whether it says more than that this is the only order of somebody. */
  public boolean isNotable() {
    return denied || ordersInDay > 1 || refunds > 0 || sameOrder != null;
  }
}
