package io.penstock.deploy.cli;

import io.penstock.connectors.Json;
import io.penstock.deploy.bench.StockBench;
import io.penstock.deploy.bench.StockBench.Row;
import io.penstock.deploy.stack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the stock stage alone: one huge seller beside many that have as much together. */
@Command(
    name = "stock",
    description =
        "Measure what locking an order costs the stock stage alone, on RocksDB: all articles and"
            + " orders in one pool, and the same spread over many pools. Prints a table and one JSON"
            + " object. Give the JVM the heap that you want it to live in: PENSTOCK_JAVA_OPTIONS=-Xmx2g")
final class StockBenchCommand implements Callable<Integer> {

  @Option(
      names = "--skus",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Articles in all. Default: ${DEFAULT-VALUE}")
  int skus;

  @Option(
      names = "--warehouses",
      paramLabel = "N",
      defaultValue = "50",
      description = "Warehouses, each with every article. Default: ${DEFAULT-VALUE}")
  int warehouses;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "300000",
      description = "Orders of 1 to 4 lines. Default: ${DEFAULT-VALUE}")
  int orders;

  @Option(
      names = "--pools",
      paramLabel = "N",
      defaultValue = "200",
      description = "Pools that the goods are spread over. Default: ${DEFAULT-VALUE}")
  int pools;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where RocksDB may write. Default: ${DEFAULT-VALUE}")
  Path data = Path.of("data");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws StackException, IOException {
    StockBench bench = new StockBench(data);
    Row one = bench.run(1, skus, warehouses, orders);
    Row many = bench.run(pools, skus, warehouses, orders);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%8s %10s %10s %10s %12s %9s %10s %10s%n",
        "pools",
        "articles",
        "warehouses",
        "orders",
        "CPU us/order",
        "seconds",
        "heap MB",
        "state MB");
    for (Row row : List.of(one, many)) {
      out.printf(
          "%,8d %,10d %,10d %,10d %12.1f %9.1f %,10d %,10d%n",
          row.pools(),
          row.skus(),
          row.warehouses(),
          row.orders(),
          row.cpuMicros(),
          row.seconds(),
          row.heapBytes() >> 20,
          row.stateBytes() >> 20);
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("onePoolToMany", many.cpuMicros() / one.cpuMicros());
    summary.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
    summary.put("rows", List.of(one, many));
    out.println(new String(Json.write(summary), StandardCharsets.UTF_8));
    out.flush();
    return 0;
  }
}
