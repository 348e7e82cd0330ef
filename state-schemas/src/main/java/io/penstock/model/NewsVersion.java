package io.penstock.model;

import java.time.Instant;

/**
 * What intake made of news of an order.
 *
 * @param version of the order that it is or belongs to; 0 while no version was accepted
 * @param asked how often the marketplace was asked for the order because of it, this time included
 * @param at when intake judged it: the raw record's time, or when it was time to ask again
 */
public record NewsVersion(
    ReceivedNews received, Outcome outcome, int version, int asked, Instant at) {

  /** The door by which news leave intake. */
  public enum Outcome {
    /** They say where the order stands now: a new version of it. */
    APPLIED,
    /** The order must be read anew, because they do not say enough or contradict what we have. */
    FETCH,
    /** Nothing that is not known, or asked for already. */
    KNOWN,
    /** Older than what is kept. */
    STALE
  }
}
