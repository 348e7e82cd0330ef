package io.penstock.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as its marketplace describes it at one moment, in one shape for all marketplaces.
 *
 * <p>A snapshot, never a delta: a newer one replaces an older one. All amounts are minor units of
 * {@code currency}.
 *
 * @param shop the seller's shop on the marketplace, as our reference data spells it
 * @param orderId unique within the marketplace; text, because ids above 2^53 exist
 * @param totalMinor what the buyer pays for the whole order, with freight and tax
 * @param freightMinor what the buyer pays for the freight, after discounts on it
 * @param discountMinor the discounts on the goods that the seller bears, positive
 * @param subsidyMinor the discounts on the goods that the marketplace bears, positive: the buyer
 *     pays that much less, the seller gets it all the same
 * @param taxMinor taxes, whether the prices include them or not
 * @param differenceMinor the total less what lines, freight and tax explain of it; 0 unless {@code
 *     TOTAL_MISMATCH} is among the flags
 * @param modifiedAt the marketplace's own time of this version; seconds on most marketplaces, so
 *     two versions can share it
 * @param shipBy the marketplace's promise that a warehouse must keep, where it gave one
 * @param payout what the marketplace says it pays the seller, where it says so; its currency may be
 *     another one than the buyer's
 * @param zone the zone that the shop's days are counted in, such as {@code Asia/Shanghai}
 * @param buyer the marketplace's opaque id of the buyer
 * @param flags what a reader should know but no field says: {@code TOTAL_MISMATCH}, ...
 */
public record Order(
    String marketplace,
    String shop,
    String orderId,
    OrderStatus status,
    String currency,
    long totalMinor,
    long freightMinor,
    long discountMinor,
    long subsidyMinor,
    long taxMinor,
    long differenceMinor,
    @Nullable Money payout,
    Instant createdAt,
    @Nullable Instant paidAt,
    Instant modifiedAt,
    @Nullable Instant shipBy,
    String zone,
    boolean cashOnDelivery,
    @Nullable String buyer,
    Consignee consignee,
    @Nullable String buyerMessage,
    @Nullable String sellerMemo,
    List<OrderLine> lines,
    List<String> flags) {

  /**
   * The same order, further on: its marketplace told where it stands without telling all of it.
   *
   * @param now further than the order is
   */
  public Order movedOn(OrderStatus now, Instant at) {
    return new Order(
        marketplace,
        shop,
        orderId,
        now,
        currency,
        totalMinor,
        freightMinor,
        discountMinor,
        subsidyMinor,
        taxMinor,
        differenceMinor,
        payout,
        createdAt,
        paidAt == null && now != OrderStatus.CANCELLED ? at : paidAt,
        at.isAfter(modifiedAt) ? at : modifiedAt,
        shipBy,
        zone,
        cashOnDelivery,
        buyer,
        consignee,
        buyerMessage,
        sellerMemo,
        lines.stream().map(line -> line.movedOn(now)).toList(),
        flags);
  }

  /** The same order, to somebody else or somewhere else. */
  public Order sentTo(Consignee other) {
    return new Order(
        marketplace,
        shop,
        orderId,
        status,
        currency,
        totalMinor,
        freightMinor,
        discountMinor,
        subsidyMinor,
        taxMinor,
        differenceMinor,
        payout,
        createdAt,
        paidAt,
        modifiedAt,
        shipBy,
        zone,
        cashOnDelivery,
        buyer,
        other,
        buyerMessage,
        sellerMemo,
        lines,
        flags);
  }

  /** The order's identity everywhere in Penstock: {@code marketplace/shop/orderId}. */
  public String key() {
    return key(marketplace, shop, orderId);
  }

  public static String key(String marketplace, String shop, String orderId) {
    return marketplace + "/" + shop + "/" + orderId;
  }

  public Money total() {
    return new Money(currency, totalMinor);
  }

  /** Units of all lines. */
  public int units() {
    int units = 0;
    for (OrderLine line : lines) {
      units += line.quantity();
    }
    return units;
  }

  /** Without the personal data: this text ends up in logs and exceptions. */
  @Override
  public String toString() {
    return "Order[" + key() + " " + status + " " + modifiedAt + "]";
  }
}
