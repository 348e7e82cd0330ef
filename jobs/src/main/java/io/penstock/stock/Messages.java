package io.penstock.stock;

import io.penstock.model.Cause;
import io.penstock.model.Delivery;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.WmsEvent;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what a pool did into the words of the ledger and of the warehouses. */
final class Messages {

  private static final String NORMAL_SALE = "JYCK";

  private final String pool;
  private final Outbox out;

  Messages(String pool, Outbox out) {
    this.pool = pool;
    this.out = out;
  }

  /** Who or what is behind a change: every message names it. */
  record Trigger(Cause cause, Instant at, @Nullable String actor) {}

  void order(OrderEvent.Type type, OrderLock lock, Trigger trigger, List<Reason> reasons) {
    out.event(event(type, lock, trigger, reasons));
  }

  /** The order ended without trade; what left before it ended has left. */
  void cancelled(OrderLock lock, Trigger trigger) {
    boolean late = lock.hasShippedParcel();
    order(
        OrderEvent.Type.CANCELLED,
        lock,
        trigger,
        late ? List.of(Reason.of("AFTER_SHIPMENT")) : List.of());
  }

  /** What had left before is all that is wanted now: no shipment will tell that it is complete. */
  void completed(OrderLock before, OrderLock after, Trigger trigger) {
    if (Demand.hasLeft(after) && !Demand.hasLeft(before)) {
      order(OrderEvent.Type.COMPLETED, after, trigger, List.of());
    }
  }

  void delivery(
      OrderEvent.Type type,
      OrderLock lock,
      Parcel parcel,
      Trigger trigger,
      @Nullable WmsEvent told,
      List<Reason> reasons) {
    out.event(
        event(type, lock, trigger, reasons)
            .ofDelivery(
                parcel.deliveryId(),
                parcel.warehouse(),
                told == null ? null : told.carrier(),
                told == null ? null : told.trackingNumber(),
                Shares.lines(lock, parcel)));
  }

  void instruct(Delivery.Action action, OrderLock lock, Parcel parcel, Instant at) {
    Order order = lock.order().order();
    List<Delivery.Line> lines = new ArrayList<>(parcel.lines().size());
    for (Parcel.Line line : parcel.lines()) {
      lines.add(new Delivery.Line(lines.size() + 1, line.lineId(), line.sku(), line.quantity()));
    }
    out.delivery(
        new Delivery(
            parcel.deliveryId(),
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
            order.shipBy(),
            order.consignee(),
            lines));
  }

  private OrderEvent event(
      OrderEvent.Type type, OrderLock lock, Trigger trigger, List<Reason> reasons) {
    return OrderEvent.of(type, lock.order(), lock.version(), reasons)
        .in(lock.merchant(), pool)
        .causedBy(trigger.cause(), trigger.at(), trigger.actor());
  }
}
