package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.RefundStatus;
import java.time.Instant;
import java.util.ArrayList;
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

  static Order order(JsonNode mapped, String marketplace, String shop) {
    if (!mapped.isObject()) {
      throw new Refusal("NOT_AN_ORDER", "the record holds something that is not an order");
    }
    String orderId = text(mapped, "orderId");
    if (orderId == null) {
      throw new Refusal("MISSING_ORDER_ID", "the order has no id");
    }
    OrderStatus status = status(mapped, "status", OrderStatus.class, null);
    List<OrderLine> lines = lines(mapped.path("lines"), status);
    Instant created = time(mapped, "createdAt");
    Instant modified = time(mapped, "modifiedAt");
    Instant first = created == null ? modified : created;
    if (first == null) {
      throw new Refusal(
          "BAD_TIME", "the order says neither when it was created nor when it was modified");
    }
    String currency = text(mapped, "currency");
    if (currency == null) {
      throw new Refusal("BAD_CURRENCY", "the order has no currency");
    }
    return new Order(
        marketplace,
        shop,
        orderId,
        status,
        currency,
        required(mapped, "totalMinor"),
        amount(mapped, "freightMinor"),
        amount(mapped, "discountMinor"),
        amount(mapped, "taxMinor"),
        first,
        time(mapped, "paidAt"),
        modified == null ? first : modified,
        time(mapped, "shipBy"),
        zone(mapped),
        mapped.path("cashOnDelivery").asBoolean(),
        text(mapped, "buyer"),
        consignee(mapped.path("consignee")),
        text(mapped, "buyerMessage"),
        text(mapped, "sellerMemo"),
        lines,
        flags(mapped.path("flags"), lines.isEmpty()));
  }

  private static List<OrderLine> lines(JsonNode mapped, OrderStatus orderStatus) {
    List<OrderLine> lines = new ArrayList<>(mapped.size());
    Set<String> ids = new HashSet<>();
    long units = 0;
    for (JsonNode each : mapped) {
      OrderLine line = line(each, orderStatus);
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

  private static OrderLine line(JsonNode mapped, OrderStatus orderStatus) {
    String lineId = text(mapped, "lineId");
    if (lineId == null) {
      throw new Refusal("BAD_LINES", "a line of the order has no id");
    }
    JsonNode quantity = mapped.path("quantity");
    if (!quantity.canConvertToInt() || !quantity.isIntegralNumber() || quantity.intValue() <= 0) {
      throw new Refusal("BAD_QUANTITY", "a line of the order has no units");
    }
    String sku = text(mapped, "sku");
    String title = text(mapped, "title");
    return new OrderLine(
        lineId,
        sku == null ? "" : sku,
        title == null ? "" : title,
        quantity.intValue(),
        amount(mapped, "unitPriceMinor"),
        amount(mapped, "discountMinor"),
        amount(mapped, "amountMinor"),
        status(mapped, "status", OrderStatus.class, orderStatus),
        status(mapped, "refund", RefundStatus.class, RefundStatus.NONE));
  }

  private static Consignee consignee(JsonNode mapped) {
    return mapped.isEmpty()
        ? Consignee.UNKNOWN
        : new Consignee(
            text(mapped, "name"),
            text(mapped, "phone"),
            text(mapped, "country"),
            text(mapped, "region"),
            text(mapped, "city"),
            text(mapped, "district"),
            text(mapped, "street"),
            text(mapped, "postcode"),
            text(mapped, "token"));
  }

  private static List<String> flags(JsonNode mapped, boolean noLines) {
    List<String> flags = new ArrayList<>(1);
    for (JsonNode flag : mapped) {
      if (flag.isTextual()) {
        flags.add(flag.textValue());
      }
    }
    if (noLines) {
      flags.add(NO_LINES);
    }
    return flags;
  }

  private static <E extends Enum<E>> E status(
      JsonNode mapped, String field, Class<E> words, @Nullable E missing) {
    JsonNode value = mapped.path(field);
    if (value.isTextual()) {
      for (E word : words.getEnumConstants()) {
        if (word.name().equals(value.textValue())) {
          return word;
        }
      }
    } else if (missing != null && (value.isMissingNode() || value.isNull())) {
      return missing;
    }
    throw new Refusal("UNKNOWN_STATUS", "the mapping gives '" + field + "' no word of ours");
  }

  private static long required(JsonNode mapped, String field) {
    if (!mapped.hasNonNull(field)) {
      throw new Refusal("BAD_AMOUNT", "the order has no amount for '" + field + "'");
    }
    return amount(mapped, field);
  }

  private static long amount(JsonNode mapped, String field) {
    JsonNode value = mapped.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new Refusal(
          "BAD_AMOUNT", "the amount '" + field + "' is negative or not whole minor units");
    }
    return value.longValue();
  }

  private static @Nullable Instant time(JsonNode mapped, String field) {
    JsonNode value = mapped.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Refusal("BAD_TIME", "the mapping gives '" + field + "' no time");
    }
    return Instant.ofEpochMilli(value.longValue());
  }

  private static String zone(JsonNode mapped) {
    String zone = text(mapped, "zone");
    return zone == null ? "UTC" : zone;
  }

  private static @Nullable String text(JsonNode mapped, String field) {
    JsonNode value = mapped.path(field);
    return value.isTextual() && !value.textValue().isEmpty() ? storable(value.textValue()) : null;
  }

  /**
   * The text without what JSON can spell and no store can keep: the character zero and halves of
   * surrogate pairs become the replacement character.
   */
  private static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return repaired(text);
      }
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder repaired = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xFFFD
                    : c)
        .forEach(repaired::appendCodePoint);
    return repaired.toString();
  }

  private CanonicalOrders() {}
}
