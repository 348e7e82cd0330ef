package io.penstock.deploy.bench;

import java.util.List;

/** What several repetitions of one measurement came to. */
public record Spread(double median, double min, double max, int rounds) {

  /**
   * Of an even number the lower one of the two in the middle is the median.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Spread of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int last = sorted.size() - 1;
    return new Spread(sorted.get(last / 2), sorted.get(0), sorted.get(last), sorted.size());
  }
}
