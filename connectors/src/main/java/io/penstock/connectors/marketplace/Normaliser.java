package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Order;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Turns the payloads of marketplaces into canonical orders.
 *
 * <p>Total: a record becomes one or more orders or one {@link UnreadableException}, whatever its
 * bytes are. Deterministic: the same record gives the same orders in every run. Build one where it
 * is used; it compiles the mappings and does not travel.
 */
public final class Normaliser {

  public static final int DEFAULT_MAX_BYTES = 1 << 20;

  private final int maxBytes;
  private final Map<String, Target> targets = new HashMap<>();

  public Normaliser(Marketplaces marketplaces) {
    this(marketplaces, DEFAULT_MAX_BYTES);
  }

  /**
   * @param maxBytes a larger record is not even parsed
   */
  public Normaliser(Marketplaces marketplaces, int maxBytes) {
    this.maxBytes = maxBytes;
    for (Marketplace marketplace : marketplaces.all()) {
      targets.put(marketplace.name(), new Target(marketplace.name(), Mapping.of(marketplace)));
    }
    for (Marketplace marketplace : marketplaces.all()) {
      for (String alias : marketplace.aliases()) {
        targets.putIfAbsent(alias, Objects.requireNonNull(targets.get(marketplace.name())));
      }
    }
  }

  /**
   * The orders of a record, at least one.
   *
   * @throws UnreadableException with one of the codes {@code TOO_LARGE}, {@code
   *     MISSING_MARKETPLACE}, {@code MISSING_SHOP}, {@code UNKNOWN_MARKETPLACE}, {@code
   *     BROKEN_JSON}, {@code NOT_AN_ORDER}, {@code MISSING_ORDER_ID}, {@code BAD_ID}, {@code
   *     BAD_AMOUNT}, {@code BAD_CURRENCY}, {@code BAD_QUANTITY}, {@code BAD_TIME}, {@code
   *     BAD_LINES}, {@code UNKNOWN_STATUS}, {@code MAPPING_FAILED}; where several fit, the first of
   *     these that is met
   */
  public List<ReceivedOrder> normalise(RawRecord raw) throws UnreadableException {
    try {
      return orders(raw);
    } catch (Refusal refusal) {
      throw refusal.asUnreadable();
    }
  }

  private List<ReceivedOrder> orders(RawRecord raw) {
    if (raw.value().length > maxBytes) {
      throw new Refusal("TOO_LARGE", "the record is larger than " + maxBytes + " bytes");
    }
    String name = raw.marketplace();
    if (name == null || name.isBlank()) {
      throw new Refusal("MISSING_MARKETPLACE", "the record has no header 'marketplace'");
    }
    String shop = raw.shop();
    if (shop == null || shop.isBlank()) {
      throw new Refusal("MISSING_SHOP", "the record has no header 'shop'");
    }
    Target target = target(name);
    JsonNode payload = Payloads.parse(raw.value());
    if (!payload.isContainerNode()) {
      throw new Refusal("NOT_AN_ORDER", "the record is empty or holds a single value");
    }
    return received(target.mapping().apply(payload), target.name(), shop.strip(), raw);
  }

  private Target target(String name) {
    Target target = targets.get(name);
    if (target == null) {
      target = targets.get(name.strip().toLowerCase(Locale.ROOT));
    }
    if (target == null) {
      throw new Refusal("UNKNOWN_MARKETPLACE", "no marketplace has the name in the header");
    }
    return target;
  }

  private static List<ReceivedOrder> received(
      JsonNode mapped, String marketplace, String shop, RawRecord raw) {
    if (mapped.isObject()) {
      return List.of(received(CanonicalOrders.order(mapped, marketplace, shop), raw));
    }
    if (mapped.isEmpty()) {
      throw new Refusal("NOT_AN_ORDER", "the record holds no order in any shape that we know");
    }
    List<ReceivedOrder> received = new ArrayList<>(mapped.size());
    for (JsonNode each : mapped) {
      received.add(received(CanonicalOrders.order(each, marketplace, shop), raw));
    }
    return received;
  }

  private static ReceivedOrder received(Order order, RawRecord raw) {
    return new ReceivedOrder(order, ContentHash.of(order), raw.cause(), raw.timestamp());
  }

  private record Target(String name, Mapping mapping) {}
}
