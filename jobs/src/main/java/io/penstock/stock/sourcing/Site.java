package io.penstock.stock.sourcing;

import io.penstock.stock.freight.Freight.Offer;
import io.penstock.stock.sourcing.Departures.Departure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse that may ship an order, with what counts of it whatever it ships.
 *
 * @param distance 0 is nearest
 * @param company whether others wait there whom the order may travel with
 * @param departure absent where parcels leave at once
 * @param taken thousandths of that day's capacity
 * @param late whether whatever leaves there leaves later than it must
 * @param services those that go from there to the consignee
 */
record Site(
    String warehouse,
    int distance,
    int priority,
    boolean company,
    @Nullable Departure departure,
    int taken,
    boolean late,
    long handlingMinor,
    List<Service> services) {

  /**
   * A service, as the order may go with it.
   *
   * @param inTime whether it arrives when it must, or need not at any time
   */
  record Service(Offer offer, int transitDays, boolean inTime) {}
}
