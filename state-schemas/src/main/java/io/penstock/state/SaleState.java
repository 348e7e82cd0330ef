package io.penstock.state;

/**
 * What finance remembers of an order whose sale was recognised.
 *
 * @param sequence of the last event applied; older ones are repetitions
 * @param day on which the sale counts, ISO 8601; it never moves
 * @param amountMinor as it is counted now, in minor units of {@code currency}
 * @param cancelled whether it is counted as cancelled, too
 * @param version of the order that passed last
 */
public record SaleState(
    long sequence,
    String day,
    String currency,
    long amountMinor,
    long units,
    boolean cancelled,
    int version) {}
