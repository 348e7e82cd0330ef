package io.penstock.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one channel may have of an article from some time on.
 *
 * @param channel a marketplace, or {@code marketplace/shop}
 * @param number tells it from all others of the article, earlier and later ones
 * @param from when it begins to hold
 * @param units that are set aside; absent: none
 * @param atMost how many units the channel may take in all; absent: any number
 * @param ended whether from then on nothing holds for the channel
 * @param taken units that it took since, and has not given back
 */
public record Fence(
    String channel,
    long number,
    Instant from,
    @Nullable Integer units,
    @Nullable Integer atMost,
    boolean ended,
    long taken)
    implements Dated {

  public Fence {
    if (taken < 0) {
      throw new IllegalStateException(channel + " took " + taken + " units");
    }
  }

  @Override
  public String subject() {
    return channel;
  }

  /** Units that are set aside and not taken yet. */
  public long rest() {
    return units == null ? 0 : Math.max(0, units - taken);
  }

  /** How many units more it may take. */
  public long left() {
    return atMost == null ? Long.MAX_VALUE : Math.max(0, atMost - taken);
  }

  Fence taking(long more) {
    return new Fence(channel, number, from, units, atMost, ended, taken + more);
  }

  Fence saying(@Nullable Integer otherUnits, @Nullable Integer otherAtMost) {
    return new Fence(channel, number, from, otherUnits, otherAtMost, false, taken);
  }
}
