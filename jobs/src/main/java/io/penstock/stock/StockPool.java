package io.penstock.stock;

import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.WaitingQueue;
import io.penstock.stock.books.Availability;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Demand;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.goods.Bundles;
import io.penstock.stock.goods.Gifts;
import io.penstock.stock.merge.CompanyGifts.Departure;
import io.penstock.stock.merge.MergeWindow;
import io.penstock.stock.sourcing.Candidates;
import io.penstock.stock.sourcing.Network;
import io.penstock.stock.sourcing.Planner;
import io.penstock.stock.sourcing.Relocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Decides what an order gets of a pool's stock. Knows nothing of Flink, Kafka or the clock.
 *
 * <p>One call sees every row that the order touches and nothing runs beside it, so it is a
 * transaction: all lines are locked or none.
 */
final class StockPool {

  private static final Demand.SkuTest ANY = (sku, units) -> true;
  private static final List<List<Parcel.Line>> NOTHING = List.of();

  private final StockRows rows;
  private final Books books;
  private final Availability availability;
  private final Messages messages;
  private final Network network;
  private final Planner planner;
  private final MergeWindow window;
  private final Holds holds;
  private final Bundles bundles;
  private final Gifts gifts;
  private final Transfers transfers;
  private final PromiseDates dates;

  StockPool(
      StockRows rows,
      Books books,
      Availability availability,
      Messages messages,
      Network network,
      Planner planner,
      MergeWindow window,
      Holds holds,
      Bundles bundles,
      Gifts gifts,
      Transfers transfers,
      PromiseDates dates) {
    this.rows = rows;
    this.books = books;
    this.availability = availability;
    this.messages = messages;
    this.network = network;
    this.planner = planner;
    this.window = window;
    this.holds = holds;
    this.bundles = bundles;
    this.gifts = gifts;
    this.transfers = transfers;
    this.dates = dates;
  }

  /** Locks what the order still needs, or queues it. Nothing happens where nothing is missing. */
  void fulfil(String orderKey, Trigger trigger) throws Exception {
    OrderLock lock = rows.lock(orderKey);
    if (lock == null || !lock.isServed() || isBeingRecalled(lock)) {
      return;
    }
    List<Parcel.Line> open = Demand.open(lock);
    if (open.isEmpty()) {
      nothingMissing(lock, trigger);
      return;
    }
    Candidates candidates = planner.candidates(lock);
    List<Parcel.Line> demand =
        gifts.withoutShort(lock, open, (sku, units) -> isThere(lock, sku, units, candidates));
    if (demand.isEmpty()) {
      goWithoutGifts(lock, trigger);
      return;
    }
    List<String> unknown = Demand.skusWhere(demand, (sku, units) -> !rows.stock(sku).announced());
    if (!unknown.isEmpty()) {
      OrderLock takenApart = bundles.takeApart(lock, lock, rows);
      if (!takenApart.equals(lock)) {
        rows.keep(takenApart);
        messages.completed(lock, takenApart, trigger);
        fulfil(orderKey, trigger);
        return;
      }
      queue(
          lock,
          unknown,
          OrderEvent.Type.HELD,
          Reason.of(Reason.UNKNOWN_SKU, named(unknown)),
          trigger);
      return;
    }
    if (candidates.names().isEmpty()) {
      String why = candidates.whyNoneIsAsked();
      Reason reason =
          why.isEmpty()
              ? Reason.of(Reason.UNSERVED_REGION)
              : Reason.of(Reason.UNSERVED_REGION, why);
      waitForOthers(lock, List.of(), reason, trigger);
      return;
    }
    List<String> barred = Demand.skusWhere(demand, (sku, units) -> candidates.bar(sku) != null);
    if (!barred.isEmpty()) {
      String why = barred.get(0) + ": " + candidates.bar(barred.get(0));
      waitForOthers(lock, barred, Reason.of("BARRED_ARTICLE", why), trigger);
      return;
    }
    Reason objection = Objections.first(lock, candidates, availability);
    if (objection != null) {
      List<String> all = Demand.skusWhere(Demand.openOrdered(lock), ANY);
      queue(lock, all, OrderEvent.Type.HELD, objection, trigger);
      return;
    }
    List<String> scarce =
        Demand.skusWhere(demand, (sku, units) -> candidates.available(sku) < units);
    Availability.Limit lack =
        scarce.isEmpty()
            ? availability.limit(lock.order().order(), demand)
            : new Availability.Limit(scarce, Reason.of("OUT_OF_STOCK", named(scarce)));
    if (lack != null) {
      List<String> missing =
          planner.goesByPresales()
              ? Demand.skusWhere(demand, (sku, units) -> !isThere(lock, sku, units, candidates))
              : lack.skus();
      if (planner.sendsParts(lock, missing, availability)) {
        sendAhead(lock, demand, lack.reason(), candidates, trigger);
      } else {
        queue(lock, missing, OrderEvent.Type.BACKORDERED, lack.reason(), trigger);
      }
      return;
    }
    Set<String> company = window.company(lock, demand, candidates.names());
    Planner.Plan plan = planner.plan(lock, demand, candidates, company);
    List<Parcel.Line> all = demand;
    List<Parcel.Line> bare = plan == null ? gifts.withoutDroppable(lock, demand) : demand;
    if (bare.size() < demand.size()) {
      demand = bare;
      plan = demand.isEmpty() ? null : planner.plan(lock, demand, candidates, company);
    }
    if (demand.isEmpty()) {
      goWithoutGifts(lock, trigger);
      return;
    }
    Set<String> carriers =
        plan == null ? planner.outOfNumbers(lock, demand, candidates, company) : Set.of();
    boolean moves = carriers.isEmpty() && (plan == null || plan.isSplit());
    // A gift is moved with the goods where it can be.
    for (List<Parcel.Line> goods : moves ? List.of(plan == null ? all : demand, demand) : NOTHING) {
      Relocation relocation = planner.relocation(lock, goods, candidates, company, plan != null);
      if (relocation != null) {
        bringTogether(lock, goods, relocation, trigger);
        return;
      }
    }
    if (plan == null) {
      waitForAWay(lock, demand, carriers, trigger);
    } else {
      allocate(gifts.serve(lock, demand), plan, candidates, trigger);
    }
  }

  private void bringTogether(
      OrderLock lock, List<Parcel.Line> goods, Relocation relocation, Trigger trigger)
      throws Exception {
    String id = lock.order().key() + "#" + (lock.plan() + 1) + ".1";
    Parcel parcel = new Parcel(id, relocation.to(), Parcel.Status.ASSEMBLING, goods, null, null);
    transfers.begin(gifts.serve(lock, goods), window.made(parcel), relocation, trigger);
  }

  /**
   * All goods of a parcel have been brought together: it is made from where they are now. Where
   * nobody can carry it from there any more, the order is sourced like any other; where all that is
   * wanted has left meanwhile, in a delivery that was given up, it is over.
   */
  void assemble(String parcelId, Trigger trigger) throws Exception {
    Member waiting = transfers.waiting(parcelId);
    if (waiting == null) {
      return;
    }
    Parcel parcel = waiting.parcel();
    String from = named(transfers.sources(parcel)) + " to " + parcel.warehouse();
    OrderLock lock = transfers.takeOut(waiting, trigger);
    messages.completed(waiting.lock(), lock, trigger);
    if (!Demand.open(lock).isEmpty()) {
      Candidates here = planner.candidates(lock).only(parcel.warehouse());
      Set<String> company = window.company(lock, parcel.lines(), here.names());
      Planner.Plan plan = planner.plan(lock, parcel.lines(), here, company);
      if (plan != null) {
        List<Reason> moved = List.of(Reason.of("TRANSFERRED", from));
        allocate(new Gifts.Judgement(lock, moved, false), plan, here, trigger);
      }
    }
    fulfil(waiting.orderKey(), trigger);
  }

  /**
   * Sends what is there of an order that is short of goods. It waits for all the rest, because more
   * of any of it may be worth another parcel, and for waybills if only those are missing.
   */
  private void sendAhead(
      OrderLock lock,
      List<Parcel.Line> demand,
      Reason lacking,
      Candidates candidates,
      Trigger trigger)
      throws Exception {
    OrderLock rest = lock;
    List<Parcel.Line> open = demand;
    List<String> queues = new ArrayList<>();
    Candidates here = candidates;
    List<Parcel.Line> ahead = planner.ahead(lock, demand, here, availability);
    while (!ahead.isEmpty()) {
      Set<String> company = window.company(rest, ahead, here.names());
      Planner.Plan plan = planner.plan(rest, ahead, here, company);
      if (plan == null) {
        queues.addAll(numbered(planner.outOfNumbers(rest, ahead, here, company)));
        break;
      }
      Gifts.Judgement served = gifts.serve(rest, open, ahead);
      served.reasons().add(Reason.of("PARTIAL", named(Demand.skusWhere(ahead, ANY))));
      rest = allocate(served, plan, here, trigger);
      open = Demand.open(rest);
      here = planner.candidates(rest);
      // Its plan may have left whole what one line was thought to take from another.
      ahead = planner.splits() ? planner.ahead(rest, open, here, availability) : List.of();
    }
    queues.addAll(Demand.skusWhere(open, ANY));
    queue(rest, queues, OrderEvent.Type.BACKORDERED, lacking, trigger);
  }

  /**
   * It waits for another network, or where the articles are the reason, for another version of
   * them.
   */
  private void waitForOthers(OrderLock lock, List<String> skus, Reason reason, Trigger trigger)
      throws Exception {
    rows.keepTried(network.warehouses());
    List<String> queues = new ArrayList<>(skus.size() + 1);
    queues.add(WaitingQueue.UNSERVED);
    queues.addAll(skus);
    queue(lock, queues, OrderEvent.Type.HELD, reason, trigger);
  }

  /**
   * All that it wants is there, but it cannot be shipped.
   *
   * @param carriers those for whose waybills it waits; empty where it waits for other goods
   */
  private void waitForAWay(
      OrderLock lock, List<Parcel.Line> demand, Set<String> carriers, Trigger trigger)
      throws Exception {
    List<String> all = Demand.skusWhere(demand, ANY);
    if (carriers.isEmpty()) {
      queue(lock, all, OrderEvent.Type.BACKORDERED, Reason.of("NO_PERMITTED_SPLIT"), trigger);
      return;
    }
    List<String> queues = numbered(carriers);
    queues.addAll(all);
    Reason reason = Reason.of(Reason.NO_WAYBILL_LEFT, named(List.copyOf(carriers)));
    queue(lock, queues, OrderEvent.Type.HELD, reason, trigger);
  }

  /** The queues of those who wait for waybills of these carriers. */
  private List<String> numbered(Set<String> carriers) throws Exception {
    if (!carriers.isEmpty()) {
      rows.keepPassedOver(network.services());
    }
    List<String> queues = new ArrayList<>();
    carriers.forEach(carrier -> queues.add(WaitingQueue.waybills(carrier)));
    return queues;
  }

  /** Only gifts were open, and they are short: nothing is missing without them. */
  private void goWithoutGifts(OrderLock lock, Trigger trigger) throws Exception {
    Gifts.Judgement without = gifts.serve(lock, List.of());
    if (Demand.hasLeft(without.lock())) {
      messages.order(OrderEvent.Type.COMPLETED, without.lock(), trigger, without.reasons());
    } else if (without.lock().hasOpenParcel()) {
      messages.order(OrderEvent.Type.ALLOCATED, without.lock(), trigger, without.reasons());
    }
    nothingMissing(without.lock(), trigger);
  }

  /** It waits no longer: all is on its way or has left, or nothing is to be sent at all. */
  private void nothingMissing(OrderLock lock, Trigger trigger) throws Exception {
    rows.leaveQueues(lock);
    OrderLock served = lock.notWaiting();
    if (lock.parcels().stream().noneMatch(parcel -> parcel.status().isOnItsWay())) {
      served = served.ended(lock.version(), true);
      messages.order(
          OrderEvent.Type.CANCELLED, served, trigger, List.of(Reason.of("NOTHING_TO_SHIP")));
    }
    rows.keep(served);
  }

  private OrderLock allocate(
      Gifts.Judgement served, Planner.Plan plan, Candidates candidates, Trigger trigger)
      throws Exception {
    List<Planner.Share> shares = plan.shares();
    OrderLock lock = served.lock();
    rows.leaveQueues(lock);
    List<Parcel> parcels = new ArrayList<>(shares.size());
    List<Reason> delays = new ArrayList<>(0);
    for (Planner.Share planned : shares) {
      Planner.Share share = planner.withRoom(planned);
      String id = lock.order().key() + "#" + (lock.plan() + 1) + "." + (parcels.size() + 1);
      Parcel made =
          new Parcel(id, share.warehouse(), Parcel.Status.REQUESTED, share.lines(), null, null)
              .carriedBy(share.carriage());
      Parcel parcel = window.waiting(lock, window.made(planner.numbered(made)));
      books.lock(lock.order().order(), parcel, trigger);
      planner.take(parcel, share);
      parcels.add(parcel);
      Reason delay = share.reason();
      if (delay != null) {
        delays.add(delay);
      }
    }
    OrderLock allocated = lock.allocated(parcels);
    rows.keep(allocated);
    List<String> from = shares.stream().map(Planner.Share::warehouse).distinct().toList();
    List<Reason> reasons = new ArrayList<>();
    reasons.add(
        Reason.of(
            from.size() == 1 ? "SINGLE_WAREHOUSE" : "SPLIT",
            named(from) + ", of " + named(candidates.names()) + " (nearest first)"));
    if (shares.size() > from.size()) {
      reasons.add(Reason.of("SEVERAL_PARCELS", shares.size() + " of " + from.size()));
    }
    reasons.addAll(delays);
    reasons.addAll(planner.warnings());
    reasons.addAll(served.reasons());
    reasons.addAll(window.reasons(parcels));
    if (lock.reserved()) {
      messages.sourced(OrderEvent.Type.RESERVED, allocated, trigger, reasons, plan.decision());
      return allocated;
    }
    List<Member> alone = new ArrayList<>();
    for (Parcel parcel : parcels) {
      if (parcel.status() != Parcel.Status.GATHERING) {
        alone.add(new Member(allocated, parcel));
      }
    }
    Departure departure = window.leaveAlone(alone);
    departure.reasons().values().forEach(reasons::addAll);
    messages.sourced(OrderEvent.Type.ALLOCATED, allocated, trigger, reasons, plan.decision());
    for (Parcel parcel : parcels) {
      if (parcel.status() == Parcel.Status.GATHERING) {
        window.join(parcel);
      }
    }
    for (Member member : departure.members()) {
      messages.instruct(Delivery.Action.CREATE, List.of(member), trigger.at());
    }
    OrderLock now = rows.lock(lock.order().key());
    return now == null ? allocated : now;
  }

  /**
   * An order that waits for the same as before, until the same time, is not reported again, nor is
   * one that is held anyway.
   */
  private void queue(
      OrderLock lock, List<String> queues, OrderEvent.Type type, Reason reason, Trigger trigger)
      throws Exception {
    List<Parcel.Line> demand = gifts.withoutDroppable(lock, Demand.open(lock));
    if (lock.waitingFor().equals(queues) && reason.code().equals(lock.waitingBecause())) {
      Instant before = rows.lack(lock.order().key()).expectedAt();
      if (rows.stayInQueues(lock, demand) && type == OrderEvent.Type.BACKORDERED) {
        Instant after = dates.promise(lock);
        if (!lock.reserved() && !Objects.equals(before, after)) {
          messages.backordered(lock, trigger, List.of(reason, PromiseDates.anew(before)), after);
        }
      }
      return;
    }
    rows.leaveQueues(lock);
    boolean held = type == OrderEvent.Type.HELD && !lock.reserved();
    Reason owned = held ? holds.owned(lock, reason, trigger.at()) : reason;
    OrderLock waiting = lock.waiting(queues, reason.code()).heldFor(held ? owned : null);
    rows.joinQueues(waiting, demand);
    rows.keep(waiting);
    if (type == OrderEvent.Type.BACKORDERED) {
      Instant expectedAt = dates.promise(waiting);
      if (!lock.reserved()) {
        messages.backordered(waiting, trigger, List.of(owned), expectedAt);
      }
    } else if (!lock.reserved()) {
      messages.order(type, waiting, trigger, List.of(owned));
    }
  }

  /** While a warehouse decides whether it can stop a parcel, nothing new is locked in its place. */
  private static boolean isBeingRecalled(OrderLock lock) {
    return lock.parcels().stream()
        .anyMatch(parcel -> parcel.status() == Parcel.Status.CANCEL_REQUESTED);
  }

  private boolean isThere(OrderLock lock, String sku, long units, Candidates candidates)
      throws Exception {
    return rows.stock(sku).announced()
        && candidates.available(sku) >= units
        && availability.limit(lock.order().order(), sku, units) == null;
  }

  private static String named(List<String> skus) {
    return String.join(", ", skus);
  }
}
