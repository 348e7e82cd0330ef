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
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptions;
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

  /**
   * {@code --config job.properties,profile.properties}, of which a later file overrides an earlier
   * one, and any other {@code --key value} all of them.
   */
  public static JobConfig load(String[] args) throws IOException {
    ParameterTool line = ParameterTool.fromArgs(args);
    Map<String, String> all = new HashMap<>();
    if (line.has("config")) {
      all.putAll(read(line.get("config").split(",")));
    }
    all.putAll(line.toMap());
    return of(all);
  }

  /** What stands in files of settings; a later one overrides an earlier one. */
  public static Map<String, String> read(String... files) throws IOException {
    Map<String, String> all = new HashMap<>();
    for (String file : files) {
      all.putAll(ParameterTool.fromPropertiesFile(file.strip()).toMap());
    }
    return all;
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
   * Of a job that mostly writes tables: it checkpoints seldom, and the few records that it writes
   * to Kafka can wait for that. Its timers are few, and need not go through RocksDB, unless the
   * settings say otherwise.
   */
  public void writesOnlyTables(StreamExecutionEnvironment env) {
    Configuration otherwise = new Configuration();
    if (settings.contains(JobOptions.TABLES_CHECKPOINTING)
        || !settings.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)) {
      otherwise.set(
          CheckpointingOptions.CHECKPOINTING_INTERVAL,
          settings.get(JobOptions.TABLES_CHECKPOINTING));
    }
    if (!settings.contains(RocksDBOptions.TIMER_SERVICE_FACTORY)) {
      otherwise.set(
          RocksDBOptions.TIMER_SERVICE_FACTORY,
          EmbeddedRocksDBStateBackend.PriorityQueueStateType.HEAP);
    }
    env.configure(otherwise);
  }

  /** What a cluster that is started for the jobs is told of its task managers. */
  public Configuration taskManagers() {
    Map<String, String> theirs = new HashMap<>(settings.toMap());
    theirs.keySet().removeIf(key -> !key.startsWith("taskmanager."));
    return Configuration.fromMap(theirs);
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
