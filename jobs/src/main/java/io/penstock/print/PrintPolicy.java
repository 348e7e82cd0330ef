package io.penstock.print;

import io.penstock.model.Reference.Dispatch;
import io.penstock.model.Reference.Warehouse;
import io.penstock.state.OpenBatch;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a warehouse prints.
 *
 * @param every minutes that a window lasts, by the clock on the warehouse's wall, from midnight on;
 *     0: each label is a batch
 * @param most labels of a batch
 */
record PrintPolicy(ZoneId zone, int every, int most) {

  private static final int EVERY = 30;
  private static final int MOST = 200;

  /** That of a warehouse, or of one that nobody knows. */
  static PrintPolicy of(@Nullable Warehouse warehouse) {
    Integer every = warehouse == null ? null : warehouse.printEvery();
    Integer most = warehouse == null ? null : warehouse.printMost();
    Dispatch dispatch = warehouse == null ? null : warehouse.dispatch();
    return new PrintPolicy(
        ZoneId.of(dispatch == null ? "UTC" : dispatch.zone()),
        every == null ? EVERY : every,
        most == null ? MOST : most);
  }

  /** The window of that time, in which nothing is yet. */
  OpenBatch window(Instant at) {
    if (every == 0) {
      return new OpenBatch(at, at.plusMillis(1), 1, 0, List.of());
    }
    ZonedDateTime here = at.atZone(zone);
    int minute = here.getHour() * 60 + here.getMinute();
    LocalDateTime midnight = here.toLocalDate().atStartOfDay();
    LocalDateTime from = midnight.plusMinutes(minute / every * (long) every);
    LocalDateTime next = from.plusMinutes(every);
    LocalDateTime tomorrow = here.toLocalDate().plusDays(1).atTime(LocalTime.MIDNIGHT);
    LocalDateTime until = next.isBefore(tomorrow) ? next : tomorrow;
    ZoneOffset offset = here.getOffset();
    return new OpenBatch(instant(from, offset), instant(until, offset), most, 0, List.of());
  }

  /**
   * When the clock on the wall shows that. Where it skips it, when it does so; where it comes
   * twice, the one of that offset.
   */
  private Instant instant(LocalDateTime wall, ZoneOffset offset) {
    ZoneOffsetTransition change = zone.getRules().getTransition(wall);
    return change != null && change.isGap()
        ? change.getInstant()
        : ZonedDateTime.ofLocal(wall, zone, offset).toInstant();
  }
}
