package io.penstock;

/**
 * When a change is handed on, so that however often a row changes it is written at most once per
 * second of event time: at the end of the second.
 */
public final class OncePerSecond {

  private static final long SECOND = 1_000;

  /**
   * The last millisecond of the second in which the change falls; for a late one, of the second
   * that event time has reached.
   *
   * @param timestamp of the change, milliseconds
   * @param watermark the event time reached so far, milliseconds
   */
  public static long dueAt(long timestamp, long watermark) {
    long now = Math.max(timestamp, watermark + 1);
    return now - Math.floorMod(now, SECOND) + SECOND - 1;
  }

  private OncePerSecond() {}
}
