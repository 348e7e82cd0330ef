package io.penstock.deploy.cli;

import io.penstock.JobConfig;
import io.penstock.deploy.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the local stack is made of. */
final class StackOptions {

  @Mixin KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description =
          "Port of our own Kafka broker; 0 takes a free one. Default: 9092 for up, 0 for demo.")
  @Nullable Integer kafkaPort;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      description =
          "Port of our own PostgreSQL; 0 takes a free one. Default: 5432 for up, 0 for demo.")
  @Nullable Integer postgresPort;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      description = "Port of Flink's web UI; 0 takes a free one. Default: 8081 for up, 0 for demo.")
  @Nullable Integer uiPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the servers keep their data; a later run over it goes on where this one stopped."
              + " Default: a temporary directory, which is removed at the end.")
  @Nullable Path data;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of each job; also the partitions of new topics. Default: ${DEFAULT-VALUE}")
  int parallelism;

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description =
          "A running PostgreSQL, as jdbc:postgresql://host:port/database. The password comes from"
              + " --postgres-password-file or the environment variable PENSTOCK_POSTGRES_PASSWORD.")
  @Nullable String postgres;

  @Option(
      names = "--postgres-user",
      paramLabel = "ROLE",
      defaultValue = "penstock",
      description = "The role that owns the tables. Default: ${DEFAULT-VALUE}")
  String postgresUser = "";

  @Option(
      names = "--postgres-password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password.")
  @Nullable Path postgresPasswordFile;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      split = ",",
      description =
          "Settings of the jobs; of several files a later one overrides an earlier one. conf/profiles"
              + " holds some for a small machine, for throughput and for low latency.")
  List<Path> configs = new ArrayList<>();

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of the jobs, whatever the files say; conf/penstock.properties explains them.")
  Map<String, String> job = new HashMap<>();

  /**
   * All of it together.
   *
   * @param defaults the ports that were not given: Kafka, PostgreSQL, web UI
   */
  StackSettings settings(Path directory, Ports defaults) throws IOException {
    if (parallelism < 1) {
      throw new IllegalArgumentException("--parallelism must be positive: " + parallelism);
    }
    return new StackSettings(
        directory,
        kafkaPort == null ? defaults.kafka() : kafkaPort,
        postgresPort == null ? defaults.postgres() : postgresPort,
        uiPort == null ? defaults.ui() : uiPort,
        parallelism,
        parallelism,
        kafka.prefix,
        kafka.kafka,
        kafka.properties(),
        postgres == null
            ? null
            : new StackSettings.Database(postgres, postgresUser, postgresPasswordFile),
        jobSettings());
  }

  private Map<String, String> jobSettings() throws IOException {
    Map<String, String> all = new HashMap<>();
    for (Path config : configs) {
      if (!Files.isReadable(config)) {
        throw new IllegalArgumentException("--config " + config + " cannot be read");
      }
      all.putAll(JobConfig.read(config.toString()));
    }
    all.putAll(job);
    return all;
  }

  /** The ports that a command takes unless it is told otherwise; 0 is any free one. */
  record Ports(int kafka, int postgres, int ui) {

    static final Ports WELL_KNOWN = new Ports(9092, 5432, 8081);
    static final Ports FREE = new Ports(0, 0, 0);
  }
}
