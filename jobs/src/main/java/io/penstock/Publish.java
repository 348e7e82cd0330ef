package io.penstock;

import io.penstock.connectors.Json;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import io.penstock.model.Outgoing;
import io.penstock.model.PrintBatch;
import io.penstock.model.ShopException;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.model.StockUpdate;

/** Under which topic and key each kind of result is published. The contracts say the same. */
public final class Publish {

  static Outgoing event(OrderEvent event) {
    return new Outgoing(Topics.ORDER_EVENTS, event.key(), event.type().name(), Json.write(event));
  }

  static Outgoing delivery(Delivery delivery) {
    return new Outgoing(Topics.DELIVERIES, delivery.warehouse(), null, Json.write(delivery));
  }

  static Outgoing printBatch(PrintBatch batch) {
    return new Outgoing(Topics.PRINT_BATCHES, batch.key(), null, Json.write(batch));
  }

  static Outgoing level(StockLevel level) {
    return new Outgoing(Topics.STOCK_LEVELS, level.key(), null, Json.write(level));
  }

  static Outgoing stock(StockUpdate update) {
    return new Outgoing(Topics.MARKETPLACE_STOCK, update.key(), null, Json.write(update));
  }

  static Outgoing movement(StockMovement movement) {
    return new Outgoing(
        Topics.STOCK_MOVEMENTS, movement.pool(), movement.type().name(), Json.write(movement));
  }

  static Outgoing command(MarketplaceCommand command) {
    String key = command.marketplace() + "/" + command.shop();
    return new Outgoing(Topics.MARKETPLACE_COMMANDS, key, null, Json.write(command));
  }

  public static Outgoing exception(ShopException exception) {
    String key = exception.marketplace() + "/" + exception.shop();
    return new Outgoing(Topics.EXCEPTIONS, key, exception.type().name(), Json.write(exception));
  }

  public static Outgoing deadLetter(DeadLetter letter) {
    return new Outgoing(Topics.DEAD_LETTERS, letter.cause().topic(), null, Json.write(letter));
  }

  private Publish() {}
}
