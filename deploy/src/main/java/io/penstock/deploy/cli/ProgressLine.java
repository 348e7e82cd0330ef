package io.penstock.deploy.cli;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * A line about what is going on: rewritten in place on a terminal, otherwise a plain line every few
 * seconds, so that a log stays readable.
 */
final class ProgressLine {

  private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private long lastNanos;
  private boolean printed;
  private int width;

  ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // only JDK 22 and later answer for what is no terminal
  static ProgressLine on(PrintWriter out) {
    return new ProgressLine(out, System.console() != null);
  }

  /**
   * Shows the line, now or, where lines cannot be rewritten, when it is time for the next.
   *
   * @param nanos of a monotonic clock
   */
  void show(String line, long nanos) {
    if (terminal) {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    } else if (!printed || nanos - lastNanos >= BETWEEN_PLAIN_LINES.toNanos()) {
      out.println(line);
      out.flush();
      lastNanos = nanos;
    }
    printed = true;
  }

  /** Leaves the last line as it stands. */
  void end() {
    if (terminal && printed) {
      out.println();
      out.flush();
    }
  }
}
