package io.penstock.deploy.bench.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CalmTest {

  private final Calm calm = new Calm(100, 10);

  @Test
  void aBacklogIsFlatFromTheFirstLookSinceWhichItStaysLow() {
    assertThat(calm.sees(900, 0)).isFalse();
    assertThat(calm.sees(100, 5)).isFalse();
    assertThat(calm.sees(40, 14)).isFalse();
    assertThat(calm.sees(90, 15)).isTrue();

    assertThat(calm.since()).isEqualTo(5);
    assertThat(calm.highest()).isEqualTo(900);
  }

  @Test
  void aBacklogThatIsLowBetweenTwoPeaksIsNotFlat() {
    assertThat(calm.sees(50, 0)).isFalse();
    assertThat(calm.sees(101, 9)).isFalse();
    assertThat(calm.sees(50, 12)).isFalse();
    assertThat(calm.sees(100, 21)).isFalse();
    assertThat(calm.sees(100, 22)).isTrue();

    assertThat(calm.since()).isEqualTo(12);
  }

  @Test
  void aBacklogThatIsHighIsLowSinceNoMoment() {
    assertThat(calm.sees(101, 0)).isFalse();

    assertThatThrownBy(calm::since).hasMessage("it is not low");
  }
}
