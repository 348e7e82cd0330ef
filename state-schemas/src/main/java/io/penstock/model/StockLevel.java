package io.penstock.model;

import java.time.Instant;

/**
 * How many units of a SKU can be promised, after the change that {@code at} dates.
 *
 * @param availableToPromise on hand less locked, over all warehouses
 */
public record StockLevel(
    String pool, String sku, long onHand, long locked, long availableToPromise, Instant at) {

  /** The key of the compacted topic. */
  public String key() {
    return pool + "/" + sku;
  }
}
