package io.penstock.deploy.bench.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.bench.Timeline;
import io.penstock.deploy.bench.Timeline.Panel;
import io.penstock.deploy.bench.Timeline.Point;
import io.penstock.deploy.bench.Timeline.Series;
import io.penstock.deploy.bench.path.DayTimeline.Sample;
import io.penstock.deploy.bench.path.Stand.Look;
import io.penstock.deploy.observe.Latencies;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayTimelineTest {

  private static final long SECOND = 1_000_000_000;

  private final Latencies latencies = new Latencies();
  private final List<Sample> samples = new ArrayList<>();

  @Test
  void eachMomentIsShownByTheThreeSecondsBeforeIt() {
    sample(0, 0, 0.0);
    sample(1, 300, 0.5);
    sample(2, 300, 1.5);
    sample(3, 900, 1.5);
    sample(4, 1_200, 2.0);

    assertThat(line("answered"))
        .containsExactly(
            new Point(1, 300), new Point(2, 150), new Point(3, 300), new Point(4, 300));
    assertThat(line("job")).last().isEqualTo(new Point(4, 0.5));
    assertThat(line("broker")).last().isEqualTo(new Point(4, 0.25));
    assertThat(line("load, readers and loop")).last().isEqualTo(new Point(4, 1));
  }

  @Test
  void aPercentileIsOfTheDelaysOfItsOwnTime() {
    sample(0, 0, 0);
    sample(1, 0, 0, 10, 20, 30);
    sample(2, 0, 0);
    sample(3, 0, 0);
    sample(4, 0, 0, 900);
    latencies.add(5_000);

    assertThat(line("p50"))
        .containsExactly(new Point(1, 20), new Point(2, 20), new Point(3, 20), new Point(4, 900));
    assertThat(line("p99"))
        .containsExactly(new Point(1, 30), new Point(2, 30), new Point(3, 30), new Point(4, 900));
  }

  @Test
  void whereNothingWasAnsweredThereIsNoDelay() {
    sample(0, 0, 0);
    sample(1, 0, 0);
    sample(2, 0, 0, 40);

    assertThat(line("p99")).containsExactly(new Point(2, 40));
    assertThat(line("answered")).hasSize(2);
  }

  private void sample(int second, long records, double jobSeconds, long... delays) {
    for (long delay : delays) {
      latencies.add(delay);
    }
    long jobNanos = (long) (jobSeconds * SECOND);
    samples.add(
        new Sample(
            new Look(records, 77 + second * SECOND, jobNanos, jobNanos / 2),
            2 * jobNanos,
            latencies.size()));
  }

  private List<Point> line(String name) {
    Timeline day = DayTimeline.of("day", "a day", samples, latencies);
    return day.panels().stream()
        .map(Panel::series)
        .flatMap(List::stream)
        .filter(series -> series.name().equals(name))
        .map(Series::points)
        .findFirst()
        .orElseThrow();
  }
}
