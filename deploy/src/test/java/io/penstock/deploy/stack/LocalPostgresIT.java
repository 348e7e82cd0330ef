package io.penstock.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

  @TempDir Path directory;

  @Test
  void theTablesAreThereAndWhatTheyHoldSurvivesARestart() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(directory, 0)) {
      Migrations.run(postgres.url(), postgres.user(), "");
      try (Connection connection =
              DriverManager.getConnection(postgres.url(), postgres.user(), "");
          Statement statement = connection.createStatement()) {
        statement.execute(
            "INSERT INTO penstock.sales_daily VALUES"
                + " ('taobao', 'shop-1', '2026-11-11', 'CNY', 1, 2, 300, 0, 0, 0, 1)");
      }
    }
    try (LocalPostgres again = LocalPostgres.start(directory, 0)) {
      Migrations.run(again.url(), again.user(), "");
      try (Connection connection = DriverManager.getConnection(again.url(), again.user(), "");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT units FROM penstock.sales_daily")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(2);
      }
    }
  }
}
