package io.penstock.deploy.bench.path;

import io.penstock.deploy.bench.Machine;
import io.penstock.deploy.bench.Timeline;
import io.penstock.deploy.bench.Timeline.Panel;
import io.penstock.deploy.bench.Timeline.Point;
import io.penstock.deploy.bench.Timeline.Series;
import io.penstock.deploy.bench.path.Stand.Look;
import io.penstock.deploy.observe.Latencies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A played day over time: what was answered, with what delay, and on whose CPU. */
final class DayTimeline {

  /**
   * A day at one moment.
   *
   * @param ownNanos CPU time so far of this JVM
   * @param delays that were measured so far
   */
  record Sample(Look look, long ownNanos, int delays) {

    static Sample of(Stand stand) throws IOException {
      return new Sample(stand.look(), Machine.cpuNanos(), stand.watch().delays());
    }
  }

  /** Results are committed once in a second: over a few, neither a peak nor a gap is left of it. */
  private static final int WINDOW = 3;

  /** From one sample to a later one. */
  private record Window(Sample from, Sample to) {

    double seconds() {
      return (to.look().nanos() - from.look().nanos()) / 1e9;
    }

    double answered() {
      return (to.look().records() - from.look().records()) / seconds();
    }

    double jobCores() {
      return (to.look().jobNanos() - from.look().jobNanos()) / 1e9 / seconds();
    }

    double brokerCores() {
      return (to.look().brokerNanos() - from.look().brokerNanos()) / 1e9 / seconds();
    }

    double ownCores() {
      return (to.ownNanos() - from.ownNanos()) / 1e9 / seconds();
    }

    boolean hasDelays() {
      return to.delays() > from.delays();
    }

    double percentile(double percent, Latencies latencies) {
      return latencies.percentile(percent, from.delays(), to.delays());
    }
  }

  /**
   * Shows each moment by the three seconds before it.
   *
   * @param samples one a second
   * @param latencies all that were measured until the last of them, or longer
   */
  static Timeline of(String name, String title, List<Sample> samples, Latencies latencies) {
    List<Window> windows = new ArrayList<>();
    for (int to = 1; to < samples.size(); to++) {
      windows.add(new Window(samples.get(Math.max(0, to - WINDOW)), samples.get(to)));
    }
    List<Window> delayed = windows.stream().filter(Window::hasDelays).toList();
    long start = samples.isEmpty() ? 0 : samples.get(0).look().nanos();
    return new Timeline(
        name,
        title,
        List.of(
            new Panel(
                "records a second, over the last %d s".formatted(WINDOW),
                List.of(series("answered", windows, start, Window::answered))),
            new Panel(
                "ms from due to readable, of the last %d s".formatted(WINDOW),
                List.of(
                    series("p50", delayed, start, window -> window.percentile(50, latencies)),
                    series("p99", delayed, start, window -> window.percentile(99, latencies)))),
            new Panel(
                "busy cores, over the last %d s".formatted(WINDOW),
                List.of(
                    series("job", windows, start, Window::jobCores),
                    series("broker", windows, start, Window::brokerCores),
                    series("load, readers and loop", windows, start, Window::ownCores)))));
  }

  private static Series series(
      String name, List<Window> windows, long start, ToDoubleFunction<Window> value) {
    return new Series(
        name,
        windows.stream()
            .map(
                window ->
                    new Point(
                        (window.to().look().nanos() - start) / 1e9, value.applyAsDouble(window)))
            .toList());
  }

  private DayTimeline() {}
}
