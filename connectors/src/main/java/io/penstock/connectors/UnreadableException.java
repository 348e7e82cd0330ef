package io.penstock.connectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/**
 * Input that cannot be used: the reason of a dead letter.
 *
 * <p>Its message is written by us and never quotes the input, which may hold personal data.
 */
public final class UnreadableException extends Exception {

  private final String code;

  /**
   * @param code a stable word for machines: {@code BROKEN_JSON}
   * @param reason one sentence for people
   */
  public UnreadableException(String code, String reason) {
    super(reason);
    this.code = code;
  }

  /** Says where a document breaks, without what stands there. */
  public static UnreadableException ofJson(JsonProcessingException broken) {
    JsonLocation at = broken.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    if (broken instanceof JsonMappingException mapping) {
      String path =
          mapping.getPath().stream()
              .map(
                  step ->
                      step.getFieldName() == null
                          ? "[" + step.getIndex() + "]"
                          : step.getFieldName())
              .collect(Collectors.joining("."));
      Throwable root = mapping.getCause();
      String ours = root instanceof IllegalArgumentException ? ": " + root.getMessage() : "";
      return new UnreadableException(
          "WRONG_SHAPE", "the field '" + path + "' does not fit" + where + ours);
    }
    return new UnreadableException("BROKEN_JSON", "not JSON" + where);
  }

  public String code() {
    return code;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
