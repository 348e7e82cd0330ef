package io.penstock.model;

/**
 * A stock update that its marketplace is to be told as soon as it may be.
 *
 * @param perMinute how many the shop may be told in a minute
 */
public record DueUpdate(StockUpdate update, int perMinute) {

  /** Whose limit it is. */
  public String shopId() {
    return update.marketplace() + "/" + update.shop();
  }
}
