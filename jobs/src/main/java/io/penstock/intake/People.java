package io.penstock.intake;

import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.PersonInput;
import io.penstock.model.ReceivedNews;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference.Denial;
import io.penstock.model.RefundStatus;
import io.penstock.model.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whom an order names: its buyer and its consignee, by all that they may be known by. */
public final class People {

  /** One of each accepted version for each of them. */
  public static List<PersonInput> named(OrderVersion version) {
    ReceivedOrder received = version.received();
    Order order = received.order();
    Sighting sighting =
        new Sighting(
            order.key(),
            shop(order.marketplace(), order.shop()),
            version.version(),
            isOpen(order.status()),
            isLiving(order),
            order.lines().stream().anyMatch(line -> line.refund() == RefundStatus.REFUNDED),
            goods(order));
    List<PersonInput> named = new ArrayList<>(3);
    for (Denial.Kind kind : Denial.Kind.values()) {
      String value = value(kind, order);
      if (value != null && !value.isBlank()) {
        String key = PersonInput.key(kind, value);
        named.add(PersonInput.of(key, sighting, received.cause(), received.receivedAt()));
      }
    }
    return named;
  }

  /**
   * That an order is over or has left, of which news tell.
   *
   * @param keys whom it names
   * @param status where it stands now
   */
  static List<PersonInput> over(
      List<String> keys, ReceivedNews news, int version, OrderStatus status, Instant at) {
    Sighting sighting =
        new Sighting(
            news.key(),
            shop(news.news().marketplace(), news.news().shop()),
            version,
            false,
            status != OrderStatus.CANCELLED,
            false,
            null);
    return keys.stream().map(key -> PersonInput.of(key, sighting, news.cause(), at)).toList();
  }

  private static @Nullable String value(Denial.Kind kind, Order order) {
    return switch (kind) {
      case BUYER -> order.buyer();
      case PHONE -> order.consignee().phone();
      case CONSIGNEE_TOKEN -> order.consignee().token();
    };
  }

  private static boolean isOpen(OrderStatus status) {
    return status == OrderStatus.UNPAID || status == OrderStatus.PAID;
  }

  private static boolean isLiving(Order order) {
    return order.status() != OrderStatus.CANCELLED
        && (order.paidAt() != null || order.cashOnDelivery());
  }

  private static String goods(Order order) {
    TreeSet<String> skus = new TreeSet<>();
    for (OrderLine line : order.lines()) {
      if (!line.sku().isEmpty()) {
        skus.add(line.sku());
      }
    }
    return String.join("\n", skus);
  }

  private static String shop(String marketplace, String shop) {
    return marketplace + "/" + shop;
  }

  private People() {}
}
