package io.penstock.deploy.cli;

import io.penstock.connectors.Json;
import io.penstock.deploy.bench.Machine;
import io.penstock.deploy.bench.Measured;
import io.penstock.deploy.bench.Measurement;
import io.penstock.deploy.bench.Report;
import io.penstock.deploy.bench.Table;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what things cost beside others, as ratios within one run. */
@Command(
    name = "bench",
    subcommands = {ReadBenchCommand.class, StockBenchCommand.class},
    description =
        "Measure Penstock beside what others would build, in turns within one run. Prints a table"
            + " of ratios, below it what those are made of that are asked for by name, and one JSON"
            + " object, and writes a report. The exit code is 1 where a measurement has no figure,"
            + " for instance because its counts do not check.")
final class BenchCommand implements Callable<Integer> {

  private static final int QUICK_ROUNDS = 3;
  private static final int ROUNDS = 7;

  /** For the help, and for shells. */
  static final class Names extends ArrayList<String> {

    Names() {
      super(Measurements.names());
    }
  }

  @Parameters(
      paramLabel = "ROW",
      arity = "0..*",
      completionCandidates = Names.class,
      description = "What to measure, of ${COMPLETION-CANDIDATES}. Default: all")
  List<String> names = List.of();

  @Option(names = "--quick", description = "Smaller and fewer rounds: minutes, on two cores.")
  boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often what is compared takes turns. Default: 7, or 3 with --quick")
  @Nullable Integer rounds;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Where the report is written, and beside it its pictures, as SVG. Default:"
              + " deploy/bench/REPORT.md if all is measured, else nowhere")
  @Nullable Path report;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where servers write. Default: a temporary directory, removed at the end.")
  @Nullable Path data;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    List<Measurement> asked = Measurements.named(names);
    int turns = rounds == null ? (quick ? QUICK_ROUNDS : ROUNDS) : rounds;
    if (turns < 1) {
      throw new IllegalArgumentException("--rounds must be positive: " + turns);
    }
    Machine machine = Machine.here();
    List<Measured> rows = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try (Lifetime lifetime = new Lifetime()) {
      Path directory = lifetime.own(DataDirectory.open(data)).path();
      Measurement.Effort effort = new Measurement.Effort(quick, turns, directory, this::tell);
      for (Measurement one : asked) {
        try {
          rows.addAll(one.measure(effort));
        } catch (Exception failed) {
          failures.add(one.name() + ": " + failed.getMessage());
        }
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(Table.text(rows));
    if (!names.isEmpty()) {
      out.println();
      out.print(Table.parts(rows));
    }
    failures.forEach(one -> spec.commandLine().getErr().println("penstock: " + one));
    Map<String, Object> json = Table.json(machine, rows);
    out.println(new String(Json.write(json), StandardCharsets.UTF_8));
    out.flush();
    Path file = names.isEmpty() && report == null ? Path.of("deploy/bench/REPORT.md") : report;
    if (file != null) {
      new Report(machine, command(), rows, failures).write(file);
    }
    return failures.isEmpty() ? 0 : Penstock.FAILED;
  }

  private String command() {
    return String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }

  private void tell(String progress) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(progress);
    err.flush();
  }
}
