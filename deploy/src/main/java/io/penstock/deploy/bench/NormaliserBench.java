package io.penstock.deploy.bench;

import com.sun.management.ThreadMXBean;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.connectors.marketplace.OrderPayloads;
import io.penstock.model.RawRecord;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What it costs to read an order, beside what it costs only to parse its JSON: the same payloads,
 * in turns, on one thread. Each of them is taken equally often.
 */
public final class NormaliserBench {

  /**
   * What was measured of one kind of payload.
   *
   * @param payloads whose they are
   * @param bytes of an average payload
   * @param parseNanos for an average payload
   * @param normaliseNanos for the same, from bytes to canonical orders
   * @param parseAllocated bytes, for the same
   * @param normaliseAllocated bytes, for the same
   */
  public record Row(
      String payloads,
      long bytes,
      long parseNanos,
      long normaliseNanos,
      long parseAllocated,
      long normaliseAllocated) {

    /** How many times the parse alone the whole costs. */
    public double ratio() {
      return (double) normaliseNanos / Math.max(1, parseNanos);
    }
  }

  private interface Work {
    Object on(RawRecord raw) throws UnreadableException;
  }

  private record Cost(long nanos, long allocated) {}

  /** How many payloads of a kind are read in a turn. */
  private static final int EACH = 3_000;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Normaliser normaliser = new Normaliser(Marketplaces.shipped());
  private final int turns;

  /**
   * @param turns how often each is measured; the median counts
   */
  public NormaliserBench(int turns) {
    this.turns = turns;
  }

  /**
   * Measures.
   *
   * @param all payloads by a name for them
   * @return one row for each, by name
   */
  public List<Row> run(SortedMap<String, List<RawRecord>> all) throws UnreadableException {
    List<List<Row>> measured = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      List<Row> rows = new ArrayList<>();
      for (Map.Entry<String, List<RawRecord>> payloads : all.entrySet()) {
        rows.add(row(payloads.getKey(), payloads.getValue()));
      }
      measured.add(rows);
    }
    List<Row> medians = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      int row = i;
      List<Row> ofOne = measured.stream().map(rows -> rows.get(row)).toList();
      medians.add(ofOne.stream().sorted(Comparator.comparing(Row::ratio)).toList().get(turns / 2));
    }
    return medians;
  }

  private Row row(String name, List<RawRecord> payloads) throws UnreadableException {
    int times = Math.max(1, EACH / payloads.size());
    Cost parse = cost(payloads, times, OrderPayloads::parse);
    Cost normalise = cost(payloads, times, normaliser::normalise);
    long count = (long) times * payloads.size();
    return new Row(
        name,
        payloads.stream().mapToLong(raw -> raw.value().length).sum() / payloads.size(),
        parse.nanos() / count,
        normalise.nanos() / count,
        parse.allocated() / count,
        normalise.allocated() / count);
  }

  private Cost cost(List<RawRecord> payloads, int times, Work work) throws UnreadableException {
    long allocated = thread.getCurrentThreadAllocatedBytes();
    long started = System.nanoTime();
    for (int i = 0; i < times; i++) {
      for (RawRecord raw : payloads) {
        if (work.on(raw) == null) {
          throw new IllegalStateException("nothing came of it");
        }
      }
    }
    return new Cost(
        System.nanoTime() - started, thread.getCurrentThreadAllocatedBytes() - allocated);
  }

  /** The ratio of all payloads of some rows together. */
  public static double ratio(List<Row> rows) {
    return (double) rows.stream().mapToLong(Row::normaliseNanos).sum()
        / Math.max(1, rows.stream().mapToLong(Row::parseNanos).sum());
  }

  /** How unequally it allocates: the largest of the bytes for each payload byte, by the median. */
  public static double allocationSpread(List<Row> rows) {
    double[] perByte =
        rows.stream().mapToDouble(row -> (double) row.normaliseAllocated() / row.bytes()).toArray();
    Arrays.sort(perByte);
    return perByte[perByte.length - 1] / perByte[perByte.length / 2];
  }
}
