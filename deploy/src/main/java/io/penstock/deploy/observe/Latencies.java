package io.penstock.deploy.observe;

import java.util.Arrays;

/** Delays in milliseconds, all of them kept, so that percentiles are exact. */
public final class Latencies {

  private long[] millis = new long[1024];
  private int size;

  /** A delay below zero, from two clocks that disagree, counts as none. */
  public void add(long delayMillis) {
    if (size == millis.length) {
      millis = Arrays.copyOf(millis, size * 2);
    }
    millis[size++] = Math.max(0, delayMillis);
  }

  /**
   * The smallest delay that at least this share of all did not exceed; 0 where there are none.
   *
   * @param percent above 0, at most 100
   */
  public long percentile(double percent) {
    if (size == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * size);
    return sorted[Math.max(1, rank) - 1];
  }

  public int size() {
    return size;
  }
}
