package io.penstock.model;

import java.time.Instant;

/**
 * What the marketplace must be told.
 *
 * @param commandId derived from the delivery and the line, so a replay names the same notice
 * @param lineId the sub-order that shipped
 * @param quantity units of that sub-order in this parcel
 */
public record MarketplaceCommand(
    String commandId,
    Type type,
    String marketplace,
    String shop,
    String orderId,
    String lineId,
    int quantity,
    String carrier,
    String trackingNumber,
    String warehouse,
    Instant shippedAt) {

  /** What it is told. */
  public enum Type {
    SHIP_NOTICE
  }
}
