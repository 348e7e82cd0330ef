package io.penstock.stock;

import io.penstock.model.Gift;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reference.Scope;
import io.penstock.model.RefundStatus;
import io.penstock.state.OrderLock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what an order holds is what a gift is given for. */
final class GiftTerms {

  /** What the order lacks, as a sentence for people; absent where it lacks nothing. */
  static @Nullable String unmet(Gift gift, OrderLock lock) {
    Order order = lock.order().order();
    List<OrderLine> lines = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      if (line.status() != OrderStatus.CANCELLED && line.refund() != RefundStatus.REFUNDED) {
        lines.add(line);
      }
    }
    if (lines.isEmpty()) {
      return "nothing is bought";
    }
    Scope scope = gift.scope();
    if (scope != null && !covers(scope, lock.merchant(), order)) {
      return "it is not for orders of this shop";
    }
    Gift.Condition condition = gift.condition();
    return condition == null ? null : unmet(condition, order.currency(), lines);
  }

  private static boolean covers(Scope scope, @Nullable String merchant, Order order) {
    return (scope.merchant() == null || scope.merchant().equals(merchant))
        && (scope.marketplace() == null || scope.marketplace().equals(order.marketplace()))
        && (scope.shop() == null || scope.shop().equals(order.shop()));
  }

  private static @Nullable String unmet(
      Gift.Condition condition, String currency, List<OrderLine> lines) {
    if (condition.currency() != null && !condition.currency().equals(currency)) {
      return "it is not for orders in " + currency;
    }
    long amount = lines.stream().mapToLong(OrderLine::amountMinor).sum();
    if (amount < condition.fromMinor()) {
      return "the goods cost " + amount + ", less than " + condition.fromMinor();
    }
    if (condition.belowMinor() > 0 && amount >= condition.belowMinor()) {
      return "the goods cost " + amount + ", not less than " + condition.belowMinor();
    }
    long units = lines.stream().mapToLong(OrderLine::quantity).sum();
    if (units < condition.minUnits()) {
      return "the units are " + units + ", fewer than " + condition.minUnits();
    }
    if (condition.anyOf().isEmpty()) {
      return null;
    }
    long named =
        lines.stream()
            .filter(line -> condition.anyOf().contains(line.sku()))
            .mapToLong(OrderLine::quantity)
            .sum();
    int least = Math.max(1, condition.anyOfUnits());
    return named < least
        ? "the units of the goods that it is for are " + named + ", fewer than " + least
        : null;
  }

  private GiftTerms() {}
}
