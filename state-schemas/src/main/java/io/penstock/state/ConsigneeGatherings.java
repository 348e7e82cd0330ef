package io.penstock.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gatherings of one consignee in all warehouses, of which an order looks at all. In one
 * warehouse there are several where their goods may not travel together.
 *
 * @param gatherings in the order in which they began
 */
public record ConsigneeGatherings(List<Gathering> gatherings) {

  public static final ConsigneeGatherings NONE = new ConsigneeGatherings(List.of());

  public List<Gathering> in(String warehouse) {
    return gatherings.stream().filter(one -> one.warehouse().equals(warehouse)).toList();
  }

  /** The one in which a parcel waits. */
  public @Nullable Gathering of(String parcel) {
    for (Gathering gathering : gatherings) {
      if (gathering.parcels().contains(parcel)) {
        return gathering;
      }
    }
    return null;
  }

  public ConsigneeGatherings with(Gathering more) {
    List<Gathering> all = new ArrayList<>(gatherings);
    all.add(more);
    return new ConsigneeGatherings(all);
  }

  public ConsigneeGatherings without(Gathering gone) {
    return new ConsigneeGatherings(
        gatherings.stream().filter(other -> !other.equals(gone)).toList());
  }

  /** The same, one of them as it is now. */
  public ConsigneeGatherings with(Gathering before, Gathering now) {
    return new ConsigneeGatherings(
        gatherings.stream().map(other -> other.equals(before) ? now : other).toList());
  }
}
