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
import java.util.Map;

/**
 * A real PostgreSQL server beside this JVM, reachable from this machine only, with our database and
 * our role in it. Nobody needs a password.
 *
 * <p>What it was told survives in its directory.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final String NAME = "penstock";

  /** Nothing is committed before it is on the disk; else what a crash loses is some last rows. */
  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on");

  private final EmbeddedPostgres server;
  private final Path directory;

  private LocalPostgres(EmbeddedPostgres server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  /**
   * Starts the server and waits until it answers; the tables are {@link Migrations}' matter. It
   * does not wait for the disk.
   *
   * @param directory is created if absent
   * @param port 0 takes a free one
   */
  public static LocalPostgres start(Path directory, int port) throws StackException {
    return start(directory, port, Map.of());
  }

  /** As {@link #start(Path, int)}, but what is committed survives a crash of the machine. */
  public static LocalPostgres startDurable(Path directory, int port) throws StackException {
    return start(directory, port, DURABLE);
  }

  private static LocalPostgres start(Path directory, int port, Map<String, String> settings)
      throws StackException {
    int listener = Ports.claim("PostgreSQL", port);
    try {
      Files.createDirectories(directory);
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPort(listener)
              .setDataDirectory(directory)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setServerConfig("listen_addresses", Ports.LOOPBACK)
              // Nobody replicates it.
              .setServerConfig("wal_level", "minimal")
              .setServerConfig("max_wal_senders", "0")
              // Rows are written to a few times each: pages that stay in memory, and are not
              // written anew after every checkpoint, cost least.
              .setServerConfig("shared_buffers", "256MB")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("checkpoint_timeout", "15min");
      settings.forEach(builder::setServerConfig);
      LocalPostgres postgres = new LocalPostgres(builder.start(), directory);
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

  /** Of the process that started all others of the server. */
  public long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
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
