package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.schibsted.spt.data.jslt.Function;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Times: whatever a marketplace writes becomes milliseconds since 1970, or null where the
 * marketplace means "not yet", or is refused.
 *
 * <p>Parsed by hand: a formatter costs a microsecond for each of five times of each order.
 */
final class TimeFunctions {

  private static final long YEAR_3000 = 32_503_680_000_000L;

  static final List<Function> ALL =
      List.of(
          new Helper("local-time", 3, a -> local(a[0], a[1].asText(), a[2].asText())),
          new Helper("iso-time", 2, a -> iso(a[0], a[1].asText())),
          new Helper("epoch-seconds", 2, a -> epoch(a[0], 1000, a[1].asText())),
          new Helper("epoch-millis", 2, a -> epoch(a[0], 1, a[1].asText())));

  /** {@code 2026-11-11 00:00:05}, with T or a blank, in a zone that the text does not name. */
  private static JsonNode local(JsonNode value, String zone, String field) {
    if (isNoTime(value)) {
      return NullNode.getInstance();
    }
    String text = value.asText().strip();
    Reading reading = Reading.of(text, field);
    if (reading.end() != text.length()) {
      throw bad(field);
    }
    return instant(reading.millis(ZoneId.of(zone)), field);
  }

  /** As {@code local}, with an offset behind it: {@code Z}, {@code +08:00} or {@code -0400}. */
  private static JsonNode iso(JsonNode value, String field) {
    if (isNoTime(value)) {
      return NullNode.getInstance();
    }
    String text = value.asText().strip();
    Reading reading = Reading.of(text, field);
    try {
      return instant(reading.millis(ZoneOffset.of(text.substring(reading.end()).strip())), field);
    } catch (DateTimeException noOffset) {
      throw bad(field);
    }
  }

  private static JsonNode epoch(JsonNode value, long unit, String field) {
    if (isNoTime(value)) {
      return NullNode.getInstance();
    }
    long count;
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      count = value.longValue();
    } else if (value.isTextual()) {
      count = digits(value.textValue().strip(), field);
    } else {
      throw bad(field);
    }
    if (count > YEAR_3000 / unit) {
      throw bad(field);
    }
    return instant(count * unit, field);
  }

  private static long digits(String text, String field) {
    if (text.length() > 15) {
      throw bad(field);
    }
    return longNumber(text, 0, text.length(), field);
  }

  /** The ways in which marketplaces write "no time". */
  private static boolean isNoTime(JsonNode value) {
    if (TextFunctions.isBlank(value)) {
      return true;
    }
    String text = value.asText();
    return text.equals("0") || text.startsWith("0001-01-01") || text.startsWith("0000-00-00");
  }

  private static JsonNode instant(long millis, String field) {
    if (millis < 0 || millis >= YEAR_3000) {
      throw bad(field);
    }
    return millis == 0 ? NullNode.getInstance() : LongNode.valueOf(millis);
  }

  private static int number(String text, int from, int to, String field) {
    return Math.toIntExact(longNumber(text, from, to, field));
  }

  private static long longNumber(String text, int from, int to, String field) {
    if (to > text.length() || from == to) {
      throw bad(field);
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw bad(field);
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static Refusal bad(String field) {
    return new Refusal(
        "BAD_TIME", "the time in '" + field + "' is not one that this marketplace writes");
  }

  /**
   * A date and time without zone at the start of a text.
   *
   * @param end where the text goes on
   */
  private record Reading(LocalDateTime time, int end) {

    static Reading of(String text, String field) {
      if (text.length() < 16
          || text.charAt(4) != '-'
          || text.charAt(7) != '-'
          || (text.charAt(10) != ' ' && text.charAt(10) != 'T')
          || text.charAt(13) != ':') {
        throw bad(field);
      }
      boolean seconds = text.length() > 16 && text.charAt(16) == ':';
      int end = seconds ? 19 : 16;
      int second = seconds ? number(text, 17, 19, field) : 0;
      int millis = 0;
      if (seconds && end < text.length() && text.charAt(end) == '.') {
        int from = ++end;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
          end++;
        }
        for (int i = 0; i < 3; i++) {
          millis = millis * 10 + (from + i < end ? number(text, from + i, from + i + 1, field) : 0);
        }
      }
      try {
        return new Reading(
            LocalDateTime.of(
                number(text, 0, 4, field),
                number(text, 5, 7, field),
                number(text, 8, 10, field),
                number(text, 11, 13, field),
                number(text, 14, 16, field),
                second,
                millis * 1_000_000),
            end);
      } catch (DateTimeException noSuchDay) {
        throw bad(field);
      }
    }

    long millis(ZoneId zone) {
      return time.atZone(zone).toInstant().toEpochMilli();
    }
  }

  private TimeFunctions() {}
}
