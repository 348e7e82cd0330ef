package io.penstock.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a pool's stock ledger (库存流水): what changed, by how much, and what made it change.
 * The ledger is only ever added to. What is in a warehouse is the sum of its entries.
 *
 * @param at when it happened: the time of the record that caused it
 * @param actor the person behind a command, where one is
 * @param deliveryId the parcel of one order that goods are locked for or left with, or the leg of a
 *     transfer that moves them
 * @param entries one per article and class of goods, in the order in which they were booked
 */
public record StockMovement(
    String pool,
    Type type,
    Instant at,
    Cause cause,
    @Nullable String actor,
    @Nullable String deliveryId,
    List<Entry> entries) {

  /** What happened to the goods. New kinds may be added. */
  public enum Type {
    /** What was there when the ledger of the article was opened. */
    OPENING,
    RECEIVED,
    LOCKED,
    RELEASED,
    SHIPPED,
    /** Goods left for another warehouse of the pool: they are in transit. */
    TRANSFERRED_OUT,
    /** They came there, or will not come any more, which {@link #ADJUSTED} says then. */
    TRANSFERRED_IN,
    RETURNED,
    /** A warehouse corrected its books. */
    ADJUSTED,
    /** A stocktake found more or fewer, or a message told of what it had counted already. */
    COUNTED,
    /** Goods are of another class from now on: one entry takes them out, another puts them in. */
    RECLASSIFIED
  }

  /**
   * Goods of one article and class in one warehouse.
   *
   * @param sequence 1, 2, 3, ... per pool and article, without gaps
   * @param units by how many more there are, or fewer
   * @param locked by how many more are locked, or fewer
   * @param balance how many there are afterwards: below 0 while a warehouse has sent what it never
   *     told us of
   * @param lockedBalance how many are locked afterwards
   */
  public record Entry(
      String sku,
      long sequence,
      String warehouse,
      Quality quality,
      long units,
      long locked,
      long balance,
      long lockedBalance) {}
}
