package io.penstock.stock.books;

import java.time.Instant;

/** Wakes a pool although nothing may reach it. */
public interface Alarm {

  /**
   * The end of the wave in which that time falls; the pool runs a wave that ends then.
   *
   * @param at after the end of the wave that runs now
   */
  Instant wake(Instant at);

  /** Whether nothing more comes, ever: who looks again and again would do so without end. */
  default boolean isTimeOver() {
    return false;
  }
}
