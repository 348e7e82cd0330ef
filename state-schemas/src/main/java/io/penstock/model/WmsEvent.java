package io.penstock.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a warehouse system tells us: goods came, goods were counted, a delivery moved on.
 *
 * @param messageId the sender's id of the message; a repetition carries the same id and content and
 *     is ignored
 * @param owner whose goods: the stock pool
 * @param at when it happened in the warehouse
 * @param deliveryId the delivery concerned; absent where goods are told of, unless they came from
 *     another warehouse: then it is the one that they left with
 * @param items goods and units; for an adjustment the units are signed
 * @param reason the warehouse's words for a refusal or an exception
 * @param weightGrams of the whole delivery as it was weighed
 * @param position the warehouse's own count of its messages, ascending; absent where it keeps none
 * @param asOf of a snapshot: the position of the last message that it has counted in; absent: all
 *     that the warehouse told before it
 * @param purchaseOrder of a receipt: what the goods were ordered with
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
    @Nullable String reason,
    @Nullable Integer weightGrams,
    @Nullable Long position,
    @Nullable Long asOf,
    @Nullable String purchaseOrder) {

  /** What happened in the warehouse. */
  public enum Type {
    /**
     * Goods arrived, good to sell where nothing else is said. Of goods from another warehouse that
     * names none: no more of the delivery will come.
     */
    RECEIPT,
    /** Goods came back from buyers, to be inspected where nothing else is said. */
    RETURNED,
    /** The warehouse corrected its books, up or down. */
    ADJUSTMENT,
    /** Goods are of another class than before. */
    RECLASSIFIED,
    /**
     * How many there are (盘点, 库存快照): of each article that it names all classes, those it does not
     * name being none.
     */
    SNAPSHOT,
    /** The delivery was taken in. */
    ACCEPTED,
    /** The delivery will not be made. */
    REJECTED,
    PICKED,
    PACKED,
    WEIGHED,
    /** Units of the delivery cannot be found; the rest goes on. */
    SHORT_PICK,
    /** Units of the delivery left, with a waybill of their own; more follow. */
    PARTLY_SHIPPED,
    /** What is named left, or all where nothing is, and the delivery is over. */
    SHIPPED,
    /** A cancellation succeeded: the goods stay. */
    CANCELLED,
    /** A cancellation came too late: the goods will leave. */
    CANCEL_FAILED,
    /** Something is wrong with the delivery that somebody must look at; it is not over. */
    EXCEPTION
  }

  /**
   * Units of one SKU.
   *
   * @param quality absent: as the type of the message says
   * @param becomes of what class they are from now on; only of {@link Type#RECLASSIFIED}
   */
  public record Item(
      String sku, int quantity, @Nullable Quality quality, @Nullable Quality becomes) {

    public Item {
      Objects.requireNonNull(sku, "sku");
    }

    public Item(String sku, int quantity) {
      this(sku, quantity, null, null);
    }
  }

  public WmsEvent {
    Objects.requireNonNull(messageId, "messageId");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(warehouse, "warehouse");
    Objects.requireNonNull(at, "at");
    items = items == null ? List.of() : items;
    if (position != null && position < 1) {
      throw new IllegalArgumentException("positions begin at 1: " + position);
    }
    for (Item item : items) {
      checkUnits(type, item.quantity());
      if (type == Type.RECLASSIFIED && item.becomes() == null) {
        throw new IllegalArgumentException("goods are reclassified, and nothing says as what");
      }
    }
    if (!tellsOfGoods(type) && deliveryId == null) {
      throw new IllegalArgumentException(type + " names no delivery");
    }
    boolean ofUnits = type == Type.PARTLY_SHIPPED || type == Type.SHORT_PICK;
    if (ofUnits && items.isEmpty()) {
      throw new IllegalArgumentException(type + " names no units");
    }
    boolean weighed = weightGrams != null && weightGrams > 0;
    if (weightGrams == null ? type == Type.WEIGHED : !weighed) {
      throw new IllegalArgumentException(type + " of " + weightGrams + " grams");
    }
  }

  /** A message that tells no weight, and has no place in a count. */
  public WmsEvent(
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
    this(
        messageId,
        type,
        owner,
        warehouse,
        at,
        deliveryId,
        items,
        carrier,
        trackingNumber,
        reason,
        null,
        null,
        null,
        null);
  }

  private static void checkUnits(Type type, int units) {
    boolean possible =
        switch (type) {
          case ADJUSTMENT -> units != 0;
          case SNAPSHOT -> units >= 0;
          case RECEIPT,
              RETURNED,
              RECLASSIFIED,
              ACCEPTED,
              REJECTED,
              PICKED,
              PACKED,
              WEIGHED,
              SHORT_PICK,
              PARTLY_SHIPPED,
              SHIPPED,
              CANCELLED,
              CANCEL_FAILED,
              EXCEPTION ->
              units > 0;
        };
    if (!possible) {
      throw new IllegalArgumentException(type + " of " + units + " units");
    }
  }

  /** Whether it tells of goods in the warehouse, and not of a delivery. */
  public boolean tellsOfGoods() {
    return tellsOfGoods(type);
  }

  private static boolean tellsOfGoods(Type type) {
    return switch (type) {
      case RECEIPT, RETURNED, ADJUSTMENT, RECLASSIFIED, SNAPSHOT -> true;
      case ACCEPTED,
          REJECTED,
          PICKED,
          PACKED,
          WEIGHED,
          SHORT_PICK,
          PARTLY_SHIPPED,
          SHIPPED,
          CANCELLED,
          CANCEL_FAILED,
          EXCEPTION ->
          false;
    };
  }

  /** What class the goods are of, or were before this message. */
  public Quality quality(Item item) {
    if (item.quality() != null) {
      return item.quality();
    }
    return type == Type.RETURNED ? Quality.QUARANTINE : Quality.GOOD;
  }
}
