package io.penstock.tracking;

import io.penstock.model.OrderEvent;

/** Where an event leaves an order. Knows nothing of Flink, Kafka or the clock. */
final class LedgerStatus {

  static OrderEvent.Status after(OrderEvent.Type type, OrderEvent.Status before) {
    return switch (type) {
      case RECEIVED, REDELIVERED, STALE, COMMAND_REFUSED -> before;
      case PASSED -> judged(before, OrderEvent.Status.PASSED);
      case WAITING -> judged(before, OrderEvent.Status.WAITING);
      case REJECTED -> judged(before, OrderEvent.Status.REJECTED);
      case HELD -> stopsWaiting(before, OrderEvent.Status.HELD);
      case ALREADY_SHIPPED -> stopsWaiting(before, OrderEvent.Status.SHIPPED);
      case BACKORDERED ->
          before == OrderEvent.Status.PARTLY_SHIPPED
              ? OrderEvent.Status.PARTLY_SHIPPED
              : OrderEvent.Status.BACKORDERED;
      case ALLOCATED ->
          before == OrderEvent.Status.PARTLY_SHIPPED ? before : OrderEvent.Status.ALLOCATED;
      case CANCEL_REQUESTED -> OrderEvent.Status.CANCELLING;
      case DELIVERY_ACCEPTED, DELIVERY_PICKED, DELIVERY_REJECTED -> before;
      case PARTLY_SHIPPED -> OrderEvent.Status.PARTLY_SHIPPED;
      case SHIPPED, SHIPPED_AFTER_CANCEL -> OrderEvent.Status.SHIPPED;
      case CANCELLED -> OrderEvent.Status.CANCELLED;
    };
  }

  /** For an order that only waited nothing was done yet. */
  private static OrderEvent.Status stopsWaiting(
      OrderEvent.Status before, OrderEvent.Status judgement) {
    return before == OrderEvent.Status.BACKORDERED ? judgement : judged(before, judgement);
  }

  /** A later judgement does not undo what the stock or a warehouse has already done. */
  private static OrderEvent.Status judged(OrderEvent.Status before, OrderEvent.Status judgement) {
    return switch (before) {
      case NEW, WAITING, HELD, REJECTED, PASSED, CANCELLED -> judgement;
      case BACKORDERED, ALLOCATED, PARTLY_SHIPPED, SHIPPED, CANCELLING -> before;
    };
  }

  private LedgerStatus() {}
}
