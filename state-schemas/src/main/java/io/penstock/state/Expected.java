package io.penstock.state;

import java.time.Instant;

/**
 * What was said, from some time on, of goods that a purchase order will bring.
 *
 * @param purchaseOrder its number
 * @param from when this begins to hold
 * @param units that are to come in all; 0 where nothing is said, or no more is to come
 * @param expectedAt when they will have come; where nothing is said, when the first came
 * @param presale whether they may be sold before they come
 * @param received units that have come
 */
public record Expected(
    String purchaseOrder,
    Instant from,
    int units,
    Instant expectedAt,
    boolean presale,
    long received)
    implements Dated {

  @Override
  public String subject() {
    return purchaseOrder;
  }

  /** Units that are still to come; none that should have come: nobody knows when they will. */
  public long left(Instant now) {
    return expectedAt.isAfter(now) ? Math.max(0, units - received) : 0;
  }

  Expected receiving(long more) {
    return new Expected(purchaseOrder, from, units, expectedAt, presale, received + more);
  }
}
