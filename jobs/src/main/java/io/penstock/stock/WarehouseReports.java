package io.penstock.stock;

import io.penstock.connectors.marketplace.ContentHash;
import io.penstock.model.OrderEvent;
import io.penstock.model.Quality;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Parcel.Status;
import io.penstock.state.Transfer;
import io.penstock.stock.books.Arrivals;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.sourcing.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Books what the warehouses tell. A repeated message changes nothing; one that contradicts our
 * books is refused with a reason, except that goods which left have left.
 */
final class WarehouseReports {

  private final StockRows rows;
  private final Books books;
  private final Arrivals arrivals;
  private final Deliveries deliveries;
  private final Messages messages;
  private final Network network;
  private final Outbox out;
  private final Shipments shipments;
  private final Aftermath aftermath;
  private final Transfers transfers;
  private final TransferReports moved;

  WarehouseReports(
      StockRows rows,
      Books books,
      Arrivals arrivals,
      Deliveries deliveries,
      Messages messages,
      Network network,
      Outbox out,
      Aftermath aftermath,
      Transfers transfers) {
    this.rows = rows;
    this.books = books;
    this.arrivals = arrivals;
    this.deliveries = deliveries;
    this.messages = messages;
    this.network = network;
    this.out = out;
    this.shipments = new Shipments(rows, books, deliveries, messages, out, aftermath);
    this.aftermath = aftermath;
    this.transfers = transfers;
    this.moved = new TransferReports(rows, books, messages, out, transfers);
  }

  void book(WmsEvent message, Trigger trigger) throws Exception {
    switch (message.type()) {
      case RECEIPT, RETURNED, ADJUSTMENT, RECLASSIFIED, SNAPSHOT -> count(message, trigger);
      default -> {
        if (isNew(message, trigger)) {
          move(message, trigger);
        }
      }
    }
  }

  private void count(WmsEvent message, Trigger trigger) throws Exception {
    // Warehouses number their messages without knowing of each other.
    if (!rows.firstTime(name(message))) {
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
      case RECEIPT -> receive(message, trigger);
      case RETURNED -> add(StockMovement.Type.RETURNED, message, trigger);
      case ADJUSTMENT -> add(StockMovement.Type.ADJUSTED, message, trigger);
      default -> throw new IllegalArgumentException(message.type() + " tells of a delivery");
    }
  }

  /** What another warehouse was never asked to send came as any goods. */
  private void receive(WmsEvent message, Trigger trigger) throws Exception {
    Transfer.Leg leg = transfers.leg(message.deliveryId());
    if (leg != null && transfers.goesTo(leg, message.warehouse())) {
      transfers.receive(leg, message, trigger);
    } else {
      add(StockMovement.Type.RECEIVED, message, trigger);
      if (message.purchaseOrder() != null) {
        expected(message, message.purchaseOrder(), trigger);
      }
    }
  }

  private void expected(WmsEvent message, String purchaseOrder, Trigger trigger) throws Exception {
    for (WmsEvent.Item item : message.items()) {
      arrivals.receive(item.sku(), purchaseOrder, message.quality(item), item.quantity(), trigger);
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
    if (asOf != null && (message.position() == null || asOf >= message.position())) {
      out.refused(
          message,
          trigger.cause(),
          "AS_OF_AHEAD",
          "it has messages counted in that come after itself, or has no position");
      return;
    }
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

  private static String name(WmsEvent message) {
    return message.warehouse() + "/" + message.messageId();
  }

  /** Whether nothing was told under that id; what is told under it then counts, refused or not. */
  private boolean isNew(WmsEvent message, Trigger trigger) throws Exception {
    long hash = ContentHash.of(message);
    Long before = rows.told(name(message));
    if (before == null) {
      rows.keepTold(name(message), hash);
      return true;
    }
    if (before != hash) {
      out.refused(
          message, trigger.cause(), "REUSED_ID", "another message came under that id before");
    }
    return false;
  }

  /** What is told of a delivery is told of every parcel in it. */
  private void move(WmsEvent message, Trigger trigger) throws Exception {
    Transfer.Leg leg = transfers.leg(message.deliveryId());
    if (leg != null) {
      moved.book(leg, message, trigger, owned(message.reason(), trigger.at()));
      return;
    }
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
    switch (message.type()) {
      case SHIPPED, PARTLY_SHIPPED -> shipments.left(message, members, trigger);
      case SHORT_PICK -> shipments.missing(message, members, trigger);
      default -> {
        if (message.type() == WmsEvent.Type.CANCELLED && wasNotAsked(members)) {
          out.refused(
              message, trigger.cause(), "NOT_ASKED", "nobody asked to cancel this delivery");
          return;
        }
        for (Member told : members) {
          Member member = deliveries.now(told);
          move(member.lock(), member.parcel(), message, trigger);
        }
      }
    }
  }

  private static boolean wasNotAsked(List<Member> members) {
    return members.stream()
        .map(member -> member.parcel().status())
        .anyMatch(status -> status.isOpen() && !status.isRecalled());
  }

  private void move(OrderLock lock, Parcel parcel, WmsEvent message, Trigger trigger)
      throws Exception {
    switch (message.type()) {
      case ACCEPTED ->
          advance(
              lock, parcel, Status.ACCEPTED, OrderEvent.Type.DELIVERY_ACCEPTED, message, trigger);
      case PICKED ->
          advance(lock, parcel, Status.PICKED, OrderEvent.Type.DELIVERY_PICKED, message, trigger);
      case PACKED ->
          advance(lock, parcel, Status.PACKED, OrderEvent.Type.DELIVERY_PACKED, message, trigger);
      case WEIGHED -> weigh(lock, parcel, message, trigger);
      case REJECTED -> reject(lock, parcel, message, trigger);
      case CANCELLED -> cancel(lock, parcel, trigger);
      case CANCEL_FAILED -> carryOn(lock, parcel, trigger);
      case EXCEPTION ->
          messages.exception(lock, parcel, trigger, owned(message.reason(), trigger.at()));
      default -> throw new IllegalArgumentException("no whole parcel moves by " + message.type());
    }
  }

  /** Progress only goes forward; a step told late is no news. */
  private void advance(
      OrderLock lock,
      Parcel parcel,
      Status to,
      OrderEvent.Type type,
      WmsEvent message,
      Trigger trigger)
      throws Exception {
    if (parcel.status().isBefore(to)) {
      OrderLock advanced = lock.with(parcel.as(to));
      rows.keep(advanced);
      messages.delivery(type, advanced, parcel, trigger, message, List.of());
    }
  }

  /** A weight is told whenever it comes, as long as the parcel is to leave, or has left. */
  private void weigh(OrderLock lock, Parcel parcel, WmsEvent message, Trigger trigger) {
    if (parcel.status().isOnItsWay()) {
      messages.delivery(
          OrderEvent.Type.DELIVERY_WEIGHED, lock, parcel, trigger, message, List.of());
    }
  }

  private Reason owned(@Nullable String words, Instant since) {
    Reason reason =
        words == null
            ? Reason.of(Reason.WAREHOUSE_EXCEPTION)
            : Reason.of(Reason.WAREHOUSE_EXCEPTION, words);
    Playbook playbook = network.playbook(Reason.WAREHOUSE_EXCEPTION);
    if (playbook == null) {
      return reason;
    }
    String deadline = playbook.deadline();
    return reason.ownedBy(
        playbook.owner(), deadline == null ? null : since.plus(Duration.parse(deadline)));
  }

  private void reject(OrderLock lock, Parcel parcel, WmsEvent message, Trigger trigger)
      throws Exception {
    if (!parcel.status().isOpen()) {
      return;
    }
    OrderLock rejected = lock.with(parcel.as(Status.REJECTED)).refusedBy(parcel.warehouse());
    String why = message.reason();
    Reason reason = why == null ? Reason.of("REJECTED") : Reason.of("REJECTED", why);
    books.release(parcel, trigger);
    rejected = aftermath.withLess(rejected, trigger);
    messages.delivery(
        OrderEvent.Type.DELIVERY_REJECTED, rejected, parcel, trigger, message, List.of(reason));
    aftermath.finish(lock, rejected, trigger);
  }

  private void cancel(OrderLock lock, Parcel parcel, Trigger trigger) throws Exception {
    if (!parcel.status().isOpen()) {
      return;
    }
    books.release(parcel, trigger);
    OrderLock cancelled = aftermath.withLess(lock.with(parcel.as(Status.CANCELLED)), trigger);
    aftermath.finish(lock, cancelled, trigger);
    if (parcel.status() == Status.RECALLED || lock.reserved() || parcel.oldAddress() != null) {
      aftermath.giveBack(lock, trigger);
    }
  }

  /** The warehouse could not stop it: the goods will leave, and then we are told. */
  private void carryOn(OrderLock lock, Parcel parcel, Trigger trigger) throws Exception {
    if (parcel.status().isRecalled()) {
      OrderLock carried = lock.with(parcel.as(Status.PICKED));
      rows.keep(carried);
      books.staysAway(parcel, trigger);
      messages.oldAddress(carried, parcel, trigger);
      aftermath.source(carried, trigger);
    }
  }
}
