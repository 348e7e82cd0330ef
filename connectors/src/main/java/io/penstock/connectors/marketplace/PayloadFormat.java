package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * How the payloads of a marketplace are read into a document for its mappings: JSON and XML are
 * told apart by how they begin, and what is neither is a table, where the marketplace has tables.
 *
 * @param table absent where the marketplace sends none
 */
record PayloadFormat(@Nullable Table table) {

  /**
   * A text of lines and cells, with a header line.
   *
   * @param separator between two cells
   * @param charset of the text where it is not UTF-8
   */
  record Table(char separator, Charset charset) implements Serializable {}

  /** Throws {@link IllegalArgumentException} that names the file and what is wrong in it. */
  static PayloadFormat of(Marketplace marketplace) {
    String source = marketplace.source() + "/marketplace.json";
    JsonNode table = Mapping.settings(marketplace.settings(), source).path("table");
    if (table.isMissingNode()) {
      return new PayloadFormat(null);
    }
    String separator = table.path("separator").asText(",");
    if (separator.length() != 1) {
      throw new IllegalArgumentException(source + ": 'table.separator' must be one character");
    }
    String charset = table.path("charset").asText(StandardCharsets.UTF_8.name());
    try {
      return new PayloadFormat(new Table(separator.charAt(0), Charset.forName(charset)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw new IllegalArgumentException(
          source + ": 'table.charset' is no character set: " + charset, unknown);
    }
  }

  /**
   * Refuses what is broken with {@code BROKEN_JSON}, {@code BROKEN_XML} or {@code BROKEN_TABLE}.
   */
  JsonNode parse(byte[] payload) {
    if (startsLikeXml(payload)) {
      return XmlPayloads.parse(payload);
    }
    return table != null && !startsLikeJson(payload)
        ? TablePayloads.parse(payload, table)
        : Payloads.parse(payload);
  }

  private static boolean startsLikeXml(byte[] payload) {
    return first(payload) == '<';
  }

  private static boolean startsLikeJson(byte[] payload) {
    int first = first(payload);
    return first == '{' || first == '[';
  }

  /** The first byte that is neither blank nor of a byte order mark; -1 where there is none. */
  private static int first(byte[] payload) {
    for (byte each : payload) {
      int value = each & 0xFF;
      boolean isMark = value == 0xEF || value == 0xBB || value == 0xBF;
      if (value > ' ' && !isMark) {
        return value;
      }
    }
    return -1;
  }
}
