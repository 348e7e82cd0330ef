package io.penstock.deploy.stack;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PollingTest {

  private static final Duration SHORT = Duration.ofMillis(120);

  @Test
  void whoGivesUpSaysForWhatHeWaitedAndWhatFailedLast() {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> Polling.until("rain", SHORT, () -> false))
        .withMessage("gave up waiting for rain after 0 s");
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(
            () ->
                Polling.until(
                    "rain",
                    SHORT,
                    () -> {
                      throw new IOException("no cloud");
                    }))
        .withMessage("gave up waiting for rain after 0 s: no cloud");
  }

  @Test
  void aServerThatDoesNotAnswerIsSaidNotToAnswer() {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(
            () ->
                Polling.until(
                    "the broker",
                    SHORT,
                    () -> {
                      throw new TimeoutException();
                    }))
        .withMessage("gave up waiting for the broker after 0 s: no answer");
  }
}
