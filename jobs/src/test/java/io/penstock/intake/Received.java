package io.penstock.intake;

import io.penstock.model.Cause;
import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import io.penstock.model.ReceivedNews;
import io.penstock.model.ReceivedOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Versions of orders as marketplaces send them. */
final class Received {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  static ReceivedOrder version(OrderStatus status, int secondsAfterNoon, long hash) {
    return version("1", status, secondsAfterNoon, hash);
  }

  static ReceivedOrder version(
      String orderId, OrderStatus status, int secondsAfterNoon, long hash) {
    Instant modified = NOON.plusSeconds(secondsAfterNoon);
    Order order =
        new Order(
            "tmall",
            "shop-1",
            orderId,
            status,
            "CNY",
            9_900,
            0,
            0,
            0,
            0,
            0,
            null,
            NOON,
            null,
            modified,
            null,
            "Asia/Shanghai",
            false,
            null,
            Consignee.UNKNOWN,
            null,
            null,
            List.of(),
            List.of());
    return new ReceivedOrder(order, hash, new Cause("orders.raw", 0, hash), modified);
  }

  /** News of order 1 that only say where it stands. */
  static ReceivedNews news(String orderId, @Nullable OrderStatus status, int secondsAfterNoon) {
    return news(orderId, OrderNews.Change.STATUS, status, secondsAfterNoon);
  }

  static ReceivedNews news(
      String orderId, OrderNews.Change change, @Nullable OrderStatus status, int secondsAfterNoon) {
    Instant at = NOON.plusSeconds(secondsAfterNoon);
    return new ReceivedNews(
        new OrderNews("tmall", "shop-1", orderId, "told", change, status, at, List.of()),
        new Cause("orders.raw", 1, secondsAfterNoon),
        at);
  }

  private Received() {}
}
