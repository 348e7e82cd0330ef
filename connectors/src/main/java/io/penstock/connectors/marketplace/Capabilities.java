package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
 * @param carriers what it calls the carriers, by the name that warehouses use
 */
public record Capabilities(
    @Nullable Boolean partialShipment,
    @Nullable TrackingNumbers trackingNumbers,
    @Nullable Boolean addressChange,
    @Nullable Boolean intercept,
    Map<String, String> carriers) {

  /** Of a marketplace that says nothing: whatever leaves is told of as it leaves. */
  public static final Capabilities UNKNOWN = new Capabilities(null, null, null, null, Map.of());

  /** How many parcels a marketplace can be told of. */
  public enum TrackingNumbers {
    ONE_PER_ORDER,
    ONE_PER_LINE,
    MANY_PER_LINE
  }

  private static final List<String> FIELDS =
      List.of("partialShipment", "trackingNumbers", "addressChange", "intercept", "carriers");

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
        yesOrNo(given, "intercept", source),
        carriers(given.path("carriers"), source));
  }

  /** What must have left before it can be told of goods. */
  public enum Notice {
    PARCEL,
    LINE,
    ORDER
  }

  /** A marketplace that takes one number waits for what it is the number of. */
  public Notice notice() {
    if (Boolean.FALSE.equals(partialShipment) || trackingNumbers == TrackingNumbers.ONE_PER_ORDER) {
      return Notice.ORDER;
    }
    return trackingNumbers == TrackingNumbers.ONE_PER_LINE ? Notice.LINE : Notice.PARCEL;
  }

  /** Whether a line can be told of in several notices, each with a number of its own. */
  public boolean takesManyPerLine() {
    return trackingNumbers == null || trackingNumbers == TrackingNumbers.MANY_PER_LINE;
  }

  /** What it calls a carrier; the warehouse's own words where its folder says nothing of it. */
  public String carrier(String name) {
    return carriers.getOrDefault(name.strip().toUpperCase(Locale.ROOT), name);
  }

  private static Map<String, String> carriers(JsonNode given, String source) {
    Map<String, String> carriers = new HashMap<>();
    for (Map.Entry<String, JsonNode> carrier : given.properties()) {
      if (!carrier.getValue().isTextual()
          || !carrier.getKey().equals(carrier.getKey().toUpperCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            source + ": 'capabilities.carriers' maps names in capitals to texts");
      }
      carriers.put(carrier.getKey(), carrier.getValue().textValue());
    }
    if (!given.isMissingNode() && !given.isObject()) {
      throw new IllegalArgumentException(
          source + ": 'capabilities.carriers' maps names in capitals to texts");
    }
    return Map.copyOf(carriers);
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
