package io.penstock.stock.books;

import io.penstock.model.Cause;
import io.penstock.model.Consignee;
import io.penstock.model.Delivery;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.SourcingDecision;
import io.penstock.model.WmsEvent;
import io.penstock.state.Carriage;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Transfer;
import io.penstock.stock.books.Deliveries.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what a pool did into the words of the ledger and of the warehouses. */
public final class Messages {

  private static final String NORMAL_SALE = "JYCK";

  private final String pool;
  private final Outbox out;

  public Messages(String pool, Outbox out) {
    this.pool = pool;
    this.out = out;
  }

  /**
   * Who or what is behind a change: every message names it.
   *
   * @param position of a warehouse's message, where it numbers them
   */
  public record Trigger(Cause cause, Instant at, @Nullable String actor, @Nullable Long position) {

    public Trigger(Cause cause, Instant at, @Nullable String actor) {
      this(cause, at, actor, null);
    }
  }

  public void order(OrderEvent.Type type, OrderLock lock, Trigger trigger, List<Reason> reasons) {
    out.event(event(type, lock, trigger, reasons));
  }

  /** That goods are locked, and in what other ways they could have been. */
  public void sourced(
      OrderEvent.Type type,
      OrderLock lock,
      Trigger trigger,
      List<Reason> reasons,
      @Nullable SourcingDecision decision) {
    out.event(event(type, lock, trigger, reasons).chosenBy(decision));
  }

  /**
   * That the order waits for goods.
   *
   * @param expectedAt when they are expected; absent where nobody knows
   */
  public void backordered(
      OrderLock lock, Trigger trigger, List<Reason> reasons, @Nullable Instant expectedAt) {
    out.event(event(OrderEvent.Type.BACKORDERED, lock, trigger, reasons).expecting(expectedAt));
  }

  /** What was decided upstream. */
  public void pass(List<OrderEvent> events) {
    events.forEach(out::event);
  }

  /** What would have held the order came too late. */
  public void tooLate(OrderLock lock, List<OrderEvent> unheard, Trigger trigger) {
    for (OrderEvent event : unheard) {
      order(OrderEvent.Type.TOO_LATE_TO_HOLD, lock, trigger, event.reasons());
    }
  }

  /** The order ended without trade; what left before it ended has left. */
  public void cancelled(OrderLock lock, Trigger trigger) {
    boolean late = lock.hasShippedParcel();
    order(
        OrderEvent.Type.CANCELLED,
        lock,
        trigger,
        late ? List.of(Reason.of("AFTER_SHIPMENT")) : List.of());
  }

  /** What had left before is all that is wanted now: no shipment will tell that it is complete. */
  public void completed(OrderLock before, OrderLock after, Trigger trigger) {
    if (Demand.hasLeft(after) && !Demand.hasLeft(before)) {
      order(OrderEvent.Type.COMPLETED, after, trigger, List.of());
    }
  }

  public void delivery(
      OrderEvent.Type type,
      OrderLock lock,
      Parcel parcel,
      Trigger trigger,
      @Nullable WmsEvent told,
      List<Reason> reasons) {
    String carrier = told == null ? null : told.carrier();
    String number = told == null ? null : told.trackingNumber();
    Carriage with = number == null && isLast(told) ? parcel.carriage() : null;
    Carriage ours = with == null || with.waybill() == null ? null : with;
    out.event(
        event(type, lock, trigger, reasons)
            .ofDelivery(
                parcel.deliveryId(),
                parcel.warehouse(),
                ours == null ? carrier : ours.carrier(),
                ours == null ? number : ours.waybill(),
                Shares.lines(lock, parcel))
            .weighing(told == null ? null : told.weightGrams()));
  }

  /** A delivery left with another number than ours: that one is told; empty where it did not. */
  public static List<Reason> otherWaybill(Parcel parcel, WmsEvent told) {
    Carriage carriage = parcel.carriage();
    String ours = carriage == null ? null : carriage.waybill();
    String number = told.trackingNumber();
    if (ours == null || number == null || ours.equals(number) || !isLast(told)) {
      return List.of();
    }
    return List.of(Reason.of("OTHER_WAYBILL", number + " instead of " + ours));
  }

  /** Parts have numbers of their own. */
  private static boolean isLast(@Nullable WmsEvent told) {
    return told != null && told.type() == WmsEvent.Type.SHIPPED;
  }

  /** Somebody must look at a delivery. */
  public void exception(OrderLock lock, Parcel parcel, Trigger trigger, Reason reason) {
    delivery(OrderEvent.Type.DELIVERY_EXCEPTION, lock, parcel, trigger, null, List.of(reason));
  }

  /** A delivery could not be stopped; nothing is told where it goes to the order's own address. */
  public void oldAddress(OrderLock lock, Parcel parcel, Trigger trigger) {
    Consignee old = parcel.oldAddress();
    if (lock.wanted() && old != null && !old.equals(lock.order().order().consignee())) {
      String why = parcel.warehouse() + " could not stop it: it goes to the address of before";
      exception(lock, parcel, trigger, Reason.of(Reason.OLD_ADDRESS, why));
    }
  }

  /**
   * Tells a warehouse of a delivery.
   *
   * @param members its parcels, the one that it is named after first
   */
  public void instruct(Delivery.Action action, List<Member> members, Instant at) {
    Member first = members.get(0);
    OrderLock lock = first.lock();
    Parcel parcel = first.parcel();
    Order order = lock.order().order();
    out.delivery(
        new Delivery(
            parcel.toldAs(),
            action,
            NORMAL_SALE,
            parcel.warehouse(),
            pool,
            order.marketplace(),
            order.shop(),
            order.orderId(),
            at,
            lock.order().receivedAt(),
            order.createdAt(),
            order.paidAt(),
            earliestShipBy(members),
            order.consignee(),
            lines(members),
            Deliveries.needs(members).carriers(),
            shipping(parcel.carriage())));
  }

  /**
   * Tells a warehouse of goods that another one needs. Of the buyer it says nothing.
   *
   * @param to where they go
   */
  public void instruct(
      Delivery.Action action,
      OrderLock lock,
      Transfer.Leg leg,
      String warehouse,
      Consignee to,
      Instant at) {
    Order order = lock.order().order();
    List<Delivery.Line> lines = new ArrayList<>(leg.lines().size());
    for (Parcel.Line line : leg.lines()) {
      lines.add(
          new Delivery.Line(lines.size() + 1, line.lineId(), line.sku(), line.quantity(), null));
    }
    out.delivery(
        new Delivery(
            leg.id(),
            action,
            Delivery.TRANSFER,
            leg.from(),
            pool,
            order.marketplace(),
            order.shop(),
            order.orderId(),
            at,
            lock.order().receivedAt(),
            order.createdAt(),
            order.paidAt(),
            order.shipBy(),
            to,
            lines,
            null,
            null,
            warehouse));
  }

  private static Delivery.@Nullable Shipping shipping(@Nullable Carriage carriage) {
    return carriage == null
        ? null
        : new Delivery.Shipping(
            carriage.carrier(), carriage.service(), carriage.day(), carriage.waybill());
  }

  private static @Nullable Instant earliestShipBy(List<Member> members) {
    Instant earliest = null;
    for (Member member : members) {
      Instant shipBy = member.lock().order().order().shipBy();
      if (shipBy != null && (earliest == null || shipBy.isBefore(earliest))) {
        earliest = shipBy;
      }
    }
    return earliest;
  }

  private static List<Delivery.Line> lines(List<Member> members) {
    List<Delivery.Line> lines = new ArrayList<>();
    for (Member member : members) {
      String whose = members.size() == 1 ? null : member.lock().order().order().orderId();
      for (Parcel.Line line : member.parcel().lines()) {
        lines.add(
            new Delivery.Line(lines.size() + 1, line.lineId(), line.sku(), line.quantity(), whose));
      }
    }
    return lines;
  }

  private OrderEvent event(
      OrderEvent.Type type, OrderLock lock, Trigger trigger, List<Reason> reasons) {
    return OrderEvent.of(type, lock.order(), lock.version(), reasons)
        .in(lock.merchant(), pool)
        .causedBy(trigger.cause(), trigger.at(), trigger.actor());
  }
}
