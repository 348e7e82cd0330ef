package io.penstock.state;

import io.penstock.model.Quality;
import java.util.ArrayList;
import java.util.List;

/**
 * What one warehouse told of its goods, in messages whose positions are on one page.
 *
 * @param steps in the order in which they were booked
 */
public record Trail(List<Step> steps) {

  public static final Trail NONE = new Trail(List.of());

  private static final int POSITIONS = 64;

  /**
   * More or fewer goods of one article and class.
   *
   * @param position the message's
   */
  public record Step(long position, String sku, Quality quality, long units) {}

  /** The page that a position is on. */
  public static long page(long position) {
    return Math.floorDiv(position, POSITIONS);
  }

  public Trail and(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Trail(more);
  }
}
