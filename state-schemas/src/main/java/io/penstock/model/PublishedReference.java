package io.penstock.model;

import java.time.Instant;

/**
 * A record of the reference data, or its end, with the input record that published it: what is
 * decided because of it names that as its cause.
 */
public record PublishedReference(Reference reference, Cause cause, Instant at) {

  /** Records of one type are told apart by it. */
  public String id() {
    return reference.id();
  }
}
