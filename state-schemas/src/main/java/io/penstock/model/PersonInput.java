package io.penstock.model;

import io.penstock.model.Reference.Denial;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is heard of one person: an order that names them, or what an entry of the denylist says of
 * them. Exactly one of the two is present.
 *
 * @param key names the person: {@link #key(Denial.Kind, String)}
 * @param denial all versions of one entry that names them in any of its versions
 * @param at the record's time
 */
public record PersonInput(
    String key,
    @Nullable Sighting sighting,
    @Nullable DenialVersions denial,
    Cause cause,
    Instant at) {

  /**
   * An entry of the denylist.
   *
   * @param versions oldest first; empty where nothing is left of it
   * @param cause the record that published the newest change of it
   */
  public record DenialVersions(String id, List<Reference> versions, Cause cause) {}

  /** An order that names the person of that key. */
  public static PersonInput of(String key, Sighting sighting, Cause cause, Instant at) {
    return new PersonInput(key, sighting, null, cause, at);
  }

  public static PersonInput of(Denial denial, DenialVersions versions, Cause cause, Instant at) {
    return new PersonInput(key(denial.kind(), denial.value()), null, versions, cause, at);
  }

  /** The same field with the same value is taken to be the same person. */
  public static String key(Denial.Kind kind, String value) {
    return kind + "/" + value;
  }

  /** Which field of an order such a key names. */
  public static Denial.Kind kind(String key) {
    return Denial.Kind.valueOf(key.substring(0, key.indexOf('/')));
  }
}
