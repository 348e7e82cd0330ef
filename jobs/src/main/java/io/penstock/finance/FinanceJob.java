package io.penstock.finance;

import io.penstock.JobConfig;
import io.penstock.OrderEventSource;
import io.penstock.connectors.postgres.PostgresEdge;
import java.io.IOException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Keeps the sales tables. The graph itself is {@link FinancePipeline}. */
public final class FinanceJob {

  public static void main(String[] args) throws Exception {
    JobConfig config = JobConfig.load(args);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(config.flink());
    assemble(env, config);
    env.executeAsync("penstock-finance");
  }

  /** Throws where a setting is missing or the password cannot be read. */
  public static void assemble(StreamExecutionEnvironment env, JobConfig config) throws IOException {
    config.writesOnlyTables(env);
    PostgresEdge postgres =
        new PostgresEdge(config.postgresUrl(), config.postgresUser(), config.postgresPassword());
    new FinancePipeline(postgres.salesDays()).assemble(OrderEventSource.in(env, config, "finance"));
  }

  private FinanceJob() {}
}
