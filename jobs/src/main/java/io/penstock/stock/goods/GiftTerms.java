package io.penstock.stock.goods;

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

/** Whether what an order holds, or orders together, is what a gift is given for. */
public final class GiftTerms {

  /** What the order lacks, as a sentence for people; absent where it lacks nothing. */
  public static @Nullable String unmet(Gift gift, OrderLock lock) {
    String foreign = foreign(gift, lock);
    return foreign == null ? unmet(gift, List.of(lock)) : foreign;
  }

  /** The same of orders of which each counts for the gift, by what they hold together. */
  public static @Nullable String unmet(Gift gift, List<OrderLock> together) {
    List<OrderLine> lines = new ArrayList<>();
    together.forEach(lock -> lines.addAll(bought(lock)));
    if (lines.isEmpty()) {
      return "nothing is bought";
    }
    return gift.condition() == null ? null : unmet(gift.condition(), lines);
  }

  /** Whether what the order holds counts for the gift, be it enough or not. */
  public static boolean counts(Gift gift, OrderLock lock) {
    return foreign(gift, lock) == null && !bought(lock).isEmpty();
  }

  private static List<OrderLine> bought(OrderLock lock) {
    return lock.order().order().lines().stream()
        .filter(
            line ->
                line.status() != OrderStatus.CANCELLED && line.refund() != RefundStatus.REFUNDED)
        .toList();
  }

  private static @Nullable String foreign(Gift gift, OrderLock lock) {
    Order order = lock.order().order();
    Scope scope = gift.scope();
    if (scope != null && !covers(scope, lock.merchant(), order)) {
      return "it is not for orders of this shop";
    }
    String currency = gift.condition() == null ? null : gift.condition().currency();
    return currency == null || currency.equals(order.currency())
        ? null
        : "it is not for orders in " + order.currency();
  }

  private static boolean covers(Scope scope, @Nullable String merchant, Order order) {
    return (scope.merchant() == null || scope.merchant().equals(merchant))
        && (scope.marketplace() == null || scope.marketplace().equals(order.marketplace()))
        && (scope.shop() == null || scope.shop().equals(order.shop()));
  }

  private static @Nullable String unmet(Gift.Condition condition, List<OrderLine> lines) {
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
