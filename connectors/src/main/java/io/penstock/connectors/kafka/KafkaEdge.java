package io.penstock.connectors.kafka;

import io.penstock.model.Outgoing;
import io.penstock.model.RawRecord;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Sources and the sink of one Kafka installation.
 *
 * <p>What is written becomes visible with the checkpoint that covers it, all topics together.
 * Readers must use {@code isolation.level=read_committed}; our own do.
 *
 * @param brokers the bootstrap servers
 * @param properties of all clients: security, for instance
 * @param prefix of all topics and transactions
 */
public record KafkaEdge(String brokers, Map<String, String> properties, String prefix)
    implements Serializable {

  /** Longer than a checkpoint interval plus our longest outage; at most the broker's maximum. */
  private static final String TRANSACTION_TIMEOUT_MS = "600000";

  /** How many questions in a row may stay without an answer, at 200 ms each. */
  private static final int PATIENCE = 150;

  /**
   * Reads for ever from where the last checkpoint stopped; at a start without state from the
   * beginning, because only a full replay gives the decisions of the first run again.
   *
   * @param group names the consumer where operators look at its lag; positions are in checkpoints
   */
  public KafkaSource<RawRecord> source(String group, String... topics) {
    return builder(group, topics).build();
  }

  /**
   * How far a topic is filled now. It is asked where the job is submitted.
   *
   * @throws IllegalStateException where the brokers do not answer
   */
  public Map<TopicPartition, Long> ends(String topic) {
    Properties settings = clients();
    settings.put("bootstrap.servers", brokers);
    settings.put("default.api.timeout.ms", "15000");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return new HashMap<>(consumer.endOffsets(partitions(consumer, topic)));
    } catch (TimeoutException silent) {
      throw new IllegalStateException("no answer from Kafka at " + brokers, silent);
    }
  }

  /**
   * All that a topic holds now under keys that begin so, in the order of its partitions; read where
   * the job is submitted.
   *
   * @throws IllegalStateException where the brokers do not answer
   */
  public List<RawRecord> all(String topic, String keyPrefix) {
    Properties settings = clients();
    settings.put("bootstrap.servers", brokers);
    settings.put("default.api.timeout.ms", "15000");
    settings.put("isolation.level", "read_committed");
    List<RawRecord> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      int inVain = 0;
      while (isBehind(consumer, ends)) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
        inVain = records.isEmpty() ? inVain + 1 : 0;
        if (inVain > PATIENCE) {
          throw new IllegalStateException("no answer from Kafka at " + brokers);
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
          RawRecord raw = RawRecords.read(record);
          if (raw.key() != null && raw.key().startsWith(keyPrefix)) {
            found.add(raw);
          }
        }
      }
    } catch (TimeoutException silent) {
      throw new IllegalStateException("no answer from Kafka at " + brokers, silent);
    }
    return found;
  }

  private static boolean isBehind(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(prefix + topic).stream()
        .map(part -> new TopicPartition(part.topic(), part.partition()))
        .toList();
  }

  /** Reads a topic from the beginning up to there, and ends. */
  public KafkaSource<RawRecord> upTo(Map<TopicPartition, Long> ends, String group, String topic) {
    return builder(group, topic).setBounded(OffsetsInitializer.offsets(ends)).build();
  }

  /** Reads a topic from there, for ever. */
  public KafkaSource<RawRecord> from(Map<TopicPartition, Long> ends, String group, String topic) {
    return builder(group, topic).setStartingOffsets(OffsetsInitializer.offsets(ends)).build();
  }

  /**
   * Reads what topics hold of some time, and ends.
   *
   * @param from the time of the first records; null for all that are kept
   * @param until the time before which records count; null for now
   */
  public KafkaSource<RawRecord> between(
      @Nullable Instant from, @Nullable Instant until, String group, String... topics) {
    return builder(group, topics)
        .setStartingOffsets(
            from == null
                ? OffsetsInitializer.earliest()
                : OffsetsInitializer.timestamp(from.toEpochMilli()))
        .setBounded(
            until == null
                ? OffsetsInitializer.latest()
                : OffsetsInitializer.timestamp(until.toEpochMilli()))
        .build();
  }

  private KafkaSourceBuilder<RawRecord> builder(String group, String... topics) {
    return KafkaSource.<RawRecord>builder()
        .setBootstrapServers(brokers)
        // Few large fetches: a broker spends as much on an empty answer as on a full one.
        .setProperty("fetch.min.bytes", Integer.toString(64 << 10))
        .setProperty("fetch.max.wait.ms", "100")
        .setProperty("max.partition.fetch.bytes", Integer.toString(8 << 20))
        .setProperty("partition.discovery.interval.ms", "30000")
        .setProperties(clients())
        .setProperty("isolation.level", "read_committed")
        .setGroupId(prefix + group)
        .setTopics(Arrays.stream(topics).map(topic -> prefix + topic).toList())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new RawRecords());
  }

  /** Event time of records that come through {@link #source}. */
  public static WatermarkStrategy<RawRecord> eventTime(
      Duration outOfOrderness, Duration quietAfter) {
    return EventTime.strategy(outOfOrderness, quietAfter);
  }

  /** For records that no time hangs on: they hold nothing back. */
  public static WatermarkStrategy<RawRecord> untimed() {
    return WatermarkStrategy.<RawRecord>forGenerator(
            context ->
                new WatermarkGenerator<>() {
                  @Override
                  public void onEvent(RawRecord raw, long timestamp, WatermarkOutput output) {
                    output.markIdle();
                  }

                  @Override
                  public void onPeriodicEmit(WatermarkOutput output) {
                    output.markIdle();
                  }
                })
        .withTimestampAssigner((raw, ignored) -> raw.timestamp().toEpochMilli());
  }

  /**
   * The sink of one job.
   *
   * @param job its name is part of the transactions' names: two jobs must not share one
   */
  public KafkaSink<Outgoing> sink(String job) {
    String topics = prefix;
    return KafkaSink.<Outgoing>builder()
        .setBootstrapServers(brokers)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(prefix + job)
        .setProperty("compression.type", "lz4")
        // What is written becomes visible with the next checkpoint: until then batches may grow.
        .setProperty("linger.ms", "100")
        .setProperty("batch.size", Integer.toString(256 << 10))
        .setProperty("max.request.size", Integer.toString(8 << 20))
        .setKafkaProducerConfig(clients())
        .setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS)
        .setRecordSerializer(
            (KafkaRecordSerializationSchema<Outgoing>)
                (out, context, timestamp) -> record(topics + out.topic(), timestamp, out))
        .build();
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, @Nullable Long timestamp, Outgoing out) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, null, timestamp, out.key().getBytes(StandardCharsets.UTF_8), out.value());
    if (out.event() != null) {
      record.headers().add(RawRecords.EVENT, out.event().getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }

  private Properties clients() {
    Properties clients = new Properties();
    clients.putAll(properties);
    return clients;
  }
}
