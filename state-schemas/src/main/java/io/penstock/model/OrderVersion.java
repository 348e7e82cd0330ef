package io.penstock.model;

/**
 * What intake made of one received order.
 *
 * @param version counts the accepted versions of the order; of a repetition, the one kept
 * @param conflicting the marketplace gave two contents the same modified time; the choice between
 *     them is arbitrary but the same in every run
 * @param reopened the order had been cancelled and is alive again
 */
public record OrderVersion(
    ReceivedOrder received, Outcome outcome, int version, boolean conflicting, boolean reopened) {

  /** The door by which a received order leaves intake. */
  public enum Outcome {
    /** New: it goes on to the audit. */
    ACCEPTED,
    /** Exactly the content that is kept. */
    REDELIVERED,
    /** Older than what is kept. */
    STALE
  }
}
