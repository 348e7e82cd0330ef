package io.penstock.stock.sourcing;

import io.penstock.model.Carrier;
import io.penstock.model.SourcingDecision.Obstacle;
import io.penstock.state.Carriage;
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
   * @param leaves absent where parcels leave at once
   * @param later how many days on which parcels leave it lets pass because it takes no more
   * @param obstacle why it is only taken where no other is, or not at all; absent: nothing
   */
  record Service(
      Offer offer,
      int transitDays,
      boolean inTime,
      @Nullable Departure leaves,
      int later,
      @Nullable Obstacle obstacle) {

    /** One that takes any number of parcels. */
    Service(Offer offer, int transitDays, boolean inTime) {
      this(offer, transitDays, inTime, null, 0, null);
    }

    /** The same, if there were numbers for its waybills. */
    Service withNumbers() {
      return isShut() ? new Service(offer, transitDays, inTime, leaves, later, null) : this;
    }

    /** Whether it cannot be taken at all. */
    boolean isShut() {
      return obstacle == Obstacle.NO_WAYBILL_LEFT;
    }

    /** The same, after more days on which it takes no more. */
    Service leaving(Departure then, int more) {
      return new Service(offer, transitDays, inTime, then, later + more, obstacle);
    }

    /** What a parcel that leaves with it then has of it. */
    Carriage carriage(@Nullable Departure then) {
      Carrier service = offer.service();
      return new Carriage(
          service.carrier(),
          service.service(),
          then == null ? null : then.day().toString(),
          service.perDay() != null,
          null);
    }
  }
}
