package io.penstock.stock;

import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.merge.MergeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Takes back what is under way for an order. A merged delivery can only be stopped as a whole; the
 * others in it are sent again once it has been.
 */
final class Recalls {

  private final StockRows rows;
  private final Deliveries deliveries;
  private final MergeWindow window;
  private final Messages messages;
  private final Unanswered unanswered;
  private final Transfers transfers;

  Recalls(
      StockRows rows,
      Deliveries deliveries,
      MergeWindow window,
      Messages messages,
      Unanswered unanswered,
      Transfers transfers) {
    this.rows = rows;
    this.deliveries = deliveries;
    this.window = window;
    this.messages = messages;
    this.unanswered = unanswered;
    this.transfers = transfers;
  }

  /** Recalls all that is open of an order, which is kept as it is from then on. */
  OrderLock recall(OrderLock order, Trigger trigger, Reason reason) throws Exception {
    rows.keep(order);
    for (Parcel parcel : order.parcels()) {
      recall(deliveries.now(new Member(order, parcel)), trigger, reason);
    }
    OrderLock recalled = rows.lock(order.order().key());
    return recalled == null ? order : recalled;
  }

  /** The same, but what no warehouse knows of stays locked. */
  OrderLock recallFromWarehouses(OrderLock order, Trigger trigger, Reason reason) throws Exception {
    rows.keep(order);
    for (Parcel parcel : order.parcels()) {
      if (parcel.status() != Parcel.Status.GATHERING) {
        recall(deliveries.now(new Member(order, parcel)), trigger, reason);
      }
    }
    OrderLock recalled = rows.lock(order.order().key());
    return recalled == null ? order : recalled;
  }

  private void recall(Member member, Trigger trigger, Reason reason) throws Exception {
    switch (member.parcel().status()) {
      case GATHERING -> window.withdraw(member, trigger);
      case ASSEMBLING -> transfers.giveUp(member, trigger);
      case REQUESTED, ACCEPTED, PICKED, PACKED -> recallDelivery(member, trigger, reason);
      // The warehouse was asked for another order's sake; now this one does not want it either.
      case RECALLED -> stop(member, Parcel.Status.CANCEL_REQUESTED, trigger, reason);
      case CANCEL_REQUESTED, SHIPPED, SHORT, CANCELLED, REJECTED, WITHDRAWN -> {}
    }
  }

  private void recallDelivery(Member asking, Trigger trigger, Reason reason) throws Exception {
    String deliveryId = asking.parcel().toldAs();
    Reason forAnother = Reason.of("UNMERGED", deliveryId + " is recalled for " + asking.orderKey());
    stop(
        deliveryId,
        trigger,
        member ->
            member.orderKey().equals(asking.orderKey())
                ? new Stop(Parcel.Status.CANCEL_REQUESTED, reason)
                : new Stop(welcome(member), forAnother));
  }

  /**
   * Takes back a delivery of which goods are missing. The orders in it are as welcome as before,
   * and have their goods from elsewhere once the warehouse has stopped it.
   */
  void recallShort(String deliveryId, Trigger trigger, Reason reason) throws Exception {
    stop(deliveryId, trigger, member -> new Stop(welcome(member), reason));
  }

  private static Parcel.Status welcome(Member member) {
    return member.lock().isServed() ? Parcel.Status.RECALLED : Parcel.Status.CANCEL_REQUESTED;
  }

  /** What a parcel becomes, and why. */
  private record Stop(Parcel.Status status, Reason reason) {}

  private void stop(String deliveryId, Trigger trigger, Function<Member, Stop> how)
      throws Exception {
    List<Member> stopped = new ArrayList<>();
    for (Member told : deliveries.of(deliveryId)) {
      Member member = deliveries.now(told);
      if (member.parcel().status().isOpen()) { // Else it left before the rest.
        Stop stop = how.apply(member);
        stopped.add(stop(member, stop.status(), trigger, stop.reason()));
      }
    }
    messages.instruct(Delivery.Action.CANCEL, stopped, trigger.at());
  }

  private Member stop(Member member, Parcel.Status status, Trigger trigger, Reason reason)
      throws Exception {
    Parcel parcel = member.parcel();
    Instant answerBy = unanswered.expect(member.orderKey(), trigger.at());
    Parcel.Recall recall = new Parcel.Recall(answerBy, parcel.oldAddress());
    Member stopped = member.with(parcel.as(status).recalled(recall));
    rows.keep(stopped.lock());
    messages.delivery(
        OrderEvent.Type.CANCEL_REQUESTED,
        stopped.lock(),
        stopped.parcel(),
        trigger,
        null,
        List.of(reason));
    return stopped;
  }
}
