package io.penstock.deploy.bench.path;

import io.penstock.connectors.kafka.Topics;
import io.penstock.deploy.load.LoadReport;
import io.penstock.deploy.observe.Latencies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts what the pass-through has committed. */
final class PassedWatch implements Watch {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread reader = new Thread(this::read, "passed");
  private Latencies latencies = new Latencies();
  private long passed;
  private volatile boolean closing;

  PassedWatch(String brokers) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "max.poll.records", "5000"),
            bytes,
            bytes);
    List<TopicPartition> all =
        consumer.partitionsFor(PassThrough.PREFIX + Topics.ORDERS_RAW).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (consumer) {
      while (!closing) {
        var records = consumer.poll(Duration.ofMillis(100));
        long now = System.currentTimeMillis();
        synchronized (this) {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            passed++;
            latencies.add(now - record.timestamp());
          }
        }
      }
    }
  }

  @Override
  public synchronized long answered() {
    return passed;
  }

  @Override
  public synchronized void measureFromNow() {
    latencies = new Latencies();
  }

  @Override
  public synchronized List<String> missing(LoadReport sent) {
    return passed == sent.records()
        ? List.of()
        : List.of("%,d of %,d records were passed".formatted(passed, sent.records()));
  }

  @Override
  public synchronized int delays() {
    return latencies.size();
  }

  @Override
  public synchronized Latencies latencies() {
    return latencies.copy();
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    reader.join();
  }
}
