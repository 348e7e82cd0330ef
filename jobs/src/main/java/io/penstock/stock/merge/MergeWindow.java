package io.penstock.stock.merge;

import io.penstock.model.Delivery;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.state.Carriage;
import io.penstock.state.Company;
import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.Gathering;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Transport;
import io.penstock.stock.books.Alarm;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Capacity;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.goods.Gifts;
import io.penstock.stock.merge.CompanyGifts.Departure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets parcels of one consignee wait for one another, and sends those that waited in one warehouse
 * as one delivery.
 *
 * <p>What waits is the parcel, whose goods are locked, never the order: waiting costs no
 * precedence. Each order keeps its parcel, its events and its ship notice. What is merged is what
 * the warehouse is told.
 */
public final class MergeWindow {

  private final StockRows rows;
  private final Gatherings gatherings;
  private final Books books;
  private final Capacity capacity;
  private final Carriers carriers;
  private final Deliveries deliveries;
  private final Messages messages;
  private final Gifts gifts;
  private final CompanyGifts company;
  private final @Nullable MergePolicy policy;
  private final Alarm alarm;
  private final Instant now;
  private final Set<String> leaving = new LinkedHashSet<>();
  private final Map<Instant, Set<String>> wakes = new TreeMap<>();

  /**
   * @param policy absent where no more parcels may wait; those that do leave when their time comes
   * @param now the end of the wave
   */
  public MergeWindow(
      StockRows rows,
      Books books,
      Capacity capacity,
      Carriers carriers,
      Deliveries deliveries,
      Messages messages,
      Gifts gifts,
      CompanyGifts company,
      @Nullable MergePolicy policy,
      Alarm alarm,
      Instant now) {
    this.rows = rows;
    this.gatherings = new Gatherings(rows, deliveries, now);
    this.books = books;
    this.capacity = capacity;
    this.carriers = carriers;
    this.deliveries = deliveries;
    this.messages = messages;
    this.gifts = gifts;
    this.company = company;
    this.policy = policy;
    this.alarm = alarm;
    this.now = now;
  }

  /**
   * Those of the warehouses in which others wait that the order may travel with.
   *
   * @param demand what it is to be sent
   */
  public Set<String> company(OrderLock lock, List<Parcel.Line> demand, List<String> warehouses)
      throws Exception {
    String key = policy == null ? null : MergePolicy.key(lock.order().order());
    if (key == null || rows.gatherings(key).gatherings().isEmpty()) {
      return Set.of();
    }
    Transport needed = gatherings.needs(demand);
    Set<String> company = new HashSet<>();
    for (String warehouse : warehouses) {
      if (gatherings.companyFor(needed, key, warehouse) != null) {
        company.add(warehouse);
      }
    }
    return company;
  }

  /** The parcel with what its goods need on their way, as the articles are now. */
  public Parcel made(Parcel parcel) throws Exception {
    return parcel.needing(gatherings.needs(parcel.lines()));
  }

  /**
   * The parcel as it waits for others, or as it is where it may not. Of an order that waited before
   * it waits no longer than that; of one that is only reserved it waits alone, until the order may
   * go.
   */
  public Parcel waiting(OrderLock lock, Parcel parcel) {
    if (lock.reserved()) {
      return parcel.as(Parcel.Status.GATHERING);
    }
    Order order = lock.order().order();
    String key = policy == null ? null : MergePolicy.key(order);
    if (policy == null || key == null || !policy.leavesRoom(parcel)) {
      return parcel;
    }
    Company company = parcel.company();
    Instant before = company == null ? lock.waitsForOthersUntil() : company.until();
    Instant until = policy.until(order, now);
    return parcel.gathering(key, before != null && before.isBefore(until) ? before : until);
  }

  /** Why an order that is allocated does not leave yet; empty where nothing of it waits. */
  public List<Reason> reasons(List<Parcel> parcels) {
    List<Reason> reasons = new ArrayList<>();
    for (Parcel parcel : parcels) {
      Company company = parcel.company();
      if (company != null && company.until().isAfter(now)) {
        reasons.add(
            Reason.of(
                "WAITS_FOR_OTHERS", "in " + parcel.warehouse() + " until " + company.until()));
      }
    }
    return reasons;
  }

  /** Lets an allocated parcel wait with those that it may travel with. */
  public void join(Parcel parcel) throws Exception {
    Company company = parcel.company();
    String key = company == null ? null : company.gathering();
    if (policy == null || company == null || key == null) {
      throw new IllegalStateException(parcel + " does not wait");
    }
    Gathering waiting = gatherings.companyFor(parcel.needs(), key, parcel.warehouse());
    if (waiting != null && !policy.hasRoomFor(gatherings.units(waiting) + parcel.units())) {
      leave(key, waiting);
      waiting = null;
    }
    Gathering joined =
        waiting == null
            ? new Gathering(parcel.warehouse(), company.until(), List.of(parcel.deliveryId()))
            : waiting.joinedBy(parcel.deliveryId(), company.until());
    ConsigneeGatherings all = rows.gatherings(key);
    rows.keep(key, waiting == null ? all.with(joined) : all.with(waiting, joined));
    if (policy.isFull(joined.parcels().size())) {
      leave(key, joined);
    } else if (!joined.until().isAfter(now)) {
      leaving.add(key);
    } else if (waiting == null || joined.until().isBefore(waiting.until())) {
      wakes.computeIfAbsent(alarm.wake(joined.until()), end -> new LinkedHashSet<>()).add(key);
    }
  }

  /**
   * A newer version wants the same goods at the same place: its parcels may have to leave earlier
   * now, with others or alone. It is kept as it is then.
   */
  public OrderLock reconsider(OrderLock order) throws Exception {
    rows.keep(order);
    for (Parcel parcel : order.parcels()) {
      Parcel anew = waiting(order, parcel.as(Parcel.Status.REQUESTED));
      if (parcel.status() == Parcel.Status.GATHERING && !anew.equals(parcel)) {
        gatherings.part(parcel);
        Member member = deliveries.now(new Member(order, parcel));
        rows.keep(member.with(anew).lock());
        if (anew.status() == Parcel.Status.GATHERING) {
          join(anew);
        } else {
          send(List.of(deliveries.now(member)));
        }
      }
    }
    OrderLock reconsidered = rows.lock(order.order().key());
    return reconsidered == null ? order : reconsidered;
  }

  /** Lets the parcels of an order wait alone: no warehouse is told of them before it may go. */
  public OrderLock apart(OrderLock order) throws Exception {
    rows.keep(order);
    OrderLock alone = order;
    for (Parcel parcel : order.parcels()) {
      if (parcel.status() == Parcel.Status.GATHERING && parcel.company() != null) {
        gatherings.part(parcel);
        alone = alone.with(parcel.alone());
        rows.keep(alone);
      }
    }
    return alone;
  }

  /** Parcels of one order that wait for nobody leave: each as a company of one. */
  public Departure leaveAlone(List<Member> parcels) throws Exception {
    return company.give(parcels, false);
  }

  /** Whether another version of an order costs those who travel with it, or itself, a gift. */
  public boolean losesGift(OrderLock before, OrderLock after) throws Exception {
    return company.isLost(before, after);
  }

  /** Gives up a parcel that waits: its goods are free at once, and no warehouse needs to know. */
  public void withdraw(Member member, Trigger trigger) throws Exception {
    Parcel parcel = member.parcel();
    books.release(parcel, trigger);
    carriers.giveBack(parcel);
    rows.keep(gifts.cameBack(member.with(parcel.withdrawn()).lock()).lock());
    gatherings.part(parcel);
  }

  /** Sends those whose time has come, in the order in which they began to wait. */
  public void close() throws Exception {
    Set<String> due = new LinkedHashSet<>(rows.takeDepartures(now));
    due.addAll(leaving);
    for (String key : due) {
      for (Gathering gathering : rows.gatherings(key).gatherings()) {
        if (!gathering.until().isAfter(now)) {
          leave(key, gathering);
        }
      }
    }
    for (Map.Entry<Instant, Set<String>> wake : wakes.entrySet()) {
      rows.depart(wake.getKey(), wake.getValue());
    }
  }

  private void leave(String key, Gathering gathering) throws Exception {
    rows.keep(key, rows.gatherings(key).without(gathering));
    for (List<Member> delivery : carriers.deliveries(deliveries.members(gathering.parcels()))) {
      send(delivery);
    }
  }

  private void send(List<Member> delivery) throws Exception {
    List<String> parcels = delivery.stream().map(Member::parcelId).toList();
    boolean merged = parcels.size() > 1;
    Carriage carriage = carriers.leave(delivery);
    List<Member> sent = new ArrayList<>(parcels.size());
    for (Member waiting : delivery) {
      Member member = deliveries.now(waiting);
      Parcel carried = member.parcel().carriedBy(carriage);
      Member left = member.with(carried.leaving(now, merged ? parcels : List.of()));
      rows.keep(left.lock());
      capacity.told(left.parcel());
      sent.add(left);
    }
    Departure departure = company.give(sent, merged);
    for (Member member : departure.members()) {
      if (merged) {
        tellOfCompany(member, parcels);
      }
      List<Reason> reasons = departure.reasons().get(member.parcelId());
      if (reasons != null) {
        tell(OrderEvent.Type.GIFTS_JUDGED, member, reasons);
      }
    }
    if (!sent.isEmpty()) {
      messages.instruct(Delivery.Action.CREATE, departure.members(), now);
    }
  }

  private void tellOfCompany(Member member, List<String> parcels) {
    String others =
        String.join(", ", parcels.stream().filter(id -> !id.equals(member.parcelId())).toList());
    tell(
        OrderEvent.Type.MERGED,
        member,
        List.of(
            Reason.of("MERGED_DELIVERY", member.parcel().toldAs()),
            Reason.of("MERGED_WITH", others)));
  }

  private void tell(OrderEvent.Type type, Member member, List<Reason> reasons) {
    Trigger trigger = new Trigger(member.lock().order().cause(), now, null);
    messages.delivery(type, member.lock(), member.parcel(), trigger, null, reasons);
  }
}
