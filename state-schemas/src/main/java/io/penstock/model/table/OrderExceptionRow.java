package io.penstock.model.table;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order that needs a person, or needed one: a row of {@code order_exceptions}.
 *
 * @param codes of all reasons given
 * @param owner the role that must look first; absent where no playbook says so
 * @param dueBy until when, where a playbook says so
 * @param since when it has needed a person without a break
 * @param clearedAt when the order moved on; absent while it needs a person
 * @param sequence of the last event in this row; a higher one replaces it
 */
public record OrderExceptionRow(
    String marketplace,
    String shop,
    String orderId,
    @Nullable String merchant,
    Kind kind,
    List<String> codes,
    @Nullable String owner,
    @Nullable Instant dueBy,
    Instant since,
    @Nullable Instant clearedAt,
    long sequence) {

  /** Why a person is needed. */
  public enum Kind {
    /** Something must be cleared first. */
    HELD,
    /** It will not be fulfilled; the buyer must be told. */
    REJECTED,
    /** A warehouse will not make a delivery. */
    DELIVERY_REJECTED,
    /** The goods left although the order was cancelled: a claim is due. */
    SHIPPED_AFTER_CANCEL,
    /** Something is wrong with a delivery that is under way; or it goes to an old address. */
    DELIVERY_EXCEPTION,
    /** The marketplace told of the order, but does not give it. */
    NOT_ANSWERED
  }

  public boolean isOpen() {
    return clearedAt == null;
  }

  /** The same exception, at an end. */
  public OrderExceptionRow cleared(Instant at, long by) {
    return new OrderExceptionRow(
        marketplace, shop, orderId, merchant, kind, codes, owner, dueBy, since, at, by);
  }
}
