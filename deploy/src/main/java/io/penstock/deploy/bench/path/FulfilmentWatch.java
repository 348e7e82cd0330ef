package io.penstock.deploy.bench.path;

import io.penstock.connectors.kafka.Topics;
import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.load.PlayedWarehouses;
import io.penstock.deploy.observe.Latencies;
import io.penstock.deploy.observe.Observation;
import io.penstock.deploy.observe.Observer;
import io.penstock.deploy.observe.Summary;
import io.penstock.deploy.stack.KafkaTopics;
import io.penstock.deploy.stack.StackException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sees what the fulfilment says, and answers its deliveries as the warehouses would. */
final class FulfilmentWatch implements Watch {

  private final Observer observer;
  private final PlayedWarehouses warehouses;
  private final KafkaTopics topics;
  private final String prefix;

  FulfilmentWatch(String brokers, String prefix) {
    this.topics = new KafkaTopics(brokers, Map.of());
    this.prefix = prefix;
    this.observer = Observer.start(brokers, prefix, Map.of(), Clock.systemUTC());
    this.warehouses = PlayedWarehouses.start(brokers, prefix, Map.of());
  }

  @Override
  public long answered() {
    return observer.ask(Observation::processed);
  }

  @Override
  public void measureFromNow() {
    observer.ask(
        seen -> {
          seen.measureFrom(Instant.now());
          return seen;
        });
  }

  @Override
  public List<String> missing(LoadReport sent) throws StackException {
    long raw = topics.endOf(prefix + Topics.ORDERS_RAW);
    return observer.ask(
        seen -> {
          List<String> missing = new ArrayList<>(Summary.underWay(sent.records(), raw, seen));
          if (seen.levelsThatDiffer() > 0) {
            missing.add(seen.levelsThatDiffer() + " published stock levels differ");
          }
          if (!seen.stock().oversold().isEmpty()) {
            missing.add(seen.stock().oversold().size() + " cells are oversold");
          }
          return missing;
        });
  }

  @Override
  public int delays() {
    return observer.ask(seen -> seen.latencies().size());
  }

  @Override
  public Latencies latencies() {
    return observer.ask(seen -> seen.latencies().copy());
  }

  @Override
  public void close() throws Exception {
    warehouses.close();
    observer.close();
  }
}
