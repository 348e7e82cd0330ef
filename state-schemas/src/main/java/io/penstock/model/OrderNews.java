package io.penstock.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a marketplace tells of an order without telling the order: that something happened to it,
 * and at best where it stands now.
 *
 * @param event the marketplace's own name for what happened, for people; absent where it gave none
 * @param change what of the order is no longer as it was
 * @param status where the order stands now, if the marketplace says so
 * @param at the marketplace's own time of it, if it says so
 * @param lineIds the sub-orders concerned; none for the order as a whole
 */
public record OrderNews(
    String marketplace,
    String shop,
    String orderId,
    @Nullable String event,
    Change change,
    @Nullable OrderStatus status,
    @Nullable Instant at,
    List<String> lineIds) {

  /** What of the order is no longer as it was. */
  public enum Change {
    /** Where it stands: created, paid, shipped, completed, cancelled. */
    STATUS,
    /** What is to be paid. */
    AMOUNT,
    /** Where it goes, or to whom. */
    ADDRESS,
    /** What is in it. */
    LINES,
    /** What the seller or the buyer wrote to it. */
    NOTE,
    /** Something was asked for before it ships, and waits for an answer. */
    CHANGE_REQUESTED,
    /** A refund or return of it. */
    REFUND,
    /** How it is packed or carried. */
    PARCEL,
    OTHER
  }

  /** The key of the order that it is about. */
  public String key() {
    return Order.key(marketplace, shop, orderId);
  }
}
