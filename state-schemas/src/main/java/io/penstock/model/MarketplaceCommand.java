package io.penstock.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the marketplace must be told, or asked.
 *
 * <p>All that follows the order's id belongs to a {@link Type#SHIP_NOTICE} and is absent otherwise.
 *
 * @param commandId derived from what caused it, so a replay names the same command
 * @param lineId the sub-order that shipped
 * @param quantity units of that sub-order that it is told of: those in a parcel, or in all parcels
 *     of a line that it is told of once
 * @param carrier as the marketplace calls it, where that is known
 * @param trackingNumber of several parcels that of the last
 */
public record MarketplaceCommand(
    String commandId,
    Type type,
    String marketplace,
    String shop,
    String orderId,
    @Nullable String lineId,
    @Nullable Integer quantity,
    @Nullable String carrier,
    @Nullable String trackingNumber,
    @Nullable String warehouse,
    @Nullable Instant shippedAt) {

  /** What it is told or asked. */
  public enum Type {
    /** Units of a sub-order have left. */
    SHIP_NOTICE,
    /** We know of the order, but not how it is now: read it, and write it to the raw orders. */
    FETCH_ORDER
  }

  /** Asks for an order as it is now. */
  public static MarketplaceCommand fetch(
      String commandId, String marketplace, String shop, String orderId) {
    return new MarketplaceCommand(
        commandId,
        Type.FETCH_ORDER,
        marketplace,
        shop,
        orderId,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
