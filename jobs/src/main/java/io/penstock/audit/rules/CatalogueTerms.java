package io.penstock.audit.rules;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Bundle;
import io.penstock.model.Gift;
import io.penstock.model.Inbound;
import io.penstock.model.Reference.Sku;
import io.penstock.model.RingFence;
import java.time.Instant;
import java.util.Currency;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What articles, bundles, gifts and ring fences must say so that the stock can go by them; the
 * field that does not.
 */
final class CatalogueTerms {

  private static final String SKU = "SKU_REFUSED";
  private static final String BUNDLE = "BUNDLE_REFUSED";
  private static final String GIFT = "GIFT_REFUSED";
  private static final String RING_FENCE = "RING_FENCE_REFUSED";
  private static final String INBOUND = "INBOUND_REFUSED";

  /** So that no order's units outgrow an int by being taken apart. */
  private static final int MOST_UNITS = 10_000;

  private static final long HEAVIEST = 1_000_000_000_000L;

  /** Refuses with {@code WRONG_SHAPE} or {@code SKU_REFUSED}. */
  static void check(Sku sku) throws UnreadableException {
    if (sku.storageClass() != null && sku.storageClass().isBlank()) {
      throw new UnreadableException(SKU, "'sku.storageClass' is blank");
    }
    notBelowZero(SKU, "sku.weightGrams", sku.weightGrams());
    notBelowZero(SKU, "sku.safetyStock", sku.safetyStock());
    notBelowZero(SKU, "sku.oversell", sku.oversell());
    NetworkTerms.texts("sku.barredFrom", sku.barredFrom(), 0, SKU);
    if (sku.carriers() == null) {
      return;
    }
    if (sku.carriers().isEmpty()) {
      throw new UnreadableException(SKU, "'sku.carriers' is empty: no carrier may take it");
    }
    for (@Nullable String carrier : sku.carriers()) {
      Admission.present("sku.carriers", carrier);
    }
  }

  /** Refuses with {@code WRONG_SHAPE} or {@code BUNDLE_REFUSED}. */
  static void check(Bundle bundle) throws UnreadableException {
    Admission.present("bundle.components", bundle.components());
    positive(BUNDLE, "bundle.version", bundle.version(), Integer.MAX_VALUE);
    if (bundle.components().isEmpty()) {
      throw new UnreadableException(BUNDLE, "'bundle.components' is empty");
    }
    Set<String> skus = new HashSet<>();
    for (Bundle.Component component : bundle.components()) {
      Admission.present("bundle.components", component);
      Admission.present("bundle.components.sku", component.sku());
      positive(BUNDLE, "bundle.components.quantity", component.quantity(), MOST_UNITS);
      within(BUNDLE, "bundle.components.weight", component.weight(), 0, HEAVIEST);
      if (component.sku().equals(bundle.sku())) {
        throw new UnreadableException(BUNDLE, "'bundle.components.sku' names the bundle itself");
      }
      if (!skus.add(component.sku())) {
        throw new UnreadableException(
            BUNDLE, "'bundle.components.sku' names " + component.sku() + " twice");
      }
    }
  }

  /** Refuses with {@code WRONG_SHAPE} or {@code GIFT_REFUSED}. */
  static void check(Gift gift, Instant from) throws UnreadableException {
    positive(GIFT, "gift.version", gift.version(), Integer.MAX_VALUE);
    positive(GIFT, "gift.quantity", gift.quantity(), MOST_UNITS);
    within(GIFT, "gift.cap", gift.cap(), 0, Integer.MAX_VALUE);
    if (!gift.until().isAfter(from)) {
      throw new UnreadableException(GIFT, "'gift.until' is not later than 'effectiveFrom'");
    }
    if (gift.together() && gift.ifShort() == Gift.Shortage.HOLD) {
      throw new UnreadableException(
          GIFT, "'gift.ifShort' is HOLD: orders that leave do not wait for a gift 'together'");
    }
    Gift.Condition condition = gift.condition();
    if (condition != null) {
      check(condition, GIFT);
    }
  }

  private static void check(Gift.Condition condition, String code) throws UnreadableException {
    within(code, "gift.condition.fromMinor", condition.fromMinor(), 0, Long.MAX_VALUE);
    within(code, "gift.condition.belowMinor", condition.belowMinor(), 0, Long.MAX_VALUE);
    within(code, "gift.condition.minUnits", condition.minUnits(), 0, Integer.MAX_VALUE);
    within(code, "gift.condition.anyOfUnits", condition.anyOfUnits(), 0, Integer.MAX_VALUE);
    if (condition.belowMinor() > 0 && condition.belowMinor() <= condition.fromMinor()) {
      throw new UnreadableException(
          code, "'gift.condition.belowMinor' is not above 'gift.condition.fromMinor'");
    }
    boolean hasAmount = condition.fromMinor() > 0 || condition.belowMinor() > 0;
    if (condition.currency() == null ? hasAmount : !isCurrency(condition.currency())) {
      throw new UnreadableException(code, "'gift.condition.currency' is no currency");
    }
    if (condition.anyOfUnits() > 0 && condition.anyOf().isEmpty()) {
      throw new UnreadableException(
          code,
          "'gift.condition.anyOfUnits' counts units of no SKU: 'gift.condition.anyOf' is empty");
    }
    for (@Nullable String sku : condition.anyOf()) {
      Admission.present("gift.condition.anyOf", sku);
    }
  }

  static boolean isCurrency(@Nullable String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(known -> Objects.equals(known.getCurrencyCode(), code));
  }

  /** Refuses with {@code RING_FENCE_REFUSED}. */
  static void check(RingFence fence) throws UnreadableException {
    String channel = fence.channel();
    if (channel.indexOf(RingFence.AT) >= 0 || channel.startsWith("/") || channel.endsWith("/")) {
      throw new UnreadableException(
          RING_FENCE, "'ringFence.channel' is neither a marketplace nor marketplace/shop");
    }
    if (fence.units() == null && fence.atMost() == null) {
      throw new UnreadableException(RING_FENCE, "neither 'ringFence.units' nor 'ringFence.atMost'");
    }
    notBelowZero(RING_FENCE, "ringFence.units", fence.units());
    notBelowZero(RING_FENCE, "ringFence.atMost", fence.atMost());
  }

  /** Refuses with {@code INBOUND_REFUSED}. */
  static void check(Inbound inbound) throws UnreadableException {
    if (inbound.purchaseOrder().indexOf(Inbound.OF) >= 0) {
      throw new UnreadableException(INBOUND, "'inbound.purchaseOrder' has a " + Inbound.OF);
    }
    positive(INBOUND, "inbound.units", inbound.units(), Integer.MAX_VALUE);
  }

  private static void notBelowZero(String code, String field, @Nullable Integer value)
      throws UnreadableException {
    if (value != null) {
      within(code, field, value, 0, Integer.MAX_VALUE);
    }
  }

  private static void positive(String code, String field, long value, long most)
      throws UnreadableException {
    within(code, field, value, 1, most);
  }

  static void within(String code, String field, long value, long least, long most)
      throws UnreadableException {
    if (value < least || value > most) {
      throw new UnreadableException(
          code, "'" + field + "' is not within " + least + " and " + most + ": " + value);
    }
  }

  private CatalogueTerms() {}
}
