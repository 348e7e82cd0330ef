package io.penstock.audit;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelVariableResolver;
import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may know of an order: typed names such as {@code order.total} and {@code
 * consignee.country}.
 *
 * <p>Amounts are minor units of {@code order.currency}. Texts that are absent are empty, so that no
 * rule need ask. A rule pays only for the names that it uses.
 */
final class OrderView implements CelVariableResolver {

  private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

  static {
    text("order.marketplace", view -> view.order.marketplace());
    text("order.shop", view -> view.order.shop());
    text("order.merchant", view -> view.merchant);
    text("order.status", view -> view.order.status().name());
    field("order.paid", SimpleType.BOOL, view -> view.order.paidAt() != null);
    field("order.cashOnDelivery", SimpleType.BOOL, view -> view.order.cashOnDelivery());
    text("order.currency", view -> view.order.currency());
    field("order.total", SimpleType.INT, view -> view.order.totalMinor());
    field("order.discount", SimpleType.INT, view -> view.order.discountMinor());
    field("order.freight", SimpleType.INT, view -> view.order.freightMinor());
    field("order.units", SimpleType.INT, view -> (long) view.order.units());
    field("order.ageHours", SimpleType.INT, OrderView::ageHours);
    field("order.flags", ListType.create(SimpleType.STRING), view -> view.order.flags());
    text("order.buyerMessage", view -> view.order.buyerMessage());
    text("order.sellerMemo", view -> view.order.sellerMemo());
    field(
        "order.lines",
        ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN)),
        OrderView::lines);
    text("consignee.country", view -> view.consignee().country());
    text("consignee.region", view -> view.consignee().region());
    text("consignee.city", view -> view.consignee().city());
    text("consignee.street", view -> view.consignee().street());
    text("consignee.name", view -> view.consignee().name());
    text("consignee.phone", view -> view.consignee().phone());
    field("denied", SimpleType.BOOL, view -> view.book.denies(view.order, view.at));
  }

  private final Order order;
  private final @Nullable String merchant;
  private final RuleBook book;
  private final Instant at;
  private @Nullable List<Map<String, Object>> lines;

  /**
   * @param merchant absent while the shop is unknown
   * @param at the record's time
   */
  OrderView(Order order, @Nullable String merchant, RuleBook book, Instant at) {
    this.order = order;
    this.merchant = merchant;
    this.book = book;
    this.at = at;
  }

  /** Tells a compiler the names and their types. */
  static void declare(CelCompilerBuilder compiler) {
    FIELDS.forEach((name, field) -> compiler.addVar(name, field.type()));
  }

  @Override
  public Optional<Object> find(String name) {
    Field field = FIELDS.get(name);
    return field == null ? Optional.empty() : Optional.of(field.value().apply(this));
  }

  private record Field(CelType type, Function<OrderView, Object> value) {}

  private static void field(String name, CelType type, Function<OrderView, Object> value) {
    FIELDS.put(name, new Field(type, value));
  }

  private static void text(String name, Function<OrderView, @Nullable String> value) {
    field(
        name,
        SimpleType.STRING,
        view -> {
          String text = value.apply(view);
          return text == null ? "" : text;
        });
  }

  private Consignee consignee() {
    return order.consignee();
  }

  private long ageHours() {
    return Duration.between(order.createdAt(), at).toHours();
  }

  private List<Map<String, Object>> lines() {
    if (lines == null) {
      lines = new ArrayList<>(order.lines().size());
      for (OrderLine line : order.lines()) {
        lines.add(
            Map.of(
                "lineId", line.lineId(),
                "sku", line.sku(),
                "quantity", (long) line.quantity(),
                "unitPrice", line.unitPriceMinor(),
                "discount", line.discountMinor(),
                "amount", line.amountMinor(),
                "status", line.status().name(),
                "refund", line.refund().name()));
      }
    }
    return lines;
  }
}
