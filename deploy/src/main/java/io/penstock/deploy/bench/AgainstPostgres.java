package io.penstock.deploy.bench;

import io.penstock.deploy.bench.PostgresStock.Way;
import io.penstock.deploy.bench.StockBench.Backend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The stock stage beside a PostgreSQL that reserves the same orders: orders for each CPU second.
 * The stage's figure holds the making of its orders, PostgreSQL's does not.
 */
public final class AgainstPostgres implements Measurement {

  private static final int SKUS = 10_000;
  private static final int WAREHOUSES = 8;

  private static final String SETTING =
      " %,d articles in %d warehouses, orders of 1 to 4 lines, %s; CPU of the whole process with a"
          + " checkpoint a second on RocksDB, beside that of a durable server and its %d clients";

  private static final String UNIFORM = "every article as likely";
  private static final String HOT = "half the lines on 10 articles";

  /** What takes turns, of one spread of the goods. */
  private record Turns(
      boolean hot,
      List<StockBench.Row> stock,
      List<PostgresBench.Round> function,
      List<PostgresBench.Round> transaction) {

    static Turns of(boolean hot) {
      return new Turns(hot, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public List<Measured> measure(Effort effort) throws Exception {
    int ofStock = effort.size(30_000, 150_000);
    int ofPostgres = effort.size(6_000, 20_000);
    List<Turns> both = List.of(Turns.of(false), Turns.of(true));
    Path directory = Files.createTempDirectory(effort.directory(), name());
    StockBench stock = new StockBench(directory);
    try (PostgresBench postgres = PostgresBench.start(directory.resolve("server"))) {
      effort.progress().accept("PostgreSQL and the stock stage warm up");
      stock.run(plan(ofStock, false), Backend.ROCKSDB);
      for (Way way : Way.values()) {
        postgres.run(plan(ofPostgres / 2, false), way);
      }
      for (int round = 1; round <= effort.rounds(); round++) {
        effort.progress().accept("stock and PostgreSQL, round " + round);
        for (Turns turns : both) {
          turns.function().add(postgres.run(plan(ofPostgres, turns.hot()), Way.FUNCTION));
          turns.stock().add(stock.run(plan(ofStock, turns.hot()), Backend.ROCKSDB));
          turns.transaction().add(postgres.run(plan(ofPostgres, turns.hot()), Way.TRANSACTION));
        }
      }
    }
    List<Measured> rows = new ArrayList<>();
    for (Turns turns : both) {
      String name = turns.hot() ? "hot articles" : "uniform";
      String setting = setting(turns.hot() ? HOT : UNIFORM);
      rows.add(
          row(
              Goal.atLeast(
                  "stock / PostgreSQL function, " + name,
                  8,
                  12,
                  "orders per CPU second, one stored function for each order." + setting),
              "function",
              turns.function(),
              turns.stock()));
      rows.add(
          row(
              Goal.told(
                  "stock / PostgreSQL transaction, " + name,
                  "orders per CPU second, lock, update, insert and commit by the client."
                      + setting),
              "transaction",
              turns.transaction(),
              turns.stock()));
    }
    return rows;
  }

  private static Measured row(
      Goal goal, String way, List<PostgresBench.Round> postgres, List<StockBench.Row> stock) {
    return Measured.ratio(
        goal,
        "PostgreSQL " + way + ", CPU us an order",
        Measured.each(postgres, PostgresBench.Round::cpuMicros),
        "stock stage, CPU us an order",
        Measured.each(stock, StockBench.Row::cpuMicros));
  }

  private static StockPlan plan(int orders, boolean hot) {
    return new StockPlan(1, SKUS, WAREHOUSES, orders, hot);
  }

  private static String setting(String spread) {
    return SETTING.formatted(SKUS, WAREHOUSES, spread, PostgresBench.CLIENTS);
  }
}
