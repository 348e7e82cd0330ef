package io.penstock.connectors.marketplace;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Order;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Raw records and what becomes of them. */
final class Records {

  static final String SHOP = "demo-shop";

  private static final Normaliser NORMALISER = new Normaliser(Marketplaces.shipped());

  static RawRecord raw(String marketplace, String json) {
    return raw(marketplace, json.getBytes(StandardCharsets.UTF_8));
  }

  static RawRecord raw(String marketplace, byte[] value) {
    return raw(marketplace, null, value);
  }

  /** With what the header {@code event} says. */
  static RawRecord raw(String marketplace, @Nullable String event, byte[] value) {
    Instant at = Instant.parse("2026-11-11T00:00:00Z");
    return new RawRecord("orders.raw", 3, 42, at, "key", marketplace, SHOP, event, value);
  }

  static Normalised normalised(RawRecord raw) throws UnreadableException {
    return NORMALISER.normalise(raw);
  }

  static List<ReceivedOrder> received(RawRecord raw) throws UnreadableException {
    return normalised(raw).received(raw);
  }

  static List<Order> orders(String marketplace, String json) throws UnreadableException {
    return received(raw(marketplace, json)).stream().map(ReceivedOrder::order).toList();
  }

  /** The only order of a record. */
  static Order order(String marketplace, String json) throws UnreadableException {
    List<Order> orders = orders(marketplace, json);
    if (orders.size() != 1) {
      throw new AssertionError("orders: " + orders.size());
    }
    return orders.get(0);
  }

  private Records() {}
}
