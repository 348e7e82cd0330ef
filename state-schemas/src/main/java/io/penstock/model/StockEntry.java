package io.penstock.model;

import java.time.Instant;

/** One entry of a {@link StockMovement}, with whose it is and when it was. */
public record StockEntry(String pool, Instant at, StockMovement.Entry entry) {

  /** The article, in its pool. */
  public String key() {
    return pool + "/" + entry.sku();
  }
}
