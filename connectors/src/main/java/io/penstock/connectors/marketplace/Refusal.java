package io.penstock.connectors.marketplace;

import io.penstock.connectors.UnreadableException;

/**
 * Carries a named failure out of a mapping, whose functions cannot throw checked exceptions. It
 * never leaves this package: {@link #asUnreadable} is what callers see.
 */
final class Refusal extends RuntimeException {

  private final String code;

  /** As {@link UnreadableException}: the reason is ours and never quotes the input. */
  Refusal(String code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  UnreadableException asUnreadable() {
    return new UnreadableException(code, String.valueOf(getMessage()));
  }

  String code() {
    return code;
  }
}
