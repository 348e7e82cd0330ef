package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.connectors.Texts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of what a mapping gives; whatever it gives, a field is well or is refused by name.
 */
final class Mapped {

  /** One of our words; the default where there is none. */
  static <E extends Enum<E>> E word(
      JsonNode mapped, String field, Class<E> words, @Nullable E missing) {
    E word = wordOrNull(mapped, field, words);
    if (word == null) {
      if (missing == null) {
        throw noWord(field);
      }
      return missing;
    }
    return word;
  }

  static <E extends Enum<E>> @Nullable E wordOrNull(JsonNode mapped, String field, Class<E> words) {
    JsonNode value = mapped.path(field);
    if (isAbsent(value)) {
      return null;
    }
    if (value.isTextual()) {
      for (E word : words.getEnumConstants()) {
        if (word.name().equals(value.textValue())) {
          return word;
        }
      }
    }
    throw noWord(field);
  }

  /** An amount that must be there, and not negative. */
  static long required(JsonNode mapped, String field) {
    if (!mapped.hasNonNull(field)) {
      throw new Refusal("BAD_AMOUNT", "there is no amount for '" + field + "'");
    }
    return amount(mapped, field);
  }

  /** An amount that is not negative; 0 where there is none. */
  static long amount(JsonNode mapped, String field) {
    Long amount = amountOrNull(mapped, field);
    return amount == null ? 0 : amount;
  }

  static @Nullable Long amountOrNull(JsonNode mapped, String field) {
    Long amount = signedAmount(mapped, field);
    if (amount != null && amount < 0) {
      throw badAmount(field);
    }
    return amount;
  }

  static @Nullable Long signedAmount(JsonNode mapped, String field) {
    JsonNode value = mapped.path(field);
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw badAmount(field);
    }
    return value.longValue();
  }

  static @Nullable Instant time(JsonNode mapped, String field) {
    JsonNode value = mapped.path(field);
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Refusal("BAD_TIME", "the mapping gives '" + field + "' no time");
    }
    return Instant.ofEpochMilli(value.longValue());
  }

  /** Whole units, more than none; null where there are none given. */
  static @Nullable Integer units(JsonNode mapped, String field) {
    JsonNode value = mapped.path(field);
    if (isAbsent(value)) {
      return null;
    }
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() <= 0) {
      throw new Refusal("BAD_QUANTITY", "'" + field + "' is no number of units");
    }
    return value.intValue();
  }

  static @Nullable String text(JsonNode mapped, String field) {
    JsonNode value = mapped.path(field);
    return value.isTextual() && !value.textValue().isEmpty()
        ? Texts.storable(value.textValue())
        : null;
  }

  /** A text that must be there, or the refusal with this code. */
  static String text(JsonNode mapped, String field, String code) {
    String text = text(mapped, field);
    if (text == null) {
      throw new Refusal(code, "the mapping gives no '" + field + "'");
    }
    return text;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static Refusal noWord(String field) {
    return new Refusal("UNKNOWN_STATUS", "the mapping gives '" + field + "' no word of ours");
  }

  private static Refusal badAmount(String field) {
    return new Refusal(
        "BAD_AMOUNT", "the amount '" + field + "' is negative or not whole minor units");
  }

  private Mapped() {}
}
