package io.penstock.model;

import org.jspecify.annotations.Nullable;

/**
 * Why something was decided.
 *
 * @param code a stable word for machines: {@code UNPAID}, {@code OUT_OF_STOCK}, ...
 * @param rule the rule that fired, where one did
 * @param ruleVersion of that rule; 0 where none did
 * @param detail one sentence for people, without personal data
 */
public record Reason(String code, @Nullable String rule, int ruleVersion, @Nullable String detail) {

  /** A delivery is recalled because its order is over: only such a recall moves the order on. */
  public static final String ORDER_CANCELLED = "ORDER_CANCELLED";

  /** A marketplace was asked for an order more than once, and did not answer. */
  public static final String NOT_ANSWERED = "NOT_ANSWERED";

  public static Reason of(String code) {
    return new Reason(code, null, 0, null);
  }

  public static Reason of(String code, String detail) {
    return new Reason(code, null, 0, detail);
  }
}
