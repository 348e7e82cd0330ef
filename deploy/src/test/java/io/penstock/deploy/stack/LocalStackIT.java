package io.penstock.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penstock.JobConfig;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {

  /** Counts for ever. */
  private static final Jobs.Job COUNTING =
      new Jobs.Job(
          "counting",
          false,
          (env, config) ->
              env.fromSource(
                      new DataGeneratorSource<>(
                          (Long number) -> number,
                          Long.MAX_VALUE,
                          RateLimiterStrategy.perSecond(10),
                          Types.LONG),
                      WatermarkStrategy.noWatermarks(),
                      "Numbers")
                  .uid("numbers")
                  .sinkTo(new DiscardingSink<>())
                  .uid("nowhere"));

  @TempDir Path directory;

  @Test
  void aLaterRunOverTheSameDataGoesOnWhereTheFirstStopped() throws Exception {
    try (LocalStack stack = new LocalStack(settings(null))) {
      stack.start();
      stack.publish(List.of(warehouse()));
      stack.submit(List.of(COUNTING));
      assertThat(stack.flink().troubles()).isEmpty();
      Polling.until(
          "a checkpoint", Duration.ofMinutes(1), () -> stack.flink().hasStateOf("counting"));
    }
    try (LocalStack again = new LocalStack(settings(null))) {
      again.start();
      JobID id = again.flink().submit(COUNTING, JobConfig.of(Map.of("parallelism.default", "1")));
      assertThat(
              again
                  .flink()
                  .cluster()
                  .getExecutionGraph(id)
                  .get()
                  .getCheckpointStatsSnapshot()
                  .getLatestRestoredCheckpoint())
          .isNotNull();
      assertThat(new KafkaTopics(again.brokers(), Map.of()).endOf("t." + Topics.REFERENCE))
          .isEqualTo(1);
    }
  }

  @Test
  void aJobWithoutStateIsNotLetLooseOnAnEarlierRunsResults() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory.resolve("elsewhere"), 0);
        LocalStack stack = new LocalStack(settings(kafka.brokers()))) {
      stack.start();
      KafkaWriter.write(kafka.brokers(), "t." + Topics.ORDER_EVENTS, "an earlier result");

      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> stack.submit(List.of(COUNTING)))
          .withMessageContaining("holds an earlier run's results");
    }
  }

  private StackSettings settings(@Nullable String kafka) {
    return new StackSettings(
        directory.resolve("data"), 0, 0, 0, 1, 1, "t.", kafka, Map.of(), null, Map.of());
  }

  private static Reference warehouse() {
    return Reference.of(
        "east", Instant.EPOCH, new Reference.Warehouse("east", "CN", "Zhejiang", List.of("*"), 1));
  }
}
