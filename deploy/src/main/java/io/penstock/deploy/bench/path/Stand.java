package io.penstock.deploy.bench.path;

import io.penstock.deploy.load.SampleReference;
import io.penstock.deploy.stack.KafkaTopics;
import io.penstock.deploy.stack.ReferenceTopic;
import io.penstock.deploy.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A broker and one job, each alone in its JVM, and who watches the job from outside. */
final class Stand {

  static final String PREFIX = "penstock.";

  private static final String JOB_HEAP = "3g";

  /** Who watches a job from outside. */
  @FunctionalInterface
  interface Watcher {
    Watch watch(String brokers);
  }

  /** What is done with a stand. */
  @FunctionalInterface
  interface Play<T> {
    T on(Stand stand) throws Exception;
  }

  /**
   * A job and its broker at one moment.
   *
   * @param records that were answered so far
   * @param jobNanos CPU time so far of the job's JVM, which a new one begins anew
   * @param brokerNanos of the broker's
   */
  record Look(long records, long nanos, long jobNanos, long brokerNanos) {}

  private final ChildJvm broker;
  private final JobJvm job;
  private final Watch watch;

  private Stand(ChildJvm broker, JobJvm job, Watch watch) {
    this.broker = broker;
    this.job = job;
    this.watch = watch;
  }

  /**
   * Starts a broker, the job and its watch, plays on them, and ends them.
   *
   * @param job by its name
   * @param directory for all that they write
   */
  static <T> T play(String job, Watcher watcher, Path directory, Play<T> play) throws Exception {
    try (ChildJvm broker =
        ChildJvm.start(
            BrokerMain.class, directory, "1g", List.of(directory.resolve("kafka").toString()))) {
      String brokers = broker.ready();
      for (String prefix : List.of(PREFIX, PassThrough.PREFIX)) {
        new KafkaTopics(brokers, Map.of()).create(prefix, 1);
      }
      new ReferenceTopic(brokers, PREFIX, Map.of()).publish(SampleReference.records());
      List<String> arguments =
          List.of(
              directory.resolve("flink").toString(),
              job,
              "parallelism.default=1",
              "kafka.brokers=" + brokers,
              "topics.prefix=" + PREFIX);
      try (JobJvm jvm = new JobJvm(directory.resolve("job"), arguments);
          Watch watch = watcher.watch(brokers)) {
        return play.on(new Stand(broker, jvm, watch));
      }
    }
  }

  /** Where orders are sent to. */
  String brokers() {
    return broker.ready();
  }

  Watch watch() {
    return watch;
  }

  /** The JVM of the job that runs now. */
  ChildJvm job() {
    return job.now;
  }

  /** Ends the job's process as {@code kill -9} does, and returns when it is gone. */
  void killJob() throws InterruptedException {
    job.now.kill();
  }

  /**
   * Starts a process in place of the one that was killed, and returns when all of the job runs: it
   * goes on from the newest checkpoint.
   */
  void startJob() throws StackException {
    job.start();
  }

  Look look() throws IOException {
    return new Look(
        watch.answered(), System.nanoTime(), job.now.cost().cpuNanos(), broker.cost().cpuNanos());
  }

  /** One process after the other, over the same directory. */
  private static final class JobJvm implements AutoCloseable {

    private final Path logs;
    private final List<String> arguments;
    private ChildJvm now;

    JobJvm(Path logs, List<String> arguments) throws StackException {
      this.logs = logs;
      this.arguments = arguments;
      this.now = ChildJvm.start(FlinkMain.class, logs, JOB_HEAP, arguments);
    }

    void start() throws StackException {
      now = ChildJvm.start(FlinkMain.class, logs, JOB_HEAP, arguments);
    }

    @Override
    public void close() throws IOException {
      now.close();
    }
  }
}
