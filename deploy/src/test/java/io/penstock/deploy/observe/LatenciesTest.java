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
  void aPartHasPercentilesOfItsOwn() {
    for (int delay : new int[] {900, 30, 10, 20, 800}) {
      latencies.add(delay);
    }

    assertThat(latencies.percentile(50, 1, 4)).isEqualTo(20);
    assertThat(latencies.percentile(99, 1, 4)).isEqualTo(30);
    assertThat(latencies.percentile(99, 2, 2)).isZero();
  }

  @Test
  void aCopyStaysAsItIs() {
    latencies.add(10);
    Latencies copy = latencies.copy();
    latencies.add(900);

    assertThat(copy.size()).isEqualTo(1);
    assertThat(copy.percentile(100)).isEqualTo(10);
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
