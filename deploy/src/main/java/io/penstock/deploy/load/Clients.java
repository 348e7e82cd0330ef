package io.penstock.deploy.load;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka clients of one installation.
 *
 * @param properties of all clients: security, for instance; ours go before
 */
record Clients(String brokers, Map<String, String> properties) {

  private static final Map<String, Object> PRODUCER =
      Map.of(
          "acks", "all",
          "enable.idempotence", "true",
          "compression.type", "lz4",
          "linger.ms", "25",
          "batch.size", Integer.toString(256 << 10),
          "buffer.memory", Integer.toString(64 << 20));

  private static final Map<String, Object> CONSUMER =
      Map.of(
          "isolation.level", "read_committed",
          "enable.auto.commit", "false",
          "auto.offset.reset", "earliest",
          "max.poll.records", "5000");

  KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
    return new KafkaProducer<>(
        with(PRODUCER, more), new ByteArraySerializer(), new ByteArraySerializer());
  }

  KafkaConsumer<byte[], byte[]> consumer(Map<String, String> more) {
    return new KafkaConsumer<>(
        with(CONSUMER, more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> with(Map<String, Object> ours, Map<String, String> more) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("bootstrap.servers", brokers);
    all.putAll(ours);
    all.putAll(more);
    return all;
  }
}
