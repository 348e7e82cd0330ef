package io.penstock.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StillnessTest {

  private final Stillness stillness = new Stillness(10);

  @Test
  void aRunIsGivenUpOnlyWhenNothingMovedForTheWholeTime() {
    assertThat(stillness.isTooLong(List.of(1), 100)).isFalse();
    assertThat(stillness.isTooLong(List.of(1), 109)).isFalse();
    assertThat(stillness.isTooLong(List.of(2), 111)).isFalse();
    assertThat(stillness.isTooLong(List.of(2), 120)).isFalse();
    assertThat(stillness.isTooLong(List.of(2), 121)).isTrue();
  }
}
