package io.penstock.state;

import java.util.List;

/** Units of a parcel that count as taken by its channel, while they are locked. */
public record Taken(List<Units> units) {

  public static final Taken NONE = new Taken(List.of());

  /**
   * Units of one line.
   *
   * @param fence the number of the fence that they are counted at
   */
  public record Units(String lineId, String sku, long fence, int quantity) {}
}
