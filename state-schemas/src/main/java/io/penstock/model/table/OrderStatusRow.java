package io.penstock.model.table;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one order stands: a row of {@code order_status}.
 *
 * @param lastEvent the last one that changed something
 * @param version of the order, as the marketplace's versions were accepted
 * @param totalMinor minor units of {@code currency}
 * @param units of all lines
 * @param receivedAt when the order first reached Penstock
 * @param updatedAt when {@code lastEvent} happened
 * @param shippedAt when the first goods left
 * @param expectedAt when goods are expected that it waits for; absent where nobody knows
 * @param deliveries that warehouses have reported on so far
 * @param sequence of the last event in this row; a higher one replaces it
 */
public record OrderStatusRow(
    String marketplace,
    String shop,
    String orderId,
    @Nullable String merchant,
    @Nullable String pool,
    OrderEvent.Status status,
    OrderEvent.Type lastEvent,
    List<Reason> reasons,
    int version,
    String currency,
    long totalMinor,
    long units,
    Instant placedAt,
    @Nullable Instant paidAt,
    @Nullable Instant shipBy,
    Instant receivedAt,
    Instant updatedAt,
    @Nullable Instant shippedAt,
    @Nullable Instant expectedAt,
    @Nullable String country,
    @Nullable String region,
    int deliveries,
    long sequence) {}
