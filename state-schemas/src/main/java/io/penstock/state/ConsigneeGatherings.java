package io.penstock.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gatherings of one consignee, one in each warehouse at most: an order looks at all of them.
 */
public record ConsigneeGatherings(List<Gathering> gatherings) {

  public static final ConsigneeGatherings NONE = new ConsigneeGatherings(List.of());

  public @Nullable Gathering in(String warehouse) {
    for (Gathering gathering : gatherings) {
      if (gathering.warehouse().equals(warehouse)) {
        return gathering;
      }
    }
    return null;
  }

  public ConsigneeGatherings with(Gathering changed) {
    List<Gathering> all = new ArrayList<>(without(changed.warehouse()).gatherings());
    all.add(changed);
    return new ConsigneeGatherings(all);
  }

  public ConsigneeGatherings without(String warehouse) {
    return new ConsigneeGatherings(
        gatherings.stream().filter(other -> !other.warehouse().equals(warehouse)).toList());
  }
}
