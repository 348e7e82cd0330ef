package io.penstock.model;

import java.util.Objects;

/**
 * One line (sub-order) of an order.
 *
 * @param lineId the marketplace's id of the line; ship notices name it
 * @param sku the merchant's SKU code; empty where the marketplace did not send one
 * @param quantity units, positive
 * @param unitPriceMinor before discounts, in minor units of the order's currency
 * @param discountMinor the discounts on this line that the seller bears, its share of the order's
 *     among them, positive
 * @param subsidyMinor the same of those that the marketplace bears
 * @param amountMinor what the buyer owes for the goods of the line, after both
 * @param freightMinor the line's share of the order's freight; the shares add up to it
 * @param taxMinor the line's share of the order's tax; the shares add up to it
 * @param status may differ from the order's: lines ship and close one by one
 */
public record OrderLine(
    String lineId,
    String sku,
    String title,
    int quantity,
    long unitPriceMinor,
    long discountMinor,
    long subsidyMinor,
    long amountMinor,
    long freightMinor,
    long taxMinor,
    OrderStatus status,
    RefundStatus refund) {

  public OrderLine {
    Objects.requireNonNull(lineId, "lineId");
    if (quantity <= 0) {
      throw new IllegalArgumentException("quantity must be positive: " + quantity);
    }
  }

  /** The same line of an order that moved on; a line that is closed stays closed. */
  OrderLine movedOn(OrderStatus now) {
    OrderStatus after =
        now == OrderStatus.PARTLY_SHIPPED || status.compareTo(now) >= 0 ? status : now;
    return new OrderLine(
        lineId,
        sku,
        title,
        quantity,
        unitPriceMinor,
        discountMinor,
        subsidyMinor,
        amountMinor,
        freightMinor,
        taxMinor,
        after,
        refund);
  }

  /** Whether the line still asks for goods: not shipped, not closed, not refunded. */
  public boolean wantsGoods() {
    return (status == OrderStatus.PAID || status == OrderStatus.UNPAID)
        && refund != RefundStatus.REFUNDED;
  }
}
