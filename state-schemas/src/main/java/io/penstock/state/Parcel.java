package io.penstock.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of an order: the reservation of its goods in one warehouse. It ends exactly once.
 *
 * @param deliveryId derived from the order, the plan and the ordinal
 * @param company with whom it waits or travels; absent where it never waited for others
 * @param transport what its goods need on their way, as it was when the parcel was made; absent:
 *     nothing
 */
public record Parcel(
    String deliveryId,
    String warehouse,
    Status status,
    List<Line> lines,
    @Nullable Company company,
    @Nullable Transport transport) {

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
    /** It waits for others of the same consignee: the warehouse does not know of it. */
    GATHERING,
    REQUESTED,
    ACCEPTED,
    PICKED,
    /** We asked the warehouse to stop; it has not answered. */
    CANCEL_REQUESTED,
    /**
     * The same, but for the sake of another order that travels with it: this one is as welcome as
     * before.
     */
    RECALLED,
    SHIPPED,
    CANCELLED,
    REJECTED,
    /** It was given up while it waited: the warehouse never knew of it. */
    WITHDRAWN;

    /** Whether the parcel still holds stock. */
    public boolean isOpen() {
      return switch (this) {
        case GATHERING, REQUESTED, ACCEPTED, PICKED, CANCEL_REQUESTED, RECALLED -> true;
        case SHIPPED, CANCELLED, REJECTED, WITHDRAWN -> false;
      };
    }

    /** Whether the parcel's goods reach, or have reached, the buyer unless something happens. */
    public boolean isOnItsWay() {
      return isOpen() || this == SHIPPED;
    }

    /** Whether the warehouse was told to make it. */
    public boolean isTold() {
      return this != GATHERING && this != WITHDRAWN;
    }
  }

  /** The same parcel, its lines with their amounts. */
  public Parcel with(List<Line> priced) {
    return new Parcel(deliveryId, warehouse, status, priced, company, transport);
  }

  public Parcel as(Status next) {
    return new Parcel(deliveryId, warehouse, next, lines, company, transport);
  }

  /** The same, waiting for others. */
  public Parcel gathering(String with, Instant until) {
    return new Parcel(
        deliveryId,
        warehouse,
        Status.GATHERING,
        lines,
        new Company(with, until, List.of()),
        transport);
  }

  /** The same, waiting for nobody. */
  public Parcel alone() {
    return new Parcel(deliveryId, warehouse, status, lines, null, transport);
  }

  /** The same, after its wait; if it waits ever again, then no longer than it would have now. */
  public Parcel withdrawn() {
    return after(Status.WITHDRAWN, company == null ? null : company.over());
  }

  /**
   * The same, told to its warehouse.
   *
   * @param parcels those that it travels with, itself included; empty where it travels alone
   */
  public Parcel leaving(Instant now, List<String> parcels) {
    return after(Status.REQUESTED, new Company(null, now, parcels));
  }

  private Parcel after(Status next, @Nullable Company then) {
    return new Parcel(deliveryId, warehouse, next, lines, then, transport);
  }

  /** The same, with goods that need that on their way besides. */
  public Parcel and(Line more, Transport needed) {
    List<Line> all = new ArrayList<>(lines);
    all.add(more);
    return with(all).needing(needs().and(needed));
  }

  /** The same, made for goods that need that on their way. */
  public Parcel needing(Transport needed) {
    Transport other = needed.equals(Transport.ORDINARY) ? null : needed;
    return new Parcel(deliveryId, warehouse, status, lines, company, other);
  }

  public Transport needs() {
    return transport == null ? Transport.ORDINARY : transport;
  }

  /** The id by which the warehouse knows it, if it does. */
  public String toldAs() {
    return company == null || company.parcels().isEmpty() ? deliveryId : company.deliveryId();
  }

  public long units() {
    long units = 0;
    for (Line line : lines) {
      units += line.quantity();
    }
    return units;
  }

  /** Without the consignee that a gathering is named after. */
  @Override
  public String toString() {
    return "Parcel[" + deliveryId + " " + warehouse + " " + status + " " + lines + "]";
  }
}
