package io.penstock.audit.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
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
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may know of an order: typed names such as {@code order.total} and {@code
 * consignee.country}.
 *
 * <p>Amounts are minor units of {@code order.currency}.
 */
public final class OrderView extends View<OrderView> {

  /** The name of the lines. */
  static final String LINES = "order.lines";

  private static final CelType TEXTS = ListType.create(SimpleType.STRING);

  static final Names<OrderView> NAMES = new Names<>();

  static {
    NAMES.text("order.marketplace", "its marketplace: 'taobao'", view -> view.order.marketplace());
    NAMES.text("order.shop", "the seller's shop", view -> view.order.shop());
    NAMES.text("order.merchant", "whose shop it is", view -> view.known.merchant());
    NAMES.personal(
        "order.buyer", "the marketplace's opaque id of the buyer", view -> view.order.buyer());
    NAMES.text("order.status", "UNPAID, PAID, ...", view -> view.order.status().name());
    NAMES.truth("order.paid", "whether it is paid", view -> view.order.paidAt() != null);
    NAMES.truth("order.cashOnDelivery", "paid at the door", view -> view.order.cashOnDelivery());
    NAMES.text("order.currency", "ISO 4217, of all amounts", view -> view.order.currency());
    NAMES.number("order.total", "what the buyer pays", view -> view.order.totalMinor());
    NAMES.number("order.discount", "what the seller gave off", view -> view.order.discountMinor());
    NAMES.number(
        "order.subsidy", "what the marketplace gave off", view -> view.order.subsidyMinor());
    NAMES.number("order.freight", "what the buyer pays for it", view -> view.order.freightMinor());
    NAMES.number("order.tax", "taxes in or on the prices", view -> view.order.taxMinor());
    NAMES.number("order.units", "units of all lines", view -> view.order.units());
    NAMES.number("order.largestLine", "units of the largest line", OrderView::largestLine);
    NAMES.number("order.ageHours", "whole hours since it was placed", OrderView::ageHours);
    NAMES.number(
        "order.minutesSincePaid",
        "whole minutes; -1 while unpaid",
        view -> view.order.paidAt() == null ? -1 : minutes(view.order.paidAt(), view.at));
    NAMES.truth("order.hasShipBy", "a time to leave by", view -> view.order.shipBy() != null);
    NAMES.number(
        "order.minutesToShipBy",
        "whole minutes, negative once it has passed; 0 without one",
        view -> view.order.shipBy() == null ? 0 : minutes(view.at, view.order.shipBy()));
    NAMES.truth(
        "order.refundPending",
        "a refund of a line is asked for",
        view -> view.anyRefund(RefundStatus.REQUESTED));
    NAMES.truth(
        "order.refunded",
        "the money of a line went back",
        view -> view.anyRefund(RefundStatus.REFUNDED));
    NAMES.add(
        "order.flags",
        TEXTS,
        "what no field says: 'TOTAL_MISMATCH', 'PRESALE', 'DEPOSIT_PAID', 'MARKETPLACE_HOLD', ...",
        view -> view.order.flags());
    NAMES.personal("order.buyerMessage", "what the buyer wrote", view -> view.order.buyerMessage());
    NAMES.personal("order.sellerMemo", "what the seller noted", view -> view.order.sellerMemo());
    NAMES.add(
        LINES,
        ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN)),
        "each with lineId, sku, quantity, unitPrice, discount, subsidy, amount, status, refund",
        OrderView::lines,
        view -> "(" + view.order.lines().size() + ")");
    NAMES.truth(
        "order.belowFloor",
        "a line is sold for less a unit than its article's floor, in the floor's currency",
        OrderView::belowFloor);
    NAMES.text("consignee.country", "ISO 3166-1 alpha-2", view -> view.consignee().country());
    NAMES.text("consignee.region", "province or state", view -> view.consignee().region());
    NAMES.text("consignee.city", "city", view -> view.consignee().city());
    NAMES.personal("consignee.district", "district", view -> view.consignee().district());
    NAMES.personal(
        "consignee.street", "the rest, perhaps masked", view -> view.consignee().street());
    NAMES.number(
        "consignee.streetLength",
        "characters that are not blank; masked ones count",
        OrderView::streetLength);
    NAMES.personal("consignee.postcode", "postcode", view -> view.consignee().postcode());
    NAMES.personal("consignee.name", "perhaps masked", view -> view.consignee().name());
    NAMES.personal("consignee.phone", "perhaps masked", view -> view.consignee().phone());
    NAMES.personal(
        "consignee.token", "the marketplace's opaque token", view -> view.consignee().token());
    NAMES.truth(
        "denied",
        "buyer, phone or token is on the denylist",
        view -> view.known.reputes().stream().anyMatch(Repute::denied));
    NAMES.number(
        "buyer.ordersInHour",
        "of the buyer or consignee at the shop in the hour until this one came, it included",
        view -> view.most(Repute::ordersInHour, 1));
    NAMES.number(
        "buyer.ordersInDay", "the same of 24 hours", view -> view.most(Repute::ordersInDay, 1));
    NAMES.number(
        "buyer.refunds",
        "their other orders at the shop in 30 days of which money went back",
        view -> view.most(Repute::refunds, 0));
    NAMES.truth(
        "buyer.hasSame",
        "another order of theirs for the same SKUs lives, of at most 7 days before",
        view -> view.same() != null);
    NAMES.text(
        "buyer.sameOrder",
        "the key of that order",
        view -> view.same() == null ? null : view.same().sameOrder());
    NAMES.number(
        "buyer.minutesSinceSame",
        "whole minutes from that order to this one; 0 without one",
        view -> view.same() == null ? 0 : view.same().sameMinutes());
  }

  private final Order order;
  private final AuditRecord known;
  private final RuleBook book;
  private final Instant at;
  private @Nullable List<Map<String, Object>> lines;

  /**
   * @param known whose order it is, and what is known of those whom it names
   * @param at the record's time
   */
  public OrderView(Order order, AuditRecord known, RuleBook book, Instant at) {
    super(NAMES);
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

  @Override
  OrderView self() {
    return this;
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
