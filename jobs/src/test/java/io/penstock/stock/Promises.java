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
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.model.WmsEvent;
import io.penstock.state.Cell;
import io.penstock.state.ExplodedLine;
import io.penstock.state.GivenGift;
import io.penstock.state.Goods;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
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

  private final Playback play;
  private final Pool policy;
  private final Map<String, SkuStock> stock;
  private final Map<String, OrderLock> locks;
  private final Map<String, OrderLock> closed;
  private final Map<String, WaitingQueue> queues;
  private final StockHarness.Said said;
  private final MergePromises merges;
  private final AvailabilityPromises availability;
  private final TransferPromises transfers;
  private final Map<String, Delivery> created = new HashMap<>();

  private Promises(Playback play, Pool policy) throws Exception {
    this.play = play;
    this.policy = policy;
    this.stock = play.operator().stock();
    this.locks = play.operator().locks();
    this.closed = play.operator().closed();
    this.queues = play.operator().queues();
    this.said = play.said();
    this.merges = new MergePromises(play, policy);
    this.availability = new AvailabilityPromises(play);
    this.transfers = new TransferPromises(play, policy, all());
  }

  static void check(Playback play, Pool policy) throws Exception {
    Promises promises = new Promises(play, policy);
    promises.aDeliveryIsAskedForOnceAndLeavesOnce();
    promises.merges.check(promises.created, promises.all());
    promises.availability.check();
    promises.transfers.check();
    new LedgerPromises(play).check(promises.all(), promises.transfers);
    promises.whatIsLockedIsWhatOpenParcelsHold();
    promises.anOrderHasAllItWantsOrWaits();
    promises.anOrderIsSplitAsItsPoolAllows();
    promises.aSuspendedOrderIsGivenNothing();
    promises.whatHasLeftEntirelyIsToldAsShipped();
    promises.nobodyWaitsForWhatIsThere();
    promises.whatIsThereIsNotKeptForTheRest();
    promises.whatARuleHoldsIsStillAsTheRuleSays();
    promises.aRecallThatIsNotAnsweredIsInSomebodysHandsOnce();
    promises.theQueuesAreThoseWhoWait();
    GoodsPromises goods = new GoodsPromises(play, promises.all());
    goods.aGiftIsGivenToAsManyAsHaveItAndToNobodyTwice();
    goods.aBundleIsWhatItWasWhenItWasPaid();
    goods.whatLeftOfALineIsWorthWhatItCosts();
    new SourcingPromises(play, policy, promises.all()).check();
    new CompanyPromises(play, promises.all(), promises.merges, promises.created).check();
  }

  private void aDeliveryIsAskedForOnceAndLeavesOnce() {
    Set<String> stopped = new HashSet<>();
    for (Delivery delivery : TransferPromises.toBuyers(said)) {
      if (delivery.action() == Delivery.Action.CREATE) {
        assertThat(created.put(delivery.deliveryId(), delivery)).as("created twice").isNull();
      } else {
        assertThat(created).as("stopped before it was created").containsKey(delivery.deliveryId());
        stopped.add(delivery.deliveryId());
      }
    }
    Set<String> left = new HashSet<>();
    for (OrderEvent event : said.events()) {
      if (hasLeft(event)) {
        assertThat(left.add(String.valueOf(event.deliveryId())))
            .as("%s left twice", event.deliveryId())
            .isTrue();
      }
    }
    Set<String> kept = new HashSet<>();
    for (OrderLock lock : all()) {
      for (Parcel parcel : lock.parcels()) {
        if (parcel.status().isTold()) {
          kept.add(merges.told(parcel.deliveryId()));
        } else {
          assertThat(created).doesNotContainKey(merges.told(parcel.deliveryId()));
        }
        boolean hasLeft = left.contains(parcel.deliveryId());
        assertThat(parcel.status() == Parcel.Status.SHIPPED).as("%s", parcel).isEqualTo(hasLeft);
        if (parcel.status() == Parcel.Status.CANCELLED) {
          assertThat(stopped).as("cancelled by us").contains(merges.told(parcel.deliveryId()));
        }
      }
    }
    assertThat(kept).as("each delivery is a parcel in the books").isEqualTo(created.keySet());
  }

  private void whatIsLockedIsWhatOpenParcelsHold() {
    Map<String, Long> held = transfers.held();
    for (OrderLock lock : all()) {
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
          assertThat(cell.locked()).isBetween(0L, cell.onHand());
          assertThat(cell.available()).isNotNegative();
          assertThat(cell.deficit() == 0 || cell.available() == 0)
              .as("what is missing is made good first: %s", cell)
              .isTrue();
          locked.put(sku + "@" + cell.warehouse(), cell.locked());
        });
    locked.values().removeIf(units -> units == 0);
    assertThat(locked).as("locked, and held by open parcels").isEqualTo(held);
  }

  private void anOrderHasAllItWantsOrWaits() {
    assertThat(closed.keySet()).as("open and closed").noneMatch(locks::containsKey);
    for (OrderLock lock : closed.values()) {
      assertThat(lock.isClosed()).isTrue();
    }
    for (OrderLock lock : all()) {
      if (!lock.wanted() || lock.suspended()) {
        assertThat(lock.isWaiting()).as("waits, unwanted: %s", lock).isFalse();
      } else if (!isRecalled(lock)) {
        boolean waits = lock.isWaiting();
        assertThat(missing(lock, true).isEmpty()).as("%s", lock).isEqualTo(!waits);
      }
    }
  }

  /** Of what is locked at one time; a gift that is given when goods leave goes with any of them. */
  private void anOrderIsSplitAsItsPoolAllows() {
    for (OrderLock lock : all()) {
      Set<String> places = new HashSet<>();
      for (Parcel parcel : lock.parcels()) {
        if (!parcel.whole().equals(parcel.deliveryId())) {
          continue; // A warehouse divided it.
        }
        String plan = parcel.deliveryId().substring(0, parcel.deliveryId().lastIndexOf('.'));
        switch (policy.split()) {
          case NEVER -> assertThat(places.add(plan)).as("split: %s", lock).isTrue();
          case BETWEEN_LINES -> {
            for (Parcel.Line line : parcel.lines()) {
              assertThat(places.add(plan + " " + line.lineId() + " " + line.sku()))
                  .as("divided: %s", lock)
                  .isTrue();
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
    Set<String> stopFailed = new HashSet<>();
    Set<String> wantedFirst = new HashSet<>();
    for (StockInput input : play.sent()) {
      if (input.wms() != null && input.wms().type() == WmsEvent.Type.CANCEL_FAILED) {
        stopFailed.add(String.valueOf(input.wms().deliveryId()));
      }
      StockRequest request = input.request();
      if (request != null && request.order() != null && request.kind() != Kind.SUSPEND) {
        wantedFirst.add(request.order().key() + "@" + request.version());
      }
    }
    Set<String> stopped = new HashSet<>();
    for (Delivery delivery : said.deliveries()) {
      if (delivery.action() == Delivery.Action.CANCEL) {
        stopped.add(delivery.deliveryId());
      }
    }
    Set<String> allocated = new HashSet<>();
    for (OrderEvent event : said.events()) {
      if (event.type() == OrderEvent.Type.ALLOCATED
          || event.type() == OrderEvent.Type.BACKORDERED) {
        allocated.add(event.key() + "@" + event.version());
      }
    }
    for (OrderLock lock : all()) {
      String version = lock.order().key() + "@" + lock.version();
      if (lock.suspended() && !wantedFirst.contains(version)) {
        assertThat(allocated).doesNotContain(version);
      }
      if (lock.suspended() || lock.reserved()) {
        for (Parcel parcel : lock.parcels()) {
          boolean answered = parcel.status() != Parcel.Status.CANCEL_REQUESTED;
          if (parcel.status().isOpen() && parcel.status().isTold()) {
            String told = merges.told(parcel.deliveryId());
            assertThat(stopped).contains(told);
            assertThat(!answered || stopFailed.contains(told))
                .as("held, and a warehouse has it: %s", lock)
                .isTrue();
          }
        }
      }
    }
  }

  private void whatHasLeftEntirelyIsToldAsShipped() {
    Map<String, OrderEvent.Type> last = new HashMap<>();
    for (OrderEvent event : said.events()) {
      if (event.type() == OrderEvent.Type.SHIPPED
          || event.type() == OrderEvent.Type.COMPLETED
          || event.type() == OrderEvent.Type.PARTLY_SHIPPED) {
        last.put(event.key(), event.type());
      }
    }
    for (OrderLock lock : closed.values()) {
      boolean left =
          lock.parcels().stream().anyMatch(parcel -> parcel.status() == Parcel.Status.SHIPPED);
      if (lock.wanted() && left && missing(lock, true).isEmpty()) {
        assertThat(last.get(lock.order().key()))
            .as("%s", lock)
            .isIn(OrderEvent.Type.SHIPPED, OrderEvent.Type.COMPLETED);
      }
    }
  }

  private void nobodyWaitsForWhatIsThere() {
    for (OrderLock lock : locks.values()) {
      if (lock.isWaiting()
          && !List.of(HALF, LOW, Reason.NO_WAYBILL_LEFT).contains(lock.waitingBecause())) {
        List<String> open = new ArrayList<>(WAREHOUSES);
        open.removeAll(lock.refusedBy());
        Map<String, Integer> missing = missing(lock, false);
        assertThat(canBeServed(missing, open) && availability.mayBeLocked(lock, missing))
            .as("%s waits in spite of %s", lock, stock)
            .isFalse();
      }
    }
  }

  /** Where the pool sends parts, no line waits that is there and worth a parcel. */
  private void whatIsThereIsNotKeptForTheRest() {
    if (policy.partial() == null) {
      return;
    }
    Long least = policy.partial().minValueMinor();
    for (OrderLock lock : locks.values()) {
      List<String> warehouses = new ArrayList<>(WAREHOUSES);
      warehouses.removeAll(lock.refusedBy());
      if (!SHORT.contains(String.valueOf(lock.waitingBecause())) || lock.reserved()) {
        continue;
      }
      if (policy.split() == SplitPolicy.NEVER && lock.hasOpenParcel()) {
        continue; // One warehouse has sent what it has.
      }
      for (OrderLine line : lock.order().order().lines()) {
        List<Parcel.Line> wanted = new ArrayList<>(articles(lock.goods(), lock.order().order()));
        wanted.removeIf(article -> !article.lineId().equals(line.lineId()));
        Map<String, Integer> missing = open(lock, wanted);
        boolean worth = least == null || line.amountMinor() >= least;
        boolean there = !missing.isEmpty() && canBeServed(missing, warehouses);
        assertThat(worth && there && availability.mayBeLocked(lock, missing))
            .as("line %s of %s waits in spite of %s", line.lineId(), lock, stock)
            .isFalse();
      }
    }
  }

  /** And it was asked, nobody has let it pass, and the order waits for all that it needs. */
  private void whatARuleHoldsIsStillAsTheRuleSays() {
    for (OrderLock lock : locks.values()) {
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
      assertThat(holds).as("%s is held in spite of %s", lock, stock).isTrue();
      assertThat(lock.conditions().asked()).extracting(StockCondition::reason).contains(code);
      assertThat(lock.conditions().waived()).doesNotContain(code);
      assertThat(Set.copyOf(lock.waitingFor())).isEqualTo(wanted.keySet());
      if (!lock.reserved()) {
        assertThat(Objects.requireNonNull(lock.hold()).code()).isEqualTo(code);
      }
    }
  }

  private void aRecallThatIsNotAnsweredIsInSomebodysHandsOnce() {
    Map<String, Instant> asked = new HashMap<>();
    Map<String, Integer> recalls = new HashMap<>();
    Map<String, Integer> handed = new HashMap<>();
    for (OrderEvent event : said.events()) {
      String parcel = String.valueOf(event.deliveryId());
      if (event.type() == OrderEvent.Type.CANCEL_REQUESTED) {
        asked.put(parcel, event.at());
        recalls.merge(parcel, 1, Integer::sum);
      } else if (event.reasons().stream().anyMatch(r -> r.code().equals("CANCEL_UNANSWERED"))) {
        Instant due = Objects.requireNonNull(asked.get(parcel)).plusMillis(400);
        assertThat(event.at()).as("%s", event).isEqualTo(due);
        assertThat(handed.merge(parcel, 1, Integer::sum)).isLessThanOrEqualTo(recalls.get(parcel));
      }
    }
    for (OrderLock lock : locks.values()) {
      for (Parcel parcel : lock.parcels()) {
        boolean recalled =
            parcel.status() == Parcel.Status.CANCEL_REQUESTED
                || parcel.status() == Parcel.Status.RECALLED;
        if (recalled) {
          Instant since = Objects.requireNonNull(asked.get(parcel.deliveryId()));
          if (play.lastWave().isAfter(since.plusMillis(1_500))) {
            assertThat(handed).as("%s", parcel).containsKey(parcel.deliveryId());
          }
        }
      }
    }
  }

  /** Of lines of one SKU only where a warehouse could serve them together. */
  private boolean canBeServed(Map<String, Integer> missing, List<String> warehouses) {
    for (String sku : missing.keySet()) {
      if (!stock.getOrDefault(sku, SkuStock.NONE).announced()) {
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

  private void theQueuesAreThoseWhoWait() {
    Map<String, Set<String>> waiting = new TreeMap<>();
    for (OrderLock lock : locks.values()) {
      for (String sku : lock.waitingFor()) {
        waiting.computeIfAbsent(sku, ignored -> new HashSet<>()).add(lock.order().key());
      }
    }
    Map<String, Set<String>> queued = new TreeMap<>();
    queues.forEach(
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
    Cell cell = stock.getOrDefault(sku, SkuStock.NONE).cell(warehouse);
    return cell.onHand() - cell.locked();
  }

  private List<OrderLock> all() {
    List<OrderLock> all = new ArrayList<>(locks.values());
    all.addAll(closed.values());
    return all;
  }

  private interface CellCheck {
    void of(String sku, Cell cell);
  }

  private void forEachCell(CellCheck check) {
    stock.forEach((sku, row) -> row.cells().forEach(cell -> check.of(sku, cell)));
  }
}
