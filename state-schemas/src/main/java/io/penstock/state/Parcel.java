package io.penstock.state;

import java.util.List;

/**
 * One delivery of an order: the reservation of its goods in one warehouse. It ends exactly once.
 *
 * @param deliveryId derived from the order, the plan and the ordinal
 */
public record Parcel(String deliveryId, String warehouse, Status status, List<Line> lines) {

  /** Units of one order line in this parcel. */
  public record Line(String lineId, String sku, int quantity) {}

  /** How far the warehouse is. */
  public enum Status {
    REQUESTED,
    ACCEPTED,
    PICKED,
    /** We asked the warehouse to stop; it has not answered. */
    CANCEL_REQUESTED,
    SHIPPED,
    CANCELLED,
    REJECTED;

    /** Whether the parcel still holds stock. */
    public boolean isOpen() {
      return this == REQUESTED || this == ACCEPTED || this == PICKED || this == CANCEL_REQUESTED;
    }

    /** Whether the parcel's goods reach, or have reached, the buyer unless something happens. */
    public boolean isOnItsWay() {
      return isOpen() || this == SHIPPED;
    }
  }

  public Parcel as(Status next) {
    return new Parcel(deliveryId, warehouse, next, lines);
  }
}
