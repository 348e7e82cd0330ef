package io.penstock.model;

import java.io.Serializable;
import java.util.List;

/**
 * Several articles that are sold under one SKU and lie in the warehouses each under its own.
 *
 * @param sku what orders name; where the catalogue announces it as an article too, the bundle
 *     counts
 * @param version the business's own count of changes
 * @param components articles of the pool, each once; none of them is taken apart in turn
 */
public record Bundle(String pool, String sku, int version, List<Component> components)
    implements Serializable {

  /**
   * One of the articles.
   *
   * @param quantity units of it in one bundle, positive
   * @param weight its part of the bundle's price, all its units together, in proportion to the
   *     weights of the others; where all are zero they share alike
   */
  public record Component(String sku, int quantity, long weight) implements Serializable {}
}
