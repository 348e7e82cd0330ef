package io.penstock.model;

import org.jspecify.annotations.Nullable;

/**
 * An order as somebody who is named in it is concerned: as its buyer, as its consignee, or by a
 * phone. Small, because each accepted version of an order sends one for each of them.
 *
 * @param orderKey of the order
 * @param shop {@code marketplace/shop}: nobody is known from one shop to another
 * @param version of the order
 * @param open whether it may still be stopped, as its marketplace sees it
 * @param living whether goods are to be sent for it: paid or paid at the door, and not cancelled
 * @param refunded whether the money of a line went back
 * @param goods its SKUs, sorted, each once; absent where it only says that the order is over
 */
public record Sighting(
    String orderKey,
    String shop,
    int version,
    boolean open,
    boolean living,
    boolean refunded,
    @Nullable String goods) {}
