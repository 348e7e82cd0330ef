package io.penstock.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a warehouse system tells us: goods came, goods were counted, a delivery moved on.
 *
 * @param messageId the sender's id of the message; a repetition carries the same id and is ignored
 * @param owner whose goods: the stock pool
 * @param at when it happened in the warehouse
 * @param deliveryId the delivery concerned; absent for receipts and adjustments
 * @param items goods and units; for an adjustment the units are signed
 * @param reason the warehouse's words for a refusal
 */
public record WmsEvent(
    String messageId,
    Type type,
    String owner,
    String warehouse,
    Instant at,
    @Nullable String deliveryId,
    List<Item> items,
    @Nullable String carrier,
    @Nullable String trackingNumber,
    @Nullable String reason) {

  /** What happened in the warehouse. */
  public enum Type {
    /** Goods arrived and are good to sell. */
    RECEIPT,
    /** A count corrected the books, up or down. */
    ADJUSTMENT,
    /** The delivery was taken in. */
    ACCEPTED,
    /** The delivery will not be made. */
    REJECTED,
    PICKED,
    /** The goods left. */
    SHIPPED,
    /** A cancellation succeeded: the goods stay. */
    CANCELLED,
    /** A cancellation came too late: the goods will leave. */
    CANCEL_FAILED
  }

  /** Units of one SKU. */
  public record Item(String sku, int quantity) {

    public Item {
      Objects.requireNonNull(sku, "sku");
    }
  }

  public WmsEvent {
    Objects.requireNonNull(messageId, "messageId");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(warehouse, "warehouse");
    Objects.requireNonNull(at, "at");
    items = items == null ? List.of() : items;
    for (Item item : items) {
      if (item.quantity() == 0 || (item.quantity() < 0 && type != Type.ADJUSTMENT)) {
        throw new IllegalArgumentException(type + " of " + item.quantity() + " units");
      }
    }
    boolean ofDelivery = type != Type.RECEIPT && type != Type.ADJUSTMENT;
    if (ofDelivery && deliveryId == null) {
      throw new IllegalArgumentException(type + " names no delivery");
    }
  }
}
