package io.penstock.state;

import io.penstock.model.Gift;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gift that goes with an order, by the rule as it was when the order got it.
 *
 * @param quantity units that are to go with it, or have gone
 * @param buyer whom it counts for, where a buyer gets it once
 * @param withdrawn whether the order shall not have it any more, but a parcel with it has not been
 *     stopped yet, or has left in spite of that: so it counts as given
 * @param givenFor of a gift that is given together, the keys of the orders whose goods it was given
 *     for, its own among them; absent otherwise
 */
public record GivenGift(
    Gift rule,
    int quantity,
    @Nullable String buyer,
    boolean withdrawn,
    @Nullable List<String> givenFor) {

  static final String LINE = "gift/";

  /** The id of its line in parcels and deliveries. No marketplace has such a line. */
  public String lineId() {
    return LINE + rule.gift();
  }

  public boolean isLine(Parcel.Line line) {
    return line.lineId().equals(lineId());
  }

  /** Whether the goods of that order are among those that it was given for together. */
  public boolean isFor(String orderKey) {
    return givenFor != null && givenFor.contains(orderKey);
  }

  public GivenGift withdrawn(boolean now) {
    return new GivenGift(rule, quantity, buyer, now, givenFor);
  }

  public GivenGift reducedTo(int units) {
    return new GivenGift(rule, units, buyer, withdrawn, givenFor);
  }
}
