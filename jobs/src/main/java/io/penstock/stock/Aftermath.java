package io.penstock.stock;

import io.penstock.model.OrderEvent;
import io.penstock.state.OrderLock;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.goods.Gifts;
import java.util.LinkedHashMap;
import java.util.Map;

/** What follows for orders from what became of their parcels. */
final class Aftermath {

  private final StockRows rows;
  private final Messages messages;
  private final Gifts gifts;
  private final Map<String, Trigger> toSource = new LinkedHashMap<>();
  private final Map<String, Trigger> bereft = new LinkedHashMap<>();

  Aftermath(StockRows rows, Messages messages, Gifts gifts) {
    this.rows = rows;
    this.messages = messages;
    this.gifts = gifts;
  }

  /** Orders that must be sourced anew. */
  Map<String, Trigger> toSource() {
    return toSource;
  }

  /**
   * Those of them that gave up their goods for the sake of another order in the same delivery, or
   * only to have them sent elsewhere.
   */
  Map<String, Trigger> bereft() {
    return bereft;
  }

  void source(OrderLock order, Trigger trigger) {
    toSource.put(order.order().key(), trigger);
  }

  void giveBack(OrderLock order, Trigger trigger) {
    bereft.put(order.order().key(), trigger);
  }

  /** Keeps an order that has fewer goods on their way than before, with the gifts it still has. */
  OrderLock withLess(OrderLock changed, Trigger trigger) throws Exception {
    Gifts.Judgement without = gifts.cameBack(changed);
    rows.keep(without.lock());
    if (!without.reasons().isEmpty()) {
      messages.order(OrderEvent.Type.GIFT_WITHDRAWN, without.lock(), trigger, without.reasons());
    }
    return without.lock();
  }

  /** What follows from the end of a parcel that the order no longer counts on. */
  void finish(OrderLock before, OrderLock after, Trigger trigger) {
    if (after.wanted()) {
      messages.completed(before, after, trigger);
      source(after, trigger);
    } else if (after.cancelled() && after.isClosed() && !before.isClosed()) {
      messages.cancelled(after, trigger);
    }
  }
}
