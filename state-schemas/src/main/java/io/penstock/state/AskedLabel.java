package io.penstock.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A label that a delivery needs, or needs no more.
 *
 * @param at the end of the wave that says so
 * @param cancelled whether it needs it no more: then the rest says nothing
 * @param owner whose goods they are
 * @param consignee the token
 * @param goods equal where the same goods are to be picked: labels of such deliveries lie together
 */
public record AskedLabel(
    Instant at,
    boolean cancelled,
    String deliveryId,
    String owner,
    @Nullable String service,
    @Nullable String waybill,
    @Nullable String consignee,
    String goods) {}
