package io.penstock.deploy.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.load.PlayedWarehouses;
import io.penstock.deploy.observe.Observer;
import io.penstock.deploy.observe.Summary;
import io.penstock.deploy.observe.Tables;
import io.penstock.deploy.stack.Jobs;
import io.penstock.deploy.stack.LocalStack;
import io.penstock.deploy.stack.Polling;
import io.penstock.deploy.stack.StackSettings;
import io.penstock.model.OrderEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** All servers and jobs over one input, until everything has come to rest. */
final class Run {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Input input;
  private final LocalStack stack;
  private final Observer observer;
  private int sent;

  private Run(Input input, LocalStack stack, Observer observer) {
    this.input = input;
    this.stack = stack;
    this.observer = observer;
  }

  /** Nothing happens but the input. */
  static Outcome undisturbed(Input input, Path directory, int parallelism) throws Exception {
    return run(input, directory, parallelism, false);
  }

  /** The task manager with all jobs dies twice: soon after the start, and in the middle. */
  static Outcome disturbed(Input input, Path directory, int parallelism) throws Exception {
    return run(input, directory, parallelism, true);
  }

  private static Outcome run(Input input, Path directory, int parallelism, boolean disturbed)
      throws Exception {
    StackSettings settings =
        new StackSettings(
            directory,
            0,
            0,
            0,
            parallelism,
            1,
            Input.PREFIX,
            null,
            Map.of(),
            null,
            Map.of("marketplaces.path", Input.FOLDER));
    try (LocalStack stack = new LocalStack(settings)) {
      stack.start();
      try (Observer observer =
              Observer.start(stack.brokers(), Input.PREFIX, Map.of(), Clock.systemUTC());
          PlayedWarehouses warehouses =
              PlayedWarehouses.start(stack.brokers(), Input.PREFIX, Map.of(), Duration.ZERO)) {
        new Run(input, stack, observer).play(disturbed);
        assertThat(warehouses.answered()).isPositive();
        Polling.until("the bills", PATIENCE, () -> Outcome.bills(stack).size() >= input.billLines);
      }
      return Outcome.read(stack);
    }
  }

  private void play(boolean disturbed) throws Exception {
    send(input.first);
    stack.submit(Jobs.ALL);
    awaitAnswers(1);
    if (disturbed) {
      killTaskManager(0);
    }
    send(input.second);
    if (disturbed) {
      awaitAnswers(sent * 6L / 10);
      killTaskManager(1);
    }
    Polling.until("rest", PATIENCE, this::rests);
    send(input.third);
    Polling.until("the cancellation's end", PATIENCE, this::rests);
    send(input.last);
    Polling.until("the late goods to leave", PATIENCE, () -> backordered() == 0 && rests());
    Tables tables = tables();
    Summary summary = observer.ask(seen -> Summary.of(sent, sent, seen, tables));
    assertThat(summary.sound()).as("%s", summary).isTrue();
  }

  private void awaitAnswers(long some) throws Exception {
    Polling.until(
        some + " answers", PATIENCE, () -> observer.ask(seen -> seen.processed()) >= some);
  }

  private void killTaskManager(int index) throws Exception {
    stack.flink().cluster().terminateTaskManager(index).get();
    stack.flink().cluster().startTaskManager();
  }

  private long backordered() throws Exception {
    return observer.ask(
        seen -> seen.orders().byStatus().getOrDefault(OrderEvent.Status.BACKORDERED, 0L));
  }

  /** Throws with what is still missing. */
  private boolean rests() throws Exception {
    require(observer.ask(seen -> Summary.underWay(sent, sent, seen)));
    Tables tables = tables();
    require(observer.ask(seen -> Summary.missing(sent, sent, seen, tables)));
    return true;
  }

  private static void require(List<String> nothingMissing) {
    if (!nothingMissing.isEmpty()) {
      throw new IllegalStateException(nothingMissing.toString());
    }
  }

  private Tables tables() throws Exception {
    return Tables.read(stack.database().url(), stack.database().user(), stack.databasePassword());
  }

  private void send(Input.Batch batch) throws Exception {
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> properties =
        Map.of("bootstrap.servers", stack.brokers(), "acks", "all", "max.request.size", 8_000_000);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      List<Future<?>> acknowledged = new ArrayList<>();
      batch.records.forEach(record -> acknowledged.add(producer.send(record)));
      for (Future<?> one : acknowledged) {
        one.get();
      }
    }
    sent += batch.answers;
  }
}
