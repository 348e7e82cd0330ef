package io.penstock.deploy.cli;

import io.penstock.connectors.kafka.Topics;
import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.load.PlayedWarehouses;
import io.penstock.deploy.observe.Observation;
import io.penstock.deploy.observe.Observer;
import io.penstock.deploy.observe.Summary;
import io.penstock.deploy.observe.Tables;
import io.penstock.deploy.stack.KafkaTopics;
import io.penstock.deploy.stack.LocalStack;
import io.penstock.deploy.stack.StackException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Watches a run until everything that was sent has come to rest, or until nothing moves. */
final class Drain {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LocalStack stack;
  private final Observer observer;
  private final KafkaTopics topics;
  private final String rawTopic;
  private final long patienceNanos;
  private final ProgressLine progress;
  private final PrintWriter err;

  Drain(
      LocalStack stack,
      Observer observer,
      KafkaTopics topics,
      String prefix,
      int patienceSeconds,
      ProgressLine progress,
      PrintWriter err) {
    this.stack = stack;
    this.observer = observer;
    this.topics = topics;
    this.rawTopic = prefix + Topics.ORDERS_RAW;
    this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
    this.progress = progress;
    this.err = err;
  }

  /**
   * Waits.
   *
   * @return what the run came to, also where it stalled: then what is missing was printed; null
   *     where the process was asked to end
   */
  @Nullable Summary await(
      CompletableFuture<LoadReport> driver,
      AtomicLong sent,
      PlayedWarehouses warehouses,
      Lifetime lifetime)
      throws Exception {
    Stillness flow = new Stillness(patienceNanos);
    Stillness tablesToo = new Stillness(patienceNanos);
    while (!lifetime.isEndingWithin(PAUSE)) {
      long now = System.nanoTime();
      LoadReport report = reportOf(driver);
      long raw = topics.endOf(rawTopic);
      long answered = warehouses.answered();
      progress.show(observer.ask(seen -> line(sent.get(), raw, seen)), now);
      long processed = observer.ask(Observation::processed);
      boolean stuck = flow.isTooLong(List.of(sent.get(), raw, answered, processed), now);
      // The cores are for the orders: the dear looks, at every level and table, come last.
      if (report == null) {
        continue;
      }
      boolean underWay = observer.ask(seen -> isUnderWay(report, raw, seen));
      if (underWay && !stuck) {
        continue;
      }
      Tables tables = tables();
      List<String> missing =
          observer.ask(seen -> Summary.missing(report.records(), raw, seen, tables));
      List<Object> signs = observer.ask(seen -> signs(raw, answered, seen, tables));
      // Tables may go on for long after the last order was answered: they are late, not stuck.
      if (missing.isEmpty() || underWay || tablesToo.isTooLong(signs, now)) {
        progress.end();
        missing.forEach(one -> err.println("penstock: " + one));
        stack.flink().troubles().forEach(one -> err.println("penstock: " + one));
        err.flush();
        return observer.ask(seen -> Summary.of(report.records(), raw, seen, tables));
      }
    }
    return null;
  }

  private static boolean isUnderWay(LoadReport report, long raw, Observation seen) {
    return !Summary.underWay(report.records(), raw, seen).isEmpty();
  }

  private Tables tables() throws StackException, SQLException {
    return Tables.read(stack.database().url(), stack.database().user(), stack.databasePassword());
  }

  /** Null while orders are still being sent. */
  private static @Nullable LoadReport reportOf(CompletableFuture<LoadReport> driver)
      throws Exception {
    if (!driver.isDone()) {
      return null;
    }
    try {
      return driver.get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new StackException("the orders could not be sent: " + cause.getMessage(), cause);
    }
  }

  private static String line(long sent, long raw, Observation seen) {
    return "sent %,d  processed %,d of %,d  deliveries %,d  shipped %,d"
        .formatted(sent, seen.processed(), raw, seen.stock().deliveries(), seen.stock().shipped());
  }

  /** Whatever changes while there is work. */
  private static List<Object> signs(long raw, long answered, Observation seen, Tables tables) {
    return List.of(
        raw,
        answered,
        seen.orders().total(),
        seen.deadLetters() + seen.otherDeadLetters(),
        seen.stock().deliveries(),
        tables.history(),
        Map.copyOf(tables.byStatus()),
        Map.copyOf(tables.sales()));
  }
}
