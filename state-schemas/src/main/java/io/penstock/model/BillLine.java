package io.penstock.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a marketplace's bill (账单行): an amount that it owes the seller, or takes from him.
 *
 * @param statementId the bill; empty for lines that a marketplace tells before they are billed
 * @param entryId unique within the bill: the marketplace's own, or derived from what the line says
 *     and how many of its record say the same, because equal lines are legal
 * @param orderId absent for what concerns no order
 * @param type what it is, in terms that all marketplaces share
 * @param feeType the marketplace's own word for it
 * @param amountMinor in minor units of {@code currency}, seen from the seller's account there:
 *     positive is owed to the seller. A payout leaves that account and is negative, so the lines of
 *     a complete bill sum to nothing
 * @param payoutId the transfer to the seller's bank that it was part of
 */
public record BillLine(
    String marketplace,
    String shop,
    String statementId,
    String entryId,
    @Nullable String orderId,
    @Nullable String lineId,
    @Nullable String sku,
    Type type,
    String feeType,
    String currency,
    long amountMinor,
    @Nullable Instant postedAt,
    @Nullable String payoutId) {

  /** What it is, in terms that all marketplaces share. */
  public enum Type {
    /** Goods sold, at the price that the buyer owes. */
    SALE,
    /** Freight that the buyer pays. */
    FREIGHT,
    /** Collected from the buyer, or withheld by the marketplace. */
    TAX,
    /** A discount that the seller bears. */
    DISCOUNT,
    /** A discount that the marketplace bears and makes good. */
    SUBSIDY,
    COMMISSION,
    /** Any other service: payment, storage, advertising, carriage. */
    FEE,
    /** Goods or freight paid back to the buyer. */
    REFUND,
    ADJUSTMENT,
    /** Held back, or given free. */
    RESERVE,
    CHARGEBACK,
    /** Sent to the seller's bank. */
    PAYOUT,
    OTHER
  }

  /** Unique over all marketplaces, and the same when the bill comes once more. */
  public String key() {
    return String.join("/", marketplace, shop, statementId, entryId);
  }
}
