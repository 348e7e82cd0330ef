package io.penstock.tracking;

import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What a marketplace must be told when goods left: one notice per sub-order in the parcel, and only
 * after the warehouse confirmed, because marketplaces punish notices without goods.
 */
final class ShipNotices {

  static List<MarketplaceCommand> of(OrderEvent event) {
    boolean left =
        event.type() == OrderEvent.Type.SHIPPED || event.type() == OrderEvent.Type.PARTLY_SHIPPED;
    if (!left || event.deliveryId() == null || event.warehouse() == null) {
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

  private ShipNotices() {}
}
