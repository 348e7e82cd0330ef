package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.RawRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the payloads of marketplaces into canonical orders, after-sales cases, news and bills.
 *
 * <p>Total: a record becomes one or more of these or one {@link UnreadableException}, whatever its
 * bytes are. Deterministic: the same record gives the same in every run. Build one where it is
 * used; it compiles the mappings and does not travel.
 */
public final class Normaliser {

  public static final int DEFAULT_MAX_BYTES = 1 << 20;

  private static final String NOT_AN_ORDER = "NOT_AN_ORDER";

  private final int maxBytes;
  private final Map<String, Target> targets;

  public Normaliser(Marketplaces marketplaces) {
    this(marketplaces, DEFAULT_MAX_BYTES);
  }

  /**
   * @param maxBytes a larger record is not even parsed
   */
  public Normaliser(Marketplaces marketplaces, int maxBytes) {
    this(new HashMap<>(), maxBytes);
    add(marketplaces);
  }

  private Normaliser(Map<String, Target> targets, int maxBytes) {
    this.targets = targets;
    this.maxBytes = maxBytes;
  }

  /** The same, which knows further marketplaces; of the same name, those are read as they say. */
  Normaliser with(Normaliser further) {
    Normaliser both = this;
    for (Target target : new HashSet<>(further.targets.values())) {
      both = both.restored(target.name(), further);
    }
    return both;
  }

  /** The same, which knows a marketplace as another one does, or not if that does not. */
  Normaliser restored(String marketplace, Normaliser original) {
    Normaliser restored = new Normaliser(new HashMap<>(targets), maxBytes);
    restored.targets.values().removeIf(target -> target.name().equals(marketplace));
    original.targets.forEach(
        (name, target) -> {
          if (target.name().equals(marketplace)) {
            restored.targets.putIfAbsent(name, target);
          }
        });
    restored.targets.computeIfPresent(
        marketplace, (name, any) -> original.targets.getOrDefault(marketplace, any));
    return restored;
  }

  private void add(Marketplaces marketplaces) {
    for (Marketplace marketplace : marketplaces.all()) {
      targets.put(marketplace.name(), Target.of(marketplace));
    }
    for (Marketplace marketplace : marketplaces.all()) {
      for (String alias : marketplace.aliases()) {
        targets.putIfAbsent(alias, Objects.requireNonNull(targets.get(marketplace.name())));
      }
    }
  }

  /**
   * What a record says.
   *
   * @throws UnreadableException with one of the codes {@code TOO_LARGE}, {@code
   *     MISSING_MARKETPLACE}, {@code MISSING_SHOP}, {@code UNKNOWN_MARKETPLACE}, {@code
   *     BROKEN_JSON}, {@code BROKEN_XML}, {@code BROKEN_TABLE}, {@code NOT_AN_ORDER} (nor anything
   *     else that we know), {@code MISSING_ORDER_ID}, {@code BAD_ID}, {@code BAD_AMOUNT}, {@code
   *     BAD_CURRENCY}, {@code BAD_QUANTITY}, {@code BAD_TIME}, {@code BAD_LINES}, {@code
   *     UNKNOWN_STATUS}, {@code MAPPING_FAILED}; where several fit, the first of these that is met
   */
  public Normalised normalise(RawRecord raw) throws UnreadableException {
    try {
      return read(raw);
    } catch (Refusal refusal) {
      throw refusal.asUnreadable();
    }
  }

  private Normalised read(RawRecord raw) {
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
    JsonNode payload = target.format().parse(raw.value());
    if (!payload.isContainerNode()) {
      throw new Refusal(NOT_AN_ORDER, "the record is empty or holds a single value");
    }
    return target.read(payload, raw.event(), shop.strip());
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

  /** A marketplace, ready to read its payloads. */
  private record Target(String name, PayloadFormat format, Map<MessageKind, Mapping> mappings) {

    static Target of(Marketplace marketplace) {
      Map<MessageKind, Mapping> mappings = new EnumMap<>(MessageKind.class);
      for (MessageKind kind : marketplace.mappings().keySet()) {
        mappings.put(kind, Mapping.of(marketplace, kind));
      }
      return new Target(marketplace.name(), PayloadFormat.of(marketplace), mappings);
    }

    Normalised read(JsonNode payload, @Nullable String event, String shop) {
      Refusal first = null;
      for (Map.Entry<MessageKind, Mapping> each : mappings.entrySet()) {
        try {
          return canonical(each.getKey(), each.getValue().apply(payload, event), shop);
        } catch (Refusal refusal) {
          if (!refusal.code().equals(NOT_AN_ORDER)) {
            throw refusal;
          }
          first = first == null ? refusal : first;
        }
      }
      throw Objects.requireNonNull(first, "a marketplace without a mapping");
    }

    private Normalised canonical(MessageKind kind, JsonNode mapped, String shop) {
      List<JsonNode> each = new ArrayList<>(1);
      if (mapped.isObject()) {
        each.add(mapped);
      } else {
        mapped.forEach(each::add);
      }
      if (each.isEmpty() || !each.stream().allMatch(JsonNode::isObject)) {
        throw new Refusal(NOT_AN_ORDER, "the record holds nothing in any shape that we know");
      }
      return switch (kind) {
        case ORDER ->
            Normalised.ofOrders(
                each.stream().map(one -> CanonicalOrders.order(one, name, shop)).toList());
        case AFTER_SALES ->
            Normalised.ofCases(
                each.stream().map(one -> CanonicalCases.afterSalesCase(one, name, shop)).toList());
        case NEWS ->
            Normalised.ofNews(
                each.stream().map(one -> CanonicalNews.news(one, name, shop)).toList());
        case BILL -> Normalised.ofBill(CanonicalBills.lines(each, name, shop));
      };
    }
  }
}
