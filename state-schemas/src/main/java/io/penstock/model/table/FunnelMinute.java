package io.penstock.model.table;

import java.time.Instant;

/**
 * How many events of each kind happened at one marketplace in one minute: a row of {@code
 * funnel_minute}.
 *
 * @param minute its start
 * @param shipped deliveries, not orders
 */
public record FunnelMinute(
    String marketplace,
    Instant minute,
    long received,
    long redelivered,
    long stale,
    long passed,
    long held,
    long waiting,
    long rejected,
    long allocated,
    long backordered,
    long shipped,
    long cancelled) {

  /** Unique for a marketplace and a minute. */
  public String key() {
    return marketplace + "/" + minute;
  }

  /**
   * How many events are counted: of two rows of a minute the one with more of them is the later,
   * also when everything is computed anew.
   */
  public long version() {
    return received
        + redelivered
        + stale
        + passed
        + held
        + waiting
        + rejected
        + allocated
        + backordered
        + shipped
        + cancelled;
  }

  /** Both counts together; they must be of the same marketplace and minute. */
  public FunnelMinute plus(FunnelMinute other) {
    if (!marketplace.equals(other.marketplace) || !minute.equals(other.minute)) {
      throw new IllegalArgumentException("cannot add " + other.key() + " to " + key());
    }
    return new FunnelMinute(
        marketplace,
        minute,
        received + other.received,
        redelivered + other.redelivered,
        stale + other.stale,
        passed + other.passed,
        held + other.held,
        waiting + other.waiting,
        rejected + other.rejected,
        allocated + other.allocated,
        backordered + other.backordered,
        shipped + other.shipped,
        cancelled + other.cancelled);
  }
}
