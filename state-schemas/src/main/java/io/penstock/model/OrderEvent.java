package io.penstock.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an order: one entry of the ledger that finance and insight are
 * computed from.
 *
 * <p>The events of one order are in order and numbered without gaps, so a reader that keeps the
 * highest {@code sequence} can ignore repetitions.
 *
 * @param sequence 1, 2, 3, ... per order; 0 until the tracking stage has numbered it
 * @param status where the order stands after this event
 * @param version counts the accepted versions of the order: 1, 2, 3, ...
 * @param at when it happened: the time of the record that caused it
 * @param receivedAt when the version concerned reached Penstock: the raw record's time
 * @param actor the person behind a command, or the playbook that ended the order
 * @param merchant absent while the shop is unknown
 * @param totalMinor the order's total, in minor units of {@code currency}
 * @param deliveryId the parcel concerned: a delivery, or a part of one that left or was short by
 *     itself, which is named after it
 * @param weightGrams of the whole delivery, whosever goods are in it, where it was weighed
 * @param lines what this event concerns: all lines, or those of one delivery
 * @param sourcing in what other ways the order could have been shipped; absent where there was no
 *     other, and in events that lock nothing
 * @param expectedAt of {@link Type#BACKORDERED}: when the goods that it waits for are expected;
 *     absent where nobody knows
 */
public record OrderEvent(
    String marketplace,
    String shop,
    String orderId,
    long sequence,
    Type type,
    Status status,
    int version,
    Instant at,
    Instant receivedAt,
    Cause cause,
    List<Reason> reasons,
    @Nullable String actor,
    @Nullable String merchant,
    @Nullable String pool,
    String currency,
    long totalMinor,
    Instant placedAt,
    @Nullable Instant paidAt,
    @Nullable Instant shipBy,
    String zone,
    @Nullable String country,
    @Nullable String region,
    @Nullable String deliveryId,
    @Nullable String warehouse,
    @Nullable String carrier,
    @Nullable String trackingNumber,
    @Nullable Integer weightGrams,
    List<EventLine> lines,
    @Nullable SourcingDecision sourcing,
    @Nullable Instant expectedAt) {

  /**
   * What an event says of a line.
   *
   * @param lineId the marketplace's; {@code gift/} and the gift's name for a gift, which the
   *     marketplace knows nothing of
   * @param sku in an event about a delivery an article: a bundle is taken apart there
   * @param quantity the units that the event concerns, which may be fewer than ordered
   * @param amountMinor in an event about a delivery its share of the line's amount
   * @param lineUnits units of the marketplace's line that are complete with this delivery; absent
   *     where they are {@code quantity}
   * @param lineComplete of goods that left: whether all that is wanted of the marketplace's line
   *     has left with them
   */
  public record EventLine(
      String lineId,
      String sku,
      int quantity,
      long amountMinor,
      @Nullable Integer lineUnits,
      @Nullable Boolean lineComplete) {

    /** Of goods that have not left. */
    public EventLine(
        String lineId, String sku, int quantity, long amountMinor, @Nullable Integer lineUnits) {
      this(lineId, sku, quantity, amountMinor, lineUnits, null);
    }
  }

  /** What happened. New kinds may be added: readers pass over those that they do not know. */
  public enum Type {
    /** Intake: a new version of the order was accepted. */
    RECEIVED,
    /** Intake: exactly what was accepted before came once more; nothing changed. */
    REDELIVERED,
    /** Intake: an older version came late; nothing changed. */
    STALE,
    /**
     * Intake: the marketplace tells something of the order that its content as we have it does not
     * explain, so it is asked for the order as it is now.
     */
    FETCH_REQUESTED,
    /**
     * Audit: the order may be fulfilled. Stock: what a rule says of the stock holds it no longer,
     * because somebody or its playbook let it pass.
     */
    PASSED,
    /** Audit or stock: somebody or something must clear the reasons first. */
    HELD,
    /**
     * Audit: not due yet: unpaid, for instance, so that the next version will tell, or delayed for
     * some time.
     */
    WAITING,
    /** Audit: will not be fulfilled. */
    REJECTED,
    /** Audit: the marketplace says that it has left already, so nothing is locked for it. */
    ALREADY_SHIPPED,
    /**
     * Stock: every line is locked, and the deliveries were sent to the warehouses, unless a reason
     * says until when they wait for others of the same consignee.
     */
    ALLOCATED,
    /** Stock: a parcel left for the warehouse in one delivery with others of its consignee. */
    MERGED,
    /** Stock: every line is locked for an order that is held; no warehouse is told of it yet. */
    RESERVED,
    /**
     * Stock: every line is locked, but not in one warehouse: the goods are brought together in that
     * one, which is told of the order when they are there. The reasons say what is moved.
     */
    TRANSFERRING,
    /**
     * Stock: goods that were to be brought together for the order are not; the reasons say why.
     * What of it was not moved is free, and the order is sourced anew.
     */
    TRANSFER_ENDED,
    /**
     * Stock: it waits in the queue for goods; nothing is locked. It is told again when other goods
     * are waited for, or they are expected at another time.
     */
    BACKORDERED,
    /**
     * Stock: a parcel that waited for others left, and a gift that is given together was decided
     * on; the reasons say what became of it.
     */
    GIFTS_JUDGED,
    /**
     * Stock: what is left of the order is not what a gift was given for, or the delivery with a
     * gift that is given together did not leave; the reasons say which.
     */
    GIFT_WITHDRAWN,
    /**
     * Stock: the warehouse was asked to stop a delivery; the reason says what became of the order.
     */
    CANCEL_REQUESTED,
    /**
     * The order ended without trade, and holds no stock. Goods may have left before or in spite of
     * it: the reason says so.
     */
    CANCELLED,
    /** A person's command could not be followed; nothing changed. */
    COMMAND_REFUSED,
    /** A person gave the order another address; what that changes follows. */
    ADDRESS_EDITED,
    /**
     * Stock: something that came to be known would hold the order, but a warehouse has it already,
     * so it goes on.
     */
    TOO_LATE_TO_HOLD,
    /** Warehouse: a delivery was accepted. */
    DELIVERY_ACCEPTED,
    /** Warehouse: a delivery was refused; its stock is free again, the order is sourced anew. */
    DELIVERY_REJECTED,
    /** Warehouse: a delivery was picked. */
    DELIVERY_PICKED,
    /** Warehouse: a delivery was packed. */
    DELIVERY_PACKED,
    /** Warehouse: a delivery was weighed. */
    DELIVERY_WEIGHED,
    /**
     * Warehouse: units of a delivery cannot be found: they are written off there and sourced anew
     * if they still may be.
     */
    SHORT_PICKED,
    /**
     * Somebody must look at a delivery: its warehouse says so, has not answered a recall in time,
     * or will send it to an address that the order has no more. The order stands where it stood.
     */
    DELIVERY_EXCEPTION,
    /** Warehouse: goods of a delivery left; others of the order are still to come. */
    PARTLY_SHIPPED,
    /** Warehouse: the goods of a delivery left, and with them the order is complete. */
    SHIPPED,
    /** Stock: all that is still wanted had left before, so the order is complete. */
    COMPLETED,
    /**
     * Warehouse: the goods left although the order or the delivery was cancelled: posted, and a
     * claim is due. The order stands where it stood.
     */
    SHIPPED_AFTER_CANCEL
  }

  /** Where an order stands in Penstock. */
  public enum Status {
    /** Its marketplace told of it, but has not given it yet. */
    AWAITED,
    NEW,
    WAITING,
    HELD,
    REJECTED,
    PASSED,
    BACKORDERED,
    ALLOCATED,
    PARTLY_SHIPPED,
    SHIPPED,
    CANCELLING,
    CANCELLED
  }

  /** The order's identity: {@code marketplace/shop/orderId}. */
  public String key() {
    return Order.key(marketplace, shop, orderId);
  }

  /**
   * An event about a whole version of an order, caused by that version itself, not yet numbered.
   *
   * <p>{@link #causedBy}, {@link #in} and {@link #ofDelivery} add what else is known.
   */
  public static OrderEvent of(
      Type type, ReceivedOrder received, int version, List<Reason> reasons) {
    Order order = received.order();
    List<EventLine> lines = new ArrayList<>(order.lines().size());
    for (OrderLine line : order.lines()) {
      lines.add(
          new EventLine(line.lineId(), line.sku(), line.quantity(), line.amountMinor(), null));
    }
    return new OrderEvent(
        order.marketplace(),
        order.shop(),
        order.orderId(),
        0,
        type,
        Status.NEW,
        version,
        received.receivedAt(),
        received.receivedAt(),
        received.cause(),
        reasons,
        null,
        null,
        null,
        order.currency(),
        order.totalMinor(),
        order.createdAt(),
        order.paidAt(),
        order.shipBy(),
        order.zone(),
        order.consignee().country(),
        order.consignee().region(),
        null,
        null,
        null,
        null,
        null,
        lines,
        null,
        null);
  }

  /** ISO 4217: no currency is involved. */
  private static final String NO_CURRENCY = "XXX";

  /**
   * An event about an order of which we have news but no content: it has no lines, and its amount
   * is none of the currency {@code XXX}.
   */
  public static OrderEvent of(Type type, ReceivedNews received, int version, List<Reason> reasons) {
    OrderNews news = received.news();
    return new OrderEvent(
        news.marketplace(),
        news.shop(),
        news.orderId(),
        0,
        type,
        Status.NEW,
        version,
        received.receivedAt(),
        received.receivedAt(),
        received.cause(),
        reasons,
        null,
        null,
        null,
        NO_CURRENCY,
        0,
        received.at(),
        null,
        null,
        "UTC",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null);
  }

  /** The same event, caused by another record than the order's own, perhaps by a person. */
  public OrderEvent causedBy(Cause newCause, Instant when, @Nullable String who) {
    Draft draft = new Draft(this);
    draft.cause = newCause;
    draft.at = when;
    draft.actor = who;
    return draft.event();
  }

  /** The same event, with whose order it is and whose stock it takes. */
  public OrderEvent in(@Nullable String ofMerchant, @Nullable String ofPool) {
    Draft draft = new Draft(this);
    draft.merchant = ofMerchant;
    draft.pool = ofPool;
    return draft.event();
  }

  /** The same event, narrowed to one delivery. */
  public OrderEvent ofDelivery(
      String delivery,
      String from,
      @Nullable String by,
      @Nullable String number,
      List<EventLine> parcel) {
    Draft draft = new Draft(this);
    draft.deliveryId = delivery;
    draft.warehouse = from;
    draft.carrier = by;
    draft.trackingNumber = number;
    draft.lines = parcel;
    return draft.event();
  }

  /** The same event, with the ways in which the order could have been shipped. */
  public OrderEvent chosenBy(@Nullable SourcingDecision decision) {
    Draft draft = new Draft(this);
    draft.sourcing = decision;
    return draft.event();
  }

  /** The same event, with when goods are expected. */
  public OrderEvent expecting(@Nullable Instant goods) {
    Draft draft = new Draft(this);
    draft.expectedAt = goods;
    return draft.event();
  }

  /** The same event, with what the delivery weighs. */
  public OrderEvent weighing(@Nullable Integer grams) {
    Draft draft = new Draft(this);
    draft.weightGrams = grams;
    return draft.event();
  }

  /** The same event, as the ledger numbers it. */
  public OrderEvent numbered(long number, Status now) {
    Draft draft = new Draft(this);
    draft.sequence = number;
    draft.status = now;
    return draft.event();
  }

  /** A copy that is being changed. */
  private static final class Draft {

    private final OrderEvent of;
    private long sequence;
    private Status status;
    private Instant at;
    private Cause cause;
    private @Nullable String actor;
    private @Nullable String merchant;
    private @Nullable String pool;
    private @Nullable String deliveryId;
    private @Nullable String warehouse;
    private @Nullable String carrier;
    private @Nullable String trackingNumber;
    private @Nullable Integer weightGrams;
    private List<EventLine> lines;
    private @Nullable SourcingDecision sourcing;
    private @Nullable Instant expectedAt;

    Draft(OrderEvent of) {
      this.of = of;
      sequence = of.sequence;
      status = of.status;
      at = of.at;
      cause = of.cause;
      actor = of.actor;
      merchant = of.merchant;
      pool = of.pool;
      deliveryId = of.deliveryId;
      warehouse = of.warehouse;
      carrier = of.carrier;
      trackingNumber = of.trackingNumber;
      weightGrams = of.weightGrams;
      lines = of.lines;
      sourcing = of.sourcing;
      expectedAt = of.expectedAt;
    }

    OrderEvent event() {
      return new OrderEvent(
          of.marketplace,
          of.shop,
          of.orderId,
          sequence,
          of.type,
          status,
          of.version,
          at,
          of.receivedAt,
          cause,
          of.reasons,
          actor,
          merchant,
          pool,
          of.currency,
          of.totalMinor,
          of.placedAt,
          of.paidAt,
          of.shipBy,
          of.zone,
          of.country,
          of.region,
          deliveryId,
          warehouse,
          carrier,
          trackingNumber,
          weightGrams,
          lines,
          sourcing,
          expectedAt);
    }
  }
}
