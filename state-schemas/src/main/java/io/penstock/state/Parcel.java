package io.penstock.state;

import io.penstock.model.Consignee;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of an order: the reservation of its goods in one warehouse. It ends exactly once.
 * Units that leave before the rest, or that the warehouse cannot find, end as a parcel of their
 * own, a part: {@code taobao/shop/4711#1.2.1} is the first part of {@code taobao/shop/4711#1.2}.
 *
 * @param deliveryId derived from the order, the plan and the ordinal; of a part and its ordinal
 * @param company with whom it waits or travels; absent where it never waited for others
 * @param transport what its goods need on their way, as it was when the parcel was made; absent:
 *     nothing
 * @param recall what is to be remembered of its recall; absent: nothing
 * @param carriage with what service it leaves; absent: nobody chose one
 */
public record Parcel(
    String deliveryId,
    String warehouse,
    Status status,
    List<Line> lines,
    @Nullable Company company,
    @Nullable Transport transport,
    @Nullable Recall recall,
    @Nullable Carriage carriage) {

  static final char PART = '.';

  public Parcel(
      String deliveryId,
      String warehouse,
      Status status,
      List<Line> lines,
      @Nullable Company company,
      @Nullable Transport transport) {
    this(deliveryId, warehouse, status, lines, company, transport, null, null);
  }

  /**
   * What is remembered of the recall of a parcel.
   *
   * @param answerBy when somebody must ask why the warehouse has not answered; absent: nobody must
   * @param oldAddress where it goes if it cannot be stopped; absent where that is the order's own
   */
  public record Recall(@Nullable Instant answerBy, @Nullable Consignee oldAddress) {}

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
    /**
     * Some of its goods are elsewhere and are being brought to its warehouse, which does not know
     * of it: what they are is kept in its {@link Transfer}.
     */
    ASSEMBLING,
    REQUESTED,
    ACCEPTED,
    PICKED,
    PACKED,
    /** We asked the warehouse to stop; it has not answered. */
    CANCEL_REQUESTED,
    /**
     * The same, but for the sake of another order that travels with it: this one is as welcome as
     * before.
     */
    RECALLED,
    SHIPPED,
    /** The warehouse cannot find its goods. */
    SHORT,
    CANCELLED,
    REJECTED,
    /** It was given up while it waited: the warehouse never knew of it. */
    WITHDRAWN;

    /** Whether the parcel still holds stock. */
    public boolean isOpen() {
      return switch (this) {
        case GATHERING,
            ASSEMBLING,
            REQUESTED,
            ACCEPTED,
            PICKED,
            PACKED,
            CANCEL_REQUESTED,
            RECALLED ->
            true;
        case SHIPPED, SHORT, CANCELLED, REJECTED, WITHDRAWN -> false;
      };
    }

    /** Whether the warehouse was asked to stop it and has not answered. */
    public boolean isRecalled() {
      return this == CANCEL_REQUESTED || this == RECALLED;
    }

    /** Whether a warehouse that has come to the other step has come further than with this one. */
    public boolean isBefore(Status step) {
      return switch (this) {
        case REQUESTED, ACCEPTED, PICKED, PACKED -> compareTo(step) < 0;
        default -> false;
      };
    }

    /** Whether the parcel's goods reach, or have reached, the buyer unless something happens. */
    public boolean isOnItsWay() {
      return isOpen() || this == SHIPPED;
    }

    /** Whether the warehouse was told to make it. */
    public boolean isTold() {
      return this != GATHERING && this != ASSEMBLING && this != WITHDRAWN;
    }
  }

  /** The same parcel, its lines with their amounts. */
  public Parcel with(List<Line> priced) {
    return new Parcel(deliveryId, warehouse, status, priced, company, transport, recall, carriage);
  }

  public Parcel as(Status next) {
    return new Parcel(deliveryId, warehouse, next, lines, company, transport, recall, carriage);
  }

  /** The same, waiting for others. */
  public Parcel gathering(String with, Instant until) {
    return new Parcel(
        deliveryId,
        warehouse,
        Status.GATHERING,
        lines,
        new Company(with, until, List.of()),
        transport,
        recall,
        carriage);
  }

  /** The same, waiting for nobody. */
  public Parcel alone() {
    return new Parcel(deliveryId, warehouse, status, lines, null, transport, recall, carriage);
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
    return new Parcel(deliveryId, warehouse, next, lines, then, transport, recall, carriage);
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
    return new Parcel(deliveryId, warehouse, status, lines, company, other, recall, carriage);
  }

  public Transport needs() {
    return transport == null ? Transport.ORDINARY : transport;
  }

  /** The same, with that to be remembered of its recall. */
  public Parcel recalled(@Nullable Recall remembered) {
    return new Parcel(
        deliveryId, warehouse, status, lines, company, transport, remembered, carriage);
  }

  /** The same, with that service. */
  public Parcel carriedBy(@Nullable Carriage by) {
    return new Parcel(deliveryId, warehouse, status, lines, company, transport, recall, by);
  }

  /** Where it goes, when that is not where its order is to go. */
  public @Nullable Consignee oldAddress() {
    return recall == null ? null : recall.oldAddress();
  }

  /** The lines of a parcel in two: those of units that were named, and what is left of them. */
  public record Division(List<Line> named, List<Line> left) {}

  /**
   * Divides its lines.
   *
   * @param units by SKU; those that are here are taken out of it
   */
  public Division divide(Map<String, Integer> units) {
    List<Line> named = new ArrayList<>();
    List<Line> left = new ArrayList<>();
    for (Line line : lines) {
      int here = Math.min(line.quantity(), units.getOrDefault(line.sku(), 0));
      if (here > 0) {
        named.add(new Line(line.lineId(), line.sku(), here));
        units.merge(line.sku(), -here, Integer::sum);
      }
      if (here < line.quantity()) {
        left.add(new Line(line.lineId(), line.sku(), line.quantity() - here));
      }
    }
    return new Division(named, left);
  }

  /** A part of it, which goes its own way from now on. */
  public Parcel part(String id, Status next, List<Line> of) {
    return new Parcel(id, warehouse, next, of, company, transport, recall, carriage);
  }

  /** Whether it was a part of that one before it went another way. */
  public boolean isPartOf(Parcel whole) {
    return deliveryId.startsWith(whole.deliveryId + PART);
  }

  /** The id by which the warehouse knows it, if it does. */
  public String toldAs() {
    return company == null || company.parcels().isEmpty() ? whole() : company.deliveryId();
  }

  /** Its own id; of a part, that of the parcel that it was a part of. */
  public String whole() {
    int ordinal = deliveryId.indexOf(PART, deliveryId.lastIndexOf('#') + 1);
    int part = ordinal < 0 ? -1 : deliveryId.indexOf(PART, ordinal + 1);
    return part < 0 ? deliveryId : deliveryId.substring(0, part);
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
