package io.penstock.model;

import java.time.Instant;

/**
 * How many units of a SKU a shop may sell from now on. Of one shop and SKU the newest counts.
 *
 * @param quantity units; 0: it is sold out
 * @param at the time of the level that it follows from
 */
public record StockUpdate(String marketplace, String shop, String sku, long quantity, Instant at) {

  /** The key of the compacted topic. */
  public String key() {
    return marketplace + "/" + shop + "/" + sku;
  }
}
