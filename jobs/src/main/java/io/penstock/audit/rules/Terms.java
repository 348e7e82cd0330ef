package io.penstock.audit.rules;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Order;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.ActiveHours;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Scope;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says beside its expression, read once: for whom and when it is asked, and what its
 * action needs.
 *
 * @param hours absent where it is always asked
 * @param delay of {@code DELAY}, else nothing
 * @param rank of {@code PRIORITIZE}, else 0
 */
record Terms(Scope scope, @Nullable Hours hours, Duration delay, int rank) {

  private static final Scope EVERYBODY = new Scope(null, null, null);

  private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);

  /** Hours of the week in their zone. */
  record Hours(ZoneId zone, LocalTime from, LocalTime until, Set<DayOfWeek> days) {

    boolean include(Instant at) {
      ZonedDateTime local = at.atZone(zone);
      LocalTime time = local.toLocalTime();
      DayOfWeek today = local.getDayOfWeek();
      if (from.isBefore(until)) {
        return days.contains(today) && !time.isBefore(from) && time.isBefore(until);
      }
      return time.isBefore(until)
          ? days.contains(today.minus(1))
          : !time.isBefore(from) && days.contains(today);
    }
  }

  /** Refuses with what is wrong in which field. */
  static Terms of(Rule rule) throws UnreadableException {
    Scope scope = rule.scope() == null ? EVERYBODY : rule.scope();
    if (isBlank(scope.merchant()) || isBlank(scope.marketplace()) || isBlank(scope.shop())) {
      throw refused("scope", "must name somebody or leave the field out");
    }
    if (rule.keepsStock() && rule.action() != Action.HOLD) {
      throw refused("keepsStock", "belongs to HOLD");
    }
    if (rule.stockExpression() != null && (rule.action() != Action.HOLD || rule.keepsStock())) {
      throw refused("stockExpression", "belongs to HOLD without keepsStock");
    }
    String value = rule.value();
    return switch (rule.action()) {
      case DELAY -> new Terms(scope, hours(rule.hours()), delay(rule, value), 0);
      case PRIORITIZE -> new Terms(scope, hours(rule.hours()), Duration.ZERO, rank(rule, value));
      case ASSIGN -> {
        needed(rule, value);
        yield new Terms(scope, hours(rule.hours()), Duration.ZERO, 0);
      }
      case WAIT, HOLD, REJECT, PASS, TAG -> {
        if (value != null) {
          throw refused("value", "must be absent: " + rule.action() + " needs none");
        }
        yield new Terms(scope, hours(rule.hours()), Duration.ZERO, 0);
      }
    };
  }

  private static boolean isBlank(@Nullable String name) {
    return name != null && name.isBlank();
  }

  /** Whether the rule is asked about orders of this shop at all. */
  boolean cover(@Nullable String merchant, String marketplace, String shop) {
    return (scope.merchant() == null || scope.merchant().equals(merchant))
        && (scope.marketplace() == null || scope.marketplace().equals(marketplace))
        && (scope.shop() == null || scope.shop().equals(shop));
  }

  boolean holdAt(Instant at) {
    return hours == null || hours.include(at);
  }

  /** Until when the order is delayed. */
  Instant until(Order order) {
    Instant from = order.paidAt() == null ? order.createdAt() : order.paidAt();
    return from.plus(delay).truncatedTo(ChronoUnit.MILLIS);
  }

  private static @Nullable Hours hours(@Nullable ActiveHours active) throws UnreadableException {
    if (active == null) {
      return null;
    }
    ZoneId zone;
    try {
      zone = ZoneId.of(String.valueOf(active.zone()));
    } catch (DateTimeException unknown) {
      throw refused("hours.zone", "must be a zone such as Asia/Shanghai");
    }
    List<DayOfWeek> days = active.days();
    if (days != null && days.stream().anyMatch(Objects::isNull)) {
      throw refused("hours.days", "must hold no null");
    }
    return new Hours(
        zone,
        minute("hours.from", active.from()),
        minute("hours.until", active.until()),
        days == null || days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(days));
  }

  private static LocalTime minute(String field, @Nullable String text) throws UnreadableException {
    try {
      return LocalTime.parse(String.valueOf(text));
    } catch (DateTimeException noTime) {
      throw refused(field, "must be a time such as 22:00");
    }
  }

  private static String needed(Rule rule, @Nullable String value) throws UnreadableException {
    if (value == null || value.isBlank()) {
      throw refused("value", "is missing: " + rule.action() + " needs one");
    }
    return value;
  }

  private static Duration delay(Rule rule, @Nullable String value) throws UnreadableException {
    return Spans.of(needed(rule, value), "value", SHORTEST_DELAY, Rules.REFUSED);
  }

  private static int rank(Rule rule, @Nullable String value) throws UnreadableException {
    try {
      return Integer.parseInt(needed(rule, value));
    } catch (NumberFormatException noNumber) {
      throw refused("value", "must be a whole number");
    }
  }

  private static UnreadableException refused(String field, String why) {
    return new UnreadableException(Rules.REFUSED, "the rule's '" + field + "' " + why);
  }
}
