package io.penstock.audit.people;

import io.penstock.Versions;
import io.penstock.model.Cause;
import io.penstock.model.PersonInput;
import io.penstock.model.PersonInput.DenialVersions;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Repute;
import io.penstock.model.Sighting;
import io.penstock.state.PersonState;
import io.penstock.state.SeenOrders;
import io.penstock.state.SeenOrders.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be told of one person to the orders that name them. Knows nothing of Flink,
 * Kafka or the clock.
 */
final class Person {

  /** Of somebody who orders more than that only the newest count. */
  static final int ORDERS = 1_000;

  /** How long after an order the same order is suspected to be a repetition. */
  static final Duration SAME_WITHIN = Duration.ofDays(7);

  private final String key;
  private final List<DenialVersions> denials;
  private final List<Seen> orders;
  private final List<Repute> told = new ArrayList<>();

  /**
   * @param key as {@link PersonInput#key} spells it
   * @param denials the entries of the denylist that name them in any version
   * @param seen the orders that name them
   */
  Person(String key, List<DenialVersions> denials, SeenOrders seen) {
    this.key = key;
    this.denials = denials;
    this.orders = new ArrayList<>(seen.orders());
  }

  /** Their orders from now on. */
  SeenOrders seen() {
    return orders.isEmpty() ? SeenOrders.NONE : new SeenOrders(List.copyOf(orders));
  }

  /** What is to be told to orders, in this order. */
  List<Repute> told() {
    return told;
  }

  /** An order names them. */
  void hear(Sighting sighting, Cause cause, Instant at) {
    if (isMasked()) {
      if (isDenied(at)) {
        told.add(
            new Repute(
                PersonInput.kind(key),
                sighting.orderKey(),
                sighting.version(),
                true,
                0,
                0,
                0,
                null,
                0,
                cause,
                at));
      }
      return;
    }
    Instant oldest = at.minus(PersonState.REMEMBER_FOR);
    orders.removeIf(one -> one.firstAt().isBefore(oldest) && !isOf(one, sighting));
    int place = place(sighting.orderKey());
    Seen before = place < 0 ? null : orders.get(place);
    Seen now = seen(before, sighting, at);
    Repute repute = repute(now, cause, at);
    now = now.told(repute.denied(), repute.sameOrder());
    if (before == null) {
      orders.add(now);
    } else {
      orders.set(place, now);
    }
    if (orders.size() > ORDERS) {
      orders.remove(0);
    }
    if (sighting.goods() != null && repute.isNotable()) {
      told.add(repute);
    }
    if (before != null && before.livingSince() != null && now.livingSince() == null) {
      clear(sighting, cause, at);
    }
  }

  /** Whoever was held because the same had been ordered is told that it is no longer so. */
  private void clear(Sighting ended, Cause cause, Instant at) {
    for (int i = 0; i < orders.size(); i++) {
      Seen other = orders.get(i);
      if (other.open() && ended.orderKey().equals(other.sameOrder())) {
        tell(i, cause, at);
      }
    }
  }

  /**
   * Tells the orders that may still be stopped where the denylist says something else of them than
   * it did: an entry came, went, or its time has.
   */
  void reconsider(Cause cause, Instant at) {
    Instant oldest = at.minus(PersonState.REMEMBER_FOR);
    orders.removeIf(one -> one.firstAt().isBefore(oldest));
    boolean denied = isDenied(at);
    for (int i = 0; i < orders.size(); i++) {
      Seen order = orders.get(i);
      if (order.open() && order.denied() != denied) {
        tell(i, cause, at);
      }
    }
  }

  private void tell(int place, Cause cause, Instant at) {
    Seen order = orders.get(place);
    Repute repute = repute(order, cause, at);
    orders.set(place, order.told(repute.denied(), repute.sameOrder()));
    told.add(repute);
  }

  private static boolean isOf(Seen order, Sighting sighting) {
    return order.orderKey().equals(sighting.orderKey());
  }

  private int place(String orderKey) {
    for (int i = orders.size() - 1; i >= 0; i--) {
      if (orders.get(i).orderKey().equals(orderKey)) {
        return i;
      }
    }
    return -1;
  }

  private static Seen seen(@Nullable Seen before, Sighting sighting, Instant at) {
    Instant since = before == null ? null : before.livingSince();
    if (!sighting.living()) {
      since = null;
    } else if (since == null) {
      since = at;
    }
    String goods = sighting.goods();
    return new Seen(
        sighting.orderKey(),
        sighting.shop(),
        sighting.version(),
        sighting.open(),
        before == null ? at : before.firstAt(),
        since,
        sighting.refunded() || (goods == null && before != null && before.refunded()),
        goods == null ? (before == null ? "" : before.goods()) : goods,
        before != null && before.denied(),
        before == null ? null : before.sameOrder());
  }

  /** What is to be said of them to one of their orders. */
  private Repute repute(Seen order, Cause cause, Instant at) {
    int inHour = 1;
    int inDay = 1;
    int refunds = 0;
    Seen same = null;
    for (Seen other : orders) {
      if (other.orderKey().equals(order.orderKey()) || !other.shop().equals(order.shop())) {
        continue;
      }
      if (isWithin(other.firstAt(), order.firstAt(), Duration.ofDays(1))) {
        inDay++;
        inHour += isWithin(other.firstAt(), order.firstAt(), Duration.ofHours(1)) ? 1 : 0;
      }
      refunds += other.refunded() ? 1 : 0;
      if (isSame(other, order) && (same == null || isBefore(same, other))) {
        same = other;
      }
    }
    return new Repute(
        PersonInput.kind(key),
        order.orderKey(),
        order.version(),
        isDenied(at),
        inHour,
        inDay,
        refunds,
        same == null ? null : same.orderKey(),
        same == null ? 0 : minutes(same, order),
        cause,
        at);
  }

  private static boolean isWithin(Instant one, Instant until, Duration span) {
    return !one.isAfter(until) && one.isAfter(until.minus(span));
  }

  /** Whether the other one came to life earlier, lives, and is for the same goods. */
  private static boolean isSame(Seen other, Seen order) {
    return other.livingSince() != null
        && order.livingSince() != null
        && !order.goods().isEmpty()
        && other.goods().equals(order.goods())
        && isBefore(other, order)
        && isWithin(other.livingSince(), order.livingSince(), SAME_WITHIN);
  }

  private static boolean isBefore(Seen one, Seen other) {
    if (one.livingSince() == null || other.livingSince() == null) {
      return false;
    }
    int order = one.livingSince().compareTo(other.livingSince());
    return order < 0 || (order == 0 && one.orderKey().compareTo(other.orderKey()) < 0);
  }

  private static long minutes(Seen same, Seen order) {
    return same.livingSince() == null || order.livingSince() == null
        ? 0
        : Duration.between(same.livingSince(), order.livingSince()).toMinutes();
  }

  private boolean isDenied(Instant at) {
    for (DenialVersions entry : denials) {
      Reference effective = Versions.effective(entry.versions(), at);
      if (effective != null
          && effective.denial() != null
          && key.equals(PersonInput.key(effective.denial().kind(), effective.denial().value()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the value may be that of many people. Such a value is compared with the denylist as it
   * is, but nobody is known by it again. A token is somebody's own, whatever it looks like.
   */
  private boolean isMasked() {
    return key.indexOf('*') >= 0 && PersonInput.kind(key) != Denial.Kind.CONSIGNEE_TOKEN;
  }
}
