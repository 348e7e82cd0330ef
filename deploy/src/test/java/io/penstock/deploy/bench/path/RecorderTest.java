package io.penstock.deploy.bench.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.deploy.stack.StackException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecorderTest {

  @Test
  void theBeginningAndTheEndAreAlwaysSampled() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (Recorder<Integer> recorder = Recorder.start(looks::incrementAndGet)) {
      assertThat(recorder.end()).hasSizeGreaterThanOrEqualTo(2).startsWith(1, 2).isSorted();
    }
  }

  @Test
  void whatCannotBeSampledIsToldAtTheEnd() throws Exception {
    try (Recorder<Integer> recorder =
        Recorder.start(
            () -> {
              throw new IOException("it is gone");
            })) {
      assertThatThrownBy(recorder::end)
          .isInstanceOf(StackException.class)
          .hasMessage("a sample could not be taken: it is gone");
    }
  }
}
