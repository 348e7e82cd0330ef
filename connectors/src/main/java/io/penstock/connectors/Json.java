package io.penstock.connectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The one way in which our own records become JSON and come back: absent for null, ISO 8601 for
 * times, unknown fields passed over so that contracts can grow.
 */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(FastInstants.module())
          .addModule(new BlackbirdModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private static final JsonMapper OF_OTHERS = MAPPER.rebuild().addModule(Texts.module()).build();

  public static JsonMapper mapper() {
    return MAPPER;
  }

  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The message of the exception says where and what, but never quotes the document. */
  public static <T> T read(byte[] json, Class<T> type) throws UnreadableException {
    return read(MAPPER, json, type);
  }

  /** As {@link #read}, of a record that others wrote: its texts are made {@link Texts storable}. */
  public static <T> T readOfOthers(byte[] json, Class<T> type) throws UnreadableException {
    return read(OF_OTHERS, json, type);
  }

  private static <T> T read(JsonMapper mapper, byte[] json, Class<T> type)
      throws UnreadableException {
    T value;
    try {
      value = mapper.readValue(json, type);
    } catch (JsonProcessingException unreadable) {
      throw UnreadableException.ofJson(unreadable);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (value == null) {
      throw new UnreadableException("NOT_AN_OBJECT", "the document is the JSON literal null");
    }
    return value;
  }

  private Json() {}
}
