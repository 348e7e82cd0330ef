package io.penstock.connectors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come from outside, without what JSON can spell and no store can keep: PostgreSQL
 * refuses the character zero, and half of a surrogate pair, as a nickname cut within an emoji ends
 * with, has no UTF-8.
 */
public final class Texts {

  private static final int REPLACEMENT = 0xFFFD;

  /** The text, with the replacement character for each that cannot be kept. */
  public static String storable(String text) {
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
    text.codePoints().map(c -> isStorable(c) ? c : REPLACEMENT).forEach(repaired::appendCodePoint);
    return repaired.toString();
  }

  private static boolean isStorable(int c) {
    return c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }

  /** Repairs every text that is read. */
  static SimpleModule module() {
    return new SimpleModule("storable-texts").addDeserializer(String.class, new Reader());
  }

  private static final class Reader extends StdScalarDeserializer<String> {

    Reader() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = StringDeserializer.instance.deserialize(parser, context);
      return text == null ? null : storable(text);
    }
  }

  private Texts() {}
}
