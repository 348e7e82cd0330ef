package io.penstock.insight;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.Reason;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.state.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides where an order stands after an event. */
public final class OrderStanding {

  /** Whether an event has been seen before: the events of an order are numbered. */
  public static boolean isRepeated(@Nullable Standing before, OrderEvent event) {
    return before != null && event.sequence() <= before.sequence();
  }

  /**
   * Absent only for an order that was never seen, or was forgotten, and an event that changed
   * nothing: such an event does not know enough for a row.
   *
   * @param event not repeated
   */
  public static @Nullable Standing after(@Nullable Standing before, OrderEvent event) {
    if (keepsRow(before, event)) {
      return before == null ? null : sameRow(before, event);
    }
    List<String> deliveries = deliveries(before, event);
    OrderExceptionRow earlier = before == null ? null : before.exception();
    OrderExceptionRow exception = ExceptionQueue.after(earlier, event);
    boolean exceptionDue = before != null && before.exceptionDue();
    return new Standing(
        event.sequence(),
        row(before == null ? null : before.row(), event, deliveries.size()),
        deliveries,
        exception,
        true,
        exceptionDue || !Objects.equals(exception, earlier));
  }

  /** An order that its marketplace was asked for has a row from then on: it is known to exist. */
  private static boolean keepsRow(@Nullable Standing before, OrderEvent event) {
    return switch (event.type()) {
      case REDELIVERED, STALE, COMMAND_REFUSED, GIFTS_JUDGED, GIFT_WITHDRAWN -> true;
      case FETCH_REQUESTED -> before != null;
      default -> false;
    };
  }

  private static Standing sameRow(Standing before, OrderEvent event) {
    OrderExceptionRow exception = ExceptionQueue.after(before.exception(), event);
    return new Standing(
        event.sequence(),
        before.row(),
        before.deliveries(),
        exception,
        before.rowDue(),
        before.exceptionDue() || !Objects.equals(exception, before.exception()));
  }

  private static List<String> deliveries(@Nullable Standing before, OrderEvent event) {
    List<String> known = before == null ? List.of() : before.deliveries();
    String delivery = event.deliveryId();
    if (delivery == null || known.contains(delivery)) {
      return known;
    }
    List<String> all = new ArrayList<>(known);
    all.add(delivery);
    return all;
  }

  /** What the stock tells of an older version leaves the content of the newest one. */
  private static OrderStatusRow row(
      @Nullable OrderStatusRow before, OrderEvent event, int deliveries) {
    OrderStatusRow newer = before != null && event.version() < before.version() ? before : null;
    return new OrderStatusRow(
        event.marketplace(),
        event.shop(),
        event.orderId(),
        event.merchant() == null && before != null ? before.merchant() : event.merchant(),
        event.pool() == null && before != null ? before.pool() : event.pool(),
        event.status(),
        event.type(),
        reasons(before, event),
        newer == null ? event.version() : newer.version(),
        newer == null ? event.currency() : newer.currency(),
        newer == null ? event.totalMinor() : newer.totalMinor(),
        newer == null ? units(before, event) : newer.units(),
        newer == null ? event.placedAt() : newer.placedAt(),
        newer == null ? event.paidAt() : newer.paidAt(),
        newer == null ? event.shipBy() : newer.shipBy(),
        before == null ? event.receivedAt() : before.receivedAt(),
        event.at(),
        shippedAt(before, event),
        expectedAt(before, event),
        event.country(),
        event.region(),
        deliveries,
        event.sequence());
  }

  /** Those that hold the order where it is, until it moves on or is judged anew. */
  private static List<Reason> reasons(@Nullable OrderStatusRow before, OrderEvent event) {
    return before != null
            && before.status() == event.status()
            && (event.reasons().isEmpty() || isStoppedBefore(event))
        ? before.reasons()
        : event.reasons();
  }

  /** Whether the event is not the one that stops the order where it stands. */
  private static boolean isStoppedBefore(OrderEvent event) {
    return switch (event.status()) {
      case WAITING -> event.type() != OrderEvent.Type.WAITING;
      case HELD -> event.type() != OrderEvent.Type.HELD;
      case REJECTED -> event.type() != OrderEvent.Type.REJECTED;
      case AWAITED,
          NEW,
          PASSED,
          BACKORDERED,
          ALLOCATED,
          PARTLY_SHIPPED,
          SHIPPED,
          CANCELLING,
          CANCELLED ->
          false;
    };
  }

  /** An event about a delivery knows only that delivery's units. */
  private static long units(@Nullable OrderStatusRow before, OrderEvent event) {
    if (before != null && event.deliveryId() != null) {
      return before.units();
    }
    long units = 0;
    for (EventLine line : event.lines()) {
      units += line.quantity();
    }
    return units;
  }

  /** Only what waits for goods expects some. */
  private static @Nullable Instant expectedAt(@Nullable OrderStatusRow before, OrderEvent event) {
    if (event.type() == OrderEvent.Type.BACKORDERED) {
      return event.expectedAt();
    }
    boolean stillWaits = event.status() == OrderEvent.Status.BACKORDERED;
    return stillWaits && before != null ? before.expectedAt() : null;
  }

  private static @Nullable Instant shippedAt(@Nullable OrderStatusRow before, OrderEvent event) {
    if (before != null && before.shippedAt() != null) {
      return before.shippedAt();
    }
    return event.type() == OrderEvent.Type.SHIPPED
            || event.type() == OrderEvent.Type.PARTLY_SHIPPED
            || event.type() == OrderEvent.Type.SHIPPED_AFTER_CANCEL
        ? event.at()
        : null;
  }

  private OrderStanding() {}
}
