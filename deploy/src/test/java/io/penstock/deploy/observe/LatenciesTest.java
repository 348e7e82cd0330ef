package io.penstock.deploy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies latencies = new Latencies();

  @Test
  void percentilesAreDelaysThatWereSeen() {
    for (int delay = 5_000; delay >= 1; delay--) {
      latencies.add(delay);
    }

    assertThat(latencies.percentile(50)).isEqualTo(2_500);
    assertThat(latencies.percentile(99)).isEqualTo(4_950);
    assertThat(latencies.percentile(100)).isEqualTo(5_000);
  }

  @Test
  void withoutDelaysThereIsNone() {
    assertThat(latencies.percentile(99)).isZero();
  }

  @Test
  void aClockThatIsAheadMakesNoNegativeDelay() {
    latencies.add(-3);

    assertThat(latencies.percentile(50)).isZero();
  }
}
