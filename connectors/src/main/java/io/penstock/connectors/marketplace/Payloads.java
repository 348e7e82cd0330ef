package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads JSON of strangers: every number exact, one meaning per field, and no document that grows or
 * nests without end.
 */
final class Payloads {

  private static final int DEEPEST = 100;
  private static final int LONGEST_NUMBER = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  // Field names come from outside: they must not fill the JVM's string table.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /** Null where there is no document at all. */
  static JsonNode parse(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException broken) {
      throw new Refusal("BROKEN_JSON", "the record " + why(broken));
    }
  }

  /** A document that lies as text inside the field of another. */
  static JsonNode parse(String json, String field) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException broken) {
      throw new Refusal("BROKEN_JSON", "the text in '" + field + "' " + why(broken));
    }
  }

  /** The document that a text is, if it is one. */
  static Optional<JsonNode> embedded(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (IOException onlyText) {
      return Optional.empty();
    }
  }

  private static String why(IOException broken) {
    if (broken instanceof StreamConstraintsException) {
      return "nests deeper than "
          + DEEPEST
          + " levels or has a number of more than "
          + LONGEST_NUMBER
          + " digits";
    }
    if (broken instanceof MismatchedInputException) {
      return "names a field twice in one object or goes on after its end" + where(broken);
    }
    return "is not JSON in UTF-8" + where(broken);
  }

  /** The place of a failure in a document, as the end of a sentence; never its content. */
  static String where(IOException broken) {
    JsonLocation at = broken instanceof JsonProcessingException json ? json.getLocation() : null;
    return at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private Payloads() {}
}
