package io.penstock.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final StringWriter out = new StringWriter();

  @Test
  void aTerminalSeesOneLineRewrittenWhole() {
    ProgressLine line = new ProgressLine(new PrintWriter(out), true);
    line.show("sent 100", 0);
    line.show("done", 1);
    line.end();

    assertThat(out.toString()).isEqualTo("\rsent 100\rdone    " + System.lineSeparator());
  }

  @Test
  void aLogSeesALineEveryFiveSeconds() {
    ProgressLine line = new ProgressLine(new PrintWriter(out), false);
    for (int second = 0; second <= 10; second++) {
      line.show("second " + second, TimeUnit.SECONDS.toNanos(second));
    }
    line.end();

    assertThat(out.toString().lines()).containsExactly("second 0", "second 5", "second 10");
  }
}
