package io.penstock.deploy.bench;

import io.penstock.deploy.bench.PostgresStock.Client;
import io.penstock.deploy.bench.PostgresStock.Wanted;
import io.penstock.deploy.bench.PostgresStock.Way;
import io.penstock.deploy.stack.LocalPostgres;
import io.penstock.deploy.stack.StackException;
import io.penstock.model.OrderLine;
import io.penstock.model.StockRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What it costs a durable PostgreSQL and its clients to reserve the orders of a plan: CPU time of
 * this process, which is the clients alone, and of all processes of the server.
 */
final class PostgresBench implements AutoCloseable {

  /**
   * What was measured of one round.
   *
   * @param cpuMicros for each order, of server and clients
   * @param serverMicros the server's part of it
   */
  record Round(double cpuMicros, double serverMicros) {}

  static final int CLIENTS = 8;

  private final LocalPostgres server;
  private final ProcessTree processes;

  /** Ctrl-C ends us without a word; the server would outlive us. */
  private final Thread hook;

  private PostgresBench(LocalPostgres server, ProcessTree processes) {
    this.server = server;
    this.processes = processes;
    this.hook = new Thread(server::close, "shutdown of PostgreSQL");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a server of its own over an empty directory. */
  static PostgresBench start(Path directory) throws StackException, IOException, SQLException {
    LocalPostgres server = LocalPostgres.startDurable(directory, 0);
    PostgresBench bench = new PostgresBench(server, new ProcessTree(server.pid()));
    try (Connection connection = bench.connect()) {
      PostgresStock.create(connection);
    } catch (SQLException failed) {
      bench.close();
      throw failed;
    }
    return bench;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(server.url(), server.user(), "");
  }

  /**
   * Reserves all orders of a plan over full stock.
   *
   * @throws IllegalStateException where anything is lost, double or oversold
   */
  Round run(StockPlan plan, Way way) throws SQLException, IOException, StackException {
    List<Wanted> orders = orders(plan);
    try (Connection connection = connect()) {
      PostgresStock.fill(connection, plan.skus(), plan.warehouses(), StockPlan.UNITS);
      long server = -processes.cpuNanos();
      long client = -Machine.cpuNanos();
      reserve(orders, way);
      client += Machine.cpuNanos();
      server += processes.cpuNanos();
      check(connection, orders);
      return new Round(
          (server + client) / 1e3 / orders.size(), (double) server / 1e3 / orders.size());
    }
  }

  /** Eight clients take the next order each, until there is none. */
  void reserve(List<Wanted> orders, Way way) throws SQLException, StackException {
    AtomicInteger next = new AtomicInteger();
    List<Client> clients = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Client client = new Client(connect(), way);
        clients.add(client);
        all.add(
            threads.submit(
                () -> {
                  for (int o = next.getAndIncrement();
                      o < orders.size();
                      o = next.getAndIncrement()) {
                    client.reserve(orders.get(o));
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw new StackException("an order was not reserved: " + failed.getMessage(), failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while orders were reserved", stop);
    } finally {
      threads.shutdownNow();
      for (Client client : clients) {
        client.close();
      }
    }
  }

  private static void check(Connection connection, List<Wanted> orders) throws SQLException {
    long units =
        orders.stream()
            .flatMap(order -> order.units().stream())
            .mapToLong(Integer::longValue)
            .sum();
    expect(
        orders.size(),
        PostgresStock.ask(
            connection, "SELECT count(DISTINCT order_id) FROM reservation WHERE units > 0"));
    expect(units, PostgresStock.ask(connection, "SELECT sum(units) FROM reservation"));
    expect(units, PostgresStock.ask(connection, "SELECT sum(reserved) FROM stock"));
  }

  private static void expect(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException(
          "PostgreSQL reserved %,d where it should have reserved %,d".formatted(found, expected));
    }
  }

  /** The orders of a plan, nearest warehouse first. */
  static List<Wanted> orders(StockPlan plan) {
    List<Wanted> orders = new ArrayList<>();
    for (long i = plan.opening(); i < plan.inputs(); i++) {
      StockRequest request = Objects.requireNonNull(plan.map(i).request());
      var order = Objects.requireNonNull(request.order()).order();
      TreeMap<String, Integer> units = new TreeMap<>();
      for (OrderLine line : order.lines()) {
        units.merge(line.sku(), line.quantity(), Integer::sum);
      }
      orders.add(
          new Wanted(
              order.orderId(),
              plan.nearestFirst(Objects.requireNonNull(order.consignee().region())),
              List.copyOf(units.keySet()),
              List.copyOf(units.values())));
    }
    return orders;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    server.close();
  }
}
