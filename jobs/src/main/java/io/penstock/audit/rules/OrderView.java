package io.penstock.audit.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelVariableResolver;
import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.RefundStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may know of an order: typed names such as {@code order.total} and {@code
 * consignee.country}.
 *
 * <p>Amounts are minor units of {@code order.currency}. Texts that are absent are empty, so that no
 * rule need ask. A rule pays only for the names that it uses.
 */
public final class OrderView implements CelVariableResolver {

  private static final CelType TEXTS = ListType.create(SimpleType.STRING);

  private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

  static {
    text("order.marketplace", "its marketplace: 'taobao'", view -> view.order.marketplace());
    text("order.shop", "the seller's shop", view -> view.order.shop());
    text("order.merchant", "whose shop it is", view -> view.merchant);
    text("order.buyer", "the marketplace's opaque id of the buyer", view -> view.order.buyer());
    text("order.status", "UNPAID, PAID, ...", view -> view.order.status().name());
    truth("order.paid", "whether it is paid", view -> view.order.paidAt() != null);
    truth("order.cashOnDelivery", "paid at the door", view -> view.order.cashOnDelivery());
    text("order.currency", "ISO 4217, of all amounts", view -> view.order.currency());
    number("order.total", "what the buyer pays", view -> view.order.totalMinor());
    number("order.discount", "what the seller gave off", view -> view.order.discountMinor());
    number("order.subsidy", "what the marketplace gave off", view -> view.order.subsidyMinor());
    number("order.freight", "what the buyer pays for it", view -> view.order.freightMinor());
    number("order.tax", "taxes in or on the prices", view -> view.order.taxMinor());
    number("order.units", "units of all lines", view -> view.order.units());
    number("order.largestLine", "units of the largest line", OrderView::largestLine);
    number("order.ageHours", "whole hours since it was placed", OrderView::ageHours);
    number(
        "order.minutesSincePaid",
        "whole minutes; -1 while unpaid",
        view -> view.order.paidAt() == null ? -1 : minutes(view.order.paidAt(), view.at));
    truth("order.hasShipBy", "a time to leave by", view -> view.order.shipBy() != null);
    number(
        "order.minutesToShipBy",
        "whole minutes, negative once it has passed; 0 without one",
        view -> view.order.shipBy() == null ? 0 : minutes(view.at, view.order.shipBy()));
    truth(
        "order.refundPending",
        "a refund of a line is asked for",
        view -> view.anyRefund(RefundStatus.REQUESTED));
    truth(
        "order.refunded",
        "the money of a line went back",
        view -> view.anyRefund(RefundStatus.REFUNDED));
    field(
        "order.flags",
        TEXTS,
        "what no field says: 'TOTAL_MISMATCH', 'PRESALE', 'DEPOSIT_PAID', 'MARKETPLACE_HOLD', ...",
        view -> view.order.flags());
    text("order.buyerMessage", "what the buyer wrote", view -> view.order.buyerMessage());
    text("order.sellerMemo", "what the seller noted", view -> view.order.sellerMemo());
    field(
        "order.lines",
        ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN)),
        "each with lineId, sku, quantity, unitPrice, discount, subsidy, amount, status, refund",
        OrderView::lines);
    text("consignee.country", "ISO 3166-1 alpha-2", view -> view.consignee().country());
    text("consignee.region", "province or state", view -> view.consignee().region());
    text("consignee.city", "city", view -> view.consignee().city());
    text("consignee.district", "district", view -> view.consignee().district());
    text("consignee.street", "the rest, perhaps masked", view -> view.consignee().street());
    number(
        "consignee.streetLength",
        "characters that are not blank; masked ones count",
        OrderView::streetLength);
    text("consignee.postcode", "postcode", view -> view.consignee().postcode());
    text("consignee.name", "perhaps masked", view -> view.consignee().name());
    text("consignee.phone", "perhaps masked", view -> view.consignee().phone());
    text("consignee.token", "the marketplace's opaque token", view -> view.consignee().token());
    truth(
        "denied",
        "buyer, phone or token is on the denylist",
        view -> view.book.denies(view.order, view.at));
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
  public OrderView(Order order, @Nullable String merchant, RuleBook book, Instant at) {
    this.order = order;
    this.merchant = merchant;
    this.book = book;
    this.at = at;
  }

  Order order() {
    return order;
  }

  Instant at() {
    return at;
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

  /** One line for each name: the name, its type, and what it says. */
  static List<String> describe() {
    return FIELDS.entrySet().stream()
        .map(
            field ->
                "%-24s %-22s %s"
                    .formatted(
                        field.getKey(), shown(field.getValue().type()), field.getValue().meaning()))
        .toList();
  }

  private static String shown(CelType type) {
    if (type instanceof ListType list) {
      return "list of " + list.elemType().name();
    }
    return type.name();
  }

  private record Field(CelType type, String meaning, Function<OrderView, Object> value) {}

  private static void field(
      String name, CelType type, String meaning, Function<OrderView, Object> value) {
    FIELDS.put(name, new Field(type, meaning, value));
  }

  private static void number(String name, String meaning, ToLongFunction<OrderView> value) {
    field(name, SimpleType.INT, meaning, value::applyAsLong);
  }

  private static void truth(String name, String meaning, Predicate<OrderView> value) {
    field(name, SimpleType.BOOL, meaning, value::test);
  }

  private static void text(
      String name, String meaning, Function<OrderView, @Nullable String> value) {
    field(
        name,
        SimpleType.STRING,
        meaning,
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

  /** Rounded down, so that a minute that has begun to be missing is missing. */
  private static long minutes(Instant from, Instant until) {
    return Math.floorDiv(Duration.between(from, until).toSeconds(), 60);
  }

  private long largestLine() {
    return order.lines().stream().mapToLong(OrderLine::quantity).max().orElse(0);
  }

  private boolean anyRefund(RefundStatus status) {
    return order.lines().stream().anyMatch(line -> line.refund() == status);
  }

  private long streetLength() {
    String street = consignee().street();
    return street == null ? 0 : street.codePoints().filter(c -> !Character.isWhitespace(c)).count();
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
                "subsidy", line.subsidyMinor(),
                "amount", line.amountMinor(),
                "status", line.status().name(),
                "refund", line.refund().name()));
      }
    }
    return lines;
  }
}
