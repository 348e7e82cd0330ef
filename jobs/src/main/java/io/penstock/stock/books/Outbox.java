package io.penstock.stock.books;

import io.penstock.model.Cause;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;

/** What a pool has to say, by door. */
public interface Outbox {

  void event(OrderEvent event);

  void delivery(Delivery delivery);

  void level(StockLevel level);

  void movement(StockMovement movement);

  /** How many numbers are left for the waybills of a carrier. */
  default void waybillsLeft(String carrier, long left) {}

  /**
   * A message of a warehouse that contradicts our books. It changed nothing; someone must look.
   *
   * @param code a stable word: {@code UNKNOWN_DELIVERY}, ...
   */
  void refused(WmsEvent message, Cause cause, String code, String reason);
}
