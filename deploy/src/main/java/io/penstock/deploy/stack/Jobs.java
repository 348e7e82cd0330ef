package io.penstock.deploy.stack;

import io.penstock.FulfilmentJob;
import io.penstock.JobConfig;
import io.penstock.finance.FinanceJob;
import io.penstock.insight.InsightJob;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs that make up Penstock, for whoever runs them all. */
public final class Jobs {

  /** Draws the graph of a job into an environment. */
  @FunctionalInterface
  public interface Assembly {
    void assemble(StreamExecutionEnvironment env, JobConfig config) throws Exception;
  }

  /**
   * A job.
   *
   * @param name as Flink's web UI shows it; also the name of its checkpoints' folder
   * @param repeatable whether it may read everything once more into the same targets: guarded
   *     tables may be written again, topics would say everything twice
   */
  public record Job(String name, boolean repeatable, Assembly assembly) {}

  public static final List<Job> ALL =
      List.of(
          new Job("fulfilment", false, FulfilmentJob::assemble),
          new Job("finance", true, FinanceJob::assemble),
          new Job("insight", true, InsightJob::assemble));

  private Jobs() {}
}
