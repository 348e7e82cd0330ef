package io.penstock.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.bench.PostgresStock.Wanted;
import io.penstock.deploy.bench.PostgresStock.Way;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresBenchIT {

  private static final int SKUS = 5;
  private static final int WAREHOUSES = 2;
  private static final int UNITS = 50;

  @TempDir static Path directory;

  private static PostgresBench postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresBench.start(directory);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource
  void clientsThatWantMoreThanThereIsNeverOversellNorDivideAnOrder(Way way) throws Exception {
    List<Wanted> orders = scarce();
    try (Connection connection = postgres.connect()) {
      PostgresStock.fill(connection, SKUS, WAREHOUSES, UNITS);

      postgres.reserve(orders, way);

      assertThat(rows(connection, "SELECT sku FROM stock WHERE reserved > on_hand")).isEmpty();
      assertThat(
              rows(
                  connection,
                  "SELECT s.sku FROM stock s WHERE reserved <> (SELECT coalesce(sum(units), 0) FROM"
                      + " reservation r WHERE r.sku = s.sku AND r.warehouse = s.warehouse)"))
          .as("what is reserved has an order")
          .isEmpty();
      assertThat(
              rows(
                  connection,
                  "SELECT order_id FROM reservation WHERE units > 0 GROUP BY order_id"
                      + " HAVING count(*) <> 2 OR count(DISTINCT warehouse) <> 1"))
          .as("both articles or none, from one warehouse")
          .isEmpty();
      assertThat(PostgresStock.ask(connection, "SELECT sum(reserved) FROM stock"))
          .as("little is left")
          .isGreaterThan(SKUS * WAREHOUSES * UNITS * 3L / 5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOrderThatComesTwiceIsReservedOnce(Way way) throws Exception {
    Wanted once = wanted("once", 1, 2, 3);
    List<Wanted> often = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      often.add(once);
    }
    try (Connection connection = postgres.connect()) {
      PostgresStock.fill(connection, SKUS, WAREHOUSES, UNITS);

      postgres.reserve(often, way);

      assertThat(PostgresStock.ask(connection, "SELECT sum(reserved) FROM stock")).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theServerWaitsForTheDiskAndARoundThatChecksHasItsCost(Way way) throws Exception {
    try (Connection connection = postgres.connect()) {
      assertThat(rows(connection, "SHOW fsync")).containsExactly("on");
      assertThat(rows(connection, "SHOW synchronous_commit")).containsExactly("on");
    }
    PostgresBench.Round round = postgres.run(new StockPlan(1, 500, 2, 200, true), way);

    assertThat(round.serverMicros()).isPositive();
    assertThat(round.cpuMicros()).isGreaterThanOrEqualTo(round.serverMicros());
  }

  private static List<Wanted> scarce() {
    SplittableRandom dice = new SplittableRandom(7);
    List<Wanted> orders = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int first = dice.nextInt(SKUS - 1);
      orders.add(
          wanted("order-" + i, first, first + 1 + dice.nextInt(SKUS - 1 - first), 1 + i % 2));
    }
    return orders;
  }

  private static Wanted wanted(String order, int first, int second, int units) {
    return new Wanted(
        order,
        order.hashCode() % 2 == 0 ? List.of("WH-0", "WH-1") : List.of("WH-1", "WH-0"),
        List.of("SKU-" + first, "SKU-" + second),
        List.of(units, units));
  }

  private static List<String> rows(Connection connection, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      while (answer.next()) {
        rows.add(answer.getString(1));
      }
    }
    return rows;
  }
}
