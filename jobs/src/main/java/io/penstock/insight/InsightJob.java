package io.penstock.insight;

import io.penstock.JobConfig;
import io.penstock.OrderEventSource;
import io.penstock.connectors.postgres.PostgresEdge;
import java.io.IOException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Keeps the tables about orders. The graph itself is {@link InsightPipeline}. */
public final class InsightJob {

  public static void main(String[] args) throws Exception {
    JobConfig config = JobConfig.load(args);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink());
    assemble(env, config);
    env.executeAsync("penstock-insight");
  }

  /** Throws where a setting is missing or the password cannot be read. */
  public static void assemble(StreamExecutionEnvironment env, JobConfig config) throws IOException {
    config.writesOnlyTables(env);
    PostgresEdge postgres =
        new PostgresEdge(config.postgresUrl(), config.postgresUser(), config.postgresPassword());
    new InsightPipeline(
            postgres.orderStatus(),
            postgres.orderHistory(),
            postgres.orderExceptions(),
            postgres.funnelMinutes())
        .assemble(OrderEventSource.in(env, config, "insight"));
  }

  private InsightJob() {}
}
