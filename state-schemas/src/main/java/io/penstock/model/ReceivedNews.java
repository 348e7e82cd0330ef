package io.penstock.model;

import java.time.Instant;

/**
 * News of an order together with the record that it was read from.
 *
 * @param receivedAt the raw record's time
 */
public record ReceivedNews(OrderNews news, Cause cause, Instant receivedAt) {

  public String key() {
    return news.key();
  }

  /** When it happened; where the marketplace does not say, when we heard of it. */
  public Instant at() {
    return news.at() == null ? receivedAt : news.at();
  }
}
