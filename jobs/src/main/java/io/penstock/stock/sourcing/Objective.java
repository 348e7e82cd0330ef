package io.penstock.stock.sourcing;

import io.penstock.model.Reference.Criterion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What counts when an order can be shipped in several ways: numbers that are compared one after the
 * other, of which the lower is the better. Each is a sum over the parcels.
 */
final class Objective {

  private final List<Criterion> criteria;

  private Objective(List<Criterion> criteria) {
    this.criteria = criteria;
  }

  /**
   * @param published absent: all criteria, in their own order
   */
  static Objective of(@Nullable List<Criterion> published) {
    List<Criterion> criteria =
        new ArrayList<>(published == null ? List.of(Criterion.values()) : published);
    if (!criteria.contains(Criterion.PARCELS)) {
      criteria.add(Criterion.PARCELS);
    }
    return new Objective(List.copyOf(criteria));
  }

  List<Criterion> criteria() {
    return criteria;
  }

  /** What one parcel adds. */
  void add(long[] score, Site from, int highestPriority, boolean late, long cost) {
    for (int i = 0; i < score.length; i++) {
      score[i] +=
          switch (criteria.get(i)) {
            case PROMISE -> late ? 1 : 0;
            case PARCELS -> 1;
            case COMPANY -> from.company() ? 0 : 1;
            case COST -> cost;
            case DISTANCE -> from.distance();
            case PRIORITY -> (long) highestPriority - from.priority();
            case CAPACITY -> from.taken();
          };
    }
  }

  long[] nothing() {
    return new long[criteria.size()];
  }
}
