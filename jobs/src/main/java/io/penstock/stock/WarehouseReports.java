package io.penstock.stock;

import io.penstock.model.OrderEvent;
import io.penstock.model.Quality;
import io.penstock.model.Reason;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Demand;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.Shares;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.goods.Gifts;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Books what the warehouses tell. A repeated message changes nothing; one that contradicts our
 * books is refused with a reason, except that goods which left have left.
 */
final class WarehouseReports {

  private final StockRows rows;
  private final Books books;
  private final Deliveries deliveries;
  private final Messages messages;
  private final Outbox out;
  private final Gifts gifts;
  private final Map<String, Trigger> toSource = new LinkedHashMap<>();
  private final Map<String, Trigger> bereft = new LinkedHashMap<>();

  WarehouseReports(
      StockRows rows,
      Books books,
      Deliveries deliveries,
      Messages messages,
      Outbox out,
      Gifts gifts) {
    this.rows = rows;
    this.books = books;
    this.deliveries = deliveries;
    this.messages = messages;
    this.out = out;
    this.gifts = gifts;
  }

  /** Orders that a parcel came back to and that must be sourced anew. */
  Map<String, Trigger> toSource() {
    return toSource;
  }

  /** Those of them that gave up their goods for the sake of another order in the same delivery. */
  Map<String, Trigger> bereft() {
    return bereft;
  }

  void book(WmsEvent message, Trigger trigger) throws Exception {
    switch (message.type()) {
      case RECEIPT, RETURNED, ADJUSTMENT, RECLASSIFIED, SNAPSHOT -> count(message, trigger);
      case ACCEPTED, REJECTED, PICKED, SHIPPED, CANCELLED, CANCEL_FAILED -> move(message, trigger);
    }
  }

  private void count(WmsEvent message, Trigger trigger) throws Exception {
    // Warehouses number their messages without knowing of each other.
    if (!rows.firstTime(message.warehouse() + "/" + message.messageId())) {
      return;
    }
    switch (message.type()) {
      case SNAPSHOT -> snapshot(message, trigger);
      case RECLASSIFIED -> {
        for (WmsEvent.Item item : message.items()) {
          books.reclassify(
              item.sku(),
              message.warehouse(),
              item.quantity(),
              message.quality(item),
              Objects.requireNonNull(item.becomes()),
              trigger);
        }
      }
      case RECEIPT -> add(StockMovement.Type.RECEIVED, message, trigger);
      case RETURNED -> add(StockMovement.Type.RETURNED, message, trigger);
      case ADJUSTMENT -> add(StockMovement.Type.ADJUSTED, message, trigger);
      case ACCEPTED, REJECTED, PICKED, SHIPPED, CANCELLED, CANCEL_FAILED ->
          throw new IllegalArgumentException("it tells of a delivery");
    }
  }

  private void add(StockMovement.Type type, WmsEvent message, Trigger trigger) throws Exception {
    for (WmsEvent.Item item : message.items()) {
      books.add(
          type, item.sku(), message.warehouse(), message.quality(item), item.quantity(), trigger);
    }
  }

  private void snapshot(WmsEvent message, Trigger trigger) throws Exception {
    Long asOf = message.asOf();
    if (asOf != null && books.isForgotten(message.warehouse(), asOf)) {
      out.refused(
          message,
          trigger.cause(),
          "AS_OF_TOO_OLD",
          "too much was told since for it to say how many there are now");
      return;
    }
    Map<String, Map<Quality, Long>> counted = new LinkedHashMap<>();
    for (WmsEvent.Item item : message.items()) {
      counted
          .computeIfAbsent(item.sku(), sku -> new EnumMap<>(Quality.class))
          .merge(message.quality(item), (long) item.quantity(), Long::sum);
    }
    for (Map.Entry<String, Map<Quality, Long>> article : counted.entrySet()) {
      books.count(article.getKey(), message.warehouse(), article.getValue(), asOf, trigger);
    }
  }

  /** What is told of a delivery is told of every parcel in it: they have come equally far. */
  private void move(WmsEvent message, Trigger trigger) throws Exception {
    List<Member> members = deliveries.of(String.valueOf(message.deliveryId()));
    if (members.isEmpty()) {
      out.refused(
          message, trigger.cause(), "UNKNOWN_DELIVERY", "no such delivery of this stock owner");
      return;
    }
    String warehouse = members.get(0).parcel().warehouse();
    if (!warehouse.equals(message.warehouse())) {
      out.refused(message, trigger.cause(), "OTHER_WAREHOUSE", "it belongs to " + warehouse);
      return;
    }
    if (contradicts(message, members, trigger)) {
      return;
    }
    for (Member told : members) {
      Member member = deliveries.now(told);
      move(member.lock(), member.parcel(), message, trigger);
    }
  }

  /** Refuses what cannot be true of the delivery. */
  private boolean contradicts(WmsEvent message, List<Member> members, Trigger trigger) {
    Parcel.Status status = members.get(0).parcel().status();
    if (message.type() == WmsEvent.Type.SHIPPED
        && status != Parcel.Status.SHIPPED
        && !message.items().isEmpty()
        && !units(message).equals(units(members))) {
      out.refused(
          message, trigger.cause(), "OTHER_GOODS", "what left is not what the delivery holds");
      return true;
    }
    if (message.type() == WmsEvent.Type.CANCELLED && status.isOpen() && !isRecalled(status)) {
      out.refused(message, trigger.cause(), "NOT_ASKED", "nobody asked to cancel this delivery");
      return true;
    }
    return false;
  }

  private static boolean isRecalled(Parcel.Status status) {
    return status == Parcel.Status.CANCEL_REQUESTED || status == Parcel.Status.RECALLED;
  }

  private void move(OrderLock lock, Parcel parcel, WmsEvent message, Trigger trigger)
      throws Exception {
    switch (message.type()) {
      case ACCEPTED ->
          advance(
              lock,
              parcel,
              Parcel.Status.ACCEPTED,
              OrderEvent.Type.DELIVERY_ACCEPTED,
              message,
              trigger);
      case PICKED ->
          advance(
              lock,
              parcel,
              Parcel.Status.PICKED,
              OrderEvent.Type.DELIVERY_PICKED,
              message,
              trigger);
      case SHIPPED -> ship(lock, parcel, message, trigger);
      case REJECTED -> reject(lock, parcel, message, trigger);
      case CANCELLED -> cancel(lock, parcel, trigger);
      case CANCEL_FAILED -> carryOn(lock, parcel, trigger);
      case RECEIPT, RETURNED, ADJUSTMENT, RECLASSIFIED, SNAPSHOT ->
          throw new IllegalArgumentException("no delivery moves by it");
    }
  }

  /** Progress only goes forward; a step told late is no news. */
  private void advance(
      OrderLock lock,
      Parcel parcel,
      Parcel.Status to,
      OrderEvent.Type type,
      WmsEvent message,
      Trigger trigger)
      throws Exception {
    boolean forward =
        parcel.status() == Parcel.Status.REQUESTED
            || (parcel.status() == Parcel.Status.ACCEPTED && to == Parcel.Status.PICKED);
    if (forward) {
      OrderLock advanced = lock.with(parcel.as(to));
      rows.keep(advanced);
      messages.delivery(type, advanced, parcel, trigger, message, List.of());
    }
  }

  private void ship(OrderLock lock, Parcel parcel, WmsEvent message, Trigger trigger)
      throws Exception {
    if (parcel.status() == Parcel.Status.SHIPPED) {
      return;
    }
    if (parcel.status().isOpen()) {
      books.ship(parcel, trigger);
      books.staysAway(parcel, trigger);
    } else {
      books.shipReleased(parcel, trigger);
    }
    boolean unwanted = !parcel.status().isOpen() || (!lock.wanted() && lock.cancelled());
    Parcel left = Shares.priced(lock, parcel.as(Parcel.Status.SHIPPED));
    OrderLock shipped = lock.with(left);
    rows.keep(shipped);
    boolean more = shipped.hasOpenParcel() || (shipped.wanted() && !Demand.open(shipped).isEmpty());
    OrderEvent.Type type =
        unwanted
            ? OrderEvent.Type.SHIPPED_AFTER_CANCEL
            : more ? OrderEvent.Type.PARTLY_SHIPPED : OrderEvent.Type.SHIPPED;
    messages.delivery(type, shipped, left, trigger, message, List.of());
    if (unwanted) {
      finish(lock, shipped, trigger);
    } else if (shipped.wanted() && more) {
      toSource.put(shipped.order().key(), trigger);
    }
  }

  private void reject(OrderLock lock, Parcel parcel, WmsEvent message, Trigger trigger)
      throws Exception {
    if (!parcel.status().isOpen()) {
      return;
    }
    OrderLock rejected = lock.with(parcel.as(Parcel.Status.REJECTED)).refusedBy(parcel.warehouse());
    String why = message.reason();
    Reason reason = why == null ? Reason.of("REJECTED") : Reason.of("REJECTED", why);
    rejected = back(rejected, parcel, trigger);
    messages.delivery(
        OrderEvent.Type.DELIVERY_REJECTED, rejected, parcel, trigger, message, List.of(reason));
    finish(lock, rejected, trigger);
  }

  private void cancel(OrderLock lock, Parcel parcel, Trigger trigger) throws Exception {
    if (!parcel.status().isOpen()) {
      return;
    }
    OrderLock cancelled = lock.with(parcel.as(Parcel.Status.CANCELLED));
    cancelled = back(cancelled, parcel, trigger);
    finish(lock, cancelled, trigger);
    if (parcel.status() == Parcel.Status.RECALLED || lock.reserved()) {
      bereft.put(lock.order().key(), trigger);
    }
  }

  /** The warehouse could not stop it: the goods will leave, and then we are told. */
  private void carryOn(OrderLock lock, Parcel parcel, Trigger trigger) throws Exception {
    if (isRecalled(parcel.status())) {
      rows.keep(lock.with(parcel.as(Parcel.Status.PICKED)));
      books.staysAway(parcel, trigger);
      toSource.put(lock.order().key(), trigger);
    }
  }

  private OrderLock back(OrderLock changed, Parcel parcel, Trigger trigger) throws Exception {
    books.release(parcel, trigger);
    Gifts.Judgement without = gifts.cameBack(changed);
    rows.keep(without.lock());
    if (!without.reasons().isEmpty()) {
      messages.order(OrderEvent.Type.GIFT_WITHDRAWN, without.lock(), trigger, without.reasons());
    }
    return without.lock();
  }

  /** What follows for the order from the end of a parcel that it no longer counts on. */
  private void finish(OrderLock before, OrderLock after, Trigger trigger) {
    if (after.wanted()) {
      messages.completed(before, after, trigger);
      toSource.put(after.order().key(), trigger);
    } else if (after.cancelled() && after.isClosed() && !before.isClosed()) {
      messages.cancelled(after, trigger);
    }
  }

  private static Map<String, Integer> units(WmsEvent message) {
    Map<String, Integer> units = new HashMap<>();
    for (WmsEvent.Item item : message.items()) {
      units.merge(item.sku(), item.quantity(), Integer::sum);
    }
    return units;
  }

  private static Map<String, Integer> units(List<Member> members) {
    Map<String, Integer> units = new HashMap<>();
    for (Member member : members) {
      for (Parcel.Line line : member.parcel().lines()) {
        units.merge(line.sku(), line.quantity(), Integer::sum);
      }
    }
    return units;
  }
}
