package io.penstock.deploy.cli;

import io.penstock.deploy.load.PeakDay;
import picocli.CommandLine.Option;

/** The peak day that is played, and how fast. */
final class LoadOptions {

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "20000",
      description = "How many orders the day has. Default: ${DEFAULT-VALUE}")
  int orders;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Orders a minute; 0 is as fast as possible. Default: ${DEFAULT-VALUE}")
  double rate;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same day. Default: ${DEFAULT-VALUE}")
  long seed;

  PeakDay day() {
    if (orders < 1) {
      throw new IllegalArgumentException("--orders must be positive: " + orders);
    }
    if (rate < 0 || Double.isNaN(rate)) {
      throw new IllegalArgumentException("--rate must not be negative: " + rate);
    }
    return new PeakDay(seed, orders);
  }
}
