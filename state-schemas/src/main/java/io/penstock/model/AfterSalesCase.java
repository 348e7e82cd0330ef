package io.penstock.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An after-sales case (售后单) as its marketplace describes it at one moment: what a buyer wants back
 * of an order, and how far that is.
 *
 * <p>A snapshot, like an order: a newer one replaces an older one. What a marketplace does not tell
 * is absent, never a guess. All amounts are minor units of {@code currency}.
 *
 * @param caseId the marketplace's own, unique within it
 * @param orderId absent only where the marketplace names none
 * @param phase whether goods had left when the case was opened
 * @param currency absent only where no amount is given
 * @param requestedMinor what the buyer asks for, freight included
 * @param refundedMinor what is agreed or was paid back, freight included
 * @param freightMinor the part of it that is freight
 * @param reason in the marketplace's own words or code
 * @param carrier who brings the goods back
 * @param answerBy when the marketplace decides for the seller
 * @param lines none where the whole order is meant, or the marketplace does not say
 */
public record AfterSalesCase(
    String marketplace,
    String shop,
    String caseId,
    @Nullable String orderId,
    Kind kind,
    Status status,
    @Nullable Phase phase,
    @Nullable String currency,
    @Nullable Long requestedMinor,
    @Nullable Long refundedMinor,
    @Nullable Long freightMinor,
    @Nullable String reason,
    @Nullable String carrier,
    @Nullable String trackingNumber,
    @Nullable Instant openedAt,
    @Nullable Instant modifiedAt,
    @Nullable Instant answerBy,
    List<CaseLine> lines) {

  /** What the buyer wants. */
  public enum Kind {
    /** Money, the goods stay (仅退款). */
    REFUND_ONLY,
    /** Money for the goods (退货退款). */
    RETURN_AND_REFUND,
    /** Other goods for the goods (换货). */
    EXCHANGE,
    /** The goods once more (补发). */
    RESEND,
    REPAIR,
    /** The difference to a lower price (价保). */
    PRICE_PROTECTION,
    /** The order not to be fulfilled. */
    CANCELLATION,
    /** The bank takes the money back (拒付). */
    CHARGEBACK,
    COMPLAINT,
    OTHER
  }

  /** How far it is. */
  public enum Status {
    /** The seller has to answer. */
    REQUESTED,
    /** The seller agreed; goods or money are still to move. */
    AGREED,
    /** The goods are on their way back. */
    RETURNING,
    /** The goods are back; the seller has to inspect or pay. */
    RECEIVED,
    /** Done: the money went back, or what was asked for instead was given. */
    COMPLETED,
    /** The seller refused; the buyer may insist. */
    REFUSED,
    /** Over without anything: withdrawn, refused for good, or expired. */
    CLOSED
  }

  /** Whether goods had left when it was opened. */
  public enum Phase {
    BEFORE_SHIPMENT,
    AFTER_SHIPMENT
  }

  /**
   * A sub-order concerned.
   *
   * @param quantity units; absent where the marketplace does not say
   * @param amountMinor the part of the refund
   */
  public record CaseLine(
      @Nullable String lineId,
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable Long amountMinor) {}

  /**
   * What it means for its order: that there is a refund to be read there.
   *
   * @param order the one that it names
   */
  public OrderNews asNewsOf(String order) {
    return new OrderNews(
        marketplace,
        shop,
        order,
        "case " + caseId + " " + status,
        OrderNews.Change.REFUND,
        null,
        modifiedAt == null ? openedAt : modifiedAt,
        List.of());
  }
}
