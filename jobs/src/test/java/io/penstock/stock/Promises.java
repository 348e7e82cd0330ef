package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.Gift;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderLine;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.RefundStatus;
import io.penstock.model.StockCondition;
import io.penstock.state.Cell;
import io.penstock.state.ExplodedLine;
import io.penstock.state.GivenGift;
import io.penstock.state.Goods;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import io.penstock.state.Transfer;
import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the stock promises after every wave, reckoned from the records that went in, the words that
 * came out and the state, with none of the operator's own arithmetic.
 */
final class Promises {

  /** The reasons of rules that speak of the stock: half of what is left, and little of A. */
  static final String HALF = "HALF";

  static final String LOW = "LOW";

  /** Why an order waits of which a part may be sent. */
  private static final List<String> SHORT =
      List.of("OUT_OF_STOCK", "SAFETY_STOCK", "RING_FENCED", "CHANNEL_QUOTA");

  private static final List<String> WAREHOUSES = List.of("w1", "w2", "w3");

  private final View view;
  private final Pool policy;
  private final MergePromises merges;
  private final InboundPromises inbound;
  private final AvailabilityPromises availability;
  private final TransferPromises transfers;
  private final LedgerPromises ledger;
  private final GoodsPromises goods;
  private final SourcingPromises sourcing;
  private final CompanyPromises company;

  /** Deliveries to buyers, by their ids, and which of them were stopped. */
  private final Map<String, Delivery> created = new HashMap<>();

  private final Set<String> stopped = new HashSet<>();

  /** Parcels that left. */
  private final Set<String> left = new HashSet<>();

  /** Versions of orders that got goods, or wait for them. */
  private final Set<String> allocated = new HashSet<>();

  /** What was told last of orders of which something left. */
  private final Map<String, OrderEvent.Type> shipped = new HashMap<>();

  /** Of parcels that were recalled: when at last, how often, and how often nobody had answered. */
  private final Map<String, Instant> recalled = new HashMap<>();

  private final Map<String, Integer> recalls = new HashMap<>();
  private final Map<String, Integer> handed = new HashMap<>();

  /** Of a pool of which nothing is known yet; after a crash much of what was known is not so. */
  Promises(Playback play, Pool policy) {
    this.view = new View(play);
    this.policy = policy;
    this.merges = new MergePromises(view, policy);
    this.inbound = new InboundPromises(view);
    this.availability = new AvailabilityPromises(view, inbound);
    this.transfers = new TransferPromises(view, policy);
    this.ledger = new LedgerPromises(view);
    this.goods = new GoodsPromises(view);
    this.sourcing = new SourcingPromises(view, policy);
    this.company = new CompanyPromises(view, merges, created);
  }

  /** That all is as it must be after the waves that have passed since this was asked last. */
  void check() throws Exception {
    view.look();
    hear();
    merges.hear();
    transfers.look();
    aDeliveryIsAskedForOnceAndLeavesOnce();
    merges.check(created);
    inbound.hear();
    availability.check();
    inbound.check(availability);
    transfers.check();
    ledger.check(transfers);
    whatIsLockedIsWhatOpenParcelsHold();
    anOrderHasAllItWantsOrWaits();
    anOrderIsSplitAsItsPoolAllows();
    aSuspendedOrderIsGivenNothing();
    whatHasLeftEntirelyIsToldAsShipped();
    nobodyWaitsForWhatIsThere();
    whatIsThereIsNotKeptForTheRest();
    whatARuleHoldsIsStillAsTheRuleSays();
    aRecallThatIsNotAnsweredIsInSomebodysHandsOnce();
    theQueuesAreThoseWhoWait();
    goods.check();
    sourcing.check();
    company.check();
  }

  private void hear() {
    for (Delivery delivery : view.deliveries()) {
      if (TransferPromises.isLeg(delivery.deliveryId())) {
        if (delivery.action() == Delivery.Action.CANCEL) {
          recalled.put(delivery.deliveryId(), delivery.at());
          recalls.merge(delivery.deliveryId(), 1, Integer::sum);
        }
        continue;
      }
      if (delivery.action() == Delivery.Action.CREATE) {
        assertThat(created.put(delivery.deliveryId(), delivery)).as("created twice").isNull();
      } else {
        assertThat(created).as("stopped before it was created").containsKey(delivery.deliveryId());
        stopped.add(delivery.deliveryId());
      }
    }
    for (OrderEvent event : view.events()) {
      if (hasLeft(event)) {
        assertThat(left.add(String.valueOf(event.deliveryId())))
            .as("%s left twice", event.deliveryId())
            .isTrue();
      }
      switch (event.type()) {
        case ALLOCATED, BACKORDERED -> allocated.add(event.key() + "@" + event.version());
        case SHIPPED, COMPLETED, PARTLY_SHIPPED -> shipped.put(event.key(), event.type());
        default -> {}
      }
      hearOfRecalls(event);
    }
  }

  private void hearOfRecalls(OrderEvent event) {
    String parcel = String.valueOf(event.deliveryId());
    if (event.type() == OrderEvent.Type.CANCEL_REQUESTED) {
      recalled.put(parcel, event.at());
      recalls.merge(parcel, 1, Integer::sum);
    } else if (event.reasons().stream().anyMatch(r -> r.code().equals("CANCEL_UNANSWERED"))) {
      Instant due = Objects.requireNonNull(recalled.get(parcel)).plusMillis(400);
      assertThat(event.at()).as("%s", event).isEqualTo(due);
      assertThat(handed.merge(parcel, 1, Integer::sum)).isLessThanOrEqualTo(recalls.get(parcel));
    }
  }

  private void aDeliveryIsAskedForOnceAndLeavesOnce() {
    for (OrderLock lock : view.touched()) {
      for (Parcel parcel : lock.parcels()) {
        String told = merges.told(parcel.deliveryId());
        if (!parcel.status().isTold()) {
          assertThat(created).doesNotContainKey(told);
        }
        boolean hasLeft = left.contains(parcel.deliveryId());
        Insist.equal(parcel.status() == Parcel.Status.SHIPPED, hasLeft, "%s", parcel);
        Insist.that(
            parcel.status() != Parcel.Status.CANCELLED || stopped.contains(told),
            "cancelled by us: %s",
            parcel);
      }
    }
    Set<String> kept = new HashSet<>();
    for (OrderLock lock : view.all().values()) {
      for (Parcel parcel : lock.parcels()) {
        if (parcel.status().isTold()) {
          kept.add(merges.told(parcel.deliveryId()));
        }
      }
    }
    Insist.equal(kept, created.keySet(), "each delivery is a parcel in the books");
  }

  private void whatIsLockedIsWhatOpenParcelsHold() {
    Map<String, Long> held = transfers.held();
    for (OrderLock lock : view.all().values()) {
      for (Parcel parcel : lock.parcels()) {
        if (parcel.status().isOpen() && parcel.status() != Parcel.Status.ASSEMBLING) {
          for (Parcel.Line line : parcel.lines()) {
            held.merge(line.sku() + "@" + parcel.warehouse(), (long) line.quantity(), Long::sum);
          }
        }
      }
    }
    Map<String, Long> locked = new TreeMap<>();
    forEachCell(
        (sku, cell) -> {
          Insist.that(cell.locked() >= 0 && cell.locked() <= cell.onHand(), "%s", cell);
          Insist.that(cell.available() >= 0, "%s", cell);
          Insist.that(
              cell.deficit() == 0 || cell.available() == 0,
              "what is missing is made good first: %s",
              cell);
          locked.put(sku + "@" + cell.warehouse(), cell.locked());
        });
    locked.values().removeIf(units -> units == 0);
    Insist.equal(locked, held, "locked, and held by open parcels");
  }

  private void anOrderHasAllItWantsOrWaits() {
    for (String key : view.locks().keySet()) {
      Insist.that(!view.closed().containsKey(key), "open and closed: %s", key);
    }
    for (OrderLock lock : view.touched()) {
      boolean isClosed = view.closed().containsKey(lock.order().key());
      Insist.that(!isClosed || lock.isClosed(), "open among the closed: %s", lock);
      if (!lock.wanted() || lock.suspended()) {
        Insist.that(!lock.isWaiting(), "waits, unwanted: %s", lock);
      } else if (!isRecalled(lock)) {
        Insist.equal(view.missing(lock, true).isEmpty(), !lock.isWaiting(), "%s", lock);
      }
    }
  }

  /** Of what is locked at one time; a gift that is given when goods leave goes with any of them. */
  private void anOrderIsSplitAsItsPoolAllows() {
    for (OrderLock lock : view.touched()) {
      Set<String> places = new HashSet<>();
      for (Parcel parcel : lock.parcels()) {
        if (!parcel.whole().equals(parcel.deliveryId())) {
          continue; // A warehouse divided it.
        }
        String plan = parcel.deliveryId().substring(0, parcel.deliveryId().lastIndexOf('.'));
        switch (policy.split()) {
          case NEVER -> Insist.that(places.add(plan), "split: %s", lock);
          case BETWEEN_LINES -> {
            for (Parcel.Line line : parcel.lines()) {
              if (view.history().giftsGivenTogether.containsKey(line.lineId())) {
                continue;
              }
              String place = plan + " " + line.lineId() + " " + line.sku();
              Insist.that(places.add(place), "divided: %s", lock);
            }
          }
          case WITHIN_LINES -> {}
        }
      }
    }
  }

  /**
   * Nothing was locked for the version that is suspended, unless it was wanted first; no warehouse
   * keeps what is suspended, or may only be reserved.
   */
  private void aSuspendedOrderIsGivenNothing() {
    History history = view.history();
    for (OrderLock lock : view.all().values()) {
      if (!lock.suspended() && !lock.reserved()) {
        continue;
      }
      String version = History.version(lock.order().key(), lock.version());
      if (lock.suspended() && !history.wanted.contains(version)) {
        assertThat(allocated).doesNotContain(version);
      }
      for (Parcel parcel : lock.parcels()) {
        boolean answered = parcel.status() != Parcel.Status.CANCEL_REQUESTED;
        if (parcel.status().isOpen() && parcel.status().isTold()) {
          String told = merges.told(parcel.deliveryId());
          assertThat(stopped).contains(told);
          assertThat(!answered || history.stopFailed.contains(told))
              .as("held, and a warehouse has it: %s", lock)
              .isTrue();
        }
      }
    }
  }

  private void whatHasLeftEntirelyIsToldAsShipped() {
    for (OrderLock lock : view.touched()) {
      if (lock.isClosed()
          && lock.wanted()
          && lock.hasShippedParcel()
          && view.missing(lock, true).isEmpty()) {
        assertThat(shipped.get(lock.order().key()))
            .as("%s", lock)
            .isIn(OrderEvent.Type.SHIPPED, OrderEvent.Type.COMPLETED);
      }
    }
  }

  private void nobodyWaitsForWhatIsThere() {
    for (OrderLock lock : view.locks().values()) {
      if (lock.isWaiting()
          && !List.of(HALF, LOW, Reason.NO_WAYBILL_LEFT).contains(lock.waitingBecause())) {
        List<String> open = new ArrayList<>(WAREHOUSES);
        open.removeAll(lock.refusedBy());
        Map<String, Integer> missing = view.missing(lock, false);
        Insist.that(
            !canBeServed(missing, open) || !availability.mayBeLocked(lock, missing),
            "%s waits in spite of %s",
            lock,
            view.stock());
      }
    }
  }

  /** Where the pool sends parts, no line waits that is there and worth a parcel. */
  private void whatIsThereIsNotKeptForTheRest() {
    if (policy.partial() == null) {
      return;
    }
    Long least = policy.partial().minValueMinor();
    for (OrderLock lock : view.locks().values()) {
      List<String> warehouses = new ArrayList<>(WAREHOUSES);
      warehouses.removeAll(lock.refusedBy());
      if (!SHORT.contains(String.valueOf(lock.waitingBecause())) || lock.reserved()) {
        continue;
      }
      if (policy.split() == SplitPolicy.NEVER && lock.hasOpenParcel()) {
        continue; // One warehouse has sent what it has.
      }
      if (lock.waitingFor().stream().anyMatch(name -> name.startsWith(WaitingQueue.waybills("")))) {
        continue; // No number is left for it.
      }
      for (OrderLine line : lock.order().order().lines()) {
        List<Parcel.Line> wanted = new ArrayList<>(articles(lock.goods(), lock.order().order()));
        wanted.removeIf(article -> !article.lineId().equals(line.lineId()));
        Map<String, Integer> missing = open(lock, wanted);
        boolean worth = least == null || worth(lock, line) >= least;
        boolean there = !missing.isEmpty() && canBeServed(missing, warehouses);
        Insist.that(
            !worth || !there || !availability.mayBeLocked(lock, missing) || !goesAhead(lock),
            "line %s of %s waits in spite of %s",
            line.lineId(),
            lock,
            view.stock());
      }
    }
  }

  /** Whether presales are all that the order is short of, where the pool goes by that. */
  private boolean goesAhead(OrderLock lock) {
    if (!Objects.requireNonNull(policy.partial()).presalesOnly()) {
      return true;
    }
    Map<String, Integer> wanted = view.missing(lock, false);
    List<String> warehouses = new ArrayList<>(WAREHOUSES);
    warehouses.removeAll(lock.refusedBy());
    for (Map.Entry<String, Integer> one : wanted.entrySet()) {
      String sku = one.getKey();
      long there = warehouses.stream().mapToLong(from -> available(sku, from)).sum();
      boolean missing = Math.min(there, availability.most(lock, sku)) < one.getValue();
      if (missing && inbound.presale(sku) == 0) {
        return false;
      }
    }
    return true;
  }

  /** And it was asked, nobody has let it pass, and the order waits for all that it needs. */
  private void whatARuleHoldsIsStillAsTheRuleSays() {
    for (OrderLock lock : view.locks().values()) {
      String code = String.valueOf(lock.waitingBecause());
      if (!List.of(HALF, LOW).contains(code)) {
        continue;
      }
      Map<String, Integer> wanted = open(lock, articles(lock.goods(), lock.order().order()));
      List<String> open = new ArrayList<>(WAREHOUSES);
      open.removeAll(lock.refusedBy());
      boolean holds =
          wanted.entrySet().stream()
              .anyMatch(
                  one -> {
                    long there = open.stream().mapToLong(w -> available(one.getKey(), w)).sum();
                    long left = Math.min(there, availability.most(lock, one.getKey()));
                    return code.equals(HALF)
                        ? one.getValue() * 2L > left
                        : one.getKey().equals("A") && left < 4;
                  });
      assertThat(holds).as("%s is held in spite of %s", lock, view.stock()).isTrue();
      assertThat(lock.conditions().asked()).extracting(StockCondition::reason).contains(code);
      assertThat(lock.conditions().waived()).doesNotContain(code);
      assertThat(Set.copyOf(lock.waitingFor())).isEqualTo(wanted.keySet());
      if (!lock.reserved()) {
        assertThat(Objects.requireNonNull(lock.hold()).code()).isEqualTo(code);
      }
    }
  }

  private void aRecallThatIsNotAnsweredIsInSomebodysHandsOnce() throws Exception {
    for (OrderLock lock : view.locks().values()) {
      for (Parcel parcel : lock.parcels()) {
        if (parcel.status().isRecalled()) {
          isInSomebodysHandsInTime(parcel.deliveryId());
        }
      }
    }
    for (Transfer transfer : view.operator().transfers().values()) {
      for (Transfer.Leg leg : transfer.legs()) {
        if (leg.stage() == Transfer.Stage.RECALLED) {
          isInSomebodysHandsInTime(leg.id());
        }
      }
    }
  }

  private void isInSomebodysHandsInTime(String deliveryId) {
    Instant since = Objects.requireNonNull(recalled.get(deliveryId), deliveryId);
    if (view.lastWave().isAfter(since.plusMillis(1_500))) {
      assertThat(handed).containsKey(deliveryId);
    }
  }

  /** Of lines of one SKU only where a warehouse could serve them together. */
  private boolean canBeServed(Map<String, Integer> missing, List<String> warehouses) {
    for (String sku : missing.keySet()) {
      if (!view.stock().getOrDefault(sku, SkuStock.NONE).announced()) {
        return false;
      }
    }
    return switch (policy.split()) {
      case NEVER ->
          warehouses.stream()
              .anyMatch(
                  warehouse ->
                      missing.entrySet().stream()
                          .allMatch(
                              line -> available(line.getKey(), warehouse) >= line.getValue()));
      case BETWEEN_LINES ->
          missing.entrySet().stream()
              .allMatch(
                  line ->
                      warehouses.stream()
                          .anyMatch(
                              warehouse -> available(line.getKey(), warehouse) >= line.getValue()));
      case WITHIN_LINES ->
          !warehouses.isEmpty()
              && missing.entrySet().stream()
                  .allMatch(
                      line ->
                          warehouses.stream()
                                  .mapToLong(warehouse -> available(line.getKey(), warehouse))
                                  .sum()
                              >= line.getValue());
    };
  }

  private void theQueuesAreThoseWhoWait() throws Exception {
    Map<String, Set<String>> waiting = new TreeMap<>();
    for (OrderLock lock : view.locks().values()) {
      for (String sku : lock.waitingFor()) {
        waiting.computeIfAbsent(sku, ignored -> new HashSet<>()).add(lock.order().key());
      }
    }
    Map<String, Set<String>> queued = new TreeMap<>();
    view.operator()
        .queues()
        .forEach(
            (sku, queue) -> {
              assertThat(queue.entries()).isSorted().doesNotHaveDuplicates();
              for (Waiting entry : queue.entries()) {
                queued.computeIfAbsent(sku, ignored -> new HashSet<>()).add(entry.orderKey());
              }
              assertThat(queued.get(sku)).hasSameSizeAs(queue.entries());
            });
    assertThat(queued).isEqualTo(waiting);
  }

  /** What the lines of an order that want goods are to the warehouses. */
  static List<Parcel.Line> articles(Goods goods, Order order) {
    List<Parcel.Line> articles = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      if (line.refund() == RefundStatus.REFUNDED) {
        continue;
      }
      List<ExplodedLine> exploded = new ArrayList<>(goods.bundles());
      exploded.removeIf(
          one -> !one.lineId().equals(line.lineId()) || !one.sku().equals(line.sku()));
      if (exploded.isEmpty()) {
        articles.add(new Parcel.Line(line.lineId(), line.sku(), line.quantity()));
      } else {
        assertThat(exploded).as("taken apart once").hasSize(1);
        exploded
            .get(0)
            .components()
            .forEach(
                part ->
                    articles.add(
                        new Parcel.Line(
                            line.lineId(), part.sku(), part.quantity() * line.quantity())));
      }
    }
    return articles;
  }

  /**
   * Units by SKU that are wanted and neither on their way nor gone.
   *
   * @param all whether gifts are among them that the order can go without
   */
  static Map<String, Integer> missing(OrderLock lock, boolean all) {
    List<Parcel.Line> wanted = articles(lock.goods(), lock.order().order());
    for (GivenGift gift : lock.goods().gifts()) {
      if (!gift.withdrawn() && (all || gift.rule().ifShort() == Gift.Shortage.HOLD)) {
        wanted.add(new Parcel.Line(gift.lineId(), gift.rule().sku(), gift.quantity()));
      }
    }
    return open(lock, wanted);
  }

  /** What those units of a line are worth that are not on their way; of a bundle, all of it. */
  static long worth(OrderLock lock, OrderLine line) {
    List<Parcel.Line> articles = new ArrayList<>(articles(lock.goods(), lock.order().order()));
    articles.removeIf(article -> !article.lineId().equals(line.lineId()));
    Map<String, Integer> open = open(lock, articles);
    if (open.isEmpty()) {
      return 0;
    }
    Integer plain = articles.size() == 1 ? open.get(line.sku()) : null;
    return plain == null ? line.amountMinor() : line.amountMinor() * plain / line.quantity();
  }

  private static Map<String, Integer> open(OrderLock lock, List<Parcel.Line> wanted) {
    Map<String, Integer> missing = new TreeMap<>();
    for (Parcel.Line line : wanted) {
      int units = line.quantity();
      for (Parcel parcel : lock.parcels()) {
        boolean gone =
            parcel.status() == Parcel.Status.CANCELLED
                || parcel.status() == Parcel.Status.REJECTED
                || parcel.status() == Parcel.Status.SHORT
                || parcel.status() == Parcel.Status.WITHDRAWN;
        for (Parcel.Line part : parcel.lines()) {
          if (!gone && part.lineId().equals(line.lineId()) && part.sku().equals(line.sku())) {
            units -= part.quantity();
          }
        }
      }
      if (units > 0) {
        missing.merge(line.sku(), units, Integer::sum);
      }
    }
    return missing;
  }

  static boolean hasLeft(OrderEvent event) {
    return event.type() == OrderEvent.Type.SHIPPED
        || event.type() == OrderEvent.Type.PARTLY_SHIPPED
        || event.type() == OrderEvent.Type.SHIPPED_AFTER_CANCEL;
  }

  private static boolean isRecalled(OrderLock lock) {
    return lock.parcels().stream()
        .anyMatch(parcel -> parcel.status() == Parcel.Status.CANCEL_REQUESTED);
  }

  private long available(String sku, String warehouse) {
    Cell cell = view.stock().getOrDefault(sku, SkuStock.NONE).cell(warehouse);
    return cell.onHand() - cell.locked();
  }

  private interface CellCheck {
    void of(String sku, Cell cell);
  }

  private void forEachCell(CellCheck check) {
    view.stock().forEach((sku, row) -> row.cells().forEach(cell -> check.of(sku, cell)));
  }
}
