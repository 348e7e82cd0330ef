package io.penstock.deploy.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.kafka.Topics;
import io.penstock.deploy.stack.LocalKafka;
import io.penstock.model.Delivery;
import io.penstock.model.WmsEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver and the played warehouses against a real broker. */
class LoadIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration NEVER = Duration.ofDays(1);

  /** A desk that is read again is then whole only after many polls. */
  private static final Map<String, String> ONE_BY_ONE =
      Map.of("fetch.max.bytes", "1", "max.partition.fetch.bytes", "1");

  @TempDir Path directory;

  private LocalKafka kafka;
  private Clients clients;

  @BeforeEach
  void start() throws Exception {
    kafka = LocalKafka.start(directory, 0);
    kafka.createTopics("t.", 1);
    clients = new Clients(kafka.brokers(), Map.of());
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void theDriverSendsTheWholeDayInOrderWithTheTimesAtWhichItWasDue() {
    PeakDay day = new PeakDay(3, 400);
    List<Long> progress = new ArrayList<>();
    LoadReport report =
        new LoadDriver(kafka.brokers(), "t.", Map.of()).run(day, 12_000, progress::add);

    List<ConsumerRecord<byte[], byte[]>> sent = read(Topics.ORDERS_RAW, (int) report.records());
    int at = 0;
    for (Message message : day) {
      ConsumerRecord<byte[], byte[]> record = sent.get(at++);
      assertThat(record.value()).isEqualTo(message.payload());
      assertThat(new String(record.key(), UTF_8)).isEqualTo(message.shop());
      assertThat(header(record, "marketplace")).isEqualTo(message.marketplace());
      assertThat(header(record, "shop")).isEqualTo(message.shop());
      assertThat(record.timestamp())
          .isEqualTo(report.startedAt().plusMillis(5 * message.slot()).toEpochMilli());
    }
    assertThat(at).isEqualTo((int) report.records());
    assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofMillis(5 * 399));
    assertThat(progress.get(progress.size() - 1)).isEqualTo(report.records());
    assertThat(report.orders()).isEqualTo(PlayedDay.of(day).versions.size());
    assertThat(read(Topics.WMS_EVENTS, (int) report.receipts()))
        .extracting(record -> event(record).messageId())
        .containsExactlyElementsOf(
            OpeningStock.events(day).stream().map(one -> one.event().messageId()).toList());
  }

  @Test
  void aDriverThatIsStoppedReportsWhatItHasSent() {
    LoadDriver driver = new LoadDriver(kafka.brokers(), "t.", Map.of());
    LoadReport report =
        driver.run(new PeakDay(3, 400), 0, sent -> {}, new LoadDriver.Interlude(100, driver::stop));

    assertThat(report.records()).isEqualTo(100);
    assertThat(read(Topics.ORDERS_RAW, 100)).hasSize(100);
  }

  @Test
  void theDayGoesOnAfterAnInterludeAsIfNoTimeHadPassed() {
    PeakDay day = new PeakDay(3, 40);
    List<Instant> paused = new ArrayList<>();
    Runnable interlude =
        () -> {
          assertThat(read(Topics.ORDERS_RAW, 10)).as("all of it is acknowledged").hasSize(10);
          paused.add(Instant.now());
        };

    LoadReport report =
        new LoadDriver(kafka.brokers(), "t.", Map.of())
            .run(day, 12_000, sent -> {}, new LoadDriver.Interlude(10, interlude));

    List<ConsumerRecord<byte[], byte[]>> sent = read(Topics.ORDERS_RAW, (int) report.records());
    assertThat(paused).hasSize(1);
    assertThat(sent.get(9).timestamp()).isLessThan(paused.get(0).toEpochMilli());
    List<Message> messages = new ArrayList<>();
    day.forEach(messages::add);
    long resumed = sent.get(10).timestamp();
    assertThat(resumed).isGreaterThanOrEqualTo(paused.get(0).toEpochMilli());
    for (int i = 11; i < sent.size(); i++) {
      long slots = messages.get(i).slot() - messages.get(10).slot();
      assertThat(sent.get(i).timestamp() - resumed).isBetween(5 * slots - 1, 5 * slots + 1);
    }
  }

  @Test
  void warehousesGoOnWhereTheyStopped() throws Exception {
    int number = Deliveries.plain();
    send(Deliveries.create(number));
    try (PlayedWarehouses first = warehouses(NEVER)) {
      await().atMost(SOON).until(() -> first.answered() >= 2);
    }
    send(Deliveries.cancel(number));
    try (PlayedWarehouses second = warehouses(NEVER)) {
      await().atMost(SOON).until(() -> second.answered() >= 1);
    }
    assertThat(said())
        .containsExactly(WmsEvent.Type.ACCEPTED, WmsEvent.Type.PICKED, WmsEvent.Type.CANCELLED);
  }

  @Test
  void whatWasOnTheDeskIsShippedByTheNextRunAndNothingIsSaidAgain() throws Exception {
    send(Deliveries.create(Deliveries.plain()));
    try (PlayedWarehouses first = warehouses(NEVER)) {
      await().atMost(SOON).until(() -> first.answered() >= 2);
    }
    try (PlayedWarehouses second = warehouses(AT_ONCE)) {
      await().atMost(SOON).until(() -> second.answered() >= 1);
    }
    assertThat(said())
        .containsExactly(WmsEvent.Type.ACCEPTED, WmsEvent.Type.PICKED, WmsEvent.Type.SHIPPED);
  }

  @Test
  void whatWasCancelledIsNotShippedByARunThatHasReadOnlyPartOfItsDeskAgain() throws Exception {
    List<Integer> numbers = Deliveries.plain(3);
    for (int number : numbers) {
      send(Deliveries.create(number));
    }
    send(Deliveries.cancel(numbers.get(1)));
    try (PlayedWarehouses first = warehouses(NEVER)) {
      await().atMost(SOON).until(() -> first.answered() >= 7);
    }
    // This one comes while nobody is there to answer.
    send(Deliveries.cancel(numbers.get(2)));
    try (PlayedWarehouses second =
        PlayedWarehouses.start(kafka.brokers(), "t.", ONE_BY_ONE, AT_ONCE)) {
      await().atMost(SOON).until(() -> second.answered() >= 2);
    }
    assertThat(saidOf(numbers.get(0)))
        .containsExactly(WmsEvent.Type.ACCEPTED, WmsEvent.Type.PICKED, WmsEvent.Type.SHIPPED);
    for (int cancelled : numbers.subList(1, 3)) {
      assertThat(saidOf(cancelled))
          .containsExactly(WmsEvent.Type.ACCEPTED, WmsEvent.Type.PICKED, WmsEvent.Type.CANCELLED);
    }
  }

  @Test
  void aDeliveryThatCannotBeReadEndsTheWarehousesLoudly() throws Exception {
    send("{\"deliveryId\":".getBytes(UTF_8));
    PlayedWarehouses warehouses = warehouses(AT_ONCE);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> await().atMost(SOON).until(() -> warehouses.answered() > 0))
        .withCauseInstanceOf(UnreadableException.class)
        .havingCause()
        .withMessageContaining("t.deliveries-0@0");
    assertThatIllegalStateException().isThrownBy(warehouses::close);
  }

  private PlayedWarehouses warehouses(Duration handling) {
    return PlayedWarehouses.start(kafka.brokers(), "t.", Map.of(), handling);
  }

  private void send(Delivery delivery) throws Exception {
    send(Json.write(delivery));
  }

  private void send(byte[] delivery) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = clients.producer(Map.of())) {
      producer
          .send(new ProducerRecord<>("t." + Topics.DELIVERIES, "CN-HGH".getBytes(UTF_8), delivery))
          .get();
    }
  }

  /** All that the warehouses have said by now. */
  private List<WmsEvent.Type> said() {
    return read(Topics.WMS_EVENTS, 1).stream().map(record -> event(record).type()).toList();
  }

  private List<WmsEvent.Type> saidOf(int number) {
    String delivery = Deliveries.create(number).deliveryId();
    return read(Topics.WMS_EVENTS, 1).stream()
        .map(LoadIT::event)
        .filter(event -> delivery.equals(event.deliveryId()))
        .map(WmsEvent::type)
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int atLeast) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    TopicPartition partition = new TopicPartition("t." + topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      await()
          .atMost(SOON)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return consumer.position(partition) >= end;
              });
    }
    assertThat(records).hasSizeGreaterThanOrEqualTo(atLeast);
    return records;
  }

  private static WmsEvent event(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Json.read(record.value(), WmsEvent.class);
    } catch (UnreadableException broken) {
      throw new AssertionError(broken);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
