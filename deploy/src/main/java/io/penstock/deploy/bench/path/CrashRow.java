package io.penstock.deploy.bench.path;

import io.penstock.deploy.bench.Goal;
import io.penstock.deploy.bench.Measured;
import io.penstock.deploy.bench.Measurement;
import io.penstock.deploy.bench.Spread;
import io.penstock.deploy.bench.path.KilledDay.Recovery;
import io.penstock.deploy.load.PeakDay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How long the fulfilment is behind when its process is killed under load. */
public final class CrashRow implements Measurement {

  private static final double ORDERS_PER_MINUTE = 50_000;
  private static final double CHECKPOINT_SECONDS = 1;

  private static final Goal GOAL =
      Goal.atMost(
          "kill -9 to flat backlog / checkpoint interval",
          20,
          5,
          "from kill -9 of the fulfilment job's JVM until the records that are due and not answered"
              + " are no more than in the 5 s before, beside a second; a new JVM is started at once"
              + " over the same directory, and its start counts; at the end nothing is lost, double"
              + " or oversold; the demo's raw records at %,.0f orders a minute, open loop,"
                  .formatted(ORDERS_PER_MINUTE)
              + " checkpoints every second, parallelism 1; half the rate of the path's row, because"
              + " two cores that only just keep up would never catch up");

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public List<Measured> measure(Effort effort) throws Exception {
    KilledDay day =
        new KilledDay(
            new PeakDay(1, effort.size(300_000, 1_000_000)),
            effort.size(10_000, 100_000),
            ORDERS_PER_MINUTE,
            effort.size(1, effort.rounds()));
    Path directory = Files.createTempDirectory(effort.directory(), name());
    effort.progress().accept("the fulfilment is killed under load");
    List<Recovery> recoveries =
        day.play("fulfilment", brokers -> new FulfilmentWatch(brokers, Stand.PREFIX), directory);
    Map<String, Spread> parts = new LinkedHashMap<>();
    parts.put("until the job runs again, s", spread(recoveries, Recovery::readySeconds));
    parts.put("until the backlog is flat, s", spread(recoveries, Recovery::flatSeconds));
    parts.put("backlog before, records", spread(recoveries, Recovery::level));
    parts.put("highest backlog after, records", spread(recoveries, Recovery::highest));
    return List.of(
        new Measured(
            GOAL, spread(recoveries, one -> one.flatSeconds() / CHECKPOINT_SECONDS), parts));
  }

  private static Spread spread(List<Recovery> recoveries, ToDoubleFunction<Recovery> figure) {
    return Spread.of(Measured.each(recoveries, figure));
  }
}
