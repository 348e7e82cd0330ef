package io.penstock.deploy.bench.path;

/**
 * Finds the moment from which on a backlog is no longer above a level.
 *
 * <p>A backlog rises until a checkpoint commits what was done, and falls then: for a moment it is
 * low long before its peaks are. So it has to stay low for a while.
 */
final class Calm {

  private final long level;
  private final long nanos;
  private boolean below;
  private long since;
  private long highest;

  /**
   * @param level that it may reach
   * @param nanos for how long it must not be above
   */
  Calm(long level, long nanos) {
    this.level = level;
    this.nanos = nanos;
  }

  /** Takes the next look, and says whether it has been low for long enough. */
  boolean sees(long backlog, long atNanos) {
    highest = Math.max(highest, backlog);
    if (backlog > level) {
      below = false;
    } else if (!below) {
      below = true;
      since = atNanos;
    }
    return below && atNanos - since >= nanos;
  }

  /** The most that it was. */
  long highest() {
    return highest;
  }

  /** The first of the looks since which it has been low. */
  long since() {
    if (!below) {
      throw new IllegalStateException("it is not low");
    }
    return since;
  }
}
