package io.penstock;

import io.penstock.audit.rules.ReadReference;
import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.kafka.KafkaEdge;
import io.penstock.connectors.kafka.Topics;
import io.penstock.connectors.marketplace.MappingTimeline;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.model.Retrial;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Judges recorded orders by changed rules, in batch mode. It writes nothing. The graph itself is
 * {@link BacktestPipeline}.
 */
public final class BacktestJob {

  private static final String NAME = "backtest";

  /** How Flink runs it. */
  public static Configuration flink(JobConfig config) {
    Configuration flink = config.flink();
    flink.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    return flink;
  }

  /**
   * Reads what was published of the reference data until now, and draws the graph.
   *
   * @param from the time of the first records; null for all that are kept
   * @param until the time before which records count; null for now
   */
  public static SingleOutputStreamOperator<Retrial> assemble(
      StreamExecutionEnvironment env,
      JobConfig config,
      RuleFile changes,
      @Nullable Instant from,
      @Nullable Instant until) {
    KafkaEdge kafka =
        new KafkaEdge(config.kafkaBrokers(), config.kafkaProperties(), config.topicPrefix());
    List<RawRecord> reference = kafka.all(Topics.REFERENCE, "");
    return new BacktestPipeline(
            Marketplaces.shippedAnd(config.marketplaces()),
            ReadReference.forAudit(reference),
            changes,
            MappingTimeline.published(
                reference.stream()
                    .filter(
                        raw -> String.valueOf(raw.key()).startsWith(Reference.Type.MAPPING + "/"))
                    .toList()),
            config.maxRecordBytes())
        .assemble(
            read(env, kafka, from, until, Topics.ORDERS_RAW, Topics.AFTERSALES_RAW),
            read(env, kafka, null, null, Topics.REFERENCE));
  }

  private static DataStream<RawRecord> read(
      StreamExecutionEnvironment env,
      KafkaEdge kafka,
      @Nullable Instant from,
      @Nullable Instant until,
      String... topics) {
    return env.fromSource(
            kafka.between(from, until, NAME, topics),
            WatermarkStrategy.noWatermarks(),
            String.join(", ", topics))
        .uid(topics[0]);
  }

  private BacktestJob() {}
}
