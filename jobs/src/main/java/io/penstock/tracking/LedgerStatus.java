package io.penstock.tracking;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.Reason;
import io.penstock.state.TrackedOrder;

/**
 * Where an event leaves an order. Knows nothing of Flink, Kafka or the clock.
 *
 * <p>The stock tells in waves what the audit has told at once, so it may still speak of an older
 * version after a newer one was judged.
 */
final class LedgerStatus {

  static Status after(OrderEvent event, TrackedOrder order) {
    Status before = order.status();
    boolean outdated = event.version() < order.version();
    return switch (event.type()) {
      case RECEIVED -> before == Status.AWAITED ? Status.NEW : before;
      case FETCH_REQUESTED -> order.version() == 0 ? Status.AWAITED : before;
      case REDELIVERED,
          STALE,
          COMMAND_REFUSED,
          ADDRESS_EDITED,
          TOO_LATE_TO_HOLD,
          GIFTS_JUDGED,
          GIFT_WITHDRAWN,
          SHORT_PICKED,
          TRANSFER_ENDED,
          DELIVERY_EXCEPTION,
          RESERVED ->
          before;
      case PASSED -> passed(before);
      case WAITING -> stopped(before, Status.WAITING);
      case REJECTED -> stopped(before, Status.REJECTED);
      case HELD -> outdated ? ofOlder(before, Status.HELD) : stopped(before, Status.HELD);
      case ALREADY_SHIPPED -> before == Status.PARTLY_SHIPPED ? before : Status.SHIPPED;
      case BACKORDERED -> sourced(before, Status.BACKORDERED, outdated);
      case ALLOCATED, TRANSFERRING -> sourced(before, Status.ALLOCATED, outdated);
      case CANCEL_REQUESTED -> !outdated && endsOrder(event) ? Status.CANCELLING : before;
      case MERGED,
          DELIVERY_ACCEPTED,
          DELIVERY_PICKED,
          DELIVERY_PACKED,
          DELIVERY_WEIGHED,
          DELIVERY_REJECTED ->
          before;
      case PARTLY_SHIPPED -> Status.PARTLY_SHIPPED;
      case SHIPPED, COMPLETED -> Status.SHIPPED;
      // The claim is against the warehouse: the buyer's order stands where it stood.
      case SHIPPED_AFTER_CANCEL -> before;
      case CANCELLED -> outdated ? before : Status.CANCELLED;
    };
  }

  /** A version that passes does not undo what was done for an earlier one. */
  private static Status passed(Status before) {
    return switch (before) {
      case AWAITED, NEW, WAITING, HELD, REJECTED, PASSED, CANCELLING, CANCELLED -> Status.PASSED;
      case BACKORDERED, ALLOCATED, PARTLY_SHIPPED, SHIPPED -> before;
    };
  }

  /** The stock gives up what it has done, but what has left has left. */
  private static Status stopped(Status before, Status judgement) {
    return switch (before) {
      case AWAITED,
          NEW,
          WAITING,
          HELD,
          REJECTED,
          PASSED,
          BACKORDERED,
          ALLOCATED,
          CANCELLING,
          CANCELLED ->
          judgement;
      case PARTLY_SHIPPED, SHIPPED -> before;
    };
  }

  private static Status sourced(Status before, Status now, boolean outdated) {
    if (outdated) {
      return ofOlder(before, now);
    }
    return before == Status.PARTLY_SHIPPED ? before : now;
  }

  /** What is done for an older version counts as long as the newer one wants it, too. */
  private static Status ofOlder(Status before, Status now) {
    return switch (before) {
      case PASSED, BACKORDERED, ALLOCATED -> now;
      case AWAITED, NEW, WAITING, HELD, REJECTED, PARTLY_SHIPPED, SHIPPED, CANCELLING, CANCELLED ->
          before;
    };
  }

  /** A delivery is recalled for other reasons, too: its order was changed, or may not go now. */
  private static boolean endsOrder(OrderEvent recall) {
    return recall.reasons().stream()
        .anyMatch(reason -> reason.code().equals(Reason.ORDER_CANCELLED));
  }

  private LedgerStatus() {}
}
