package io.penstock.model;

import java.util.List;

/**
 * An order that was judged twice over the same records: by the rules as they are, and by changed
 * ones.
 *
 * @param totalMinor of its newest version, in minor units of {@code currency}
 */
public record Retrial(
    String marketplace,
    String shop,
    String orderId,
    String currency,
    long totalMinor,
    Verdict before,
    Verdict after) {

  /**
   * What came of the order, by the rules alone.
   *
   * @param outcome of its newest version
   * @param touchless whether no version of it was ever held or rejected: no hand was needed
   * @param reasons of the outcome
   */
  public record Verdict(OrderEvent.Type outcome, boolean touchless, List<Reason> reasons) {}

  /** Whether something else becomes of the order, or a hand is needed where none was. */
  public boolean isChanged() {
    return before.outcome() != after.outcome() || before.touchless() != after.touchless();
  }
}
