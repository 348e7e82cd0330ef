package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Ids, words, truth and counts, in the many spellings that marketplaces have for them. */
final class TextFunctions {

  private static final int LONGEST_ID = 200;
  private static final int MOST_UNITS = 1_000_000;

  static final List<Function> ALL =
      List.of(
          new Helper("id", 2, a -> id(a[0], a[1].asText())),
          new Helper("text", 1, a -> text(a[0])),
          new Helper("unmasked", 1, a -> unmasked(a[0])),
          new Helper("is-yes", 1, a -> BooleanNode.valueOf(isYes(a[0]))),
          new Helper("quantity", 2, a -> quantity(a[0], a[1].asText())),
          new Helper("status", 3, a -> status(a[0], a[1], a[2].asText())),
          new Helper("embedded-json", 2, a -> embeddedJson(a[0], a[1].asText())),
          new Helper("not-an-order", 1, a -> notAnOrder(a[0].asText())));

  static boolean isBlank(JsonNode value) {
    return value.isNull() || (value.isTextual() && value.textValue().isBlank());
  }

  /**
   * An id as text, digit for digit, however large and whether sent as text or as a number. Zero and
   * blank mean that there is none. A fraction is refused: its sender has rounded it already.
   */
  private static JsonNode id(JsonNode value, String field) {
    if (isBlank(value)) {
      return NullNode.getInstance();
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw new Refusal("BAD_ID", "the id in '" + field + "' is neither text nor a whole number");
    }
    String id = value.asText().strip();
    if (id.length() > LONGEST_ID) {
      throw new Refusal(
          "BAD_ID", "the id in '" + field + "' is longer than " + LONGEST_ID + " characters");
    }
    return id.equals("0") ? NullNode.getInstance() : TextNode.valueOf(id);
  }

  /** Text without the blanks around it; null where nothing is left. */
  private static JsonNode text(JsonNode value) {
    return isBlank(value) || value.isContainerNode()
        ? NullNode.getInstance()
        : TextNode.valueOf(value.asText().strip());
  }

  /** Null for a text with asterisks: what is masked is shared by many and names nobody. */
  private static JsonNode unmasked(JsonNode value) {
    JsonNode text = text(value);
    return text.asText().indexOf('*') >= 0 ? NullNode.getInstance() : text;
  }

  /** true, "true", "True", 1 and "1". */
  private static boolean isYes(JsonNode value) {
    String text = value.asText().strip();
    return text.equals("1") || text.toLowerCase(Locale.ROOT).equals("true");
  }

  /** Whole units, zero included: whether a line may have none is the mapping's business. */
  private static JsonNode quantity(JsonNode value, String field) {
    if (isBlank(value)) {
      return NullNode.getInstance();
    }
    BigDecimal units = decimal(value);
    if (units == null
        || units.signum() < 0
        || units.compareTo(BigDecimal.valueOf(MOST_UNITS)) > 0
        || units.stripTrailingZeros().scale() > 0) {
      throw new Refusal(
          "BAD_QUANTITY",
          "the quantity in '" + field + "' is not a whole number from 0 to " + MOST_UNITS);
    }
    return IntNode.valueOf(units.intValue());
  }

  private static @Nullable BigDecimal decimal(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    String text = value.asText().strip();
    if (!value.isTextual() || text.length() > 20) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return null;
      }
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException notOne) {
      return null;
    }
  }

  /** Our word for the marketplace's, from one of the tables of its settings. */
  private static JsonNode status(JsonNode value, JsonNode table, String field) {
    if (isBlank(value)) {
      throw new Refusal("UNKNOWN_STATUS", "the status in '" + field + "' is missing");
    }
    JsonNode ours = value.isValueNode() ? table.get(value.asText().strip()) : null;
    if (ours == null) {
      throw new Refusal(
          "UNKNOWN_STATUS",
          "the status in '" + field + "' is in no table of this marketplace" + quoted(value));
    }
    return ours;
  }

  /** Only what can be no personal data: a word of Latin letters, or a short number. */
  private static String quoted(JsonNode value) {
    String word = value.asText().strip();
    boolean harmless = !word.isEmpty() && word.length() <= 40;
    int digits = 0;
    for (int i = 0; harmless && i < word.length(); i++) {
      char c = word.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      harmless = (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9' && digits <= 4);
    }
    return harmless ? ": " + word : "";
  }

  /** A document that was sent as text inside another; an object or a list is given back as is. */
  private static JsonNode embeddedJson(JsonNode value, String field) {
    if (isBlank(value)) {
      return NullNode.getInstance();
    }
    if (!value.isTextual()) {
      return value;
    }
    JsonNode parsed = Payloads.parse(value.textValue(), field);
    return parsed.isMissingNode() ? NullNode.getInstance() : parsed;
  }

  private static JsonNode notAnOrder(String reason) {
    throw new Refusal("NOT_AN_ORDER", reason);
  }

  private TextFunctions() {}
}
