package io.penstock.stock.sourcing;

import io.penstock.model.Consignee;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.SourcingDecision.Obstacle;
import io.penstock.state.ArticleVersion;
import io.penstock.state.Carriage;
import io.penstock.state.Parcel;
import io.penstock.state.Transport;
import io.penstock.stock.books.Capacity;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.books.Waybills;
import io.penstock.stock.freight.Freight.Offer;
import io.penstock.stock.merge.Carriers;
import io.penstock.stock.sourcing.Departures.Departure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which services may be taken on which day, and what of them is booked. A parcel is booked when its
 * goods are locked.
 */
public final class Bookings implements Carriers {

  private final Network network;
  private final StockRows rows;
  private final Capacity capacity;
  private final Waybills waybills;
  private final Instant now;

  /**
   * @param now the end of the wave
   */
  public Bookings(
      Network network, StockRows rows, Capacity capacity, Waybills waybills, Instant now) {
    this.network = network;
    this.rows = rows;
    this.capacity = capacity;
    this.waybills = waybills;
    this.now = now;
  }

  /**
   * A service, from the first day on that it has room on and its warehouse, too.
   *
   * @param first when parcels leave there; absent where they do at once
   * @param shipBy absent: at any time
   * @param arriveBy absent: at any time
   */
  Site.Service service(
      Warehouse from,
      Offer offer,
      @Nullable Departure first,
      @Nullable Instant shipBy,
      @Nullable Instant arriveBy)
      throws Exception {
    int later = 0;
    Departure leaves = first;
    if (offer.service().perDay() != null) {
      Room room = room(from, offer, first == null ? network.calendar(from).first(now) : first);
      leaves = room.leaves();
      later = room.later();
    }
    int days = offer.lane().transitDays();
    Instant arrives = leaves == null ? now.plus(Duration.ofDays(days)) : leaves.arrival(days);
    boolean leavesInTime = later == 0 || leaves == null || !isAfter(leaves.at(), shipBy);
    return new Site.Service(
        offer,
        days,
        leavesInTime && !isAfter(arrives, arriveBy),
        leaves,
        later,
        left(from, offer) == 0 ? Obstacle.NO_WAYBILL_LEFT : later > 0 ? Obstacle.QUOTA_USED : null);
  }

  /**
   * A day on which parcels may leave.
   *
   * @param later how many days it is that were passed over because a service takes no more
   */
  private record Room(Departure leaves, int later) {}

  /** The first day from then on on which there is room. */
  private Room room(Warehouse from, @Nullable Offer offer, Departure first) throws Exception {
    Departures calendar = network.calendar(from);
    Departure leaves = first;
    int later = 0;
    boolean usedUp = isUsedUp(from, offer, leaves);
    while (usedUp || isFull(from, calendar, leaves)) {
      later += usedUp ? 1 : 0;
      leaves = calendar.next(leaves, now);
      usedUp = isUsedUp(from, offer, leaves);
    }
    return new Room(leaves, later);
  }

  /** The first day from then on on which more may leave, with whatever service. */
  Departure withRoom(Warehouse from, Departure first) throws Exception {
    return room(from, null, first).leaves();
  }

  /** What was planned, or later where others of its order have filled the day. */
  Planner.Share withRoom(Planner.Share planned) throws Exception {
    Warehouse from = network.warehouse(planned.warehouse());
    Site.Service with = planned.with();
    if (from == null || planned.leaves() == null) {
      return planned;
    }
    Room room = room(from, with == null ? null : with.offer(), planned.leaves());
    return room.leaves().equals(planned.leaves())
        ? planned
        : planned.leaving(room.leaves(), room.later());
  }

  private long left(Warehouse from, Offer offer) throws Exception {
    return waybills.left(offer.service().carrier(), from.warehouse());
  }

  /** The number of a parcel that is made now. */
  Carriage numbered(String warehouse, Carriage carriage) throws Exception {
    return carriage.numbered(waybills.take(carriage.carrier(), warehouse));
  }

  /** The carriers of which fewer numbers are left than parcels are to be made. */
  Set<String> outOfNumbers(List<Planner.Share> shares) throws Exception {
    Map<String, Integer> parcels = new TreeMap<>();
    Set<String> out = new TreeSet<>();
    for (Planner.Share share : shares) {
      if (share.with() != null) {
        String carrier = share.with().offer().service().carrier();
        if (waybills.left(carrier, share.warehouse()) < parcels.merge(carrier, 1, Integer::sum)) {
          out.add(carrier);
        }
      }
    }
    return out;
  }

  /** What must be told of numbers that were taken. */
  List<Reason> warnings() {
    return waybills.warnings();
  }

  static boolean isAfter(Instant one, @Nullable Instant other) {
    return other != null && one.isAfter(other);
  }

  private boolean isUsedUp(Warehouse from, @Nullable Offer offer, Departure leaves)
      throws Exception {
    if (offer == null) {
      return false;
    }
    Integer most = offer.service().perDay();
    String day = leaves.day().toString();
    return most != null && capacity.taken(from.warehouse(), day, offer.id()) >= most;
  }

  private boolean isFull(Warehouse from, Departures calendar, Departure leaves) throws Exception {
    Integer most = calendar.capacity();
    return most != null && capacity.taken(from.warehouse(), leaves.day()) >= most;
  }

  /** One parcel more leaves then, with that service. */
  void take(Parcel parcel, Departure leaves) throws Exception {
    if (leaves.isCounted()) {
      capacity.take(parcel, leaves.day(), leaves.over());
    }
    if (parcel.carriage() != null) {
      capacity.take(parcel.warehouse(), parcel.carriage(), leaves.over());
    }
  }

  @Override
  public void giveBack(Parcel parcel) throws Exception {
    capacity.giveBack(parcel);
    if (parcel.carriage() != null) {
      giveBack(parcel.warehouse(), parcel.carriage());
    }
  }

  private void giveBack(String warehouse, Carriage carriage) throws Exception {
    capacity.giveBack(warehouse, carriage);
    if (carriage.waybill() != null) {
      waybills.giveBack(carriage.carrier(), carriage.waybill());
    }
  }

  @Override
  public List<List<Member>> deliveries(List<Member> waited) throws Exception {
    List<List<Member>> deliveries = new ArrayList<>();
    List<Member> left = new ArrayList<>(waited);
    while (!left.isEmpty()) {
      List<Member> delivery = new ArrayList<>();
      delivery.add(left.remove(firstBooked(left)));
      List<Member> others = new ArrayList<>();
      for (Member member : left) {
        delivery.add(member);
        if (!isTaken(delivery, Deliveries.needs(delivery), grams(delivery))) {
          others.add(delivery.remove(delivery.size() - 1));
        }
      }
      deliveries.add(delivery);
      left = others;
    }
    return deliveries;
  }

  /** The place of the first that has a service; 0 where none has. */
  private static int firstBooked(List<Member> members) {
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).parcel().carriage() != null) {
        return i;
      }
    }
    return 0;
  }

  @Override
  public boolean takes(List<Member> delivery, String sku, int units) throws Exception {
    ArticleVersion article = rows.stock(sku).article(now);
    Transport needs = Deliveries.needs(delivery).and(article.transport());
    return isTaken(delivery, needs, grams(delivery) + units * (long) article.weightGrams());
  }

  /** Where nobody knows the service any more, or none was chosen, nothing is too much. */
  private boolean isTaken(List<Member> delivery, Transport needs, long grams) {
    Member first = delivery.get(0);
    Offer offer = offer(first);
    return offer == null || (offer.takes(needs) && offer.takes(grams));
  }

  private @Nullable Offer offer(Member member) {
    Carriage carriage = member.parcel().carriage();
    Warehouse from = network.warehouse(member.parcel().warehouse());
    if (carriage == null || from == null) {
      return null;
    }
    Consignee to = member.lock().order().order().consignee();
    for (Offer offer : network.offers(from, to)) {
      if (offer.id().equals(carriage.id())) {
        return offer;
      }
    }
    return null;
  }

  private long grams(List<Member> delivery) throws Exception {
    long grams = 0;
    for (Member member : delivery) {
      for (Parcel.Line line : member.parcel().lines()) {
        grams += line.quantity() * (long) rows.stock(line.sku()).article(now).weightGrams();
      }
    }
    return grams;
  }

  @Override
  public @Nullable Carriage leave(List<Member> delivery) throws Exception {
    for (Member other : delivery.subList(1, delivery.size())) {
      Carriage carriage = other.parcel().carriage();
      if (carriage != null) {
        giveBack(other.parcel().warehouse(), carriage);
      }
    }
    Carriage carriage = onADayToCome(delivery.get(0));
    String warehouse = delivery.get(0).parcel().warehouse();
    boolean isMissing =
        carriage != null && carriage.waybill() == null && waybills.isNumbered(carriage.carrier());
    if (carriage == null || !isMissing) {
      return carriage;
    }
    // The first range of its carrier was published while it waited.
    Carriage numbered = numbered(warehouse, carriage);
    if (numbered.waybill() == null) {
      capacity.giveBack(warehouse, carriage);
      return null;
    }
    return numbered;
  }

  /** Its day may have passed while it waited. */
  private @Nullable Carriage onADayToCome(Member member) throws Exception {
    Carriage booked = member.parcel().carriage();
    Warehouse from = network.warehouse(member.parcel().warehouse());
    if (booked == null || booked.day() == null || from == null) {
      return booked;
    }
    Departure first = network.calendar(from).first(now);
    Offer offer = offer(member);
    if (offer == null || !first.day().isAfter(LocalDate.parse(booked.day()))) {
      return booked;
    }
    capacity.giveBack(from.warehouse(), booked);
    Site.Service anew = service(from, offer, first, null, null);
    Departure leaves = anew.leaves() == null ? first : anew.leaves();
    Carriage moved = anew.carriage(leaves).numbered(booked.waybill());
    capacity.take(from.warehouse(), moved, leaves.over());
    return moved;
  }
}
