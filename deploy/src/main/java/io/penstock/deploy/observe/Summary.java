package io.penstock.deploy.observe;

import io.penstock.model.OrderEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run came to, as one flat document for machines.
 *
 * <p>{@code rawRecords = accepted + redelivered + stale + askedFor + deadLetters}, and {@code
 * accepted = passed + held + waiting + rejected + alreadyShipped + cancelled}: every record and
 * every version left by one door.
 *
 * @param accepted new versions of orders
 * @param askedFor news of orders that made us ask for the order
 * @param deadLetters raw orders that could not be used
 * @param passed versions that the audit let pass at once; those that a person released are in
 *     {@code held}
 * @param cancelled versions by which a marketplace cancelled an order
 * @param allocated how often all lines of an order were locked
 * @param backordered how often an order was queued for goods
 * @param deliveries that warehouses were told to make
 * @param units of those deliveries
 * @param shipped deliveries that left
 * @param oversoldCells of (stock owner, SKU, warehouse) that promised or sent more than ever came
 *     in
 * @param warmUp raw orders that were sent and answered before speed and delays were measured
 * @param ordersPerMinute different orders that were accepted, from the first raw order sent after
 *     the warm-up until the last one answered; later versions and repetitions of an order do not
 *     count
 * @param rawPerMinute raw orders over the same time, later versions and repetitions included
 * @param latencyP50Ms from when an order was due to be sent until its allocation could be read
 * @param seconds from the first raw order sent after the warm-up until the last one answered
 * @param countsAddUp whether the two sums above hold and no event is missing or double
 * @param levelsAgree whether the published stock levels are what the warehouses' words add up to
 * @param tablesAgree whether the tables say what the events say
 */
public record Summary(
    long rawRecords,
    long accepted,
    long redelivered,
    long stale,
    long askedFor,
    long deadLetters,
    long passed,
    long held,
    long waiting,
    long rejected,
    long alreadyShipped,
    long allocated,
    long backordered,
    long cancelled,
    long deliveries,
    long units,
    long shipped,
    long oversoldCells,
    long warmUp,
    long ordersPerMinute,
    long rawPerMinute,
    long latencyP50Ms,
    long latencyP99Ms,
    double seconds,
    boolean countsAddUp,
    boolean levelsAgree,
    boolean tablesAgree) {

  /** Where an order may stay for good, or until somebody or something outside moves it. */
  private static final List<OrderEvent.Status> AT_REST =
      List.of(
          OrderEvent.Status.AWAITED,
          OrderEvent.Status.WAITING,
          OrderEvent.Status.HELD,
          OrderEvent.Status.REJECTED,
          OrderEvent.Status.BACKORDERED,
          OrderEvent.Status.SHIPPED,
          OrderEvent.Status.CANCELLED);

  /**
   * Sums up.
   *
   * @param sent how many raw orders the driver says it sent
   * @param rawRecords what lies in the topic of raw orders
   */
  public static Summary of(long sent, long rawRecords, Observation seen, Tables tables) {
    OrderCounts orders = seen.orders();
    double seconds = seen.seconds();
    return new Summary(
        rawRecords,
        orders.answered(OrderEvent.Type.RECEIVED),
        orders.answered(OrderEvent.Type.REDELIVERED),
        orders.answered(OrderEvent.Type.STALE),
        orders.answered(OrderEvent.Type.FETCH_REQUESTED),
        seen.deadLetters(),
        orders.verdicts(OrderEvent.Type.PASSED),
        orders.verdicts(OrderEvent.Type.HELD),
        orders.verdicts(OrderEvent.Type.WAITING),
        orders.verdicts(OrderEvent.Type.REJECTED),
        orders.verdicts(OrderEvent.Type.ALREADY_SHIPPED),
        orders.events(OrderEvent.Type.ALLOCATED),
        orders.events(OrderEvent.Type.BACKORDERED),
        orders.cancelledVersions(),
        seen.stock().deliveries(),
        seen.stock().units(),
        seen.stock().shipped(),
        seen.stock().oversold().size(),
        seen.warmUp(),
        perMinute(seen.measuredOrders(), seconds),
        perMinute(seen.measured(), seconds),
        seen.latencies().percentile(50),
        seen.latencies().percentile(99),
        seconds,
        whatDoesNotAddUp(sent, rawRecords, seen).isEmpty(),
        seen.levelsThatDiffer() == 0,
        tables.differences(seen).isEmpty());
  }

  private static long perMinute(long count, double seconds) {
    return seconds > 0 ? Math.round(count * 60 / seconds) : 0;
  }

  /** Whether nothing is lost, double or oversold. */
  public boolean sound() {
    return countsAddUp && levelsAgree && tablesAgree && oversoldCells == 0;
  }

  /** What is still on its way or does not add up, as far as a quick look shows. */
  public static List<String> underWay(long sent, long rawRecords, Observation seen) {
    List<String> missing = new ArrayList<>(whatDoesNotAddUp(sent, rawRecords, seen));
    seen.orders()
        .byStatus()
        .forEach(
            (status, orders) -> {
              if (!AT_REST.contains(status)) {
                missing.add(orders + " orders are still " + status);
              }
            });
    long open = seen.stock().openDeliveries();
    if (open > 0) {
      missing.add(open + " deliveries have not ended");
    }
    return missing;
  }

  /** One sentence about everything that has not come to rest, or does not agree. */
  public static List<String> missing(long sent, long rawRecords, Observation seen, Tables tables) {
    List<String> missing = underWay(sent, rawRecords, seen);
    long levels = seen.levelsThatDiffer();
    if (levels > 0) {
      missing.add(levels + " published stock levels differ from the warehouses' words");
    }
    missing.addAll(tables.differences(seen));
    return missing;
  }

  private static List<String> whatDoesNotAddUp(long sent, long rawRecords, Observation seen) {
    List<String> wrong = new ArrayList<>();
    if (sent == 0) {
      wrong.add("no order was sent");
    }
    if (rawRecords < sent) {
      wrong.add(sent + " raw records were sent, " + rawRecords + " arrived");
    }
    if (seen.processed() != rawRecords) {
      wrong.add(seen.processed() + " of " + rawRecords + " raw records are accounted for");
    }
    OrderCounts orders = seen.orders();
    if (orders.unjudged() > 0) {
      wrong.add(orders.unjudged() + " accepted versions have no verdict");
    }
    if (orders.gaps() > 0) {
      wrong.add(orders.gaps() + " events do not follow their predecessor");
    }
    if (seen.stock().repeatedDeliveries() > 0) {
      wrong.add(seen.stock().repeatedDeliveries() + " deliveries were ordered twice");
    }
    return wrong;
  }
}
