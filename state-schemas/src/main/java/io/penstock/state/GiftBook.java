package io.penstock.state;

import io.penstock.model.Reference;
import java.time.Instant;
import java.util.List;

/** All gifts of a pool, by name: kept as one entry, because every order is compared with all. */
public record GiftBook(List<Entry> entries) {

  /** The name of the only entry. */
  public static final String ALL = "all";

  /**
   * One gift.
   *
   * @param versions oldest first; empty once it was taken away, which does not undo what was given
   * @param keptUntil when it is forgotten, and with it how often and to whom it was given
   */
  public record Entry(String gift, List<Reference> versions, Instant keptUntil) {}
}
