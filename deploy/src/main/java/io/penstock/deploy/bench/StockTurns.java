package io.penstock.deploy.bench;

import io.penstock.deploy.bench.StockBench.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The stock stage beside itself, with one thing changed.
 *
 * @param goal for the CPU of the one for each that the other takes
 * @param mostRounds where a round takes minutes
 */
public record StockTurns(String name, Goal goal, int mostRounds, Variant over, Variant under)
    implements Measurement {

  /** A way to run it. */
  record Variant(String name, Backend backend, Function<Effort, StockPlan> plan) {

    double cpuMicros(StockBench bench, Effort effort) throws Exception {
      return bench.run(plan.apply(effort), backend).cpuMicros();
    }
  }

  private static final int SKUS = 10_000;
  private static final int WAREHOUSES = 8;
  private static final int MERCHANTS = 200;

  private static final String CPU =
      "; CPU of the whole process to lock an order of 1 to 4 lines, a checkpoint every second";
  private static final String SETTING =
      CPU + ", %,d articles in %d warehouses".formatted(SKUS, WAREHOUSES);

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
          Integer.MAX_VALUE,
          new Variant("on RocksDB", Backend.ROCKSDB, effort -> shop(effort, false)),
          new Variant("on heap", Backend.HEAP, effort -> shop(effort, false)));

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
          Integer.MAX_VALUE,
          new Variant("uniform", Backend.ROCKSDB, effort -> shop(effort, false)),
          new Variant("hot articles", Backend.ROCKSDB, effort -> shop(effort, true)));

  /** What it costs that all goods are in one pool, which one task serves; again of speeds. */
  public static final StockTurns MERCHANT =
      new StockTurns(
          "merchant",
          Goal.atLeast(
              "one merchant / %d merchants".formatted(MERCHANTS),
              0.85,
              0.95,
              "orders per CPU second with all goods and orders in one pool, beside the same spread"
                  + " over %d pools, on RocksDB: 1,000,000 articles in 50 warehouses, or 100,000 in 8"
                      .formatted(MERCHANTS)
                  + " with --quick"
                  + CPU),
          3,
          new Variant("of many", Backend.ROCKSDB, effort -> merchants(effort, MERCHANTS)),
          new Variant("of one", Backend.ROCKSDB, effort -> merchants(effort, 1)));

  private static StockPlan shop(Effort effort, boolean hot) {
    return new StockPlan(1, SKUS, WAREHOUSES, effort.size(30_000, 150_000), hot);
  }

  private static StockPlan merchants(Effort effort, int pools) {
    return new StockPlan(
        pools,
        effort.size(100_000, 1_000_000),
        effort.size(WAREHOUSES, 50),
        effort.size(30_000, 300_000),
        false);
  }

  @Override
  public List<Measured> measure(Effort effort) throws Exception {
    Path directory = Files.createTempDirectory(effort.directory(), name);
    StockBench bench = new StockBench(directory);
    effort.progress().accept("the stock stage: " + goal.name());
    double unused = over.cpuMicros(bench, effort) + under.cpuMicros(bench, effort);
    List<Double> overs = new ArrayList<>();
    List<Double> unders = new ArrayList<>();
    for (int round = 0; round < Math.min(mostRounds, effort.rounds()); round++) {
      overs.add(over.cpuMicros(bench, effort));
      unders.add(under.cpuMicros(bench, effort));
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
