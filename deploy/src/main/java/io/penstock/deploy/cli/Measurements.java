package io.penstock.deploy.cli;

import io.penstock.deploy.bench.AgainstPostgres;
import io.penstock.deploy.bench.LoopRow;
import io.penstock.deploy.bench.Measurement;
import io.penstock.deploy.bench.StockTurns;
import io.penstock.deploy.bench.micro.MicroRows;
import io.penstock.deploy.bench.path.CrashRow;
import io.penstock.deploy.bench.path.PathRows;
import java.util.List;

/** All measurements of the table of {@code bench}, in its order. */
final class Measurements {

  private static final List<Measurement> ALL =
      List.of(
          new PathRows(),
          new CrashRow(),
          new LoopRow(),
          new AgainstPostgres(),
          StockTurns.BACKEND,
          StockTurns.HOT,
          StockTurns.MERCHANT,
          new MicroRows());

  /** What each of them is called. */
  static List<String> names() {
    return ALL.stream().map(Measurement::name).toList();
  }

  /**
   * Those that are asked for.
   *
   * @param names none for all
   * @throws IllegalArgumentException for a name that none has
   */
  static List<Measurement> named(List<String> names) {
    for (String name : names) {
      if (!names().contains(name)) {
        throw new IllegalArgumentException("nothing is called " + name + ", only " + names());
      }
    }
    return names.isEmpty() ? ALL : ALL.stream().filter(one -> names.contains(one.name())).toList();
  }

  private Measurements() {}
}
