package io.penstock.deploy.load;

import io.penstock.connectors.Json;
import io.penstock.connectors.kafka.Topics;
import io.penstock.deploy.load.OpeningStock.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends a peak day to Kafka, open loop: a message carries the time at which it was due, whether or
 * not the hub keeps up, so a slow hub shows as delay and not as a lower rate.
 */
public final class LoadDriver {

  private static final int PROGRESS_EVERY = 10_000;
  private static final double NANOS_PER_MINUTE = 60e9;

  private final String topicPrefix;
  private final Clients clients;
  private final Clock clock;
  private volatile boolean stopped;

  /**
   * @param kafkaProperties of the clients: security, for instance
   */
  public LoadDriver(String brokers, String topicPrefix, Map<String, String> kafkaProperties) {
    this.topicPrefix = topicPrefix;
    this.clients = new Clients(brokers, kafkaProperties);
    this.clock = Clock.systemUTC();
  }

  /**
   * Sends the opening stock, then every message when it is due, and returns when all of it is
   * acknowledged.
   *
   * @param ordersPerMinute 0 for as fast as possible
   * @param progress is told the number of messages sent so far, now and then and at the end
   * @throws IllegalStateException if something could not be sent
   */
  public LoadReport run(PeakDay day, double ordersPerMinute, LongConsumer progress) {
    return run(day, ordersPerMinute, progress, Interlude.NONE);
  }

  /**
   * What happens in the midst of the day: sending waits for it, and goes on as if no time had
   * passed.
   *
   * @param after that many messages were sent and acknowledged; negative for never
   */
  public record Interlude(long after, Runnable task) {

    public static final Interlude NONE = new Interlude(-1, () -> {});
  }

  /** As {@link #run(PeakDay, double, LongConsumer)}, with an interlude. */
  public LoadReport run(
      PeakDay day, double ordersPerMinute, LongConsumer progress, Interlude interlude) {
    if (!(ordersPerMinute >= 0)) {
      throw new IllegalArgumentException("not a rate: " + ordersPerMinute);
    }
    try (KafkaProducer<byte[], byte[]> producer = clients.producer(Map.of())) {
      Run run = new Run(producer, new ArrayDeque<>(OpeningStock.events(day)));
      run.receive(-1, clock.instant());
      producer.flush();
      run.start(ordersPerMinute);
      for (Message message : day) {
        if (run.records == interlude.after()) {
          producer.flush();
          progress.accept(run.records);
          interlude.task().run();
          run.goOnAt(message.slot());
        }
        if (stopped) {
          break;
        }
        run.send(message);
        if (run.records % PROGRESS_EVERY == 0) {
          progress.accept(run.records);
        }
      }
      producer.flush();
      progress.accept(run.records);
      return run.report();
    }
  }

  /** Ends the run early: at most one message more is sent, when it is due. */
  public void stop() {
    stopped = true;
  }

  private final class Run {

    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<Receipt> receipts;
    private final BitSet orders = new BitSet();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private Instant begunAt = Instant.EPOCH;

    /** When slot 0 was due. */
    private Instant startedAt = Instant.EPOCH;

    private double nanosPerSlot;
    private long records;
    private long unreadable;
    private long received;
    private Duration behind = Duration.ZERO;

    Run(KafkaProducer<byte[], byte[]> producer, Queue<Receipt> receipts) {
      this.producer = producer;
      this.receipts = receipts;
    }

    void start(double ordersPerMinute) {
      begunAt = clock.instant();
      startedAt = begunAt;
      nanosPerSlot = ordersPerMinute == 0 ? 0 : NANOS_PER_MINUTE / ordersPerMinute;
    }

    /** The slot is due now. */
    void goOnAt(long slot) {
      startedAt = clock.instant().minusNanos((long) (slot * nanosPerSlot));
    }

    void send(Message message) {
      Instant due = due(message.slot());
      receive(message.slot(), due);
      records++;
      if (message.readable()) {
        orders.set(Math.toIntExact(message.order()));
      } else {
        unreadable++;
      }
      var record = record(Topics.ORDERS_RAW, due, message.key(), message.payload());
      record.headers().add("marketplace", utf8(message.marketplace()));
      record.headers().add("shop", message.key());
      send(record);
    }

    /** Sends the receipts that are due by then. */
    void receive(long slot, Instant at) {
      for (Receipt next = receipts.peek();
          next != null && next.slot() <= slot;
          next = receipts.peek()) {
        receipts.remove();
        byte[] key = utf8(next.event().warehouse());
        send(record(Topics.WMS_EVENTS, at, key, Json.write(next.event())));
        received++;
      }
    }

    LoadReport report() {
      check();
      return new LoadReport(
          records,
          orders.cardinality(),
          unreadable,
          received,
          begunAt,
          Duration.between(begunAt, clock.instant()),
          behind);
    }

    /** Waits for the slot's time, if it is still to come. */
    private Instant due(long slot) {
      Instant now = clock.instant();
      if (nanosPerSlot == 0) {
        return now;
      }
      Instant due = startedAt.plusNanos((long) (slot * nanosPerSlot));
      while (now.isBefore(due)) {
        LockSupport.parkNanos(Duration.between(now, due).toNanos());
        now = clock.instant();
      }
      Duration late = Duration.between(due, now);
      behind = late.compareTo(behind) > 0 ? late : behind;
      return due;
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
      check();
      Future<RecordMetadata> unused =
          producer.send(
              record,
              (metadata, failed) -> {
                if (failed != null) {
                  failure.compareAndSet(null, failed);
                }
              });
    }

    private void check() {
      Exception failed = failure.get();
      if (failed != null) {
        throw new IllegalStateException("a message could not be sent", failed);
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(
      String topic, Instant at, byte[] key, byte[] value) {
    return new ProducerRecord<>(topicPrefix + topic, null, at.toEpochMilli(), key, value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
