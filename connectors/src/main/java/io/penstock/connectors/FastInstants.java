package io.penstock.connectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Times as {@code 2026-11-11T08:00:00.250Z}, read and written by hand: an event carries half a
 * dozen of them, and the general formatter costs more than all the rest of the event.
 *
 * <p>Reads whatever the general way reads: other spellings are left to it.
 */
final class FastInstants {

  private static final int SECONDS_LENGTH = "2026-11-11T08:00:00Z".length();
  private static final int MILLIS_LENGTH = "2026-11-11T08:00:00.250Z".length();

  static SimpleModule module() {
    return new SimpleModule("fast-instants")
        .addDeserializer(Instant.class, new Reader())
        .addSerializer(Instant.class, new Writer());
  }

  private static final class Reader extends StdScalarDeserializer<Instant> {

    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        Instant usual = usual(parser.getText());
        if (usual != null) {
          return usual;
        }
      }
      return InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    private static @Nullable Instant usual(String text) {
      int length = text.length();
      boolean millis = length == MILLIS_LENGTH;
      if ((!millis && length != SECONDS_LENGTH)
          || text.charAt(4) != '-'
          || text.charAt(7) != '-'
          || text.charAt(10) != 'T'
          || text.charAt(13) != ':'
          || text.charAt(16) != ':'
          || (millis && text.charAt(19) != '.')
          || text.charAt(length - 1) != 'Z') {
        return null;
      }
      int year = digits(text, 0, 4);
      int month = digits(text, 5, 7);
      int day = digits(text, 8, 10);
      int hour = digits(text, 11, 13);
      int minute = digits(text, 14, 16);
      int second = digits(text, 17, 19);
      int fraction = millis ? digits(text, 20, 23) : 0;
      if ((year | month | day | hour | minute | second | fraction) < 0
          || hour > 23
          || minute > 59
          || second > 59) {
        return null;
      }
      try {
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(
            days * 86_400L + hour * 3_600L + minute * 60L + second, fraction * 1_000_000L);
      } catch (DateTimeException noSuchDay) {
        return null;
      }
    }

    /** Negative where a character is no digit. */
    private static int digits(String text, int from, int to) {
      int value = 0;
      for (int i = from; i < to; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return -1;
        }
        value = value * 10 + digit;
      }
      return value;
    }
  }

  private static final class Writer extends StdScalarSerializer<Instant> {

    Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      int nanos = instant.getNano();
      LocalDateTime utc =
          LocalDateTime.ofEpochSecond(instant.getEpochSecond(), nanos, ZoneOffset.UTC);
      if (nanos % 1_000_000 != 0 || utc.getYear() < 0 || utc.getYear() > 9999) {
        json.writeString(instant.toString());
        return;
      }
      char[] text = new char[nanos == 0 ? SECONDS_LENGTH : MILLIS_LENGTH];
      digits(text, 0, 4, utc.getYear());
      text[4] = '-';
      digits(text, 5, 7, utc.getMonthValue());
      text[7] = '-';
      digits(text, 8, 10, utc.getDayOfMonth());
      text[10] = 'T';
      digits(text, 11, 13, utc.getHour());
      text[13] = ':';
      digits(text, 14, 16, utc.getMinute());
      text[16] = ':';
      digits(text, 17, 19, utc.getSecond());
      if (nanos != 0) {
        text[19] = '.';
        digits(text, 20, 23, nanos / 1_000_000);
      }
      text[text.length - 1] = 'Z';
      json.writeString(text, 0, text.length);
    }

    private static void digits(char[] text, int from, int to, int value) {
      int rest = value;
      for (int i = to - 1; i >= from; i--) {
        text[i] = (char) ('0' + rest % 10);
        rest /= 10;
      }
    }
  }

  private FastInstants() {}
}
