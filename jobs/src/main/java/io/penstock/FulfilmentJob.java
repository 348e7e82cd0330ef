package io.penstock;

import io.penstock.connectors.kafka.KafkaEdge;
import io.penstock.connectors.kafka.Topics;
import io.penstock.connectors.marketplace.MappingTimeline;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;

/**
 * From raw orders to deliveries, Kafka to Kafka, exactly once. The graph itself is {@link
 * FulfilmentPipeline}.
 */
public final class FulfilmentJob {

  private static final String NAME = "fulfilment";

  public static void main(String[] args) throws Exception {
    JobConfig config = JobConfig.load(args);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink());
    assemble(env, config);
    env.executeAsync("penstock-" + NAME);
  }

  /** Throws where a setting is missing or a marketplace folder is broken. */
  public static void assemble(StreamExecutionEnvironment env, JobConfig config) {
    KafkaEdge kafka =
        new KafkaEdge(config.kafkaBrokers(), config.kafkaProperties(), config.topicPrefix());
    new FulfilmentPipeline(
            Marketplaces.shippedAnd(config.marketplaces()),
            MappingTimeline.published(kafka.all(Topics.REFERENCE, Reference.Type.MAPPING + "/")),
            config.stockWave(),
            config.maxRecordBytes(),
            kafka.sink(NAME))
        .assemble(
            new FulfilmentPipeline.Inputs(
                timed(env, config, kafka, Topics.ORDERS_RAW, Topics.AFTERSALES_RAW),
                timed(env, config, kafka, Topics.WMS_EVENTS),
                timed(env, config, kafka, Topics.COMMANDS),
                reference(env, kafka)));
  }

  private static DataStream<RawRecord> timed(
      StreamExecutionEnvironment env, JobConfig config, KafkaEdge kafka, String... topics) {
    return env.fromSource(
            kafka.source(NAME, topics),
            KafkaEdge.eventTime(config.outOfOrderness(), config.quietAfter()),
            String.join(", ", topics))
        .uid(topics[0]);
  }

  /**
   * What was published before the start is a source of its own, which ends. Only then does event
   * time begin downstream, and until it begins no order is judged: the first orders after a
   * deployment must not pass an empty rule book.
   */
  private static DataStream<RawRecord> reference(StreamExecutionEnvironment env, KafkaEdge kafka) {
    Map<TopicPartition, Long> start = kafka.ends(Topics.REFERENCE);
    DataStream<RawRecord> before =
        env.fromSource(
                kafka.upTo(start, NAME, Topics.REFERENCE),
                WatermarkStrategy.noWatermarks(),
                "reference, before the start")
            .uid("reference-before")
            .setParallelism(1);
    DataStream<RawRecord> after =
        env.fromSource(kafka.from(start, NAME, Topics.REFERENCE), KafkaEdge.untimed(), "reference")
            .uid("reference")
            .setParallelism(1);
    return before.union(after);
  }

  private FulfilmentJob() {}
}
