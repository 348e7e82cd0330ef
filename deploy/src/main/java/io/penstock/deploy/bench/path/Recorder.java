package io.penstock.deploy.bench.path;

import io.penstock.deploy.stack.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes a sample at once, then one a second on a thread of its own, and a last one at its end. */
final class Recorder<T> implements AutoCloseable {

  private final Callable<T> look;
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, Recorder::daemon);
  private final List<T> samples = new ArrayList<>();
  private @Nullable Exception failure;

  private Recorder(Callable<T> look) {
    this.look = look;
  }

  /**
   * Begins.
   *
   * @param look takes a sample
   */
  static <T> Recorder<T> start(Callable<T> look) {
    Recorder<T> recorder = new Recorder<>(look);
    recorder.take();
    var unused = recorder.clock.scheduleWithFixedDelay(recorder::take, 1, 1, TimeUnit.SECONDS);
    return recorder;
  }

  /**
   * Ends it.
   *
   * @return all samples, in the order of their time
   * @throws StackException where one could not be taken
   */
  List<T> end() throws StackException, InterruptedException {
    close();
    take();
    Exception failed = failure;
    if (failed != null) {
      throw new StackException("a sample could not be taken: " + failed.getMessage(), failed);
    }
    return List.copyOf(samples);
  }

  /** Takes no more samples. */
  @Override
  public void close() throws InterruptedException {
    clock.shutdownNow();
    clock.awaitTermination(10, TimeUnit.SECONDS);
  }

  private synchronized void take() {
    if (failure == null) {
      try {
        samples.add(look.call());
      } catch (Exception failed) {
        failure = failed;
      }
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "recorder");
    thread.setDaemon(true);
    return thread;
  }
}
