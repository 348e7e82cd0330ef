package io.penstock.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was published of something and holds from some time on, until the next version does. */
interface Dated {

  /** Of what it is a version. */
  String subject();

  Instant from();

  /**
   * The versions that hold or are to come, by subject and time, when one more is published: it
   * replaces one of the same subject and time.
   */
  static <V extends Dated> List<V> publish(List<V> all, V published, Instant now) {
    List<V> next = new ArrayList<>(all);
    next.removeIf(
        one -> one.subject().equals(published.subject()) && one.from().equals(published.from()));
    next.add(published);
    next.sort(Comparator.comparing(V::subject).thenComparing(V::from));
    List<V> kept = new ArrayList<>(next.size());
    for (int i = 0; i < next.size(); i++) {
      if (!isOvertaken(next, i, now)) {
        kept.add(next.get(i));
      }
    }
    return List.copyOf(kept);
  }

  /** The one of each subject that holds then; in order. */
  static <V extends Dated> List<V> holding(List<V> all, Instant now) {
    if (all.isEmpty()) {
      return all;
    }
    List<V> holding = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).from().isAfter(now) && !isOvertaken(all, i, now)) {
        holding.add(all.get(i));
      }
    }
    return holding;
  }

  private static <V extends Dated> boolean isOvertaken(List<V> all, int one, Instant now) {
    V after = one + 1 < all.size() ? all.get(one + 1) : null;
    return after != null
        && after.subject().equals(all.get(one).subject())
        && !after.from().isAfter(now);
  }
}
