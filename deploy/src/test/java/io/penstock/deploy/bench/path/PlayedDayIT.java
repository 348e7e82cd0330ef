package io.penstock.deploy.bench.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.bench.path.PlayedDay.Played;
import io.penstock.deploy.load.PeakDay;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayedDayIT {

  private static final PlayedDay DAY = new PlayedDay(new PeakDay(5, 3_000), 1_000, 0, 1);

  @TempDir Path directory;

  @Test
  void aDayOfTheFulfilmentIsAnsweredWithoutALossAndEachPartHasItsCosts() throws Exception {
    hasCosts(
        DAY.play("fulfilment", brokers -> new FulfilmentWatch(brokers, Stand.PREFIX), directory));
  }

  @Test
  void aDayOfThePassThroughIsPassedExactlyOnce() throws Exception {
    hasCosts(DAY.play(PassThrough.NAME, PassedWatch::new, directory));
  }

  private static void hasCosts(Played played) {
    assertThat(played.rounds())
        .singleElement()
        .satisfies(
            round -> {
              assertThat(round.jobMicros()).isPositive();
              assertThat(round.brokerMicros()).isPositive();
              assertThat(round.loopMicros()).isPositive();
            });
    assertThat(played.latencies().percentile(99))
        .isGreaterThanOrEqualTo(played.latencies().percentile(50))
        .isPositive();
    assertThat(DayTimeline.of("day", "a day", played.samples(), played.latencies()).panels())
        .allSatisfy(
            panel ->
                assertThat(panel.series())
                    .allSatisfy(series -> assertThat(series.points()).isNotEmpty()));
  }
}
