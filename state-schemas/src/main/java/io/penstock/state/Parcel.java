package io.penstock.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of an order: the reservation of its goods in one warehouse. It ends exactly once.
 *
 * @param deliveryId derived from the order, the plan and the ordinal
 */
public record Parcel(String deliveryId, String warehouse, Status status, List<Line> lines) {

  /**
   * Units of an article in this parcel, for one order line.
   *
   * @param lineId the marketplace's, or {@link GivenGift#lineId}
   * @param amountMinor the share of the line's amount that was told of these units when they left;
   *     absent before
   */
  public record Line(String lineId, String sku, int quantity, @Nullable Long amountMinor) {

    public Line(String lineId, String sku, int quantity) {
      this(lineId, sku, quantity, null);
    }
  }

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

  /** The same parcel, its lines with their amounts. */
  public Parcel with(List<Line> priced) {
    return new Parcel(deliveryId, warehouse, status, priced);
  }

  public Parcel as(Status next) {
    return new Parcel(deliveryId, warehouse, next, lines);
  }
}
