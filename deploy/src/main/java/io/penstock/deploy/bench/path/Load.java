package io.penstock.deploy.bench.path;

import io.penstock.deploy.bench.path.Stand.Look;
import io.penstock.deploy.load.LoadDriver;
import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.stack.Polling;
import io.penstock.deploy.stack.StackException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/** A peak day that is sent to a stand, open loop, on a thread of its own. */
final class Load {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long PAUSE_NANOS = 2_000_000_000;

  /** The compiler rests when it worked for less than that in a pause. */
  private static final long REST_MILLIS = 400;

  private static final int MOST_PAUSES = 15;

  private final Stand stand;
  private final int warmUp;
  private final LoadDriver driver;
  private final CompletableFuture<Look> rest = new CompletableFuture<>();
  private final CompletableFuture<LoadReport> sent;

  private Load(Stand stand, PeakDay day, int warmUp, double ordersPerMinute) {
    this.stand = stand;
    this.warmUp = warmUp;
    this.driver = new LoadDriver(stand.brokers(), Stand.PREFIX, Map.of());
    LoadDriver.Interlude interlude =
        new LoadDriver.Interlude(warmUp, () -> rest.complete(awaitRest()));
    this.sent =
        CompletableFuture.supplyAsync(
            () -> driver.run(day, ordersPerMinute, sent -> {}, interlude),
            task -> daemon(task).start());
  }

  /**
   * Begins to send.
   *
   * @param warmUp records after which sending pauses until they are answered, and the job's JVM has
   *     compiled what it found to be hot
   * @param ordersPerMinute at which they are due, the warm-up too; 0 for as fast as possible
   */
  static Load start(Stand stand, PeakDay day, int warmUp, double ordersPerMinute) {
    return new Load(stand, day, warmUp, ordersPerMinute);
  }

  /** Waits for the warm-up. The look is of the moment at which sending goes on. */
  Look awaitWarmUp() throws StackException, InterruptedException {
    until("the warm-up", rest::isDone);
    return rest.join();
  }

  /**
   * Waits while the day is sent.
   *
   * @throws StackException also at once where it cannot be sent
   */
  void until(String what, Polling.Question question) throws StackException, InterruptedException {
    Polling.until(what, PATIENCE, () -> sent.isCompletedExceptionally() || question.ask());
    if (sent.isCompletedExceptionally()) {
      throw new StackException("the day was not played", failure());
    }
  }

  /** Sends nothing more, even if the day is not over. */
  void stop() {
    driver.stop();
  }

  /**
   * Waits until all is sent and answered.
   *
   * @throws IllegalStateException where anything is lost, double or oversold
   */
  void end() throws Exception {
    until("the day to be sent", sent::isDone);
    LoadReport report = sent.join();
    Watch watch = stand.watch();
    try {
      until("everything to be answered", () -> watch.missing(report).isEmpty());
    } catch (StackException stuck) {
      throw new IllegalStateException(String.join("; ", watch.missing(report)), stuck);
    }
  }

  private Look awaitRest() {
    Watch watch = stand.watch();
    try {
      Polling.until("the warm-up", PATIENCE, () -> watch.answered() >= warmUp);
      long before = -REST_MILLIS;
      long now = stand.job().cost().compileMillis();
      for (int pause = 0; pause < MOST_PAUSES && now - before >= REST_MILLIS; pause++) {
        LockSupport.parkNanos(PAUSE_NANOS);
        before = now;
        now = stand.job().cost().compileMillis();
      }
      watch.measureFromNow();
      return stand.look();
    } catch (IOException | StackException failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    }
  }

  private Throwable failure() throws InterruptedException {
    try {
      return new IllegalStateException(sent.get().toString());
    } catch (ExecutionException failed) {
      return failed.getCause() == null ? failed : failed.getCause();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "load");
    thread.setDaemon(true);
    return thread;
  }
}
