package io.penstock.stock.freight;

import io.penstock.model.Carrier.Lane;

/** What a carrier asks for a parcel. */
public final class Tariff {

  /** No parcel costs more, and one that nobody takes costs this. */
  public static final long DEAREST = 1_000_000_000_000L;

  /**
   * The price of a parcel of that weight: the first price, and one more for each further weight
   * that is begun.
   */
  public static long price(long grams, Lane lane) {
    Integer stepGrams = lane.stepGrams();
    Long stepMinor = lane.stepMinor();
    long over = grams - lane.firstGrams();
    if (over <= 0 || stepGrams == null || stepMinor == null || stepMinor == 0) {
      return Math.min(DEAREST, lane.firstMinor());
    }
    long steps = (over - 1) / stepGrams + 1;
    return steps >= DEAREST / stepMinor
        ? DEAREST
        : Math.min(DEAREST, lane.firstMinor() + steps * stepMinor);
  }

  /** Whether the lane takes a parcel of that weight. */
  public static boolean takes(long grams, Lane lane) {
    return lane.maxGrams() == null || grams <= lane.maxGrams();
  }

  private Tariff() {}
}
