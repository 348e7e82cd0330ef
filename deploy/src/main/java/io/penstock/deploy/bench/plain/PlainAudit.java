package io.penstock.deploy.bench.plain;

import io.penstock.deploy.bench.plain.PlainOrder.Line;
import io.penstock.deploy.bench.plain.PlainOrder.Receiver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A dozen reasons for which a person must look at an order, in code.
 *
 * @param articles of all pools, as {@code pool/sku}
 * @param denied buyers, telephones and tokens
 */
record PlainAudit(Set<String> articles, Set<String> denied) {

  private static final long LIMIT_MINOR = 2_000_000;
  private static final int MOST_UNITS = 1_000;
  private static final int LONGEST_MESSAGE = 500;

  private static final Map<String, BiPredicate<PlainAudit, PlainOrder>> REASONS =
      new LinkedHashMap<>();

  static {
    REASONS.put("NO_LINES", (audit, order) -> order.lines().isEmpty());
    REASONS.put("NO_REGION", (audit, order) -> isBlank(order.receiver().region()));
    REASONS.put("NO_CITY", (audit, order) -> isBlank(order.receiver().city()));
    REASONS.put("NO_STREET", (audit, order) -> isBlank(order.receiver().street()));
    REASONS.put("NO_PHONE", (audit, order) -> isBlank(order.receiver().phone()));
    REASONS.put(
        "NO_SKU", (audit, order) -> order.lines().stream().anyMatch(line -> isBlank(line.sku())));
    REASONS.put(
        "TOO_MANY", (audit, order) -> order.lines().stream().anyMatch(PlainAudit::isTooMany));
    REASONS.put("WRONG_TOTAL", (audit, order) -> order.totalMinor() != order.sumMinor());
    REASONS.put("NOTHING_TO_PAY", (audit, order) -> order.totalMinor() <= 0);
    REASONS.put("HIGH_VALUE", (audit, order) -> order.totalMinor() > LIMIT_MINOR);
    REASONS.put("DENIED", (audit, order) -> audit.denies(order.receiver()));
    REASONS.put(
        "LONG_MESSAGE",
        (audit, order) -> order.message() != null && order.message().length() > LONGEST_MESSAGE);
  }

  /** The first reason; null for none. */
  @Nullable String judge(PlainOrder order) {
    for (Map.Entry<String, BiPredicate<PlainAudit, PlainOrder>> reason : REASONS.entrySet()) {
      if (reason.getValue().test(this, order)) {
        return reason.getKey();
      }
    }
    return null;
  }

  /** Whether the pool sells all of it. */
  boolean knows(String pool, PlainOrder order) {
    for (Line line : order.lines()) {
      if (!articles.contains(pool + "/" + line.sku())) {
        return false;
      }
    }
    return true;
  }

  private boolean denies(Receiver receiver) {
    return isDenied(receiver.buyer()) || isDenied(receiver.phone()) || isDenied(receiver.token());
  }

  private boolean isDenied(@Nullable String value) {
    return value != null && denied.contains(value);
  }

  private static boolean isTooMany(Line line) {
    return line.units() < 1 || line.units() > MOST_UNITS;
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
