package io.penstock.deploy.observe;

import io.penstock.connectors.kafka.Topics;
import io.penstock.model.Cause;
import io.penstock.model.Money;
import io.penstock.model.OrderEvent;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the ledger of order events says, and whether it is whole.
 *
 * <p>Each accepted version of an order must meet one verdict: the first event after its acceptance
 * that has the same cause and is a verdict. What a person decides later has another cause, and what
 * stock and warehouse do later is no verdict; neither is counted here twice.
 */
public final class OrderCounts {

  private static final Set<OrderEvent.Type> VERDICTS =
      Set.copyOf(
          EnumSet.of(
              OrderEvent.Type.PASSED,
              OrderEvent.Type.HELD,
              OrderEvent.Type.WAITING,
              OrderEvent.Type.REJECTED,
              OrderEvent.Type.ALREADY_SHIPPED,
              OrderEvent.Type.CANCELLED,
              OrderEvent.Type.CANCEL_REQUESTED));

  private final Map<String, Progress> orders = new HashMap<>();
  private final Map<OrderEvent.Type, Long> events = new EnumMap<>(OrderEvent.Type.class);
  private final Map<OrderEvent.Type, Long> verdicts = new EnumMap<>(OrderEvent.Type.class);
  private final Map<OrderEvent.Status, Long> standing = new EnumMap<>(OrderEvent.Status.class);
  private long total;
  private long accepted;
  private long awaiting;
  private long gaps;
  private long unjudged;
  private final Map<OrderEvent.Type, Long> doors = new EnumMap<>(OrderEvent.Type.class);

  /**
   * Events must come in the order of their topic's partitions.
   *
   * @return whether it answers a raw order, or news of one
   */
  public boolean add(SeenEvent event) {
    total++;
    events.merge(event.type(), 1L, Long::sum);
    Progress order = orders.computeIfAbsent(event.key(), key -> new Progress());
    if (event.sequence() != order.sequence + 1) {
      gaps++;
    }
    order.sequence = event.sequence();
    stands(order, event.status());
    if (event.type() == OrderEvent.Type.RECEIVED) {
      accept(order, event.cause());
    } else if (order.awaitsVerdict != null && judges(event, order.awaitsVerdict)) {
      order.awaitsVerdict = null;
      awaiting--;
      verdicts.merge(event.type(), 1L, Long::sum);
    }
    if (event.type() == OrderEvent.Type.PASSED) {
      order.sale = new Money(event.currency(), event.totalMinor());
    }
    return answers(order, event);
  }

  /** News that an order was asked for because of are answered then, and not once more later. */
  private boolean answers(Progress order, SeenEvent event) {
    boolean isAskedFor = event.cause().equals(order.askedFor);
    switch (event.type()) {
      case REDELIVERED, STALE -> count(event);
      case FETCH_REQUESTED -> {
        if (isAskedFor) {
          return false;
        }
        order.askedFor = event.cause();
        count(event);
      }
      case RECEIVED -> {
        count(event);
        if (isAskedFor && doors.getOrDefault(OrderEvent.Type.FETCH_REQUESTED, 0L) > 0) {
          doors.merge(OrderEvent.Type.FETCH_REQUESTED, -1L, Long::sum);
          return false;
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void count(SeenEvent event) {
    if (event.cause().topic().endsWith(Topics.ORDERS_RAW)) {
      doors.merge(event.type(), 1L, Long::sum);
    }
  }

  private void stands(Progress order, OrderEvent.Status status) {
    if (order.status != status) {
      if (order.status != null) {
        standing.merge(order.status, -1L, Long::sum);
      }
      standing.merge(status, 1L, Long::sum);
      order.status = status;
    }
  }

  private void accept(Progress order, Cause version) {
    if (!order.accepted) {
      order.accepted = true;
      accepted++;
    }
    if (order.awaitsVerdict == null) {
      awaiting++;
    } else {
      unjudged++;
    }
    order.awaitsVerdict = version;
  }

  /**
   * A version that the marketplace cancelled while a warehouse was already asked to stop says
   * nothing new: what ends the order is the warehouse's answer.
   */
  private static boolean judges(SeenEvent event, Cause version) {
    return event.actor() == null
        && (event.type() == OrderEvent.Type.CANCELLED
            || (VERDICTS.contains(event.type()) && event.cause().equals(version)));
  }

  /** How many events of this kind there were. */
  public long events(OrderEvent.Type type) {
    return events.getOrDefault(type, 0L);
  }

  /** How many events there were. */
  public long total() {
    return total;
  }

  /** How many raw orders, and news of orders among them, left by this door. */
  public long answered(OrderEvent.Type door) {
    return doors.getOrDefault(door, 0L);
  }

  /** How many raw orders, and news of orders among them, left by any door. */
  public long answered() {
    return doors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many different orders were accepted, in however many versions. */
  public long accepted() {
    return accepted;
  }

  /** How many accepted versions met this verdict first. */
  public long verdicts(OrderEvent.Type type) {
    return verdicts.getOrDefault(type, 0L);
  }

  /** Versions whose cancellation by the marketplace was followed, at once or by asking. */
  public long cancelledVersions() {
    return verdicts(OrderEvent.Type.CANCELLED) + verdicts(OrderEvent.Type.CANCEL_REQUESTED);
  }

  /** Accepted versions without a verdict. */
  public long unjudged() {
    return unjudged + awaiting;
  }

  /** Events whose number is not their predecessor's plus one: something is missing or double. */
  public long gaps() {
    return gaps;
  }

  /** Orders whose audit passed at least once. */
  public long sold() {
    return orders.values().stream().filter(order -> order.sale != null).count();
  }

  /** What the buyers pay for those, as it was when they last passed: minor units by currency. */
  public Map<String, Long> sales() {
    Map<String, Long> sales = new TreeMap<>();
    for (Progress order : orders.values()) {
      Money sale = order.sale;
      if (sale != null) {
        sales.merge(sale.currency(), sale.minorUnits(), Long::sum);
      }
    }
    return sales;
  }

  /** How many orders stand where, by their latest event. */
  public Map<OrderEvent.Status, Long> byStatus() {
    Map<OrderEvent.Status, Long> count = new EnumMap<>(standing);
    count.values().removeIf(orders -> orders == 0);
    return count;
  }

  private static final class Progress {
    private long sequence;
    private OrderEvent.@Nullable Status status;
    private boolean accepted;
    private @Nullable Cause awaitsVerdict;
    private @Nullable Money sale;
    private @Nullable Cause askedFor;
  }
}
