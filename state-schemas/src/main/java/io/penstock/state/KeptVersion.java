package io.penstock.state;

import io.penstock.model.OrderStatus;
import java.time.Instant;

/**
 * What intake remembers of an order: enough to know a repetition, and which of two versions is the
 * newer.
 *
 * @param version counts the accepted versions: 1, 2, 3, ...
 * @param modifiedAt the marketplace's time of the accepted version
 */
public record KeptVersion(int version, Instant modifiedAt, OrderStatus status, long contentHash) {}
