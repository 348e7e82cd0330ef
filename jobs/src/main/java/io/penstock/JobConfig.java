package io.penstock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * The settings of a job, read and checked once, before the job is submitted.
 *
 * <p>Operators never see it: each is given the few values it needs. Flink's own keys may stand
 * among ours ({@code execution.}, {@code state.}, {@code pipeline.}, {@code restart-strategy.}) and
 * are handed on.
 */
public final class JobConfig {

  private static final List<String> FLINK_PREFIXES =
      List.of(
          "execution.", "state.", "pipeline.", "restart-strategy.", "parallelism.", "taskmanager.");

  private final Configuration settings;

  private JobConfig(Configuration settings) {
    this.settings = settings;
  }

  /** {@code --config job.properties}, overridden by any other {@code --key value}. */
  public static JobConfig load(String[] args) throws IOException {
    ParameterTool line = ParameterTool.fromArgs(args);
    ParameterTool all =
        line.has("config")
            ? ParameterTool.fromPropertiesFile(line.get("config")).mergeWith(line)
            : line;
    return of(all.toMap());
  }

  public static JobConfig of(Map<String, String> settings) {
    return new JobConfig(Configuration.fromMap(new TreeMap<>(settings)));
  }

  public String kafkaBrokers() {
    return required(JobOptions.KAFKA_BROKERS);
  }

  public Map<String, String> kafkaProperties() {
    return settings.get(JobOptions.KAFKA_PROPERTIES);
  }

  public String topicPrefix() {
    return settings.get(JobOptions.TOPIC_PREFIX);
  }

  /** A folder of further marketplaces; empty for none. */
  public String marketplaces() {
    return settings.get(JobOptions.MARKETPLACES);
  }

  public Duration outOfOrderness() {
    return notNegative(JobOptions.OUT_OF_ORDERNESS);
  }

  public Duration quietAfter() {
    return notNegative(JobOptions.QUIET_AFTER);
  }

  public Duration stockWave() {
    return notNegative(JobOptions.STOCK_WAVE);
  }

  public int maxRecordBytes() {
    return settings.get(JobOptions.MAX_RECORD_BYTES);
  }

  public String postgresUrl() {
    return required(JobOptions.POSTGRES_URL);
  }

  public String postgresUser() {
    return settings.get(JobOptions.POSTGRES_USER);
  }

  /** From the file, else from the environment, else empty: never from an argument. */
  public String postgresPassword() throws IOException {
    String file = settings.get(JobOptions.POSTGRES_PASSWORD_FILE);
    if (!file.isBlank()) {
      return Files.readString(Path.of(file)).lines().findFirst().orElse("");
    }
    String environment = System.getenv("PENSTOCK_POSTGRES_PASSWORD");
    return environment == null ? "" : environment;
  }

  /**
   * What Flink is told: the two ways to lose state silently are errors, results are committed every
   * second exactly once; then whatever Flink keys the settings hold.
   */
  public Configuration flink() {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    // A checkpoint a second is cheap only if it writes what changed, and a key that is not there is
    // found missing without a look at the disk.
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.setString("state.backend.rocksdb.use-bloom-filter", "true");
    // Compaction otherwise takes as much of the two cores as an operator does.
    flink.setString("state.backend.rocksdb.compaction.style", "UNIVERSAL");
    flink.setString("state.backend.rocksdb.options-factory", ManySmallFiles.class.getName());
    flink.setString("state.backend.rocksdb.compression.per.level", "NO_COMPRESSION");
    settings
        .toMap()
        .forEach(
            (key, value) -> {
              if (FLINK_PREFIXES.stream().anyMatch(key::startsWith)) {
                flink.setString(key, value);
              }
            });
    return flink;
  }

  /**
   * How often a job that mostly writes tables checkpoints, unless the settings say otherwise: its
   * rows are flushed every second anyway, and a replay of some seconds changes nothing in them; the
   * few records that it writes to Kafka can wait for ten seconds. Its timers are few, and need not
   * go through RocksDB.
   */
  public void writesOnlyTables(StreamExecutionEnvironment env) {
    Map<String, String> rarely = new HashMap<>();
    rarely.put(CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), "10 s");
    rarely.put("state.backend.rocksdb.timer-service.factory", "HEAP");
    rarely.keySet().removeAll(settings.keySet());
    env.configure(Configuration.fromMap(rarely));
  }

  private String required(ConfigOption<String> option) {
    String value = ((ReadableConfig) settings).getOptional(option).orElse("");
    if (value.isBlank()) {
      throw new IllegalArgumentException(option.key() + " must be set");
    }
    return value;
  }

  private Duration notNegative(ConfigOption<Duration> option) {
    Duration value = settings.get(option);
    if (value.isNegative()) {
      throw new IllegalArgumentException(option.key() + " must not be negative: " + value);
    }
    return value;
  }
}
