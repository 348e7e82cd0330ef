package io.penstock.state;

import io.penstock.model.OrderStatus;
import java.time.Instant;
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
 */
public record KeptVersion(
    int version,
    Instant modifiedAt,
    OrderStatus status,
    long contentHash,
    @Nullable Instant toldAt,
    @Nullable Awaited awaited,
    @Nullable Instant heardAt) {

  /** An order of which there are only news yet. */
  public static final KeptVersion NONE =
      new KeptVersion(0, Instant.EPOCH, OrderStatus.UNPAID, 0, null, null, null);

  /** The same order, with what is asked for now. */
  public KeptVersion awaiting(Awaited question) {
    Instant told = question.news().at();
    Instant newest = heardAt == null || told.isAfter(heardAt) ? told : heardAt;
    return new KeptVersion(version, modifiedAt, status, contentHash, toldAt, question, newest);
  }

  /** The same order, of which nothing is asked any more. */
  public KeptVersion answered() {
    return new KeptVersion(version, modifiedAt, status, contentHash, toldAt, null, heardAt);
  }

  /** The next version of the order: news moved it on, its content stays. */
  public KeptVersion movedOn(OrderStatus now, Instant at) {
    return new KeptVersion(version + 1, modifiedAt, now, contentHash, at, awaited, heardAt);
  }
}
