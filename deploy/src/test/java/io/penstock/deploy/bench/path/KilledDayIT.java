package io.penstock.deploy.bench.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.load.PeakDay;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledDayIT {

  /** Ten minutes long, and ended as soon as the job is back. */
  private static final KilledDay DAY = new KilledDay(new PeakDay(5, 60_000), 500, 6_000, 1);

  @TempDir Path directory;

  @Test
  void aJobThatIsKilledUnderLoadCatchesUpAndNothingIsLostOrDouble() throws Exception {
    assertThat(
            DAY.play(
                "fulfilment", brokers -> new FulfilmentWatch(brokers, Stand.PREFIX), directory))
        .singleElement()
        .satisfies(
            recovery -> {
              assertThat(recovery.level()).isPositive();
              assertThat(recovery.highest()).isGreaterThan(recovery.level());
              assertThat(recovery.flatSeconds()).isGreaterThan(recovery.readySeconds());
            });
  }
}
