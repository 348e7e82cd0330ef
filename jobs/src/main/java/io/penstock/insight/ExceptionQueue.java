package io.penstock.insight;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.table.OrderExceptionRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
      case DELIVERY_REJECTED -> refused(before, event, OrderExceptionRow.Kind.DELIVERY_REJECTED);
      case DELIVERY_EXCEPTION -> refused(before, event, OrderExceptionRow.Kind.DELIVERY_EXCEPTION);
      case SHIPPED_AFTER_CANCEL -> open(before, event, OrderExceptionRow.Kind.SHIPPED_AFTER_CANCEL);
      // A new version is judged next: only the judgement moves the order on.
      case RECEIVED, REDELIVERED, STALE -> answered(before, event);
      case FETCH_REQUESTED -> asked(before, event);
      case COMMAND_REFUSED,
          ADDRESS_EDITED,
          TOO_LATE_TO_HOLD,
          GIFTS_JUDGED,
          GIFT_WITHDRAWN,
          RESERVED ->
          before;
      // How one delivery fares says nothing of the rest of the order.
      case MERGED,
          CANCEL_REQUESTED,
          DELIVERY_ACCEPTED,
          DELIVERY_PICKED,
          DELIVERY_PACKED,
          DELIVERY_WEIGHED,
          SHORT_PICKED,
          TRANSFER_ENDED,
          PARTLY_SHIPPED ->
          before;
      case PASSED,
          WAITING,
          ALREADY_SHIPPED,
          ALLOCATED,
          TRANSFERRING,
          BACKORDERED,
          CANCELLED,
          SHIPPED,
          COMPLETED ->
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
    Reason first = first(event.reasons());
    String owner = first == null ? null : first.owner();
    Instant dueBy = first == null ? null : first.dueBy();
    if (before != null
        && stillOpen
        && before.kind() == kind
        && before.codes().equals(codes)
        && Objects.equals(before.owner(), owner)
        && Objects.equals(before.dueBy(), dueBy)) {
      return before;
    }
    return new OrderExceptionRow(
        event.marketplace(),
        event.shop(),
        event.orderId(),
        event.merchant(),
        kind,
        codes,
        owner,
        dueBy,
        before != null && stillOpen ? before.since() : event.at(),
        null,
        event.sequence());
  }

  /** What is in somebody's hands, of several the most urgent. */
  private static @Nullable Reason first(List<Reason> reasons) {
    return reasons.stream()
        .filter(reason -> reason.owner() != null)
        .min(Comparator.comparing(reason -> reason.dueBy() == null ? Instant.MAX : reason.dueBy()))
        .orElse(null);
  }

  /** Of an order that is stopped, nobody needs the delivery: what stops it stays the question. */
  private static @Nullable OrderExceptionRow refused(
      @Nullable OrderExceptionRow before, OrderEvent event, OrderExceptionRow.Kind kind) {
    return before != null && before.isOpen() && isStuck(event) ? before : open(before, event, kind);
  }

  private static @Nullable OrderExceptionRow movedOn(
      @Nullable OrderExceptionRow before, OrderEvent event) {
    return before == null || !before.isOpen() || isStuck(event) || isClaim(before)
        ? before
        : before.cleared(event.at(), event.sequence());
  }

  /** A question that stays open needs a person, unless something else holds the order already. */
  private static @Nullable OrderExceptionRow asked(
      @Nullable OrderExceptionRow before, OrderEvent event) {
    boolean inVain =
        event.reasons().stream().anyMatch(reason -> reason.code().equals(Reason.NOT_ANSWERED));
    return inVain && (before == null || !before.isOpen())
        ? open(before, event, OrderExceptionRow.Kind.NOT_ANSWERED)
        : before;
  }

  /** News that change nothing are no answer; they say what they are about as their reason. */
  private static @Nullable OrderExceptionRow answered(
      @Nullable OrderExceptionRow before, OrderEvent event) {
    boolean isOrder = event.type() == OrderEvent.Type.RECEIVED || event.reasons().isEmpty();
    return isOrder
            && before != null
            && before.isOpen()
            && before.kind() == OrderExceptionRow.Kind.NOT_ANSWERED
        ? before.cleared(event.at(), event.sequence())
        : before;
  }

  private static boolean isStuck(OrderEvent event) {
    return event.status() == OrderEvent.Status.HELD || event.status() == OrderEvent.Status.REJECTED;
  }

  /** Nothing that happens to the order settles a claim, or brings goods to another address. */
  private static boolean isClaim(OrderExceptionRow exception) {
    return exception.kind() == OrderExceptionRow.Kind.SHIPPED_AFTER_CANCEL
        || exception.codes().contains(Reason.OLD_ADDRESS);
  }

  private ExceptionQueue() {}
}
