package io.penstock.deploy.cli;

import io.penstock.deploy.observe.Observation;
import io.penstock.deploy.observe.Observer;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The part of a day that is played before speed is measured. */
final class WarmUp {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The compiler rests when it worked for less than a tenth of that long. */
  private static final long LOOK_MILLIS = 2_000;

  /**
   * Waits until all of it is answered and the JVM has compiled what it found to be hot, and starts
   * to measure.
   *
   * @param records that were sent
   * @throws IllegalStateException if nothing moves for too long
   */
  static void await(long records, Observer observer, int patienceSeconds) {
    Stillness stillness = new Stillness(TimeUnit.SECONDS.toNanos(patienceSeconds));
    for (long answered = 0; answered < records; answered = observer.ask(Observation::processed)) {
      if (stillness.isTooLong(List.of(answered), System.nanoTime())) {
        throw new IllegalStateException(
            "only %,d of %,d records of the warm-up were answered".formatted(answered, records));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    awaitCompiler();
    observer.ask(
        seen -> {
          seen.measureFrom(Instant.now());
          return seen;
        });
  }

  private static void awaitCompiler() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long before;
    do {
      before = compiler.getTotalCompilationTime();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    } while (compiler.getTotalCompilationTime() - before > LOOK_MILLIS / 10);
  }

  private WarmUp() {}
}
