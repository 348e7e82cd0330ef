package io.penstock.deploy.bench;

import io.penstock.deploy.bench.StockBench.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The stock stage beside itself, with one thing changed.
 *
 * @param goal for the CPU of the one for each that the other takes
 */
public record StockTurns(String name, Goal goal, Variant over, Variant under)
    implements Measurement {

  /** A way to run it. */
  record Variant(String name, boolean hot, Backend backend) {

    double cpuMicros(StockBench bench, int orders) throws Exception {
      return bench.run(new StockPlan(1, SKUS, WAREHOUSES, orders, hot), backend).cpuMicros();
    }
  }

  private static final int SKUS = 10_000;
  private static final int WAREHOUSES = 8;

  private static final String SETTING =
      "; CPU of the whole process to lock an order of 1 to 4 lines, %,d articles in %d warehouses,"
              .formatted(SKUS, WAREHOUSES)
          + " a checkpoint every second";

  /** What RocksDB costs. */
  public static final StockTurns BACKEND =
      new StockTurns(
          "backend",
          Goal.atMost(
              "stock on RocksDB / on heap",
              1.5,
              1.2,
              "the stock stage on RocksDB, whose checkpoints hold what changed, beside the same on"
                  + " the heap, whose checkpoints hold everything"
                  + SETTING),
          new Variant("on RocksDB", false, Backend.ROCKSDB),
          new Variant("on heap", false, Backend.HEAP));

  /** What hot articles cost: the ratio is of speeds, so the CPU of the others is above. */
  public static final StockTurns HOT =
      new StockTurns(
          "hot",
          Goal.atLeast(
              "hot articles / uniform",
              0.95,
              1,
              "orders per CPU second with half the lines on 10 articles, beside every article as"
                  + " likely, on RocksDB; all orders get their goods"
                  + SETTING),
          new Variant("uniform", false, Backend.ROCKSDB),
          new Variant("hot articles", true, Backend.ROCKSDB));

  @Override
  public List<Measured> measure(Effort effort) throws Exception {
    int orders = effort.size(30_000, 150_000);
    Path directory = Files.createTempDirectory(effort.directory(), name);
    StockBench bench = new StockBench(directory);
    effort.progress().accept("the stock stage: " + goal.name());
    double unused = over.cpuMicros(bench, orders) + under.cpuMicros(bench, orders);
    List<Double> overs = new ArrayList<>();
    List<Double> unders = new ArrayList<>();
    for (int round = 0; round < effort.rounds(); round++) {
      overs.add(over.cpuMicros(bench, orders));
      unders.add(under.cpuMicros(bench, orders));
    }
    return List.of(
        Measured.ratio(
            goal,
            over.name() + ", CPU us an order",
            overs,
            under.name() + ", CPU us an order",
            unders));
  }
}
