package io.penstock.deploy.load;

import java.util.Iterator;

/**
 * A peak day of native messages. The same seed and number of orders give the same bytes in the same
 * order, on every machine; nothing in them comes from the clock.
 *
 * <p>Messages come in the order of their slots. A day of many millions needs no more memory than a
 * short one.
 *
 * @param orders different orders; messages are about 15 % more
 */
public record PeakDay(long seed, int orders) implements Iterable<Message> {

  /** At 100,000 orders a minute, twelve seconds. */
  private static final int WIDEST_WINDOW = 20_000;

  public PeakDay {
    if (orders <= 0) {
      throw new IllegalArgumentException("a day needs orders: " + orders);
    }
  }

  /** In how many slots an order's updates follow it. */
  long window() {
    return Math.max(1, Math.min(WIDEST_WINDOW, orders / 5));
  }

  @Override
  public Iterator<Message> iterator() {
    return new Messages(this);
  }
}
