package io.penstock.tracking;

import io.penstock.model.Cause;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import java.util.ArrayList;
import java.util.List;

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
   * marketplaces punish notices without goods.
   */
  private static List<MarketplaceCommand> shipNotices(OrderEvent event) {
    if (event.deliveryId() == null || event.warehouse() == null) {
      return List.of();
    }
    List<MarketplaceCommand> notices = new ArrayList<>(event.lines().size());
    for (OrderEvent.EventLine line : event.lines()) {
      notices.add(
          new MarketplaceCommand(
              event.deliveryId() + "/" + line.lineId(),
              MarketplaceCommand.Type.SHIP_NOTICE,
              event.marketplace(),
              event.shop(),
              event.orderId(),
              line.lineId(),
              line.quantity(),
              event.carrier() == null ? "" : event.carrier(),
              event.trackingNumber() == null ? "" : event.trackingNumber(),
              event.warehouse(),
              event.at()));
    }
    return notices;
  }

  private MarketplaceCommands() {}
}
