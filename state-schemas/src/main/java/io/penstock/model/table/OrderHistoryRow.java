package io.penstock.model.table;

import io.penstock.model.Cause;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of one order: a row of {@code order_history}. The first one of a number stays.
 *
 * @param at the time of the record that caused it
 * @param actor the person behind it
 */
public record OrderHistoryRow(
    String marketplace,
    String shop,
    String orderId,
    long sequence,
    OrderEvent.Type type,
    OrderEvent.Status status,
    Instant at,
    List<Reason> reasons,
    @Nullable String actor,
    @Nullable String deliveryId,
    @Nullable String warehouse,
    @Nullable String carrier,
    @Nullable String trackingNumber,
    Cause cause) {

  public static OrderHistoryRow of(OrderEvent event) {
    return new OrderHistoryRow(
        event.marketplace(),
        event.shop(),
        event.orderId(),
        event.sequence(),
        event.type(),
        event.status(),
        event.at(),
        event.reasons(),
        event.actor(),
        event.deliveryId(),
        event.warehouse(),
        event.carrier(),
        event.trackingNumber(),
        event.cause());
  }
}
