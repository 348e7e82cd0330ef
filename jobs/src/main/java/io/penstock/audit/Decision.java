package io.penstock.audit;

import io.penstock.model.Cause;
import io.penstock.model.OrderEvent;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request to the audit.
 *
 * @param keep the order's record from now on; absent where it stays as it is
 * @param newest the content of the order from now on; absent where it stays as it is
 * @param request goes to the stock pool; absent where there is nothing to tell
 * @param unknownOrder the request was a command about an order that we do not know
 */
record Decision(
    @Nullable AuditRecord keep,
    @Nullable ReceivedOrder newest,
    @Nullable StockRequest request,
    boolean unknownOrder) {

  static final Decision NOTHING = new Decision(null, null, null, false);

  static final Decision UNKNOWN_ORDER = new Decision(null, null, null, true);

  /** The record that is decided about, its time, and the person behind it, if any. */
  record Trigger(Cause cause, Instant at, @Nullable String actor) {}

  /** Events that go by the pool of the order and ask nothing of it. */
  static StockRequest note(AuditRecord known, Trigger by, List<OrderEvent> events) {
    return new StockRequest(
        Kind.NOTE,
        known.pool() == null ? "" : known.pool(),
        null,
        known.version(),
        known.priority(),
        by.at(),
        by.cause(),
        known.merchant(),
        by.actor(),
        events,
        List.of());
  }

  /**
   * What goes to the pool of the order; its content goes along where something is asked. A command
   * that is older than the content goes with the content's time, or it would overtake it.
   */
  static StockRequest request(
      Kind kind,
      AuditRecord known,
      ReceivedOrder content,
      int version,
      Trigger by,
      List<OrderEvent> events) {
    return new StockRequest(
        kind,
        known.pool() == null ? "" : known.pool(),
        kind == Kind.NOTE ? null : content,
        version,
        known.priority(),
        by.at().isBefore(content.receivedAt()) ? content.receivedAt() : by.at(),
        by.cause(),
        known.merchant(),
        by.actor(),
        events,
        kind.mayLock() ? known.conditions() : List.of());
  }
}
