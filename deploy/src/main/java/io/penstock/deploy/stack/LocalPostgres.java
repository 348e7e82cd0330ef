package io.penstock.deploy.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A real PostgreSQL server beside this JVM, reachable from this machine only, with our database and
 * our role in it. Nobody needs a password.
 *
 * <p>What it was told survives in its directory.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final String NAME = "penstock";

  private final EmbeddedPostgres server;

  private LocalPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts the server and waits until it answers; the tables are {@link Migrations}' matter.
   *
   * @param directory is created if absent
   * @param port 0 takes a free one
   */
  public static LocalPostgres start(Path directory, int port) throws StackException {
    int listener = Ports.claim("PostgreSQL", port);
    try {
      Files.createDirectories(directory);
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPort(listener)
              .setDataDirectory(directory)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setServerConfig("listen_addresses", Ports.LOOPBACK)
              // Nobody replicates it; it is durable all the same.
              .setServerConfig("wal_level", "minimal")
              .setServerConfig("max_wal_senders", "0")
              // Rows are written to a few times each: pages that stay in memory, and are not
              // written anew after every checkpoint, cost least.
              .setServerConfig("shared_buffers", "256MB")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("checkpoint_timeout", "15min")
              .start();
      LocalPostgres postgres = new LocalPostgres(server);
      try {
        postgres.createDatabase();
      } catch (SQLException failed) {
        postgres.close();
        throw failed;
      }
      return postgres;
    } catch (IOException | SQLException | IllegalStateException failed) {
      throw new StackException("PostgreSQL did not start: " + failed.getMessage(), failed);
    }
  }

  public String url() {
    return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + server.getPort() + "/" + NAME;
  }

  public String user() {
    return NAME;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet present =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
        if (present.next()) {
          return;
        }
      }
      statement.execute("CREATE ROLE " + NAME + " LOGIN");
      statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
    }
  }
}
