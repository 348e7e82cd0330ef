package io.penstock.deploy.stack;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LocalStack} is made of.
 *
 * @param directory for everything that the servers keep
 * @param kafkaPort of our own broker; 0 takes a free one
 * @param uiPort of Flink's web UI; 0 takes a free one
 * @param partitions of the topics that are created
 * @param kafka the bootstrap servers of a running broker, which is then used instead of our own
 * @param kafkaProperties of all clients of that broker: security, for instance
 * @param postgres a running database, which is then used instead of our own
 * @param job further settings of the jobs, by the keys of {@code penstock.properties}
 */
public record StackSettings(
    Path directory,
    int kafkaPort,
    int postgresPort,
    int uiPort,
    int parallelism,
    int partitions,
    String prefix,
    @Nullable String kafka,
    Map<String, String> kafkaProperties,
    @Nullable Database postgres,
    Map<String, String> job) {

  /**
   * A running database.
   *
   * @param url {@code jdbc:postgresql://host:port/database}
   * @param passwordFile whose first line is the password; absent where the environment gives it
   */
  public record Database(String url, String user, @Nullable Path passwordFile) {}
}
