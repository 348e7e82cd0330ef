package io.penstock.deploy.bench.path;

import io.penstock.deploy.bench.Goal;
import io.penstock.deploy.bench.Measured;
import io.penstock.deploy.bench.Measurement;
import io.penstock.deploy.bench.Spread;
import io.penstock.deploy.bench.Timeline;
import io.penstock.deploy.bench.path.PlayedDay.Played;
import io.penstock.deploy.bench.path.PlayedDay.Round;
import io.penstock.deploy.load.PeakDay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The whole fulfilment, Kafka to Kafka and exactly once, beside a plain loop over the same records;
 * and beside a job that only passes them through.
 */
public final class PathRows implements Measurement {

  private static final double ORDERS_PER_MINUTE = 100_000;
  private static final double CHECKPOINT_MILLIS = 1_000;

  private static final String SETTING =
      "; the demo's raw records at %,.0f orders a minute, open loop, checkpoints every second,"
              .formatted(ORDERS_PER_MINUTE)
          + " parallelism 1; the job alone in its JVM (collector and compiler included),"
          + " the broker in another, load, warehouses, observer and loop in a third";

  private static final Goal PATH =
      Goal.atMost(
          "fulfilment / plain loop",
          5,
          3,
          "CPU of the fulfilment job's JVM, on RocksDB, beside that of the loop's thread"
              + SETTING);
  private static final Goal PASS =
      Goal.told(
          "pass-through / plain loop",
          "CPU of the JVM of a job that copies the records exactly once, beside the loop"
              + SETTING);
  private static final Goal BROKER =
      Goal.told(
          "broker of the fulfilment / plain loop",
          "CPU of the broker's JVM, for load, job, warehouses and observer, beside the loop"
              + SETTING);
  private static final Goal DELAY =
      Goal.atMost(
          "committed p99 / checkpoint interval",
          2,
          1.75,
          "from when an order was due until a read_committed consumer had its allocation, beside a"
              + " second"
              + SETTING);

  @Override
  public String name() {
    return "path";
  }

  @Override
  public List<Measured> measure(Effort effort) throws Exception {
    PlayedDay day =
        new PlayedDay(
            new PeakDay(1, effort.size(80_000, 300_000)),
            effort.size(40_000, 160_000),
            ORDERS_PER_MINUTE,
            effort.rounds());
    Path directory = Files.createTempDirectory(effort.directory(), name());
    effort.progress().accept("the day is played to the fulfilment");
    Played path =
        day.play(
            "fulfilment",
            brokers -> new FulfilmentWatch(brokers, Stand.PREFIX),
            directory.resolve("fulfilment"));
    effort.progress().accept("the day is played to the pass-through");
    Played pass = day.play(PassThrough.NAME, PassedWatch::new, directory.resolve(PassThrough.NAME));
    List<Measured> rows = new ArrayList<>();
    rows.add(row(PATH, "fulfilment, CPU us a record", path, Round::jobMicros).over(overTime(path)));
    rows.add(delay(path));
    rows.add(row(BROKER, "broker, CPU us a record", path, Round::brokerMicros));
    rows.add(row(PASS, "pass-through, CPU us a record", pass, Round::jobMicros));
    return rows;
  }

  private static Measured row(Goal goal, String part, Played played, ToDoubleFunction<Round> over) {
    Measured ratio =
        Measured.ratio(
            goal,
            part,
            Measured.each(played.rounds(), over),
            "plain loop, CPU us a record",
            Measured.each(played.rounds(), Round::loopMicros));
    Map<String, Spread> parts = new LinkedHashMap<>(ratio.parts());
    parts.put("raw records answered a minute", Spread.of(List.of(played.recordsPerMinute())));
    return new Measured(goal, ratio.ratio(), parts);
  }

  private static Measured delay(Played played) {
    double p50 = played.latencies().percentile(50);
    double p99 = played.latencies().percentile(99);
    Map<String, Spread> parts = new LinkedHashMap<>();
    parts.put("p50, ms", Spread.of(List.of(p50)));
    parts.put("p99, ms", Spread.of(List.of(p99)));
    return new Measured(DELAY, Spread.of(List.of(p99 / CHECKPOINT_MILLIS)), parts);
  }

  private static Timeline overTime(Played played) {
    return DayTimeline.of(
        "fulfilment",
        "The fulfilment at %,.0f orders a minute, after the warm-up".formatted(ORDERS_PER_MINUTE),
        played.samples(),
        played.latencies());
  }
}
