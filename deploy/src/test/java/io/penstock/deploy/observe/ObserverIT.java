package io.penstock.deploy.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.penstock.connectors.Json;
import io.penstock.connectors.kafka.Topics;
import io.penstock.deploy.stack.LocalKafka;
import io.penstock.model.OrderEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObserverIT {

  @TempDir Path directory;

  private LocalKafka kafka;

  @BeforeEach
  void start() throws Exception {
    kafka = LocalKafka.start(directory, 0);
    kafka.createTopics("t.", 1);
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void whatWasPublishedBeforeAndWhatIsPublishedNowIsCounted() throws Exception {
    write(
        Topics.ORDER_EVENTS,
        Events.event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 10));
    write(Topics.WMS_EVENTS, Events.receipt("r1", "east", 1));
    try (Observer observer = observe(kafka)) {
      write(
          Topics.ORDER_EVENTS,
          Events.event("1", 2, OrderEvent.Type.ALLOCATED, OrderEvent.Status.ALLOCATED, 10));
      write(Topics.DELIVERIES, Events.delivery("d1", "east", 2));

      Awaitility.await()
          .until(
              () ->
                  observer.ask(
                      seen -> seen.orders().total() == 2 && seen.stock().deliveries() == 1));
      assertThat(observer.ask(Observation::processed)).isEqualTo(1);
      assertThat(observer.<Long>ask(seen -> seen.latencies().percentile(50))).isEqualTo(5_000);
      assertThat(observer.<Integer>ask(seen -> seen.stock().oversold().size())).isEqualTo(1);
    }
  }

  @Test
  void aResultThatCannotBeReadEndsTheObservationAloud() throws Exception {
    try (Observer observer = observe(kafka)) {
      write(Topics.DELIVERIES, "no delivery");

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatIllegalStateException()
                      .isThrownBy(() -> observer.ask(Observation::processed))
                      .withMessageContaining("cannot be observed"));
    }
  }

  /** Five seconds after the records' own time. */
  private static Observer observe(LocalKafka kafka) {
    return Observer.start(
        kafka.brokers(), "t.", Map.of(), Clock.fixed(Events.NOON.plusSeconds(5), ZoneOffset.UTC));
  }

  private void write(String topic, Object value) throws Exception {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", kafka.brokers()), bytes, bytes)) {
      byte[] key = "key".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>("t." + topic, key, Json.write(value))).get();
    }
  }
}
