package io.penstock.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Parcels of one consignee in one warehouse that wait for one another.
 *
 * @param until when they leave at the latest: the earliest of their times
 * @param parcels their ids, in the order in which they came
 */
public record Gathering(String warehouse, Instant until, List<String> parcels) {

  public Gathering joinedBy(String parcel, Instant itsUntil) {
    List<String> all = new ArrayList<>(parcels);
    all.add(parcel);
    return new Gathering(warehouse, itsUntil.isBefore(until) ? itsUntil : until, all);
  }

  public Gathering without(String parcel) {
    return new Gathering(
        warehouse, until, parcels.stream().filter(other -> !other.equals(parcel)).toList());
  }
}
