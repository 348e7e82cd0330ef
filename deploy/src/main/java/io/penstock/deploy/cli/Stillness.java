package io.penstock.deploy.cli;

import java.util.List;

/** Notices when nothing has moved for too long. */
final class Stillness {

  private final long patienceNanos;
  private List<Object> last = List.of();
  private long sinceNanos;

  Stillness(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /**
   * Looks once more.
   *
   * @param signs whatever changes while there is work; not empty
   * @param nanos of a monotonic clock
   */
  boolean isTooLong(List<Object> signs, long nanos) {
    if (!signs.equals(last)) {
      last = signs;
      sinceNanos = nanos;
    }
    return nanos - sinceNanos >= patienceNanos;
  }
}
