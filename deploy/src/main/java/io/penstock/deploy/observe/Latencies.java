package io.penstock.deploy.observe;

import java.util.Arrays;
import java.util.Objects;

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
    return percentile(percent, 0, size);
  }

  /**
   * The same of a part of them.
   *
   * @param from how many came before the part
   * @param to how many there were with it
   */
  public long percentile(double percent, int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    long[] sorted = Arrays.copyOfRange(millis, from, to);
    if (sorted.length == 0) {
      return 0;
    }
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }

  /** These as they are now; what comes later does not change them. */
  public Latencies copy() {
    Latencies copy = new Latencies();
    copy.millis = millis.clone();
    copy.size = size;
    return copy;
  }

  public int size() {
    return size;
  }
}
