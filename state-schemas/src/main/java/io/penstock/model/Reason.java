package io.penstock.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why something was decided.
 *
 * @param code a stable word for machines: {@code UNPAID}, {@code OUT_OF_STOCK}, ...
 * @param rule the rule that fired, where one did
 * @param ruleVersion of that rule; 0 where none did
 * @param detail one sentence for people, without personal data
 * @param owner the role that must look; only where it holds an order and has a playbook
 * @param dueBy when the playbook's deadline is over; absent where it has none, or is over
 * @param facts what the rule saw of the order, without personal data; absent where none fired
 */
public record Reason(
    String code,
    @Nullable String rule,
    int ruleVersion,
    @Nullable String detail,
    @Nullable String owner,
    @Nullable Instant dueBy,
    @Nullable String facts) {

  /** An order passes because the playbooks of what held it said so. */
  public static final String RELEASED_ON_TIMEOUT = "RELEASED_ON_TIMEOUT";

  /** The stock holds an order of an article that the catalogue does not know. */
  public static final String UNKNOWN_SKU = "UNKNOWN_SKU";

  /** The stock holds an order that no warehouse ships to. */
  public static final String UNSERVED_REGION = "UNSERVED_REGION";

  /** The stock holds an order because its carriers' waybills have no number left. */
  public static final String NO_WAYBILL_LEFT = "NO_WAYBILL_LEFT";

  /** An order waits for goods as before, but they are expected at another time. */
  public static final String EXPECTED_ANEW = "EXPECTED_ANEW";

  /** A delivery is recalled because its order is over: only such a recall moves the order on. */
  public static final String ORDER_CANCELLED = "ORDER_CANCELLED";

  /** A warehouse has not answered in time whether it could stop a delivery. */
  public static final String CANCEL_UNANSWERED = "CANCEL_UNANSWERED";

  /** A warehouse says that something is wrong with a delivery. */
  public static final String WAREHOUSE_EXCEPTION = "WAREHOUSE_EXCEPTION";

  /** A delivery could not be stopped and goes to the address that its order had before. */
  public static final String OLD_ADDRESS = "OLD_ADDRESS";

  /** A marketplace was asked for an order more than once, and did not answer. */
  public static final String NOT_ANSWERED = "NOT_ANSWERED";

  public static Reason of(String code) {
    return new Reason(code, null, 0, null, null, null, null);
  }

  public static Reason of(String code, String detail) {
    return new Reason(code, null, 0, detail, null, null, null);
  }

  /** Of a rule that fired. */
  public static Reason of(String code, String rule, int ruleVersion, @Nullable String detail) {
    return new Reason(code, rule, ruleVersion, detail, null, null, null);
  }

  /** The same reason, in somebody's hands. */
  public Reason ownedBy(@Nullable String role, @Nullable Instant until) {
    return new Reason(code, rule, ruleVersion, detail, role, until, facts);
  }

  /** The same reason, whatever the rule saw. */
  public Reason withoutFacts() {
    return new Reason(code, rule, ruleVersion, detail, owner, dueBy, null);
  }

  /** The same reason, with what the rule saw. */
  public Reason seeing(String what) {
    return new Reason(code, rule, ruleVersion, detail, owner, dueBy, what.isEmpty() ? null : what);
  }
}
