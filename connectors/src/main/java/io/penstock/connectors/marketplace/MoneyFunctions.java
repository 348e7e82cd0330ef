package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * Amounts: whatever a marketplace writes becomes an exact count of minor units, or is refused.
 *
 * <p>Nothing is rounded, with one exception that its name announces: {@code per-unit} and {@code
 * share} divide, because no marketplace says what a third of a discount is.
 */
final class MoneyFunctions {

  /** Far above any order, and low enough that sums of thousands of lines stay exact. */
  private static final long LARGEST = 1_000_000_000_000_000L;

  static final List<Function> ALL =
      List.of(
          new Helper("money", 3, a -> money(a[0], a[1], a[2].asText(), false)),
          new Helper("signed-money", 3, a -> money(a[0], a[1], a[2].asText(), true)),
          new Helper("minor", 2, a -> minor(a[0], a[1].asText(), false)),
          new Helper("signed-minor", 2, a -> minor(a[0], a[1].asText(), true)),
          new Helper("currency-code", 2, a -> currencyCode(a[0], a[1].asText())),
          new Helper("same-currency", 3, a -> sameCurrency(a[0], a[1], a[2].asText())),
          new Helper("sum", 1, a -> sum(a[0])),
          new Helper("times", 2, a -> exact(() -> Math.multiplyExact(number(a[0]), number(a[1])))),
          new Helper("per-unit", 2, a -> share(a[0], LongNode.valueOf(1), a[1])),
          new Helper("share", 3, a -> share(a[0], a[1], a[2])));

  /** {@code money("12.50", "USD", "price")} is 1250; null and blank stay null. */
  private static JsonNode money(JsonNode value, JsonNode currency, String field, boolean signed) {
    if (TextFunctions.isBlank(value)) {
      return NullNode.getInstance();
    }
    int digits = digits(currency.asText(), field);
    long minor =
        value.isTextual()
            ? decimal(value.textValue(), digits, field)
            : decimal(numeric(value, field), digits, field);
    return amount(minor, field, signed);
  }

  /** An amount that is already a whole number of minor units, as a number or as text. */
  private static JsonNode minor(JsonNode value, String field, boolean signed) {
    if (TextFunctions.isBlank(value)) {
      return NullNode.getInstance();
    }
    long minor =
        value.isTextual()
            ? decimal(value.textValue(), 0, field)
            : decimal(numeric(value, field), 0, field);
    return amount(minor, field, signed);
  }

  private static JsonNode amount(long minor, String field, boolean signed) {
    if (minor > LARGEST || minor < -LARGEST) {
      throw bad(field, "is larger than any order");
    }
    if (minor < 0 && !signed) {
      throw bad(field, "is negative");
    }
    return LongNode.valueOf(minor);
  }

  private static BigDecimal numeric(JsonNode value, String field) {
    if (!value.isNumber()) {
      throw bad(field, "is not a number");
    }
    return value.decimalValue();
  }

  private static long decimal(BigDecimal value, int digits, String field) {
    try {
      return value.movePointRight(digits).longValueExact();
    } catch (ArithmeticException inexact) {
      throw bad(field, "is too large or has more decimals than its currency");
    }
  }

  /** By hand, because it runs a dozen times for each order and refuses what Java would accept. */
  private static long decimal(String spelled, int digits, String field) {
    String text = spelled.strip();
    boolean negative = text.startsWith("-");
    int start = negative || text.startsWith("+") ? 1 : 0;
    long minor = 0;
    int decimals = -1;
    int seen = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c < '0' || c > '9') {
        throw bad(field, "is not a number");
      } else {
        seen++;
        if (decimals >= digits) {
          if (c != '0') {
            throw bad(field, "has more decimals than its currency");
          }
        } else {
          minor = minor * 10 + (c - '0');
          decimals = decimals < 0 ? decimals : decimals + 1;
          if (minor > LARGEST) {
            throw bad(field, "is larger than any order");
          }
        }
      }
    }
    if (seen == 0) {
      throw bad(field, "is not a number");
    }
    for (int missing = digits - Math.max(0, decimals); missing > 0; missing--) {
      minor *= 10;
    }
    return negative ? -minor : minor;
  }

  private static int digits(String currency, String field) {
    return Math.max(0, known(currency, field).getDefaultFractionDigits());
  }

  private static Currency known(String currency, String field) {
    try {
      return Currency.getInstance(currency);
    } catch (IllegalArgumentException unknown) {
      throw new Refusal("BAD_CURRENCY", "the currency of '" + field + "' is not an ISO 4217 code");
    }
  }

  private static JsonNode currencyCode(JsonNode value, String field) {
    return TextFunctions.isBlank(value)
        ? NullNode.getInstance()
        : TextNode.valueOf(
            known(value.asText().strip().toUpperCase(Locale.ROOT), field).getCurrencyCode());
  }

  /** The order's currency again, unless an amount speaks of another one: an order has one. */
  private static JsonNode sameCurrency(JsonNode value, JsonNode currency, String field) {
    if (!TextFunctions.isBlank(value) && !value.asText().equals(currency.asText())) {
      throw new Refusal("BAD_CURRENCY", "'" + field + "' is not in the currency of the order");
    }
    return currency;
  }

  /** Nulls count as nothing. */
  private static JsonNode sum(JsonNode amounts) {
    return exact(
        () -> {
          long sum = 0;
          for (JsonNode amount : amounts) {
            sum = Math.addExact(sum, number(amount));
          }
          return sum;
        });
  }

  /** {@code amount * part / whole}, rounded down; nothing of nothing. */
  private static JsonNode share(JsonNode amount, JsonNode part, JsonNode whole) {
    return exact(
        () ->
            number(whole) == 0
                ? 0
                : Math.multiplyExact(number(amount), number(part)) / number(whole));
  }

  private static long number(JsonNode value) {
    return value.isNull() ? 0 : value.longValue();
  }

  private static JsonNode exact(java.util.function.LongSupplier calculation) {
    try {
      return LongNode.valueOf(calculation.getAsLong());
    } catch (ArithmeticException overflow) {
      throw new Refusal("BAD_AMOUNT", "the amounts of the order are too large to add up");
    }
  }

  private static Refusal bad(String field, String why) {
    return new Refusal("BAD_AMOUNT", "the amount in '" + field + "' " + why);
  }

  private MoneyFunctions() {}
}
