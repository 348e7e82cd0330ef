package io.penstock.deploy.bench.path;

import io.penstock.deploy.bench.path.DayTimeline.Sample;
import io.penstock.deploy.bench.path.Stand.Look;
import io.penstock.deploy.bench.plain.PlainDay;
import io.penstock.deploy.load.Message;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.observe.Latencies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
   * @param latencies from when a record was due until its answer could be read, after the warm-up
   * @param recordsPerMinute that were answered, after the warm-up
   * @param samples one a second, from the warm-up until the last round ended
   */
  record Played(
      List<Round> rounds, Latencies latencies, double recordsPerMinute, List<Sample> samples) {}

  /**
   * Plays it.
   *
   * @param job by its name
   * @throws IllegalStateException where anything is lost, double or oversold
   */
  Played play(String job, Stand.Watcher watcher, Path directory) throws Exception {
    return Stand.play(job, watcher, directory, this::play);
  }

  private Played play(Stand stand) throws Exception {
    PlainDay plain = new PlainDay(day);
    double unused = plain.next(warmUp);
    Load load = Load.start(stand, day, warmUp, ordersPerMinute);
    List<Look> looks = new ArrayList<>(List.of(load.awaitWarmUp()));
    List<Double> loops = new ArrayList<>();
    List<Sample> samples;
    try (Recorder<Sample> recorder = Recorder.start(() -> Sample.of(stand))) {
      int part = (int) ((records() - warmUp) / rounds);
      for (int round = 1; round <= rounds; round++) {
        // The last part ends before the day does: the last records wait for a checkpoint.
        long mark = warmUp + (long) round * part - (round == rounds ? part / 10 : 0);
        load.until(mark + " records to be answered", () -> stand.watch().answered() >= mark);
        looks.add(stand.look());
        loops.add(plain.next(round == rounds ? Integer.MAX_VALUE : part));
      }
      samples = recorder.end();
    }
    load.end();
    plain.check();
    Look from = looks.get(0);
    Look to = looks.get(looks.size() - 1);
    return new Played(
        rounds(looks, loops),
        stand.watch().latencies(),
        60e9 * (to.records() - from.records()) / (to.nanos() - from.nanos()),
        samples);
  }

  private static List<Round> rounds(List<Look> looks, List<Double> loops) {
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
    return rounds;
  }

  private long records() {
    long records = 0;
    for (Message message : day) {
      records += message.payload().length > 0 ? 1 : 0;
    }
    return records;
  }
}
