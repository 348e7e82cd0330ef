package io.penstock.deploy.bench.path;

import io.penstock.deploy.bench.plain.PlainDay;
import io.penstock.deploy.load.LoadDriver;
import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.load.Message;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.load.SampleReference;
import io.penstock.deploy.stack.KafkaTopics;
import io.penstock.deploy.stack.Polling;
import io.penstock.deploy.stack.ReferenceTopic;
import io.penstock.deploy.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays a peak day, open loop, to one job beside its broker, and takes both costs each time that
 * the next part of the day is answered. Meanwhile a plain loop does the same part on this JVM.
 *
 * @param warmUp records that come before costs count
 * @param ordersPerMinute at which they are due
 * @param rounds parts into which the rest is divided
 */
record PlayedDay(PeakDay day, int warmUp, double ordersPerMinute, int rounds) {

  /**
   * What a part of the day came to, for each record.
   *
   * @param jobMicros CPU time of all of the job's JVM
   * @param brokerMicros CPU time of all of the broker's, which serves load, job and readers
   * @param loopMicros CPU time of the plain loop's thread
   */
  record Round(double jobMicros, double brokerMicros, double loopMicros) {}

  /**
   * What the day came to.
   *
   * @param p50Ms from when a record was due until its answer could be read, after the warm-up
   * @param recordsPerMinute that were answered, after the warm-up
   */
  record Played(List<Round> rounds, long p50Ms, long p99Ms, double recordsPerMinute) {}

  /** A job and its broker at one moment. */
  private record Look(long records, long nanos, long jobNanos, long brokerNanos) {}

  static final String PREFIX = "penstock.";

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long PAUSE_NANOS = 2_000_000_000;

  /** The compiler rests when it worked for less than that in a pause. */
  private static final long REST_MILLIS = 400;

  private static final int MOST_PAUSES = 15;

  /** Who watches a job from outside. */
  @FunctionalInterface
  interface Watcher {
    Watch watch(String brokers);
  }

  /**
   * Plays it.
   *
   * @param job by its name
   * @throws IllegalStateException where anything is lost, double or oversold
   */
  Played play(String job, Watcher watcher, Path directory) throws Exception {
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
      Path logs = directory.resolve("job");
      try (ChildJvm flink = ChildJvm.start(FlinkMain.class, logs, "3g", arguments);
          Watch watch = watcher.watch(brokers)) {
        return play(broker, flink, watch, brokers);
      }
    }
  }

  private Played play(ChildJvm broker, ChildJvm flink, Watch watch, String brokers)
      throws Exception {
    PlainDay plain = new PlainDay(day);
    double unused = plain.next(warmUp);
    AtomicReference<Look> first = new AtomicReference<>();
    LoadDriver.Interlude interlude =
        new LoadDriver.Interlude(
            warmUp,
            () -> {
              awaitRest(flink, watch);
              first.set(look(broker, flink, watch));
            });
    CompletableFuture<LoadReport> driver =
        CompletableFuture.supplyAsync(
            () ->
                new LoadDriver(brokers, PREFIX, Map.of())
                    .run(day, ordersPerMinute, sent -> {}, interlude),
            task -> daemon(task).start());
    Polling.until("the warm-up", PATIENCE, () -> first.get() != null || driver.isDone());
    if (driver.isCompletedExceptionally()) {
      throw new StackException("the day was not played", failure(driver));
    }
    List<Look> looks = new ArrayList<>(List.of(first.get()));
    List<Double> loops = new ArrayList<>();
    int part = (int) ((records() - warmUp) / rounds);
    for (int round = 1; round <= rounds; round++) {
      // The last part ends before the day does: the last records wait for a checkpoint.
      long mark = warmUp + (long) round * part - (round == rounds ? part / 10 : 0);
      Polling.until(mark + " records to be answered", PATIENCE, () -> watch.answered() >= mark);
      looks.add(look(broker, flink, watch));
      loops.add(plain.next(round == rounds ? Integer.MAX_VALUE : part));
    }
    check(watch, driver.get());
    plain.check();
    return played(looks, loops, watch);
  }

  private static Played played(List<Look> looks, List<Double> loops, Watch watch) {
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i < looks.size(); i++) {
      Look from = looks.get(i - 1);
      Look to = looks.get(i);
      if (to.records() == from.records()) {
        throw new IllegalStateException("a part of the day is too short to be measured");
      }
      double records = 1e3 * (to.records() - from.records());
      rounds.add(
          new Round(
              (to.jobNanos() - from.jobNanos()) / records,
              (to.brokerNanos() - from.brokerNanos()) / records,
              loops.get(i - 1)));
    }
    Look from = looks.get(0);
    Look to = looks.get(looks.size() - 1);
    return new Played(
        rounds,
        watch.percentile(50),
        watch.percentile(99),
        60e9 * (to.records() - from.records()) / (to.nanos() - from.nanos()));
  }

  /** All of the warm-up is answered, and the job's JVM has compiled what it found to be hot. */
  private void awaitRest(ChildJvm flink, Watch watch) {
    try {
      Polling.until("the warm-up", PATIENCE, () -> watch.answered() >= warmUp);
      long before = -REST_MILLIS;
      long now = flink.cost().compileMillis();
      for (int pause = 0; pause < MOST_PAUSES && now - before >= REST_MILLIS; pause++) {
        LockSupport.parkNanos(PAUSE_NANOS);
        before = now;
        now = flink.cost().compileMillis();
      }
      watch.measureFromNow();
    } catch (IOException | StackException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  private static Look look(ChildJvm broker, ChildJvm flink, Watch watch) {
    try {
      return new Look(
          watch.answered(), System.nanoTime(), flink.cost().cpuNanos(), broker.cost().cpuNanos());
    } catch (IOException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  private static void check(Watch watch, LoadReport sent) throws Exception {
    try {
      Polling.until("everything to be answered", PATIENCE, () -> watch.missing(sent).isEmpty());
    } catch (StackException stuck) {
      throw new IllegalStateException(String.join("; ", watch.missing(sent)), stuck);
    }
  }

  private long records() {
    long records = 0;
    for (Message message : day) {
      records += message.payload().length > 0 ? 1 : 0;
    }
    return records;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "load");
    thread.setDaemon(true);
    return thread;
  }

  private static Throwable failure(CompletableFuture<LoadReport> driver)
      throws InterruptedException {
    try {
      driver.get();
      return new IllegalStateException();
    } catch (ExecutionException failed) {
      return failed.getCause() == null ? failed : failed.getCause();
    }
  }
}
