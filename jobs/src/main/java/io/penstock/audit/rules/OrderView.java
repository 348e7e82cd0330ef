package io.penstock.audit.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelVariableResolver;
import io.penstock.model.Consignee;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.RefundStatus;
import io.penstock.model.Repute;
import io.penstock.state.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may know of an order: typed names such as {@code order.total} and {@code
 * consignee.country}.
 *
 * <p>Amounts are minor units of {@code order.currency}. Texts that are absent are empty, so that no
 * rule need ask. A rule pays only for the names that it uses.
 */
public final class OrderView implements CelVariableResolver {

  /** The name of the lines. */
  static final String LINES = "order.lines";

  private static final CelType TEXTS = ListType.create(SimpleType.STRING);

  private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

  static {
    text("order.marketplace", "its marketplace: 'taobao'", view -> view.order.marketplace());
    text("order.shop", "the seller's shop", view -> view.order.shop());
    text("order.merchant", "whose shop it is", view -> view.known.merchant());
    personal("order.buyer", "the marketplace's opaque id of the buyer", view -> view.order.buyer());
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
    personal("order.buyerMessage", "what the buyer wrote", view -> view.order.buyerMessage());
    personal("order.sellerMemo", "what the seller noted", view -> view.order.sellerMemo());
    field(
        LINES,
        ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN)),
        "each with lineId, sku, quantity, unitPrice, discount, subsidy, amount, status, refund",
        OrderView::lines);
    truth(
        "order.belowFloor",
        "a line is sold for less a unit than its article's floor, in the floor's currency",
        OrderView::belowFloor);
    text("consignee.country", "ISO 3166-1 alpha-2", view -> view.consignee().country());
    text("consignee.region", "province or state", view -> view.consignee().region());
    text("consignee.city", "city", view -> view.consignee().city());
    personal("consignee.district", "district", view -> view.consignee().district());
    personal("consignee.street", "the rest, perhaps masked", view -> view.consignee().street());
    number(
        "consignee.streetLength",
        "characters that are not blank; masked ones count",
        OrderView::streetLength);
    personal("consignee.postcode", "postcode", view -> view.consignee().postcode());
    personal("consignee.name", "perhaps masked", view -> view.consignee().name());
    personal("consignee.phone", "perhaps masked", view -> view.consignee().phone());
    personal("consignee.token", "the marketplace's opaque token", view -> view.consignee().token());
    truth(
        "denied",
        "buyer, phone or token is on the denylist",
        view -> view.known.reputes().stream().anyMatch(Repute::denied));
    number(
        "buyer.ordersInHour",
        "of the buyer or consignee at the shop in the hour until this one came, it included",
        view -> view.most(Repute::ordersInHour, 1));
    number("buyer.ordersInDay", "the same of 24 hours", view -> view.most(Repute::ordersInDay, 1));
    number(
        "buyer.refunds",
        "their other orders at the shop in 30 days of which money went back",
        view -> view.most(Repute::refunds, 0));
    truth(
        "buyer.hasSame",
        "another order of theirs for the same SKUs lives, of at most 7 days before",
        view -> view.same() != null);
    text(
        "buyer.sameOrder",
        "the key of that order",
        view -> view.same() == null ? null : view.same().sameOrder());
    number(
        "buyer.minutesSinceSame",
        "whole minutes from that order to this one; 0 without one",
        view -> view.same() == null ? 0 : view.same().sameMinutes());
  }

  private final Order order;
  private final AuditRecord known;
  private final RuleBook book;
  private final Instant at;
  private final List<String> asked = new ArrayList<>();
  private @Nullable List<Map<String, Object>> lines;

  /**
   * @param known whose order it is, and what is known of those whom it names
   * @param at the record's time
   */
  public OrderView(Order order, AuditRecord known, RuleBook book, Instant at) {
    this.order = order;
    this.known = known;
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

  /** Whether a rule may ask for something of that name. */
  static boolean has(String name) {
    return FIELDS.containsKey(name);
  }

  /** What it would answer. */
  Object value(String name) {
    return Objects.requireNonNull(FIELDS.get(name), name).value().apply(this);
  }

  @Override
  public Optional<Object> find(String name) {
    Field field = FIELDS.get(name);
    if (field == null) {
      return Optional.empty();
    }
    asked.add(name);
    return Optional.of(field.value().apply(this));
  }

  /** From now on it counts what is asked for. */
  void startAsking() {
    asked.clear();
  }

  /**
   * What was asked for since, with the answers: {@code order.units=501, order.largestLine=7}. Of
   * what may be personal data only how long it is.
   */
  String seen() {
    return asked.stream()
        .distinct()
        .map(name -> name + "=" + Objects.requireNonNull(FIELDS.get(name)).shown(this))
        .collect(Collectors.joining(", "));
  }

  /** One line for each name: the name, its type, and what it says. */
  static List<String> describe() {
    return FIELDS.entrySet().stream()
        .map(
            field -> described(field.getKey(), field.getValue().type(), field.getValue().meaning()))
        .toList();
  }

  static String described(String name, CelType type, String meaning) {
    return "%-24s %-22s %s".formatted(name, shown(type), meaning);
  }

  private static String shown(CelType type) {
    if (type instanceof ListType list) {
      return "list of " + list.elemType().name();
    }
    return type.name();
  }

  private record Field(
      CelType type, boolean personal, String meaning, Function<OrderView, Object> value) {

    String shown(OrderView view) {
      Object is = value.apply(view);
      if (personal && is instanceof String text) {
        return "(" + text.codePointCount(0, text.length()) + " characters)";
      }
      return is instanceof List<?> many && !type.equals(TEXTS)
          ? "(" + many.size() + ")"
          : is.toString();
    }
  }

  private static void field(
      String name, CelType type, String meaning, Function<OrderView, Object> value) {
    FIELDS.put(name, new Field(type, false, meaning, value));
  }

  private static void number(String name, String meaning, ToLongFunction<OrderView> value) {
    field(name, SimpleType.INT, meaning, value::applyAsLong);
  }

  private static void truth(String name, String meaning, Predicate<OrderView> value) {
    field(name, SimpleType.BOOL, meaning, value::test);
  }

  private static void text(
      String name, String meaning, Function<OrderView, @Nullable String> value) {
    text(name, false, meaning, value);
  }

  /** A text that may tell who somebody is. */
  private static void personal(
      String name, String meaning, Function<OrderView, @Nullable String> value) {
    text(name, true, meaning, value);
  }

  private static void text(
      String name, boolean personal, String meaning, Function<OrderView, @Nullable String> value) {
    FIELDS.put(
        name,
        new Field(
            SimpleType.STRING,
            personal,
            meaning,
            view -> {
              String text = value.apply(view);
              return text == null ? "" : text;
            }));
  }

  private long most(ToLongFunction<Repute> count, long atLeast) {
    long most = atLeast;
    for (Repute repute : known.reputes()) {
      most = Math.max(most, count.applyAsLong(repute));
    }
    return most;
  }

  /** Of those that say so, the one that is nearest in time, whoever it is known by. */
  private @Nullable Repute same() {
    if (known.reputes().isEmpty()) {
      return null;
    }
    return known.reputes().stream()
        .filter(repute -> repute.sameOrder() != null)
        .min(Comparator.comparing(Repute::sameMinutes).thenComparing(Repute::kind))
        .orElse(null);
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
    for (OrderLine line : order.lines()) {
      if (line.refund() == status) {
        return true;
      }
    }
    return false;
  }

  /** What the marketplace gives off is the seller's all the same. */
  private boolean belowFloor() {
    for (OrderLine line : order.lines()) {
      Money floor = known.pool() == null ? null : book.floor(known.pool(), line.sku(), at);
      if (floor != null
          && floor.currency().equals(order.currency())
          && line.amountMinor() + line.subsidyMinor() < floor.minorUnits() * line.quantity()) {
        return true;
      }
    }
    return false;
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
