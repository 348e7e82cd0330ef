package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a marketplace lets a seller do with an order: {@code capabilities} in its {@code
 * marketplace.json}. What is not known is absent, and nobody should rely on it.
 *
 * @param partialShipment whether a part of an order may ship before the rest
 * @param trackingNumbers how many parcels it can be told of
 * @param addressChange whether the address of an order may change after it was paid
 * @param intercept whether it can ask to stop a parcel that has left
 */
public record Capabilities(
    @Nullable Boolean partialShipment,
    @Nullable TrackingNumbers trackingNumbers,
    @Nullable Boolean addressChange,
    @Nullable Boolean intercept) {

  /** How many parcels a marketplace can be told of. */
  public enum TrackingNumbers {
    ONE_PER_ORDER,
    ONE_PER_LINE,
    MANY_PER_LINE
  }

  private static final List<String> FIELDS =
      List.of("partialShipment", "trackingNumbers", "addressChange", "intercept");

  /** Throws {@link IllegalArgumentException} that names the file and what is wrong in it. */
  static Capabilities of(Marketplace marketplace) {
    String source = marketplace.source() + "/marketplace.json";
    JsonNode given = Mapping.settings(marketplace.settings(), source).path("capabilities");
    for (Map.Entry<String, JsonNode> field : given.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new IllegalArgumentException(
            source + ": 'capabilities' has '" + field.getKey() + "', which is none of " + FIELDS);
      }
    }
    return new Capabilities(
        yesOrNo(given, "partialShipment", source),
        trackingNumbers(given.path("trackingNumbers"), source),
        yesOrNo(given, "addressChange", source),
        yesOrNo(given, "intercept", source));
  }

  private static @Nullable Boolean yesOrNo(JsonNode given, String field, String source) {
    JsonNode value = given.path(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(
          source + ": 'capabilities." + field + "' must be true or false");
    }
    return value.booleanValue();
  }

  private static @Nullable TrackingNumbers trackingNumbers(JsonNode value, String source) {
    if (value.isMissingNode()) {
      return null;
    }
    for (TrackingNumbers word : TrackingNumbers.values()) {
      if (word.name().equals(value.asText())) {
        return word;
      }
    }
    throw new IllegalArgumentException(
        source
            + ": 'capabilities.trackingNumbers' must be one of "
            + Arrays.toString(TrackingNumbers.values()));
  }
}
