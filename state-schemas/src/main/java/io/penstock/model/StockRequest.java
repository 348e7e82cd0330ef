package io.penstock.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the audit asks of a stock pool, with the events that tell how it came to that.
 *
 * <p>The events travel with the request and not around it, so that one order's events stay in
 * order.
 *
 * @param pool empty while the order's shop is unknown
 * @param order absent only for {@link Kind#NOTE}
 * @param version the accepted version of the order
 * @param priority the higher is served first
 * @param at the time of the record that caused it
 * @param actor the person behind it, where a command caused it
 * @param events not yet numbered
 * @param conditions what must not be so of the stock when goods are locked for it; those of the
 *     highest priority first
 */
public record StockRequest(
    Kind kind,
    String pool,
    @Nullable ReceivedOrder order,
    int version,
    int priority,
    Instant at,
    Cause cause,
    @Nullable String merchant,
    @Nullable String actor,
    List<OrderEvent> events,
    List<StockCondition> conditions) {

  /** A component that a snapshot of an older release does not have yet is empty. */
  public StockRequest {
    conditions = conditions == null ? List.of() : conditions;
  }

  /**
   * The same, asked otherwise.
   *
   * @param decided what is told with it
   */
  public StockRequest as(Kind otherwise, List<OrderEvent> decided) {
    return new StockRequest(
        otherwise, pool, order, version, priority, at, cause, merchant, actor, decided, conditions);
  }

  /** What is asked. */
  public enum Kind {
    /** Lock stock for this version of the order. */
    ALLOCATE,
    /**
     * This version may not be fulfilled, or not yet: recall what is under way and lock nothing. The
     * order is not over, and a later request may want the same version all the same.
     */
    SUSPEND,
    /** This version may not be fulfilled yet, but goods may be locked for it meanwhile. */
    RESERVE,
    /**
     * As {@link #SUSPEND}, unless a warehouse has been told of the order: then it goes on. Its
     * events are told only where it is held back.
     */
    RETAIN,
    /**
     * As {@link #RESERVE}, unless a warehouse has been told of the order, as in {@link #RETAIN}.
     */
    KEEP,
    /**
     * What held the order back is gone: lock stock for it. Its events are told only where it was
     * held back.
     */
    RESUME,
    /**
     * A person lets it pass where conditions hold it; where they do not, the command is refused as
     * its events say. Either way stock is to be locked for it.
     */
    RELEASE,
    /** The order is over: give back what it holds. */
    CANCEL,
    /** The same, where the order was held back. */
    ABANDON,
    /**
     * The marketplace says that the goods left: whatever is not on its way yet must not leave too.
     */
    SETTLE,
    /** Nothing; the events are on their way to the ledger. */
    NOTE;

    /** Whether it depends on the pool if its events are told. */
    public boolean isConditional() {
      return this == RETAIN || this == KEEP || this == RESUME || this == RELEASE;
    }

    /** Whether goods may be locked for the order because of it. */
    public boolean mayLock() {
      return switch (this) {
        case ALLOCATE, RESERVE, KEEP, RESUME, RELEASE -> true;
        case SUSPEND, RETAIN, CANCEL, ABANDON, SETTLE, NOTE -> false;
      };
    }
  }
}
