package io.penstock.state;

import io.penstock.model.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What intake remembers of an order: enough to know a repetition, and which of two versions is the
 * newer.
 *
 * @param version counts the accepted versions: 1, 2, 3, ...; 0 while there are only news of it
 * @param modifiedAt the marketplace's time of the newest accepted content
 * @param status where the order stands: as that content says, or as newer news say
 * @param toldAt the time of news that moved the order on since that content; absent where none did
 * @param awaited what the marketplace was asked for and has not answered yet
 * @param heardAt the time of the newest news that it was asked because of, also once it answered
 * @param people whom that content names, as {@link io.penstock.model.PersonInput#key} spells them
 */
public record KeptVersion(
    int version,
    Instant modifiedAt,
    OrderStatus status,
    long contentHash,
    @Nullable Instant toldAt,
    @Nullable Awaited awaited,
    @Nullable Instant heardAt,
    List<String> people) {

  /** An order of which there are only news yet. */
  public static final KeptVersion NONE =
      new KeptVersion(0, Instant.EPOCH, OrderStatus.UNPAID, 0, null, null, null, List.of());

  /** A component that a snapshot of an older release does not have yet is empty. */
  public KeptVersion {
    people = people == null ? List.of() : people;
  }

  /** The same order, with what is asked for now. */
  public KeptVersion awaiting(Awaited question) {
    Instant told = question.news().at();
    Instant newest = heardAt == null || told.isAfter(heardAt) ? told : heardAt;
    return new KeptVersion(
        version, modifiedAt, status, contentHash, toldAt, question, newest, people);
  }

  /** The same order, of which nothing is asked any more. */
  public KeptVersion answered() {
    return new KeptVersion(version, modifiedAt, status, contentHash, toldAt, null, heardAt, people);
  }

  /** The next version of the order: news moved it on, its content stays. */
  public KeptVersion movedOn(OrderStatus now, Instant at) {
    return new KeptVersion(version + 1, modifiedAt, now, contentHash, at, awaited, heardAt, people);
  }

  /** The same order, whose newest content names those people. */
  public KeptVersion naming(List<String> keys) {
    return new KeptVersion(
        version, modifiedAt, status, contentHash, toldAt, awaited, heardAt, keys);
  }
}
