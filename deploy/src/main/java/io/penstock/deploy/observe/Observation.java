package io.penstock.deploy.observe;

import io.penstock.connectors.kafka.Topics;
import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.StockLevel;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that was seen of the outside of the jobs so far, record by record. */
public final class Observation {

  private final OrderCounts orders = new OrderCounts();
  private final StockLedger stock = new StockLedger();
  private Latencies latencies = new Latencies();
  private final Map<String, StockLevel> levels = new HashMap<>();
  private long deadLetters;
  private long otherDeadLetters;
  private long warmUp;
  private long warmUpOrders;
  private Instant measuredFrom = Instant.MIN;
  private @Nullable Instant firstSent;
  private @Nullable Instant lastProcessed;

  /**
   * Takes the next event.
   *
   * @param seenAt when it could be read, so it was committed
   */
  public void add(SeenEvent event, Instant seenAt) {
    if (orders.add(event)) {
      processed(event.receivedAt(), seenAt);
    } else if (event.type() == OrderEvent.Type.ALLOCATED
        && !event.receivedAt().isBefore(measuredFrom)) {
      latencies.add(seenAt.toEpochMilli() - event.receivedAt().toEpochMilli());
    }
  }

  public void add(DeadLetter letter, Instant seenAt) {
    if (letter.cause().topic().endsWith(Topics.ORDERS_RAW)) {
      deadLetters++;
      processed(letter.timestamp(), seenAt);
    } else {
      otherDeadLetters++;
    }
  }

  public void add(Delivery delivery) {
    stock.add(delivery);
  }

  public void add(WmsEvent event) {
    stock.add(event);
  }

  public void add(StockLevel level) {
    levels.put(level.key(), level);
  }

  public OrderCounts orders() {
    return orders;
  }

  public StockLedger stock() {
    return stock;
  }

  /** From when an order was due to be sent until its allocation could be read. */
  public Latencies latencies() {
    return latencies;
  }

  /** Raw orders that could not be used. */
  public long deadLetters() {
    return deadLetters;
  }

  /** Records of other topics that could not be used. */
  public long otherDeadLetters() {
    return otherDeadLetters;
  }

  /** Raw orders and news that were answered: accepted, repeated, stale, asked for or unusable. */
  public long processed() {
    return orders.answered() + deadLetters;
  }

  /**
   * Speed and delays are measured from now on; counts and sums stay as they are.
   *
   * @param now no raw order sent before is still to be answered
   */
  public void measureFrom(Instant now) {
    measuredFrom = now;
    warmUp = processed();
    warmUpOrders = orders.accepted();
    latencies = new Latencies();
    firstSent = null;
    lastProcessed = null;
  }

  /** Raw orders that were answered before speed was measured. */
  public long warmUp() {
    return warmUp;
  }

  /** Raw orders that were answered while speed was measured. */
  public long measured() {
    return processed() - warmUp;
  }

  /** Different orders that were first accepted while speed was measured. */
  public long measuredOrders() {
    return orders.accepted() - warmUpOrders;
  }

  /** From the first measured raw order's own time until the last one's answer could be read. */
  public double seconds() {
    return firstSent == null || lastProcessed == null
        ? 0
        : Math.max(0, lastProcessed.toEpochMilli() - firstSent.toEpochMilli()) / 1000.0;
  }

  /** SKUs whose published level is not what the warehouses' words add up to. */
  public long levelsThatDiffer() {
    Map<String, Long> onHand = stock.onHand();
    Map<String, Long> locked = stock.locked();
    long differ =
        levels.values().stream()
            .filter(
                level ->
                    level.onHand() != onHand.getOrDefault(level.key(), 0L)
                        || level.locked() != locked.getOrDefault(level.key(), 0L))
            .count();
    return differ + onHand.keySet().stream().filter(key -> !levels.containsKey(key)).count();
  }

  private void processed(Instant sent, Instant seenAt) {
    if (firstSent == null || sent.isBefore(firstSent)) {
      firstSent = sent;
    }
    if (lastProcessed == null || seenAt.isAfter(lastProcessed)) {
      lastProcessed = seenAt;
    }
  }
}
