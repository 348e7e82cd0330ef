package io.penstock.deploy.bench.path;

import io.penstock.deploy.load.PeakDay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays a peak day, open loop, to one job, ends the job's process again and again as {@code kill
 * -9} does, and each time starts another one over the same directory.
 *
 * @param warmUp records that come before the first kill
 * @param ordersPerMinute at which they are due, above zero; the day ends early when all is measured
 */
record KilledDay(PeakDay day, int warmUp, double ordersPerMinute, int kills) {

  /**
   * What a kill came to, in seconds since it and in records that were due and not answered.
   *
   * @param level the most that the backlog was in the seconds before
   * @param highest the most that it was seen to be after
   * @param readySeconds until all of the job ran in its new process
   * @param flatSeconds until the backlog was no longer above its level, which then lasted for a
   *     checkpoint's time at least
   */
  record Recovery(long level, long highest, double readySeconds, double flatSeconds) {}

  private static final long BEFORE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** The time of a checkpoint: the backlog has seen its peak in it. */
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * Plays it.
   *
   * @param job by its name
   * @throws IllegalStateException where anything is lost, double or oversold, or the day ends
   *     before the backlog is flat
   */
  List<Recovery> play(String job, Stand.Watcher watcher, Path directory) throws Exception {
    return Stand.play(job, watcher, directory, this::play);
  }

  private List<Recovery> play(Stand stand) throws Exception {
    Schedule schedule = new Schedule(day, warmUp, ordersPerMinute);
    Load load = Load.start(stand, day, warmUp, ordersPerMinute);
    Backlog backlog = new Backlog(schedule, load.awaitWarmUp().nanos(), stand.watch());
    List<Recovery> recoveries = new ArrayList<>();
    for (int kill = 0; kill < kills; kill++) {
      recoveries.add(kill(stand, load, backlog));
    }
    load.stop();
    load.end();
    return recoveries;
  }

  private static Recovery kill(Stand stand, Load load, Backlog backlog) throws Exception {
    long level = highest(backlog);
    long killed = System.nanoTime();
    stand.killJob();
    stand.startJob();
    long ready = System.nanoTime();
    Calm calm = new Calm(level, CALM_NANOS);
    load.until(
        "a flat backlog",
        () -> calm.sees(backlog.now(), System.nanoTime()) || backlog.schedule().isOver());
    if (backlog.schedule().isOver()) {
      throw new IllegalStateException(
          "the day ended before the backlog was flat again: it was %,d records before the kill, and"
                  .formatted(level)
              + " at most %,d after".formatted(calm.highest()));
    }
    return new Recovery(
        level, calm.highest(), (ready - killed) / 1e9, (calm.since() - killed) / 1e9);
  }

  private static long highest(Backlog backlog) {
    long highest = 0;
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < BEFORE_NANOS) {
      highest = Math.max(highest, backlog.now());
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return highest;
  }

  /** What is due since a moment and not answered. */
  private record Backlog(Schedule schedule, long since, Watch watch) {

    long now() {
      return schedule.dueAfter(System.nanoTime() - since) - watch.answered();
    }
  }
}
