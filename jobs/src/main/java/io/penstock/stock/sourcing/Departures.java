package io.penstock.stock.sourcing;

import io.penstock.model.Reference.Dispatch;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When the parcels of a warehouse leave, by its own clock and calendar. */
public final class Departures {

  private final ZoneId zone;
  private final @Nullable LocalTime cutOff;
  private final Set<DayOfWeek> workingDays;
  private final Set<LocalDate> holidays;
  private final @Nullable Integer capacity;

  Departures(Dispatch dispatch) {
    List<DayOfWeek> days = dispatch.workingDays();
    List<String> none = dispatch.holidays();
    zone = ZoneId.of(dispatch.zone());
    cutOff = dispatch.cutOff() == null ? null : LocalTime.parse(dispatch.cutOff());
    workingDays = Set.copyOf(days == null ? List.of(DayOfWeek.values()) : days);
    holidays =
        none == null
            ? Set.of()
            : none.stream().map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
    capacity = dispatch.capacity();
  }

  /**
   * A day on which a parcel leaves.
   *
   * @param day by the warehouse's clock
   * @param at when it leaves
   * @param over the first instant that is not of the day
   * @param isCounted whether only so many parcels may leave on one day
   */
  public record Departure(LocalDate day, ZoneId zone, Instant at, Instant over, boolean isCounted) {

    /** When it arrives after that many days: at the same time of the day. */
    Instant arrival(int transitDays) {
      return at.atZone(zone).plusDays(transitDays).toInstant();
    }
  }

  /** How many parcels may leave on one day; absent: any number. */
  @Nullable Integer capacity() {
    return capacity;
  }

  /** That of a parcel that is made now: it may be too late for today. */
  Departure first(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    boolean late = cutOff != null && !now.isBefore(cutOffOf(today, cutOff));
    return onOrAfter(late ? today.plusDays(1) : today, now);
  }

  /** That of a parcel for which there was no room any more. */
  Departure next(Departure full, Instant now) {
    return onOrAfter(full.day().plusDays(1), now);
  }

  private Departure onOrAfter(LocalDate first, Instant now) {
    LocalDate day = first;
    while (!workingDays.contains(day.getDayOfWeek()) || holidays.contains(day)) {
      day = day.plusDays(1);
    }
    Instant begins = day.atStartOfDay(zone).toInstant();
    Instant atOnce = now.isAfter(begins) ? now : begins;
    return new Departure(
        day,
        zone,
        cutOff == null ? atOnce : cutOffOf(day, cutOff),
        day.plusDays(1).atStartOfDay(zone).toInstant(),
        capacity != null);
  }

  /** Where the clock skips that minute, as long after midnight; where it comes twice, the first. */
  private Instant cutOffOf(LocalDate day, LocalTime minute) {
    return day.atTime(minute).atZone(zone).toInstant();
  }
}
