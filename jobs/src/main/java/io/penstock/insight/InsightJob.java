package io.penstock.insight;

import io.penstock.JobConfig;
import io.penstock.OrderEventSource;
import io.penstock.connectors.kafka.KafkaEdge;
import io.penstock.connectors.kafka.Topics;
import io.penstock.connectors.postgres.PostgresEdge;
import java.io.IOException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Keeps the tables about orders. The graph itself is {@link InsightPipeline}. */
public final class InsightJob {

  private static final String NAME = "insight";

  public static void main(String[] args) throws Exception {
    JobConfig config = JobConfig.load(args);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink());
    assemble(env, config);
    env.executeAsync("penstock-" + NAME);
  }

  /** Throws where a setting is missing or the password cannot be read. */
  public static void assemble(StreamExecutionEnvironment env, JobConfig config) throws IOException {
    config.writesOnlyTables(env);
    PostgresEdge postgres =
        new PostgresEdge(config.postgresUrl(), config.postgresUser(), config.postgresPassword());
    KafkaEdge kafka =
        new KafkaEdge(config.kafkaBrokers(), config.kafkaProperties(), config.topicPrefix());
    new InsightPipeline(
            postgres.orderStatus(),
            postgres.orderHistory(),
            postgres.orderExceptions(),
            postgres.funnelMinutes(),
            postgres.shopHours(),
            postgres.stock(),
            kafka.sink(NAME))
        .assemble(
            OrderEventSource.in(env, config, NAME),
            env.fromSource(
                    kafka.source(NAME, Topics.STOCK_MOVEMENTS),
                    KafkaEdge.eventTime(config.outOfOrderness(), config.quietAfter()),
                    Topics.STOCK_MOVEMENTS)
                .uid(Topics.STOCK_MOVEMENTS),
            env.fromSource(
                    kafka.source(NAME, Topics.REFERENCE), KafkaEdge.untimed(), Topics.REFERENCE)
                .uid(Topics.REFERENCE));
  }

  private InsightJob() {}
}
