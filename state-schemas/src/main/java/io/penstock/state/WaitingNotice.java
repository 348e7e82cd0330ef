package io.penstock.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units of a line that left, of which the order's marketplace cannot be told yet.
 *
 * @param parcel the one that they left in
 * @param units of the marketplace's line
 * @param carrier in the warehouse's words
 */
public record WaitingNotice(
    String parcel,
    String lineId,
    int units,
    @Nullable String carrier,
    @Nullable String trackingNumber,
    String warehouse,
    Instant shippedAt) {}
