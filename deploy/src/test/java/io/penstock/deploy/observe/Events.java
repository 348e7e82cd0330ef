package io.penstock.deploy.observe;

import io.penstock.model.Cause;
import io.penstock.model.Consignee;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short words for the records that tests make. */
final class Events {

  static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");

  /** The event of an order, by a raw record at this offset. */
  static SeenEvent event(
      String order, long sequence, OrderEvent.Type type, OrderEvent.Status status, long offset) {
    return event(order, sequence, type, status, offset, null);
  }

  static SeenEvent event(
      String order,
      long sequence,
      OrderEvent.Type type,
      OrderEvent.Status status,
      long offset,
      @Nullable String actor) {
    return event(order, sequence, type, status, offset, actor, NOON);
  }

  static SeenEvent event(
      String order,
      long sequence,
      OrderEvent.Type type,
      OrderEvent.Status status,
      long offset,
      @Nullable String actor,
      Instant receivedAt) {
    return new SeenEvent(
        "taobao",
        "shop-1",
        order,
        sequence,
        type,
        status,
        receivedAt,
        new Cause("penstock.orders.raw", 0, offset),
        actor,
        "CNY",
        1_000);
  }

  static Delivery delivery(String id, String warehouse, int units) {
    return new Delivery(
        id,
        Delivery.Action.CREATE,
        "JYCK",
        warehouse,
        "pool-1",
        "taobao",
        "shop-1",
        "1",
        NOON,
        NOON,
        NOON,
        NOON,
        null,
        Consignee.UNKNOWN,
        List.of(new Delivery.Line(1, "1-1", "TEE", units, null)),
        null);
  }

  static WmsEvent receipt(String message, String warehouse, int units) {
    return wms(message, WmsEvent.Type.RECEIPT, warehouse, null, units);
  }

  static WmsEvent answer(String message, WmsEvent.Type type, String warehouse, String delivery) {
    return new WmsEvent(
        message, type, "pool-1", warehouse, NOON, delivery, List.of(), null, null, null);
  }

  static WmsEvent wms(
      String message, WmsEvent.Type type, String warehouse, @Nullable String delivery, int units) {
    return new WmsEvent(
        message,
        type,
        "pool-1",
        warehouse,
        NOON,
        delivery,
        List.of(new WmsEvent.Item("TEE", units)),
        null,
        null,
        null);
  }

  private Events() {}
}
