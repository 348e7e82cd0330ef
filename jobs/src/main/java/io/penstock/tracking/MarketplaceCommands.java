package io.penstock.tracking;

import io.penstock.model.Cause;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a marketplace must be told, or asked, because of an event. */
final class MarketplaceCommands {

  /**
   * @param event as the ledger numbered it
   */
  static List<MarketplaceCommand> of(OrderEvent event) {
    return switch (event.type()) {
      case SHIPPED, PARTLY_SHIPPED -> shipNotices(event);
      case FETCH_REQUESTED ->
          List.of(
              MarketplaceCommand.fetch(
                  question(event), event.marketplace(), event.shop(), event.orderId()));
      default -> List.of();
    };
  }

  /** What made us ask, and when: the same in a replay, another one when it is asked again. */
  private static String question(OrderEvent event) {
    Cause cause = event.cause();
    return "%s@%d-%d/%d"
        .formatted(event.key(), cause.partition(), cause.offset(), event.at().toEpochMilli());
  }

  /**
   * One notice per sub-order in the parcel, and only after the warehouse confirmed, because
   * marketplaces punish notices without goods. Of a bundle there is none before all its articles
   * have left, and of a gift the marketplace knows nothing.
   */
  private static List<MarketplaceCommand> shipNotices(OrderEvent event) {
    if (event.deliveryId() == null || event.warehouse() == null) {
      return List.of();
    }
    Map<String, Integer> units = new LinkedHashMap<>();
    for (OrderEvent.EventLine line : event.lines()) {
      Integer complete = line.lineUnits();
      units.merge(line.lineId(), complete == null ? line.quantity() : complete, Integer::sum);
    }
    units.values().removeIf(complete -> complete <= 0);
    List<MarketplaceCommand> notices = new ArrayList<>(units.size());
    for (Map.Entry<String, Integer> line : units.entrySet()) {
      notices.add(
          new MarketplaceCommand(
              event.deliveryId() + "/" + line.getKey(),
              MarketplaceCommand.Type.SHIP_NOTICE,
              event.marketplace(),
              event.shop(),
              event.orderId(),
              line.getKey(),
              line.getValue(),
              event.carrier() == null ? "" : event.carrier(),
              event.trackingNumber() == null ? "" : event.trackingNumber(),
              event.warehouse(),
              event.at()));
    }
    return notices;
  }

  private MarketplaceCommands() {}
}
