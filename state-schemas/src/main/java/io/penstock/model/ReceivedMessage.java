package io.penstock.model;

import org.jspecify.annotations.Nullable;

/**
 * What a marketplace told of one order: the order itself, or news of it. Exactly one of the two is
 * present. One type for both, because they must stay in the order in which they came.
 */
public record ReceivedMessage(@Nullable ReceivedOrder order, @Nullable ReceivedNews news) {

  public static ReceivedMessage of(ReceivedOrder order) {
    return new ReceivedMessage(order, null);
  }

  public static ReceivedMessage of(ReceivedNews news) {
    return new ReceivedMessage(null, news);
  }

  /** The key of the order that it is about. */
  public String key() {
    if (order != null) {
      return order.key();
    }
    if (news == null) {
      throw new IllegalStateException("neither an order nor news");
    }
    return news.key();
  }
}
