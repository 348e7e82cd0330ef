package io.penstock.finance;

import io.penstock.JobConfig;
import io.penstock.OrderEventSource;
import io.penstock.connectors.kafka.KafkaEdge;
import io.penstock.connectors.kafka.Topics;
import io.penstock.connectors.marketplace.MappingTimeline;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.postgres.PostgresEdge;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import java.io.IOException;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Keeps the tables of sales and bills. The graph itself is {@link FinancePipeline}. */
public final class FinanceJob {

  private static final String NAME = "finance";

  public static void main(String[] args) throws Exception {
    JobConfig config = JobConfig.load(args);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink());
    assemble(env, config);
    env.executeAsync("penstock-" + NAME);
  }

  /**
   * Throws where a setting is missing, the password cannot be read, or Kafka does not answer: the
   * mappings that were published are read here.
   */
  public static void assemble(StreamExecutionEnvironment env, JobConfig config) throws IOException {
    assemble(
        env,
        config,
        MappingTimeline.published(
            kafka(config).all(Topics.REFERENCE, Reference.Type.MAPPING + "/")));
  }

  static void assemble(StreamExecutionEnvironment env, JobConfig config, List<Reference> published)
      throws IOException {
    config.writesOnlyTables(env);
    PostgresEdge postgres =
        new PostgresEdge(config.postgresUrl(), config.postgresUser(), config.postgresPassword());
    KafkaEdge kafka = kafka(config);
    new FinancePipeline(
            Marketplaces.shippedAnd(config.marketplaces()),
            published,
            config.maxRecordBytes(),
            postgres.salesDays(),
            postgres.billLines(),
            kafka.sink(NAME))
        .assemble(
            OrderEventSource.in(env, config, NAME),
            untimed(env, kafka, Topics.SETTLEMENTS_RAW),
            untimed(env, kafka, Topics.REFERENCE));
  }

  private static DataStream<RawRecord> untimed(
      StreamExecutionEnvironment env, KafkaEdge kafka, String topic) {
    return env.fromSource(kafka.source(NAME, topic), KafkaEdge.untimed(), topic).uid(topic);
  }

  private static KafkaEdge kafka(JobConfig config) {
    return new KafkaEdge(config.kafkaBrokers(), config.kafkaProperties(), config.topicPrefix());
  }

  private FinanceJob() {}
}
