package io.penstock.deploy.cli;

import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.OrderPayloads;
import io.penstock.deploy.bench.AuditBench;
import io.penstock.deploy.bench.DayRecords;
import io.penstock.deploy.bench.NormaliserBench;
import io.penstock.deploy.bench.NormaliserBench.Row;
import io.penstock.deploy.load.PeakDay;
import io.penstock.model.RawRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what reading and judging an order costs beside the parse of its JSON alone. */
@Command(
    name = "read",
    description =
        "Measure what reading an order costs beside the parse of its JSON alone, for the samples of"
            + " each marketplace and for the orders of the demo, or for payloads of your own; and"
            + " what judging the demo's orders costs, with few rules and many. Prints tables and one"
            + " JSON object.")
final class ReadBenchCommand implements Callable<Integer> {

  private static final int MESSAGES = 2_000;
  private static final int MANY_RULES = 1_000;
  private static final int MANY_DENIALS = 1_000_000;

  @Option(
      names = "--turns",
      paramLabel = "N",
      defaultValue = "9",
      description = "How often each is measured; the median counts. Default: ${DEFAULT-VALUE}")
  int turns;

  @Option(
      names = "--payloads",
      paramLabel = "DIR",
      description =
          "Measure these instead: a directory with a folder for each marketplace. What holds no"
              + " order in JSON is passed over.")
  @Nullable Path payloads;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, UnreadableException {
    if (turns < 1) {
      throw new IllegalArgumentException("--turns must be positive: " + turns);
    }
    SortedMap<String, List<RawRecord>> measured =
        payloads == null ? samplesAndDemo() : OrderPayloads.in(payloads);
    if (measured.isEmpty()) {
      throw new IllegalArgumentException(
          "no folder of " + payloads + " has a marketplace's name and holds an order");
    }
    List<Row> rows = new NormaliserBench(turns).run(measured);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-20s %8s %10s %14s %7s %14s%n",
        "payloads", "bytes", "parse ns", "normalise ns", "ratio", "allocated B");
    for (Row row : rows) {
      out.printf(
          "%-20s %,8d %,10d %,14d %7.2f %,14d%n",
          row.payloads(),
          row.bytes(),
          row.parseNanos(),
          row.normaliseNanos(),
          row.ratio(),
          row.normaliseAllocated());
    }
    List<AuditBench.Row> audits = new AuditBench(turns).run(demoOrders(), MANY_RULES, MANY_DENIALS);
    out.printf(
        "%n%8s %8s %10s %10s %14s %7s%n",
        "rules", "asked", "denials", "parse ns", "audit ns", "ratio");
    for (AuditBench.Row row : audits) {
      out.printf(
          "%,8d %,8d %,10d %,10d %,14d %7.2f%n",
          row.rules(), row.asked(), row.denials(), row.parseNanos(), row.auditNanos(), row.ratio());
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("normaliseToParse", NormaliserBench.ratio(rows));
    summary.put("allocationSpread", NormaliserBench.allocationSpread(rows));
    summary.put("auditToParse", audits.stream().map(AuditBench.Row::ratio).toList());
    summary.put("rows", rows);
    summary.put("audits", audits);
    out.println(new String(Json.write(summary), StandardCharsets.UTF_8));
    out.flush();
    return 0;
  }

  /** The samples, and the demo's orders by marketplace. */
  private static SortedMap<String, List<RawRecord>> samplesAndDemo() throws IOException {
    SortedMap<String, List<RawRecord>> orders = OrderPayloads.samples();
    for (RawRecord order : demoOrders()) {
      orders.computeIfAbsent("demo " + order.marketplace(), none -> new ArrayList<>()).add(order);
    }
    return orders;
  }

  /** The readable orders of a small peak day. */
  private static List<RawRecord> demoOrders() {
    return DayRecords.readable(new PeakDay(1, MESSAGES)).subList(0, MESSAGES);
  }
}
