package io.penstock.model;

import java.time.Instant;

/** An entry of the denylist, or its end, as it was published. */
public record DenialInput(Reference reference, Cause cause, Instant at) {

  /** Entries are told apart by it. */
  public String id() {
    return reference.id();
  }
}
