package io.penstock.tracking;

import io.penstock.connectors.marketplace.Capabilities;
import io.penstock.connectors.marketplace.Capabilities.Notice;
import io.penstock.connectors.marketplace.Capabilities.TrackingNumbers;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.OrderEvent.Type;
import io.penstock.state.WaitingNotice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which sub-orders a marketplace is told of, in its terms, and only after the warehouse confirmed,
 * because marketplaces punish notices without goods.
 *
 * <p>Where a line may be told of parcel by parcel, each parcel gives a notice of its own. Where the
 * marketplace takes one number for a line or an order, or no part of an order, a notice waits for
 * the rest, and names the parcel that left last. Of a bundle there is none before all its articles
 * have left, and of a gift, and what its buyer does not want any more, there is none at all.
 *
 * @param due what it is told now
 * @param waiting what left and waits for the rest
 */
record ShipNotices(List<MarketplaceCommand> due, List<WaitingNotice> waiting) {

  /**
   * After an event.
   *
   * @param before what waited
   * @param event as the ledger numbered it
   */
  static ShipNotices after(List<WaitingNotice> before, OrderEvent event, Capabilities terms) {
    List<WaitingNotice> all = new ArrayList<>(before);
    all.addAll(left(event));
    boolean orderDone = isDone(event);
    Set<String> linesDone = linesDone(event);
    List<WaitingNotice> due = new ArrayList<>();
    List<WaitingNotice> waiting = new ArrayList<>();
    for (WaitingNotice notice : all) {
      boolean done =
          orderDone
              || terms.notice() == Notice.PARCEL
              || (terms.notice() == Notice.LINE && linesDone.contains(notice.lineId()));
      (done ? due : waiting).add(notice);
    }
    return new ShipNotices(commands(event, inTerms(due, terms), terms), List.copyOf(waiting));
  }

  /** Nothing more is to come, be it that all has left or that no more is wanted. */
  private static boolean isDone(OrderEvent event) {
    return switch (event.type()) {
      case SHIPPED, COMPLETED -> true;
      case CANCELLED -> event.status() == OrderEvent.Status.CANCELLED;
      default -> false;
    };
  }

  private static boolean tellsOfGoods(OrderEvent event) {
    return (event.type() == Type.SHIPPED || event.type() == Type.PARTLY_SHIPPED)
        && event.deliveryId() != null
        && event.warehouse() != null;
  }

  private static List<WaitingNotice> left(OrderEvent event) {
    String parcel = event.deliveryId();
    String warehouse = event.warehouse();
    if (!tellsOfGoods(event) || parcel == null || warehouse == null) {
      return List.of();
    }
    Map<String, Integer> units = new LinkedHashMap<>();
    for (EventLine line : event.lines()) {
      Integer complete = line.lineUnits();
      units.merge(line.lineId(), complete == null ? line.quantity() : complete, Integer::sum);
    }
    units.values().removeIf(complete -> complete <= 0);
    List<WaitingNotice> left = new ArrayList<>(units.size());
    units.forEach(
        (line, complete) ->
            left.add(
                new WaitingNotice(
                    parcel,
                    line,
                    complete,
                    event.carrier(),
                    event.trackingNumber(),
                    warehouse,
                    event.at())));
    return left;
  }

  /** An event of an older release does not say that something is to come. */
  private static Set<String> linesDone(OrderEvent event) {
    Set<String> done = new HashSet<>();
    for (EventLine line : tellsOfGoods(event) ? event.lines() : List.<EventLine>of()) {
      if (!Boolean.FALSE.equals(line.lineComplete())) {
        done.add(line.lineId());
      }
    }
    return done;
  }

  private static List<WaitingNotice> inTerms(List<WaitingNotice> due, Capabilities terms) {
    if (terms.takesManyPerLine() || due.isEmpty()) {
      return due;
    }
    Map<String, WaitingNotice> byLine = new LinkedHashMap<>();
    for (WaitingNotice notice : due) {
      byLine.merge(
          notice.lineId(), notice, (one, next) -> in(next, next, one.units() + next.units()));
    }
    WaitingNotice last = due.get(due.size() - 1);
    boolean onePerOrder = terms.trackingNumbers() == TrackingNumbers.ONE_PER_ORDER;
    return byLine.values().stream()
        .map(notice -> onePerOrder ? in(last, notice, notice.units()) : notice)
        .toList();
  }

  private static WaitingNotice in(WaitingNotice parcel, WaitingNotice notice, int units) {
    return new WaitingNotice(
        parcel.parcel(),
        notice.lineId(),
        units,
        parcel.carrier(),
        parcel.trackingNumber(),
        parcel.warehouse(),
        parcel.shippedAt());
  }

  private static List<MarketplaceCommand> commands(
      OrderEvent event, List<WaitingNotice> due, Capabilities terms) {
    List<MarketplaceCommand> commands = new ArrayList<>(due.size());
    for (WaitingNotice notice : due) {
      commands.add(
          new MarketplaceCommand(
              notice.parcel() + "/" + notice.lineId(),
              MarketplaceCommand.Type.SHIP_NOTICE,
              event.marketplace(),
              event.shop(),
              event.orderId(),
              notice.lineId(),
              notice.units(),
              notice.carrier() == null ? "" : terms.carrier(notice.carrier()),
              notice.trackingNumber() == null ? "" : notice.trackingNumber(),
              notice.warehouse(),
              notice.shippedAt()));
    }
    return commands;
  }
}
