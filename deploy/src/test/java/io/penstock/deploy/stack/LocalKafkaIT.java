package io.penstock.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penstock.connectors.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaIT {

  private static final String EVENTS = "t." + Topics.ORDER_EVENTS;

  @TempDir Path directory;

  @Test
  void onlyCommittedTransactionsAreReadAndTheySurviveARestart() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory, 0)) {
      kafka.createTopics("t.", 1);
      kafka.createTopics("t.", 1);
      write(kafka, "aborted", false);
      write(kafka, "committed", true);
      assertThat(read(kafka)).containsExactly("committed");
    }
    try (LocalKafka again = LocalKafka.start(directory, 0)) {
      assertThat(read(again)).containsExactly("committed");
    }
  }

  @Test
  void topicsOfWhichOnlyTheNewestCountsAreCompacted() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
      kafka.createTopics("t.", 2);

      List<ConfigResource> topics =
          Topics.ALL.stream()
              .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, "t." + topic))
              .toList();
      assertThat(admin.describeConfigs(topics).all().get())
          .allSatisfy(
              (topic, config) ->
                  assertThat(config.get("cleanup.policy").value())
                      .as(topic.name())
                      .isEqualTo(
                          Topics.COMPACTED.contains(topic.name().substring("t.".length()))
                              ? "compact"
                              : "delete"));
      assertThat(new KafkaTopics(kafka.brokers(), Map.of()).endOf(EVENTS)).isZero();
    }
  }

  @Test
  void aSecondBrokerDoesNotStartOnTheSamePort() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(directory.resolve("one"), 0)) {
      int port = Integer.parseInt(kafka.brokers().substring(kafka.brokers().indexOf(':') + 1));
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> LocalKafka.start(directory.resolve("two"), port))
          .withMessageContaining("is in use");
    }
  }

  private static void write(LocalKafka kafka, String value, boolean commit) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.brokers(),
            "transactional.id", "writer",
            "transaction.timeout.ms", "600000");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(EVENTS, "key", value));
      producer.flush();
      assertThat(sent).isDone();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private static List<String> read(LocalKafka kafka) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.brokers(), "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition only = new TopicPartition(EVENTS, 0);
      consumer.assign(List.of(only));
      consumer.seekToBeginning(List.of(only));
      Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(only));
      while (consumer.position(only) < ends.getOrDefault(only, 0L)) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
