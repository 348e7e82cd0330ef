package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.model.Consignee;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.RefundStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds canonical orders from what mappings give, and is the last to refuse: no mapping can make
 * an order that breaks the promises of {@link Order}.
 *
 * <p>By hand instead of by reflection: it is a third of the cost and names the failing field.
 */
final class CanonicalOrders {

  /** The order has no lines: there is nothing to ship, and someone should look. */
  static final String NO_LINES = "NO_LINES";

  /** The total is not what lines, freight and tax explain: money that nobody has accounted for. */
  static final String TOTAL_MISMATCH = "TOTAL_MISMATCH";

  static Order order(JsonNode mapped, String marketplace, String shop) {
    if (!mapped.isObject()) {
      throw new Refusal("NOT_AN_ORDER", "the record holds something that is not an order");
    }
    String orderId = Mapped.text(mapped, "orderId");
    if (orderId == null) {
      throw new Refusal("MISSING_ORDER_ID", "the order has no id");
    }
    OrderStatus status = Mapped.word(mapped, "status", OrderStatus.class, null);
    List<OrderLine> lines = lines(mapped, status);
    Instant created = Mapped.time(mapped, "createdAt");
    Instant modified = Mapped.time(mapped, "modifiedAt");
    Instant first = created == null ? modified : created;
    if (first == null) {
      throw new Refusal(
          "BAD_TIME", "the order says neither when it was created nor when it was modified");
    }
    String currency = Mapped.text(mapped, "currency");
    if (currency == null) {
      throw new Refusal("BAD_CURRENCY", "the order has no currency");
    }
    long total = Mapped.required(mapped, "totalMinor");
    long difference = difference(total, mapped.path("explainedMinor"));
    return new Order(
        marketplace,
        shop,
        orderId,
        status,
        currency,
        total,
        Mapped.amount(mapped, "freightMinor"),
        lines.isEmpty()
            ? Mapped.amount(mapped, "discountMinor")
            : lines.stream().mapToLong(OrderLine::discountMinor).sum(),
        lines.isEmpty()
            ? Mapped.amount(mapped, "subsidyMinor")
            : lines.stream().mapToLong(OrderLine::subsidyMinor).sum(),
        Mapped.amount(mapped, "taxMinor"),
        difference,
        payout(mapped.path("payout")),
        first,
        Mapped.time(mapped, "paidAt"),
        modified == null ? first : modified,
        Mapped.time(mapped, "shipBy"),
        zone(mapped),
        mapped.path("cashOnDelivery").asBoolean(),
        Mapped.text(mapped, "buyer"),
        consignee(mapped.path("consignee")),
        Mapped.text(mapped, "buyerMessage"),
        Mapped.text(mapped, "sellerMemo"),
        lines,
        flags(mapped.path("flags"), lines.isEmpty(), difference != 0));
  }

  /** What is missing of the total, measured by the first of the sums that would explain it. */
  private static long difference(long total, JsonNode sums) {
    for (JsonNode sum : sums) {
      if (sum.isIntegralNumber() && sum.longValue() == total) {
        return 0;
      }
    }
    return sums.isEmpty() ? 0 : total - sums.get(0).longValue();
  }

  private static @Nullable Money payout(JsonNode mapped) {
    String currency = Mapped.text(mapped, "currency");
    JsonNode minorUnits = mapped.path("minorUnits");
    return currency == null || !minorUnits.isIntegralNumber()
        ? null
        : new Money(currency, minorUnits.longValue());
  }

  private static List<OrderLine> lines(JsonNode order, OrderStatus orderStatus) {
    JsonNode mapped = order.path("lines");
    long[] freight = shares(order, "freightMinor", orderStatus);
    long[] tax = shares(order, "taxMinor", orderStatus);
    List<OrderLine> lines = new ArrayList<>(mapped.size());
    Set<String> ids = new HashSet<>();
    long units = 0;
    for (JsonNode each : mapped) {
      OrderLine line = line(each, orderStatus, freight[lines.size()], tax[lines.size()]);
      if (!ids.add(line.lineId())) {
        throw new Refusal("BAD_LINES", "two lines of the order have the same id");
      }
      units += line.quantity();
      lines.add(line);
    }
    if (units > Integer.MAX_VALUE) {
      throw new Refusal("BAD_QUANTITY", "the lines of the order have too many units together");
    }
    return lines;
  }

  /**
   * The lines' shares of an amount of the order: as the marketplace gives them, where it gives any
   * and they add up; otherwise by what the open lines cost.
   */
  private static long[] shares(JsonNode order, String field, OrderStatus orderStatus) {
    JsonNode lines = order.path("lines");
    long amount = Mapped.amount(order, field);
    long[] given = new long[lines.size()];
    if (amount == 0) {
      return given;
    }
    long[] open = new long[lines.size()];
    long[] all = new long[lines.size()];
    for (int i = 0; i < given.length; i++) {
      JsonNode line = lines.get(i);
      given[i] = Mapped.amount(line, field);
      all[i] = Mapped.amount(line, "amountMinor");
      boolean isOver =
          Mapped.word(line, "status", OrderStatus.class, orderStatus) == OrderStatus.CANCELLED;
      open[i] = isOver ? 0 : all[i];
    }
    if (Arrays.stream(given).sum() == amount) {
      return given;
    }
    return Apportionment.shares(amount, Arrays.stream(open).sum() > 0 ? open : all);
  }

  private static OrderLine line(JsonNode mapped, OrderStatus orderStatus, long freight, long tax) {
    String lineId = Mapped.text(mapped, "lineId");
    if (lineId == null) {
      throw new Refusal("BAD_LINES", "a line of the order has no id");
    }
    Integer quantity = Mapped.units(mapped, "quantity");
    if (quantity == null) {
      throw new Refusal("BAD_QUANTITY", "a line of the order has no units");
    }
    String sku = Mapped.text(mapped, "sku");
    String title = Mapped.text(mapped, "title");
    return new OrderLine(
        lineId,
        sku == null ? "" : sku,
        title == null ? "" : title,
        quantity,
        Mapped.amount(mapped, "unitPriceMinor"),
        Mapped.amount(mapped, "discountMinor"),
        Mapped.amount(mapped, "subsidyMinor"),
        Mapped.amount(mapped, "amountMinor"),
        freight,
        tax,
        Mapped.word(mapped, "status", OrderStatus.class, orderStatus),
        Mapped.word(mapped, "refund", RefundStatus.class, RefundStatus.NONE));
  }

  private static Consignee consignee(JsonNode mapped) {
    return mapped.isEmpty()
        ? Consignee.UNKNOWN
        : new Consignee(
            Mapped.text(mapped, "name"),
            Mapped.text(mapped, "phone"),
            Mapped.text(mapped, "country"),
            Mapped.text(mapped, "region"),
            Mapped.text(mapped, "city"),
            Mapped.text(mapped, "district"),
            Mapped.text(mapped, "street"),
            Mapped.text(mapped, "postcode"),
            Mapped.text(mapped, "token"));
  }

  private static List<String> flags(JsonNode mapped, boolean noLines, boolean mismatch) {
    List<String> flags = new ArrayList<>(1);
    for (JsonNode flag : mapped) {
      if (flag.isTextual()) {
        flags.add(flag.textValue());
      }
    }
    if (noLines) {
      flags.add(NO_LINES);
    }
    if (mismatch) {
      flags.add(TOTAL_MISMATCH);
    }
    return flags;
  }

  private static String zone(JsonNode mapped) {
    String zone = Mapped.text(mapped, "zone");
    return zone == null ? "UTC" : zone;
  }

  private CanonicalOrders() {}
}
