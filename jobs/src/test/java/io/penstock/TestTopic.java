package io.penstock;

import io.penstock.model.RawRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A bounded topic whose partitions are read in parallel, each in order, under the settings that
 * jobs run with.
 */
public final class TestTopic {

  /** Addresses that nothing listens on: enough to draw a graph. */
  public static final JobConfig CONFIG =
      JobConfig.of(
          Map.of(
              "kafka.brokers", "localhost:1",
              "postgres.url", "jdbc:postgresql://localhost:1/penstock"));

  public static StreamExecutionEnvironment environment() {
    Configuration flink = CONFIG.flink();
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return StreamExecutionEnvironment.createLocalEnvironment(2, flink);
  }

  /** Where a job may fail so often, and begins again from its last checkpoint. */
  public static StreamExecutionEnvironment failing(int parallelism, int times) {
    Configuration flink = CONFIG.flink();
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, times);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
  }

  public static DataStream<RawRecord> of(StreamExecutionEnvironment env, List<RawRecord> records) {
    return of(env, "", records);
  }

  /**
   * One of several topics of a job.
   *
   * @param name begins the uids of its operators
   */
  public static DataStream<RawRecord> of(
      StreamExecutionEnvironment env, String name, List<RawRecord> records) {
    return env.fromData(TypeInformation.of(RawRecord.class), records.toArray(RawRecord[]::new))
        .setParallelism(1)
        .uid(name + "records")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<RawRecord>forMonotonousTimestamps()
                .withTimestampAssigner((raw, ignored) -> raw.timestamp().toEpochMilli()))
        .setParallelism(1)
        .uid(name + "event-time")
        .partitionCustom((partition, readers) -> partition % readers, RawRecord::partition)
        .map(raw -> raw, TypeInformation.of(RawRecord.class))
        .uid(name + "readers");
  }

  private TestTopic() {}
}
