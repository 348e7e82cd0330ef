package io.penstock.state;

import java.util.Map;

/**
 * Some of those who have a gift that a buyer gets once: all of them would be a row of many
 * megabytes, and a row for each could not be found again when the gift is over.
 *
 * @param orders the order's key, by the buyer
 */
public record GiftTakers(Map<String, String> orders) {

  public static final GiftTakers NONE = new GiftTakers(Map.of());

  /** How many rows the buyers of one gift are spread over. */
  public static final int ROWS = 1_024;

  /** The row that a buyer is found in: the same on every machine and in every run. */
  public static String row(String gift, String buyer) {
    return row(gift, Math.floorMod(buyer.hashCode(), ROWS));
  }

  /**
   * One of the rows of a gift.
   *
   * @param number below {@link #ROWS}
   */
  public static String row(String gift, int number) {
    return gift + "#" + number;
  }
}
