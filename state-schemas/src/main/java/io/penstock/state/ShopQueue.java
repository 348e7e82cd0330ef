package io.penstock.state;

import org.jspecify.annotations.Nullable;

/**
 * Where a shop's stock updates stand that wait.
 *
 * @param bucket absent before the first update
 * @param perMinute how many the shop may be told in a minute
 * @param urgent the lane of those that are sold out
 * @param others the lane of all others
 */
public record ShopQueue(@Nullable TokenBucket bucket, int perMinute, Lane urgent, Lane others) {

  public static final ShopQueue NONE = new ShopQueue(null, 1, Lane.EMPTY, Lane.EMPTY);

  /**
   * Numbers of places, in order.
   *
   * @param next who is served next stands there or later
   * @param end who comes stands there
   */
  public record Lane(long next, long end) {

    public static final Lane EMPTY = new Lane(0, 0);

    public boolean isEmpty() {
      return next == end;
    }
  }

  public ShopQueue with(TokenBucket newBucket, int newPerMinute) {
    return new ShopQueue(newBucket, newPerMinute, urgent, others);
  }

  /** The same with another lane: that of those that are sold out, or of all others. */
  public ShopQueue with(boolean soldOut, Lane lane) {
    return new ShopQueue(bucket, perMinute, soldOut ? lane : urgent, soldOut ? others : lane);
  }

  public Lane lane(boolean soldOut) {
    return soldOut ? urgent : others;
  }
}
