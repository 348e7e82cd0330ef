package io.penstock.deploy.bench;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table: a ratio that is measured, and what it is to be.
 *
 * @param name of one thing beside another
 * @param how it is measured, in one sentence
 * @param bar absent where the ratio is only told
 */
public record Goal(String name, String how, @Nullable Bar bar) {

  /** How far a ratio comes. */
  public enum Verdict {
    GOAL,
    FLOOR,
    MISSED,
    /** There is nothing to reach. */
    TOLD
  }

  /**
   * What a ratio is to be.
   *
   * @param sense which side of the bounds is the good one
   * @param floor what must be reached
   * @param goal what should be reached
   */
  public record Bar(Sense sense, double floor, double goal) {

    boolean reaches(double ratio, double bound) {
      return sense == Sense.AT_LEAST ? ratio >= bound : ratio <= bound;
    }

    @Override
    public String toString() {
      String sign = sense == Sense.AT_LEAST ? ">= " : "<= ";
      return sign + Table.number(floor) + ", " + Table.number(goal);
    }
  }

  /** Whether more is better. */
  public enum Sense {
    AT_LEAST,
    AT_MOST
  }

  /** A ratio without anything to reach. */
  public static Goal told(String name, String how) {
    return new Goal(name, how, null);
  }

  /** A ratio that is to be large. */
  public static Goal atLeast(String name, double floor, double goal, String how) {
    return new Goal(name, how, new Bar(Sense.AT_LEAST, floor, goal));
  }

  /** A ratio that is to be small. */
  public static Goal atMost(String name, double floor, double goal, String how) {
    return new Goal(name, how, new Bar(Sense.AT_MOST, floor, goal));
  }

  Verdict verdict(double ratio) {
    if (bar == null) {
      return Verdict.TOLD;
    } else if (bar.reaches(ratio, bar.goal())) {
      return Verdict.GOAL;
    }
    return bar.reaches(ratio, bar.floor()) ? Verdict.FLOOR : Verdict.MISSED;
  }
}
