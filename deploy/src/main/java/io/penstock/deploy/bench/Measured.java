package io.penstock.deploy.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a goal's ratio came to.
 *
 * @param parts what was measured beside one another, by a name that has its unit
 * @param timelines how it came to that; mostly none
 */
public record Measured(
    Goal goal, Spread ratio, Map<String, Spread> parts, List<Timeline> timelines) {

  public Measured {
    parts = new LinkedHashMap<>(parts);
    timelines = List.copyOf(timelines);
  }

  /** Without a timeline. */
  public Measured(Goal goal, Spread ratio, Map<String, Spread> parts) {
    this(goal, ratio, parts, List.of());
  }

  /** The same, seen over time. */
  public Measured over(Timeline timeline) {
    return new Measured(goal, ratio, parts, List.of(timeline));
  }

  public Goal.Verdict verdict() {
    return goal.verdict(ratio.median());
  }

  /** The ratio of two things that were measured in the same rounds, round by round. */
  public static Measured ratio(
      Goal goal, String overName, List<Double> over, String underName, List<Double> under) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < over.size(); round++) {
      ratios.add(over.get(round) / under.get(round));
    }
    Map<String, Spread> parts = new LinkedHashMap<>();
    parts.put(overName, Spread.of(over));
    parts.put(underName, Spread.of(under));
    return new Measured(goal, Spread.of(ratios), parts);
  }

  /** One figure of each round. */
  public static <T> List<Double> each(List<T> rounds, ToDoubleFunction<T> figure) {
    return rounds.stream().map(round -> figure.applyAsDouble(round)).toList();
  }
}
