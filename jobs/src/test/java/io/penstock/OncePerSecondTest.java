package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OncePerSecondTest {

  @Test
  void aChangeIsDueAtTheEndOfItsSecond() {
    assertThat(OncePerSecond.dueAt(5_000, Long.MIN_VALUE)).isEqualTo(5_999);
    assertThat(OncePerSecond.dueAt(5_999, 5_000)).isEqualTo(5_999);
  }

  @Test
  void aLateChangeIsDueInTheSecondThatTimeHasReached() {
    assertThat(OncePerSecond.dueAt(1_000, 5_500)).isEqualTo(5_999);
  }

  @Test
  void aSecondThatIsOverIsNotUsedAgain() {
    assertThat(OncePerSecond.dueAt(5_500, 5_999)).isEqualTo(6_999);
  }

  @Test
  void timesBeforeTheEpochAreTimesToo() {
    assertThat(OncePerSecond.dueAt(-1_500, Long.MIN_VALUE)).isEqualTo(-1_001);
  }
}
