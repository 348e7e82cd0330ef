package io.penstock.deploy.stack;

import io.penstock.JobConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster inside this JVM, with its web UI, reachable from this machine only.
 *
 * <p>Its checkpoints stay when it ends: a job that is submitted again over the same directory goes
 * on from its newest one.
 */
public final class LocalFlink implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final MiniCluster cluster;
  private final URI ui;
  private final Checkpoints checkpoints;
  private final Map<String, JobID> jobs = new LinkedHashMap<>();

  private LocalFlink(MiniCluster cluster, URI ui, Checkpoints checkpoints) {
    this.cluster = cluster;
    this.ui = ui;
    this.checkpoints = checkpoints;
  }

  /**
   * Starts the cluster.
   *
   * @param directory for checkpoints and working files; is created if absent
   * @param uiPort of the web UI; 0 takes a free one
   * @param slots as many as the parallelisms of all jobs together
   * @param config of the jobs: what it says of task managers holds for the one that is started
   */
  public static LocalFlink start(Path directory, int uiPort, int slots, JobConfig config)
      throws StackException {
    int listener = Ports.claim("Flink's web UI", uiPort);
    try {
      Path work = Files.createDirectories(directory.resolve("work"));
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(settings(work, listener, config))
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(slots)
                  .build());
      cluster.start();
      return new LocalFlink(
          cluster,
          cluster.getRestAddress().get(30, TimeUnit.SECONDS),
          new Checkpoints(directory.toAbsolutePath().resolve("checkpoints")));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while Flink started", stop);
    } catch (Exception failed) {
      throw new StackException("Flink did not start: " + failed.getMessage(), failed);
    }
  }

  /** The web UI. */
  public URI ui() {
    return ui;
  }

  /** Whether a submission of the job would go on from an earlier run's state. */
  public boolean hasStateOf(String job) throws StackException {
    return checkpoints.newestOf(job).isPresent();
  }

  /**
   * Submits a job and waits until all of it runs.
   *
   * @throws StackException also where the job cannot be assembled, or fails at its start
   */
  public JobID submit(Jobs.Job job, JobConfig config) throws StackException {
    StreamGraph graph = graphOf(job, config);
    Optional<Path> state = checkpoints.newestOf(job.name());
    state.ifPresent(
        path ->
            graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(path.toUri().toString())));
    JobID id;
    try {
      id = cluster.submitJob(graph.getJobGraph()).get(60, TimeUnit.SECONDS).getJobID();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while " + job.name() + " was submitted", stop);
    } catch (ExecutionException | TimeoutException failed) {
      throw new StackException(job.name() + " was not accepted: " + failed.getMessage(), failed);
    }
    jobs.put(job.name(), id);
    Polling.until(job.name() + " to run", PATIENCE, () -> runs(id));
    return id;
  }

  /** One sentence about each job that does not run; empty while all is well. */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    jobs.forEach(
        (name, id) -> {
          try {
            JobStatus status = cluster.getJobStatus(id).get(10, TimeUnit.SECONDS);
            if (status != JobStatus.RUNNING) {
              troubles.add("the job " + name + " is " + status);
            }
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          } catch (ExecutionException | TimeoutException unknown) {
            troubles.add("the job " + name + " does not answer: " + unknown.getMessage());
          }
        });
    return troubles;
  }

  /** The cluster itself, for tests that break it. */
  public MiniCluster cluster() {
    return cluster;
  }

  @Override
  public void close() throws StackException {
    try {
      cluster.close();
    } catch (Exception failed) {
      throw new StackException("Flink did not stop: " + failed.getMessage(), failed);
    }
  }

  private StreamGraph graphOf(Jobs.Job job, JobConfig config) throws StackException {
    Configuration flink = config.flink();
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.of(job.name()).toUri().toString());
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    try {
      job.assembly().assemble(env, config);
    } catch (Exception refused) {
      throw new StackException(
          job.name() + " cannot be assembled: " + refused.getMessage(), refused);
    }
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(job.name());
    return graph;
  }

  private boolean runs(JobID id) throws Exception {
    AccessExecutionGraph graph = cluster.getExecutionGraph(id).get(10, TimeUnit.SECONDS);
    if (graph.getState() == JobStatus.FAILED) {
      throw new IOException(
          graph.getFailureInfo() == null
              ? "it failed"
              : graph.getFailureInfo().getExceptionAsString());
    }
    for (var vertex : graph.getAllExecutionVertices()) {
      ExecutionState state = vertex.getExecutionState();
      if (state != ExecutionState.RUNNING && state != ExecutionState.FINISHED) {
        return false;
      }
    }
    return graph.getState() == JobStatus.RUNNING;
  }

  private static Configuration settings(Path work, int uiPort, JobConfig config) {
    Configuration settings = new Configuration();
    settings.set(RestOptions.ADDRESS, Ports.LOOPBACK);
    settings.set(RestOptions.BIND_ADDRESS, Ports.LOOPBACK);
    settings.set(RestOptions.PORT, uiPort);
    settings.set(RestOptions.BIND_PORT, Integer.toString(uiPort));
    settings.set(WebOptions.SUBMIT_ENABLE, false);
    settings.set(JobManagerOptions.ADDRESS, Ports.LOOPBACK);
    settings.set(JobManagerOptions.BIND_HOST, Ports.LOOPBACK);
    settings.set(TaskManagerOptions.HOST, Ports.LOOPBACK);
    settings.set(TaskManagerOptions.BIND_HOST, Ports.LOOPBACK);
    settings.set(CoreOptions.TMP_DIRS, work.toAbsolutePath().toString());
    // Off the heap: RocksDB's blocks and write buffers, and the channels between the operators.
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1536));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY,
        RestartStrategyOptions.RestartStrategyType.EXPONENTIAL_DELAY.getMainValue());
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    settings.addAll(config.taskManagers());
    return settings;
  }
}
