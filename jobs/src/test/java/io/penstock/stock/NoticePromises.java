package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.OrderEvent.Type;
import io.penstock.tracking.TrackingFunction;
import io.penstock.writeback.WriteBackOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** What a marketplace is told of all that happened: each unit that left once, and nothing else. */
final class NoticePromises {

  /** Told parcel by parcel, line by line, order by order with all numbers, and with one. */
  private static final List<String> MARKETPLACES = List.of("douyin", "taobao", "jd", "pinduoduo");

  /** Reading them takes longer than all that is asked of them in a life. */
  private static final Marketplaces SHIPPED = Marketplaces.shipped();

  private final String marketplace;

  /** Units that left, by order and line. */
  private final Map<String, Integer> left = new TreeMap<>();

  private final Map<String, Status> stands = new HashMap<>();
  private final List<MarketplaceCommand> told = new ArrayList<>();

  private NoticePromises(String marketplace) {
    this.marketplace = marketplace;
  }

  /**
   * @param which of the marketplaces
   */
  static void check(List<OrderEvent> events, long which) throws Exception {
    int index = (int) Math.floorMod(which, (long) MARKETPLACES.size());
    NoticePromises promises = new NoticePromises(MARKETPLACES.get(index));
    promises.track(events);
    promises.allThatLeftIsToldOnceAndNothingElse();
  }

  private void track(List<OrderEvent> events) throws Exception {
    try (var tracking =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new WriteBackOperator<>(new TrackingFunction(SHIPPED)),
            OrderEvent::key,
            Types.STRING)) {
      tracking.open();
      for (OrderEvent event : events) {
        tracking.processElement(there(event), event.at().toEpochMilli());
        if (event.type() == Type.SHIPPED || event.type() == Type.PARTLY_SHIPPED) {
          count(event);
        }
      }
      tracking.extractOutputValues().forEach(event -> stands.put(event.orderId(), event.status()));
      var commands = tracking.getSideOutput(TrackingFunction.COMMANDS);
      if (commands != null) {
        commands.forEach(command -> told.add(command.getValue()));
      }
    }
    left.values().removeIf(units -> units == 0);
  }

  /** The same, as if the order came from the marketplace. */
  private OrderEvent there(OrderEvent event) {
    return new OrderEvent(
        marketplace,
        event.shop(),
        event.orderId(),
        event.sequence(),
        event.type(),
        event.status(),
        event.version(),
        event.at(),
        event.receivedAt(),
        event.cause(),
        event.reasons(),
        event.actor(),
        event.merchant(),
        event.pool(),
        event.currency(),
        event.totalMinor(),
        event.placedAt(),
        event.paidAt(),
        event.shipBy(),
        event.zone(),
        event.country(),
        event.region(),
        event.deliveryId(),
        event.warehouse(),
        event.carrier(),
        event.trackingNumber(),
        event.weightGrams(),
        event.lines(),
        event.sourcing(),
        event.expectedAt());
  }

  private void count(OrderEvent event) {
    for (OrderEvent.EventLine line : event.lines()) {
      Integer complete = line.lineUnits();
      left.merge(
          event.orderId() + " " + line.lineId(),
          complete == null ? line.quantity() : complete,
          Integer::sum);
    }
  }

  private void allThatLeftIsToldOnceAndNothingElse() {
    Set<String> ids = new HashSet<>();
    Map<String, Integer> units = new TreeMap<>();
    for (MarketplaceCommand notice : told) {
      assertThat(ids.add(notice.commandId())).as("told twice: %s", notice).isTrue();
      units.merge(
          notice.orderId() + " " + notice.lineId(),
          Objects.requireNonNull(notice.quantity()),
          Integer::sum);
    }
    assertThat(left.keySet()).as("left, and told").containsAll(units.keySet());
    left.forEach(
        (line, gone) -> {
          int notified = units.getOrDefault(line, 0);
          assertThat(notified).as("%s at %s", line, marketplace).isLessThanOrEqualTo(gone);
          Status status = stands.get(line.substring(0, line.indexOf(' ')));
          if (status == Status.SHIPPED || marketplace.equals(MARKETPLACES.get(0))) {
            assertThat(notified).as("%s at %s", line, marketplace).isEqualTo(gone);
          }
        });
  }
}
