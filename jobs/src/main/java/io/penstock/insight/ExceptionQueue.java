package io.penstock.insight;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.table.OrderExceptionRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether an order needs a person. */
public final class ExceptionQueue {

  /**
   * The order's exception after an event; an equal one where the event changes nothing about it.
   *
   * @param before the order's last exception, open or cleared
   */
  public static @Nullable OrderExceptionRow after(
      @Nullable OrderExceptionRow before, OrderEvent event) {
    return switch (event.type()) {
      case HELD -> open(before, event, OrderExceptionRow.Kind.HELD);
      case REJECTED -> open(before, event, OrderExceptionRow.Kind.REJECTED);
      case DELIVERY_REJECTED -> open(before, event, OrderExceptionRow.Kind.DELIVERY_REJECTED);
      case SHIPPED_AFTER_CANCEL -> open(before, event, OrderExceptionRow.Kind.SHIPPED_AFTER_CANCEL);
      // A new version is judged next: only the judgement moves the order on.
      case RECEIVED, REDELIVERED, STALE, COMMAND_REFUSED -> before;
      case PASSED,
          WAITING,
          ALREADY_SHIPPED,
          ALLOCATED,
          BACKORDERED,
          CANCEL_REQUESTED,
          CANCELLED,
          DELIVERY_ACCEPTED,
          DELIVERY_PICKED,
          PARTLY_SHIPPED,
          SHIPPED ->
          movedOn(before, event);
    };
  }

  private static OrderExceptionRow open(
      @Nullable OrderExceptionRow before, OrderEvent event, OrderExceptionRow.Kind kind) {
    boolean stillOpen = before != null && before.isOpen();
    if (before != null && stillOpen && isClaim(before)) {
      return before;
    }
    List<String> codes = event.reasons().stream().map(Reason::code).distinct().toList();
    if (before != null && stillOpen && before.kind() == kind && before.codes().equals(codes)) {
      return before;
    }
    return new OrderExceptionRow(
        event.marketplace(),
        event.shop(),
        event.orderId(),
        event.merchant(),
        kind,
        codes,
        before != null && stillOpen ? before.since() : event.at(),
        null,
        event.sequence());
  }

  private static @Nullable OrderExceptionRow movedOn(
      @Nullable OrderExceptionRow before, OrderEvent event) {
    boolean stuck =
        event.status() == OrderEvent.Status.HELD || event.status() == OrderEvent.Status.REJECTED;
    return before == null || !before.isOpen() || stuck || isClaim(before)
        ? before
        : before.cleared(event.at(), event.sequence());
  }

  /** Nothing that happens to the order settles a claim. */
  private static boolean isClaim(OrderExceptionRow exception) {
    return exception.kind() == OrderExceptionRow.Kind.SHIPPED_AFTER_CANCEL;
  }

  private ExceptionQueue() {}
}
