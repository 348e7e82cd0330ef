package io.penstock.deploy.bench;

import com.sun.management.ThreadMXBean;
import io.penstock.connectors.marketplace.OrderPayloads;
import io.penstock.deploy.bench.plain.PlainDay;
import io.penstock.deploy.load.PeakDay;
import io.penstock.model.RawRecord;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** The plain loop by itself, beside the parse of the same records to a tree of JSON. */
public final class LoopRow implements Measurement {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Goal GOAL =
      Goal.told(
          "plain loop / parse to a tree",
          "CPU of one thread that parses the load's raw records by databind, counts each order"
              + " once, audits it by 13 predicates, locks its goods over the warehouses all or none,"
              + " and writes the outcome; beside only parsing the same records to Jackson's tree");

  @Override
  public String name() {
    return "loop";
  }

  @Override
  public List<Measured> measure(Effort effort) {
    int orders = effort.size(20_000, 60_000);
    List<Double> loops = new ArrayList<>();
    List<Double> parses = new ArrayList<>();
    effort.progress().accept("the plain loop");
    for (int round = -2; round < effort.rounds(); round++) {
      PeakDay day = new PeakDay(1, orders);
      double parse = parse(day);
      PlainDay plain = new PlainDay(day);
      double loop = plain.next(Integer.MAX_VALUE);
      plain.check();
      if (round >= 0) {
        parses.add(parse);
        loops.add(loop);
      }
    }
    return List.of(
        Measured.ratio(
            GOAL,
            "plain loop, CPU us a record",
            loops,
            "parse to a tree, CPU us a record",
            parses));
  }

  private static double parse(PeakDay day) {
    List<RawRecord> records = DayRecords.readable(day);
    long nodes = 0;
    long started = THREADS.getCurrentThreadCpuTime();
    for (RawRecord record : records) {
      nodes += OrderPayloads.parse(record).size();
    }
    long took = THREADS.getCurrentThreadCpuTime() - started;
    if (nodes == 0) {
      throw new IllegalStateException("nothing came of it");
    }
    return took / 1e3 / records.size();
  }
}
