package io.penstock.deploy.observe;

import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.StockLevel;
import io.penstock.model.WmsEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the jobs and the warehouses publish, from the beginning and committed only, as any
 * other reader would, and keeps an {@link Observation} of it.
 */
public final class Observer implements AutoCloseable {

  private static final List<String> TOPICS =
      List.of(
          Topics.ORDER_EVENTS,
          Topics.DELIVERIES,
          Topics.DEAD_LETTERS,
          Topics.STOCK_LEVELS,
          Topics.WMS_EVENTS);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String prefix;
  private final Clock clock;
  private final Observation observation = new Observation();
  private final Thread reader;
  private volatile boolean closing;
  private volatile @Nullable Exception failure;

  private Observer(KafkaConsumer<byte[], byte[]> consumer, String prefix, Clock clock) {
    this.consumer = consumer;
    this.prefix = prefix;
    this.clock = clock;
    this.reader = new Thread(this::read, "observer");
    this.reader.setDaemon(true);
  }

  /** Starts to read, on a thread of its own. The topics must exist. */
  public static Observer start(
      String brokers, String prefix, Map<String, String> kafkaProperties, Clock clock) {
    Map<String, Object> properties = new HashMap<>(kafkaProperties);
    properties.put("bootstrap.servers", brokers);
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    properties.put("enable.auto.commit", "false");
    properties.put("max.poll.records", "5000");
    properties.put("fetch.min.bytes", Integer.toString(64 << 10));
    properties.put("fetch.max.wait.ms", "50");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Observer observer = new Observer(new KafkaConsumer<>(properties, bytes, bytes), prefix, clock);
    observer.reader.start();
    return observer;
  }

  /**
   * Asks what was seen so far; reading pauses meanwhile.
   *
   * @throws IllegalStateException if reading ended because of a failure
   */
  public <T> T ask(Function<Observation, T> question) {
    Exception failed = failure;
    if (failed != null) {
      throw new IllegalStateException(
          "the topics cannot be observed: " + failed.getMessage(), failed);
    }
    synchronized (observation) {
      return question.apply(observation);
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      reader.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (consumer) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : TOPICS) {
        for (PartitionInfo partition : consumer.partitionsFor(prefix + topic)) {
          partitions.add(new TopicPartition(partition.topic(), partition.partition()));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closing) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
        Instant seenAt = clock.instant();
        synchronized (observation) {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            take(record, seenAt);
          }
        }
      }
    } catch (WakeupException stop) {
      if (!closing) {
        failure = stop;
      }
    } catch (UnreadableException | RuntimeException failed) {
      failure = failed;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Instant seenAt)
      throws UnreadableException {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    switch (record.topic().substring(prefix.length())) {
      case Topics.ORDER_EVENTS -> observation.add(Json.read(value, SeenEvent.class), seenAt);
      case Topics.DELIVERIES -> observation.add(Json.read(value, Delivery.class));
      case Topics.DEAD_LETTERS -> observation.add(Json.read(value, DeadLetter.class), seenAt);
      case Topics.STOCK_LEVELS -> observation.add(Json.read(value, StockLevel.class));
      case Topics.WMS_EVENTS -> takeWarehouseMessage(value);
      default -> throw new IllegalStateException("not asked for: " + record.topic());
    }
  }

  /** Whoever writes to this topic may write nonsense; the jobs make it a dead letter. */
  private void takeWarehouseMessage(byte[] value) {
    try {
      observation.add(Json.read(value, WmsEvent.class));
    } catch (UnreadableException unreadable) {
      // Counted where the jobs report it.
    }
  }
}
