package io.penstock.deploy.load;

import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.Delivery;
import io.penstock.model.WmsEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Warehouses that answer deliveries: they accept, pick and ship them, refuse a few, and stop what
 * is cancelled in time.
 *
 * <p>Answers and positions are committed together. A position is the next delivery to answer, and
 * beside it, the oldest one that was not shipped yet: from there a new run reads the desk again,
 * silently, and ships nothing before it has read what was there when it started. So an end and a
 * new start at any moment change nothing of what is said.
 *
 * <p>Expects all instructions about one delivery in one partition. One run at a time: a second one
 * ends the first.
 */
public final class PlayedWarehouses implements AutoCloseable {

  private static final String NAME = "played-warehouses";
  private static final Duration HANDLING = Duration.ofSeconds(3);
  private static final Duration WAIT = Duration.ofMillis(50);

  private final String topicPrefix;
  private final Clients clients;
  private final Duration handling;
  private final Clock clock;

  private final FutureTask<Void> work = new FutureTask<>(this::work);
  private final AtomicLong answered = new AtomicLong();
  private final Map<TopicPartition, Seat> seats = new HashMap<>();
  private volatile boolean closing;

  /** The desk of a partition, and where it stands. */
  private static final class Seat {

    final DeliveryDesk desk;

    /** Deliveries below were answered in an earlier run. */
    final long answeredBelow;

    /** Where the topic ended when the seat was taken. */
    final long end;

    /** The next delivery to read; until it has caught up, not yet the next one to answer. */
    long read;

    private boolean caughtUp;

    Seat(DeliveryDesk desk, long answeredBelow, long end, long read) {
      this.desk = desk;
      this.answeredBelow = answeredBelow;
      this.end = end;
      this.read = read;
    }

    /**
     * Nothing leaves a desk of which only a part is read again: what is still to come may cancel
     * it, and may have been answered.
     *
     * @param position of the consumer, which also passes what is no delivery: ends of transactions
     */
    void ship(long position, Instant now, Consumer<WmsEvent> answers) {
      caughtUp |= position >= end;
      if (caughtUp) {
        desk.ship(now, answers);
      }
    }

    /** The next delivery to answer, and beside it the oldest one that is still to be shipped. */
    OffsetAndMetadata offset() {
      return new OffsetAndMetadata(
          Math.max(answeredBelow, read), Long.toString(desk.firstOpen(read)));
    }
  }

  private PlayedWarehouses(
      String brokers, String topicPrefix, Map<String, String> kafkaProperties, Duration handling) {
    this.topicPrefix = topicPrefix;
    this.clients = new Clients(brokers, kafkaProperties);
    this.handling = handling;
    this.clock = Clock.systemUTC();
  }

  /**
   * Starts to answer, on a thread of its own.
   *
   * @param kafkaProperties of the clients: security, for instance
   */
  public static PlayedWarehouses start(
      String brokers, String topicPrefix, Map<String, String> kafkaProperties) {
    return start(brokers, topicPrefix, kafkaProperties, HANDLING);
  }

  /**
   * Starts to answer, with a handling time of its own.
   *
   * @param handling between taking a delivery in and shipping it, so that it can be cancelled
   */
  public static PlayedWarehouses start(
      String brokers, String topicPrefix, Map<String, String> kafkaProperties, Duration handling) {
    PlayedWarehouses warehouses =
        new PlayedWarehouses(brokers, topicPrefix, kafkaProperties, handling);
    Thread thread = new Thread(warehouses.work, NAME);
    thread.setDaemon(true);
    thread.start();
    return warehouses;
  }

  /**
   * How many messages were sent so far.
   *
   * @throws IllegalStateException with what ended the work, if something did
   */
  public long answered() {
    if (work.isDone()) {
      outcome();
    }
    return answered.get();
  }

  /**
   * Ends the work.
   *
   * @throws IllegalStateException with what ended it before, if something did
   */
  @Override
  public void close() {
    closing = true;
    outcome();
  }

  private void outcome() {
    try {
      work.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the played warehouses have failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the warehouses closed", interrupted);
    }
  }

  private Void work() throws UnreadableException {
    try (KafkaConsumer<byte[], byte[]> consumer =
            clients.consumer(Map.of("group.id", topicPrefix + NAME));
        KafkaProducer<byte[], byte[]> producer =
            clients.producer(Map.of("transactional.id", topicPrefix + NAME))) {
      producer.initTransactions();
      consumer.subscribe(List.of(topicPrefix + Topics.DELIVERIES), positions(consumer));
      while (!closing) {
        answer(consumer, producer);
      }
    }
    return null;
  }

  private void answer(
      KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer)
      throws UnreadableException {
    ConsumerRecords<byte[], byte[]> deliveries = consumer.poll(WAIT);
    Instant now = clock.instant();
    List<WmsEvent> answers = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> delivery : deliveries) {
      take(delivery, now, answers);
    }
    seats.forEach((partition, seat) -> seat.ship(consumer.position(partition), now, answers::add));
    if (deliveries.isEmpty() && answers.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    answers.forEach(answer -> send(producer, answer));
    producer.sendOffsetsToTransaction(offsets(), consumer.groupMetadata());
    producer.commitTransaction();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Instant now, List<WmsEvent> answers)
      throws UnreadableException {
    Seat seat = seats.get(new TopicPartition(record.topic(), record.partition()));
    if (seat == null) {
      throw new IllegalStateException("a delivery of partition " + record.partition());
    }
    boolean answeredBefore = record.offset() < seat.answeredBelow;
    seat.desk.take(
        record.offset(), read(record), now, answeredBefore ? silent -> {} : answers::add);
    seat.read = record.offset() + 1;
  }

  private static Delivery read(ConsumerRecord<byte[], byte[]> record) throws UnreadableException {
    try {
      return Json.read(record.value(), Delivery.class);
    } catch (UnreadableException broken) {
      String where = record.topic() + "-" + record.partition() + "@" + record.offset();
      throw new UnreadableException(broken.code(), where + ": " + broken.reason());
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, WmsEvent answer) {
    byte[] key = answer.warehouse().getBytes(StandardCharsets.UTF_8);
    byte[] value = Json.write(answer);
    for (int i = WarehouseAnswers.times(answer); i > 0; i--) {
      // What fails here fails the commit too.
      Future<RecordMetadata> unused =
          producer.send(new ProducerRecord<>(topicPrefix + Topics.WMS_EVENTS, key, value));
      answered.incrementAndGet();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    seats.forEach((partition, seat) -> offsets.put(partition, seat.offset()));
    return offsets;
  }

  private ConsumerRebalanceListener positions(KafkaConsumer<byte[], byte[]> consumer) {
    return new ConsumerRebalanceListener() {

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(seats::remove);
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed =
            consumer.committed(Set.copyOf(partitions));
        consumer
            .endOffsets(partitions)
            .forEach(
                (partition, end) -> {
                  OffsetAndMetadata last = committed.get(partition);
                  long answered = last == null ? 0 : last.offset();
                  long open = last == null ? 0 : Long.parseLong(last.metadata());
                  seats.put(partition, new Seat(new DeliveryDesk(handling), answered, end, open));
                  consumer.seek(partition, open);
                });
      }
    };
  }
}
