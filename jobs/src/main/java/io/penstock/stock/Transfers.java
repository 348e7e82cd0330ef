package io.penstock.stock;

import io.penstock.model.Consignee;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Quality;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.WmsEvent;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Transfer;
import io.penstock.state.Transfer.Goods;
import io.penstock.state.Transfer.Leg;
import io.penstock.state.Transfer.Stage;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.goods.Gifts;
import io.penstock.stock.sourcing.Network;
import io.penstock.stock.sourcing.Relocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings goods together in one warehouse for an order that is to be shipped from there.
 *
 * <p>All of them are locked for the order all the time: where they come from until they leave, and
 * where they go as soon as they have come. A transfer that cannot bring all is given up: what has
 * not left is called back, and what has comes as goods that are free, which the order may have
 * before others.
 */
final class Transfers {

  private final StockRows rows;
  private final Books books;
  private final Deliveries deliveries;
  private final Messages messages;
  private final Network network;
  private final Aftermath aftermath;
  private final Unanswered unanswered;
  private final Map<String, Trigger> arrived = new LinkedHashMap<>();

  Transfers(
      StockRows rows,
      Books books,
      Deliveries deliveries,
      Messages messages,
      Network network,
      Aftermath aftermath,
      Unanswered unanswered) {
    this.rows = rows;
    this.books = books;
    this.deliveries = deliveries;
    this.messages = messages;
    this.network = network;
    this.aftermath = aftermath;
    this.unanswered = unanswered;
  }

  /**
   * Locks all that the order needs, and tells the warehouses that give some of it.
   *
   * @param parcel what is brought together
   */
  void begin(Gifts.Judgement served, Parcel parcel, Relocation relocation, Trigger trigger)
      throws Exception {
    OrderLock lock = served.lock();
    rows.leaveQueues(lock);
    String id = id(parcel);
    books.take(lock.order().order(), parcel);
    if (!relocation.here().isEmpty()) {
      books.lockPart(parcel.with(relocation.here()), trigger);
    }
    List<Leg> legs = new ArrayList<>(relocation.moves().size());
    List<Reason> reasons = new ArrayList<>(served.reasons());
    for (Relocation.Move move : relocation.moves()) {
      Map<String, Integer> units = new LinkedHashMap<>();
      move.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
      List<Goods> goods = new ArrayList<>(units.size());
      units.forEach((sku, quantity) -> goods.add(Goods.asked(sku, quantity)));
      String legId = Transfer.legId(id, legs.size() + 1);
      legs.add(new Leg(legId, move.from(), Stage.ASKED, false, move.lines(), goods, null));
      books.lockPart(
          new Parcel(legId, move.from(), Parcel.Status.REQUESTED, move.lines(), null, null),
          trigger);
      reasons.add(
          Reason.of("TRANSFER", move.from() + " to " + relocation.to() + ": " + named(units)));
    }
    Transfer transfer =
        new Transfer(id, lock.order().key(), parcel.deliveryId(), relocation.to(), legs);
    rows.keep(transfer);
    OrderLock allocated = lock.allocated(List.of(parcel));
    rows.keep(allocated);
    messages.order(OrderEvent.Type.TRANSFERRING, allocated, trigger, reasons);
    for (Leg leg : legs) {
      instruct(Delivery.Action.CREATE, allocated, transfer, leg, trigger);
    }
  }

  /** The leg that a warehouse knows by that name; absent where there is none. */
  @Nullable Leg leg(@Nullable String deliveryId) throws Exception {
    Transfer transfer = transferOf(deliveryId);
    return transfer == null || deliveryId == null ? null : transfer.leg(deliveryId);
  }

  private @Nullable Transfer transferOf(@Nullable String deliveryId) throws Exception {
    String id = deliveryId == null ? null : Transfer.ofLeg(deliveryId);
    return id == null ? null : rows.transfer(id);
  }

  /** The leg is like that from now on. */
  void become(Leg changed, Trigger trigger, Reason why) throws Exception {
    Transfer transfer = transferOf(changed.id());
    if (transfer == null) {
      throw new IllegalStateException("no transfer of " + changed.id());
    }
    Leg leg = changed.isThere() ? changed : changed.as(Stage.GONE);
    Reason because = why;
    for (Goods goods : leg.goods()) {
      int lost = goods.inTransit();
      // More than left came; or so much will not come. While some is still there, nobody knows.
      if (!leg.isThere() && (lost < 0 || (lost > 0 && leg.closed()))) {
        books.settle(leg.id(), goods.sku(), transfer.to(), lost, trigger);
        leg = leg.with(goods.settle());
        because = lost > 0 ? Reason.of("NOT_ARRIVED", leg.id()) : because;
      }
    }
    transfer = transfer.with(leg);
    rows.keep(transfer);
    Member waiting = waiting(transfer);
    if (waiting != null && leg.isShort()) {
      end(waiting, trigger, because);
    } else if (waiting != null && transfer.hasArrived()) {
      arrived.put(transfer.parcelId(), trigger);
    }
  }

  /** Goods came in the warehouse to which they were moved, or no more will. */
  void receive(Leg told, WmsEvent message, Trigger trigger) throws Exception {
    Transfer transfer = transferOf(told.id());
    if (transfer == null || !transfer.to().equals(message.warehouse())) {
      throw new IllegalStateException(told.id() + " does not go to " + message.warehouse());
    }
    Leg leg = message.items().isEmpty() ? told.close() : told;
    boolean free = false;
    for (WmsEvent.Item item : message.items()) {
      Goods goods = leg.goods(item.sku());
      Quality quality = message.quality(item);
      int units = item.quantity();
      int awaited = goods == null || quality != Quality.GOOD ? 0 : Math.min(units, goods.awaited());
      if (goods == null) {
        goods = new Goods(item.sku(), 0, 0, 0, 0, 0, 0);
        List<Goods> more = new ArrayList<>(leg.goods());
        more.add(goods);
        leg =
            new Leg(
                leg.id(), leg.from(), leg.stage(), leg.closed(), leg.lines(), more, leg.answerBy());
      }
      books.transferIn(leg.id(), item.sku(), transfer.to(), quality, units, trigger);
      if (awaited > 0) {
        books.lockArrived(
            parcel(transfer.parcelId(), transfer.to(), Map.of(item.sku(), awaited)), trigger);
      }
      free |= awaited < units;
      leg = leg.with(goods.arrive(units, awaited));
    }
    become(leg, trigger, Reason.of("NOT_ARRIVED", told.id()));
    if (free) {
      serveFirst(transfer, trigger);
    }
  }

  /** Who waits for such goods was to have these: it has them before others. */
  void serveFirst(Transfer transfer, Trigger trigger) throws Exception {
    OrderLock lock = rows.lock(transfer.orderKey());
    if (lock != null && lock.isServed() && !lock.reserved()) {
      aftermath.giveBack(lock, trigger);
    }
  }

  /** The same of a leg that was called back. */
  void serveFirst(Leg leg, Trigger trigger) throws Exception {
    Transfer transfer = transferOf(leg.id());
    if (transfer != null) {
      serveFirst(transfer, trigger);
    }
  }

  /** For which order goods are moved; absent where it is forgotten. */
  @Nullable OrderLock order(Leg leg) throws Exception {
    Transfer transfer = transferOf(leg.id());
    return transfer == null ? null : rows.lock(transfer.orderKey());
  }

  /** Whether goods of a leg are expected in that warehouse. */
  boolean goesTo(Leg leg, String warehouse) throws Exception {
    Transfer transfer = transferOf(leg.id());
    return transfer != null && transfer.to().equals(warehouse);
  }

  /** Parcels whose goods have all come, with what brought the last of them. */
  Map<String, Trigger> arrived() {
    return arrived;
  }

  /** The order in which a parcel waits for its goods; absent where it waits no longer. */
  @Nullable Member waiting(String parcelId) throws Exception {
    Member member = deliveries.member(parcelId);
    return member != null && member.parcel().status() == Parcel.Status.ASSEMBLING ? member : null;
  }

  private @Nullable Member waiting(Transfer transfer) throws Exception {
    return waiting(transfer.parcelId());
  }

  /** From where goods of a parcel were to come. */
  List<String> sources(Parcel parcel) throws Exception {
    return of(parcel).legs().stream().map(Leg::from).toList();
  }

  /** A parcel waits no longer, and what of it has come is free: what will be made of it follows. */
  OrderLock takeOut(Member member, Trigger trigger) throws Exception {
    Parcel parcel = member.parcel();
    Parcel there = there(parcel, of(parcel));
    if (!there.lines().isEmpty()) {
      books.release(there, trigger);
    }
    books.giveBack(parcel, trigger);
    return aftermath.withLess(member.lock().with(parcel.withdrawn()), trigger);
  }

  /** The same of one whose goods have not all come: those that have not left are called back. */
  OrderLock giveUp(Member member, Trigger trigger) throws Exception {
    OrderLock without = takeOut(member, trigger);
    Transfer transfer = of(member.parcel());
    for (Leg leg : transfer.legs()) {
      boolean recalls = leg.isAwaited() && leg.isThere();
      Leg unwanted =
          recalls ? leg.recalled(unanswered.expect(member.orderKey(), trigger.at())) : leg;
      for (Goods goods : leg.goods()) {
        unwanted = unwanted.with(goods.unwanted());
      }
      transfer = transfer.with(unwanted);
      if (recalls) {
        instruct(Delivery.Action.CANCEL, without, transfer, leg, trigger);
      }
    }
    rows.keep(transfer);
    return without;
  }

  /** Not all can be brought together: the order is sourced anew, before others. */
  void end(Member member, Trigger trigger, Reason why) throws Exception {
    OrderLock without = giveUp(member, trigger);
    messages.order(OrderEvent.Type.TRANSFER_ENDED, without, trigger, List.of(why));
    messages.completed(member.lock(), without, trigger);
    if (without.isServed()) {
      aftermath.giveBack(without, trigger);
    }
  }

  /** What is locked for such a parcel, where: with it, and for each leg. */
  List<Parcel> held(Parcel parcel) throws Exception {
    Transfer transfer = of(parcel);
    List<Parcel> held = new ArrayList<>();
    held.add(there(parcel, transfer));
    for (Leg leg : transfer.legs()) {
      held.add(here(leg));
    }
    return held;
  }

  /** What is locked for a leg, as a parcel of the warehouse that gives it. */
  static Parcel here(Leg leg) {
    Map<String, Integer> here = new LinkedHashMap<>();
    leg.goods().forEach(goods -> here.put(goods.sku(), goods.here()));
    return of(leg, here);
  }

  /** What a warehouse was told to send, by the lines of the order. */
  static Parcel asked(Leg leg) {
    return of(leg, Map.of()).with(leg.lines());
  }

  /** Such units of a leg. */
  static Parcel of(Leg leg, Map<String, Integer> units) {
    Parcel.Status status =
        switch (leg.stage()) {
          case ASKED -> Parcel.Status.REQUESTED;
          case ACCEPTED -> Parcel.Status.ACCEPTED;
          case PICKED, GONE -> Parcel.Status.PICKED;
          case RECALLED -> Parcel.Status.RECALLED;
        };
    return parcel(leg.id(), leg.from(), units).as(status);
  }

  /** What of a parcel has come, or was there from the beginning. */
  private static Parcel there(Parcel parcel, Transfer transfer) {
    Map<String, Integer> there = new LinkedHashMap<>();
    parcel.lines().forEach(line -> there.merge(line.sku(), line.quantity(), Integer::sum));
    there.replaceAll((sku, units) -> units - transfer.awaited(sku));
    return parcel(parcel.deliveryId(), parcel.warehouse(), there).as(Parcel.Status.ASSEMBLING);
  }

  private static Parcel parcel(String id, String warehouse, Map<String, Integer> units) {
    List<Parcel.Line> lines = new ArrayList<>(units.size());
    for (Map.Entry<String, Integer> sku : units.entrySet()) {
      if (sku.getValue() > 0) {
        lines.add(new Parcel.Line("", sku.getKey(), sku.getValue()));
      }
    }
    return new Parcel(id, warehouse, Parcel.Status.REQUESTED, lines, null, null);
  }

  private Transfer of(Parcel parcel) throws Exception {
    Transfer transfer = rows.transfer(id(parcel));
    if (transfer == null) {
      throw new IllegalStateException("nothing is moved for " + parcel);
    }
    return transfer;
  }

  /** That of the allocation. */
  private static String id(Parcel parcel) {
    return parcel.deliveryId().substring(0, parcel.deliveryId().lastIndexOf('.'));
  }

  private void instruct(
      Delivery.Action action, OrderLock lock, Transfer transfer, Leg leg, Trigger trigger) {
    Warehouse to = network.warehouse(transfer.to());
    Consignee consignee =
        to == null
            ? Consignee.UNKNOWN
            : new Consignee(null, null, to.country(), to.region(), null, null, null, null, null);
    messages.instruct(action, lock, leg, transfer.to(), consignee, trigger.at());
  }

  private static String named(Map<String, Integer> units) {
    List<String> named = new ArrayList<>(units.size());
    units.forEach((sku, quantity) -> named.add(sku + "*" + quantity));
    return String.join(", ", named);
  }
}
