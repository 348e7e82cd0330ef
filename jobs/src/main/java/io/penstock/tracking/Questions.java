package io.penstock.tracking;

import io.penstock.model.Cause;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import java.util.List;

/** What a marketplace must be asked because of an event. */
final class Questions {

  /**
   * @param event as the ledger numbered it
   */
  static List<MarketplaceCommand> of(OrderEvent event) {
    return event.type() == OrderEvent.Type.FETCH_REQUESTED
        ? List.of(
            MarketplaceCommand.fetch(
                question(event), event.marketplace(), event.shop(), event.orderId()))
        : List.of();
  }

  /** What made us ask, and when: the same in a replay, another one when it is asked again. */
  private static String question(OrderEvent event) {
    Cause cause = event.cause();
    return "%s@%d-%d/%d"
        .formatted(event.key(), cause.partition(), cause.offset(), event.at().toEpochMilli());
  }

  private Questions() {}
}
