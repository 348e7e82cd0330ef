package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.penstock.connectors.marketplace.PayloadFormat.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads tables of strangers into a document for mappings: {@code {"comments": [text], "rows":
 * [{column: text}]}}. Lines that begin with {@code #} are comments, the first other line names the
 * columns, and blanks and tabs around names and cells are nothing.
 */
final class TablePayloads {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final CsvMapper MAPPER =
      CsvMapper.csvBuilder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  static JsonNode parse(byte[] payload, Table table) {
    ArrayNode comments = JSON.arrayNode();
    StringBuilder lines = new StringBuilder(payload.length);
    for (String line : text(payload, table.charset()).split("\r\n|\r|\n", -1)) {
      if (line.startsWith("#")) {
        comments.add(line.strip());
      } else {
        lines.append(line).append('\n');
      }
    }
    ObjectNode document = JSON.objectNode();
    document.set("comments", comments);
    document.set("rows", rows(lines.toString(), table));
    return document;
  }

  private static ArrayNode rows(String text, Table table) {
    ArrayNode rows = JSON.arrayNode();
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(table.separator());
    try (MappingIterator<List<String>> lines =
        MAPPER.readerForListOf(String.class).with(schema).readValues(text)) {
      List<String> columns = lines.hasNextValue() ? lines.nextValue() : List.of();
      while (lines.hasNextValue()) {
        rows.add(row(columns, lines.nextValue()));
      }
    } catch (IOException broken) {
      throw new Refusal("BROKEN_TABLE", "the record is not a table" + Payloads.where(broken));
    }
    return rows;
  }

  private static ObjectNode row(List<String> columns, List<String> cells) {
    if (cells.size() > columns.size()) {
      throw new Refusal("BROKEN_TABLE", "a line of the table has more cells than its header");
    }
    ObjectNode row = JSON.objectNode();
    for (int i = 0; i < cells.size(); i++) {
      row.put(columns.get(i).strip(), cells.get(i).strip());
    }
    return row;
  }

  private static String text(byte[] payload, Charset other) {
    try {
      String text = decoded(payload, StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      try {
        return decoded(payload, other);
      } catch (CharacterCodingException broken) {
        throw new Refusal("BROKEN_TABLE", "the record is text neither in UTF-8 nor in " + other);
      }
    }
  }

  private static String decoded(byte[] payload, Charset charset) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(payload))
        .toString();
  }

  private TablePayloads() {}
}
