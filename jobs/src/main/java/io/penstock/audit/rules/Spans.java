package io.penstock.audit.rules;

import io.penstock.connectors.UnreadableException;
import java.time.DateTimeException;
import java.time.Duration;

/** Lengths of time that people write into reference data. */
final class Spans {

  /** Beyond this the order's content may be forgotten, and it could not be judged any more. */
  static final Duration LONGEST = Duration.ofDays(45);

  /** Refuses with the code what is no time such as {@code PT30M}, or out of its bounds. */
  static Duration of(String text, String field, Duration least, String code)
      throws UnreadableException {
    try {
      Duration span = Duration.parse(text);
      if (span.compareTo(least) >= 0 && span.compareTo(LONGEST) <= 0) {
        return span;
      }
    } catch (DateTimeException noDuration) {
      // Refused below, as one that is out of bounds.
    }
    throw new UnreadableException(
        code,
        "'"
            + field
            + "' must be a time such as PT30M, from "
            + least
            + " to P"
            + LONGEST.toDays()
            + "D");
  }

  private Spans() {}
}
