package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Transfers;
import io.penstock.model.StockMovement;
import io.penstock.model.StockMovement.Type;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Transfer;
import io.penstock.state.Transfer.Goods;
import io.penstock.state.Transfer.Leg;
import io.penstock.state.Transfer.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the stock promises of goods that it moves between warehouses for an order, reckoned from the
 * ledger, from what warehouses were told and from the state.
 */
final class TransferPromises {

  private final View view;
  private final Pool policy;
  private final Map<String, Delivery> created = new LinkedHashMap<>();
  private final Set<String> stopped = new HashSet<>();

  /** By the ledger: what left for another warehouse and what came, by leg and article. */
  private final Map<String, Long> out = new TreeMap<>();

  private final Map<String, Long> in = new TreeMap<>();

  /** By the ledger: what is locked for each parcel and leg, by article and warehouse. */
  private final Map<String, Long> locked = new HashMap<>();

  /** Orders that were told that goods are moved for them. */
  private final Set<String> told = new HashSet<>();

  private Map<String, Transfer> underWay = Map.of();
  private final Map<String, Transfer> all = new TreeMap<>();

  /** Movements of goods that have left a warehouse for another one since it was looked last. */
  private final List<StockMovement> gone = new ArrayList<>();

  TransferPromises(View view, Pool policy) {
    this.view = view;
    this.policy = policy;
  }

  /** Whether a warehouse knows goods for another one by that name. */
  static boolean isLeg(@Nullable String deliveryId) {
    return deliveryId != null && deliveryId.startsWith(".t", plan(deliveryId));
  }

  /** Where the number of the allocation ends. */
  private static int plan(String deliveryId) {
    int end = deliveryId.indexOf('.', deliveryId.lastIndexOf('#') + 1);
    return end < 0 ? deliveryId.length() : end;
  }

  /** Takes in what was said, and the transfers as they are. */
  void look() throws Exception {
    gone.clear();
    underWay = view.operator().transfers();
    all.clear();
    all.putAll(underWay);
    view.operator()
        .transfersOver()
        .forEach((id, over) -> assertThat(all.put(id, over)).as("over and not: %s", id).isNull());
    for (Delivery delivery : view.deliveries()) {
      if (isLeg(delivery.deliveryId())) {
        if (delivery.action() == Delivery.Action.CREATE) {
          assertThat(created.put(delivery.deliveryId(), delivery)).as("asked for twice").isNull();
        } else {
          assertThat(created).containsKey(delivery.deliveryId());
          assertThat(stopped.add(delivery.deliveryId())).as("stopped twice").isTrue();
        }
      }
    }
    for (StockMovement movement : view.movements()) {
      hear(movement);
    }
    for (OrderEvent event : view.events()) {
      hear(event);
    }
  }

  private void hear(StockMovement movement) {
    for (StockMovement.Entry entry : movement.entries()) {
      String of = movement.deliveryId() + " " + entry.sku();
      if (movement.type() == Type.TRANSFERRED_OUT) {
        assertThat(entry.warehouse()).isEqualTo(told(movement).warehouse());
        assertThat(entry.units()).isNegative();
        out.merge(of, -entry.units(), Long::sum);
      } else if (movement.type() == Type.TRANSFERRED_IN) {
        assertThat(entry.warehouse()).isEqualTo(told(movement).toWarehouse());
        in.merge(of, entry.units(), Long::sum);
      }
      if (entry.locked() != 0) {
        locked.merge(of + "@" + entry.warehouse(), entry.locked(), Long::sum);
      }
    }
    Delivery leg = created.get(String.valueOf(movement.deliveryId()));
    boolean there = leg != null && movement.entries().get(0).warehouse().equals(leg.warehouse());
    if (there && (movement.type() == Type.TRANSFERRED_OUT || movement.type() == Type.ADJUSTED)) {
      gone.add(movement);
    }
  }

  private void hear(OrderEvent event) {
    boolean forPeople = event.type() == OrderEvent.Type.DELIVERY_EXCEPTION;
    Insist.that(forPeople || !isLeg(event.deliveryId()), "a marketplace is told: %s", event);
    if (event.type() == OrderEvent.Type.TRANSFERRING) {
      Transfers terms = Objects.requireNonNull(policy.transfer(), "moved without a policy");
      told.add(event.key());
      assertThat(event.reasons().stream().filter(r -> r.code().equals("TRANSFER")))
          .hasSizeBetween(1, terms.mostLegs());
      Long least = terms.minValueMinor();
      if (least != null) {
        long worth = event.lines().stream().mapToLong(OrderEvent.EventLine::amountMinor).sum();
        assertThat(worth).isGreaterThanOrEqualTo(least);
      }
    }
  }

  void check() {
    whatIsToldIsMovedBetweenTwoWarehousesAndSaysNothingOfTheBuyer();
    whatIsInTransitIsWhatLeftAndDidNotCome();
    whatIsMovedForAnOrderIsLockedForItAllTheTime();
    nothingWaitsThatHasArrivedOrCannot();
    onlyWhatIsWantedIsMoved();
    onlyWhatThePolicySaysIsMoved();
    nobodyWaitsForAWayWhoseGoodsCanBeBroughtTogether();
  }

  private void whatIsToldIsMovedBetweenTwoWarehousesAndSaysNothingOfTheBuyer() {
    Map<String, Leg> legs = new HashMap<>();
    for (Transfer transfer : all.values()) {
      for (Leg leg : transfer.legs()) {
        legs.put(leg.id(), leg);
        Delivery told = Objects.requireNonNull(created.get(leg.id()), leg.id());
        assertThat(told.toWarehouse()).isEqualTo(transfer.to()).isNotEqualTo(told.warehouse());
        assertThat(told.warehouse()).isEqualTo(leg.from());
        Map<String, Integer> units = new TreeMap<>();
        told.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
        Map<String, Integer> asked = new TreeMap<>();
        leg.goods().forEach(goods -> asked.put(goods.sku(), goods.asked()));
        asked.values().removeIf(one -> one == 0);
        assertThat(units).isEqualTo(asked);
      }
    }
    assertThat(legs.keySet()).isEqualTo(created.keySet());
    for (Delivery told : created.values()) {
      assertThat(told.orderType()).isEqualTo("DBCK");
      assertThat(told.shipping()).isNull();
      assertThat(told.consignee().token()).isNull();
    }
  }

  /** By the ledger: what went out less what came in, of each leg; nothing where it is over. */
  private void whatIsInTransitIsWhatLeftAndDidNotCome() {
    Map<String, Long> inTransit = new TreeMap<>(out);
    in.forEach((of, units) -> inTransit.merge(of, -units, Long::sum));
    inTransit.values().removeIf(units -> units == 0);
    Map<String, Long> rows = new TreeMap<>();
    for (Transfer transfer : underWay.values()) {
      for (Leg leg : transfer.legs()) {
        for (Goods goods : leg.goods()) {
          rows.put(leg.id() + " " + goods.sku(), (long) goods.inTransit());
          assertThat((long) goods.left())
              .isEqualTo(out.getOrDefault(leg.id() + " " + goods.sku(), 0L));
        }
      }
    }
    rows.values().removeIf(units -> units == 0);
    assertThat(rows).as("in transit").isEqualTo(inTransit);
    for (Map.Entry<String, Long> one : inTransit.entrySet()) {
      Leg leg = leg(one.getKey().substring(0, one.getKey().lastIndexOf(' ')));
      assertThat(leg.isThere() || (one.getValue() > 0 && !leg.closed()))
          .as("nobody will say what became of it: %s", leg)
          .isTrue();
    }
  }

  private Delivery told(StockMovement movement) {
    return Objects.requireNonNull(created.get(String.valueOf(movement.deliveryId())));
  }

  private Leg leg(String id) {
    Transfer transfer = all.get(id.substring(0, id.lastIndexOf('.')));
    return Objects.requireNonNull(Objects.requireNonNull(transfer).leg(id));
  }

  /** With the parcel, or for a leg; as much as the ledger says, and enough for the order. */
  private void whatIsMovedForAnOrderIsLockedForItAllTheTime() {
    for (OrderLock order : view.locks().values()) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status() != Parcel.Status.ASSEMBLING) {
          continue;
        }
        Transfer transfer = transferOf(parcel);
        units(parcel)
            .forEach(
                (sku, units) -> {
                  String place = parcel.deliveryId() + " " + sku + "@" + parcel.warehouse();
                  assertThat(locked.getOrDefault(place, 0L) + transfer.awaited(sku))
                      .as("%s of %s", sku, parcel)
                      .isEqualTo((long) units);
                });
        for (Leg leg : transfer.legs()) {
          for (Goods goods : leg.goods()) {
            String place = leg.id() + " " + goods.sku() + "@" + leg.from();
            long here = locked.getOrDefault(place, 0L);
            assertThat(goods.awaited())
                .as("%s of %s", goods, leg)
                .isLessThanOrEqualTo((int) Math.max(0, here + goods.inTransit()));
          }
        }
      }
    }
    for (Transfer transfer : all.values()) {
      for (Leg leg : transfer.legs()) {
        for (Goods goods : leg.goods()) {
          String place = leg.id() + " " + goods.sku() + "@" + leg.from();
          assertThat(locked.getOrDefault(place, 0L)).isEqualTo((long) goods.here());
        }
      }
    }
  }

  private void nothingWaitsThatHasArrivedOrCannot() {
    for (OrderLock order : view.locks().values()) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status() == Parcel.Status.ASSEMBLING) {
          assertThat(order.wanted() && !order.suspended() && !order.reserved())
              .as("moved for nobody: %s", order)
              .isTrue();
          assertThat(transferOf(parcel).legs().stream().anyMatch(Leg::isAwaited))
              .as("all has come: %s", order)
              .isTrue();
        }
      }
    }
  }

  /** Who gave up calls back what has not left, unless the warehouse has said that it cannot. */
  private void onlyWhatIsWantedIsMoved() {
    Set<String> waiting = new HashSet<>();
    for (OrderLock order : view.locks().values()) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status() == Parcel.Status.ASSEMBLING) {
          waiting.add(parcel.deliveryId());
        }
      }
    }
    for (Transfer transfer : underWay.values()) {
      for (Leg leg : transfer.legs()) {
        if (!waiting.contains(transfer.parcelId())) {
          assertThat(leg.isAwaited()).as("%s", leg).isFalse();
        }
        boolean toBeMade = leg.stage() == Stage.ASKED || leg.stage() == Stage.ACCEPTED;
        boolean early = leg.goods().stream().anyMatch(goods -> goods.arrived() > 0);
        if (toBeMade && !early) {
          assertThat(waiting).as("moved for nobody: %s", leg).contains(transfer.parcelId());
        }
        if (leg.stage() == Stage.RECALLED) {
          assertThat(stopped).contains(leg.id());
          assertThat(leg.isThere()).isTrue();
        }
      }
    }
    for (String leg : stopped) {
      assertThat(leg(leg).isAwaited()).as("called back, and awaited").isFalse();
    }
  }

  private void onlyWhatThePolicySaysIsMoved() {
    Transfers terms = policy.transfer();
    if (terms == null) {
      assertThat(all).isEmpty();
      return;
    }
    all.values().forEach(transfer -> assertThat(told).contains(transfer.orderKey()));
  }

  /** Of pools without prices: with them not every warehouse may ship all. */
  private void nobodyWaitsForAWayWhoseGoodsCanBeBroughtTogether() {
    Transfers terms = policy.transfer();
    if (terms == null || policy.currency() != null) {
      return;
    }
    for (OrderLock order : view.locks().values()) {
      if (!"NO_PERMITTED_SPLIT".equals(order.waitingBecause()) || order.reserved()) {
        continue;
      }
      long value =
          order.order().order().lines().stream()
              .mapToLong(line -> Promises.worth(order, line))
              .sum();
      Long least = terms.minValueMinor();
      boolean few = terms.mostLegs() < 2 || (least != null && value / 2 < least);
      assertThat(few).as("it could be brought together: %s", order).isTrue();
    }
  }

  /** What is locked where for orders whose goods are not all there, and for legs. */
  Map<String, Long> held() {
    Map<String, Long> held = new TreeMap<>();
    for (OrderLock order : view.locks().values()) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status() == Parcel.Status.ASSEMBLING) {
          Transfer transfer = transferOf(parcel);
          units(parcel)
              .forEach(
                  (sku, units) ->
                      held.merge(
                          sku + "@" + parcel.warehouse(),
                          (long) units - transfer.awaited(sku),
                          Long::sum));
        }
      }
    }
    for (Transfer transfer : underWay.values()) {
      for (Leg leg : transfer.legs()) {
        leg.goods()
            .forEach(
                goods ->
                    held.merge(goods.sku() + "@" + leg.from(), (long) goods.here(), Long::sum));
      }
    }
    held.values().removeIf(units -> units == 0);
    return held;
  }

  /** Units that warehouses were asked to keep, by {@code warehouse/sku}. */
  Map<String, Long> comesBack() {
    Map<String, Long> comesBack = new HashMap<>();
    forEachLeg(
        Stage.RECALLED::equals,
        (leg, goods) ->
            comesBack.merge(leg.from() + "/" + goods.sku(), (long) goods.here(), Long::sum));
    return comesBack;
  }

  /** Where something is locked that nobody has picked. */
  Set<String> toBeMade() {
    Set<String> toBeMade = new HashSet<>();
    Set<String> waiting = new HashSet<>();
    for (OrderLock order : view.locks().values()) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status() == Parcel.Status.ASSEMBLING) {
          waiting.add(transferOf(parcel).id());
          Transfer transfer = transferOf(parcel);
          units(parcel)
              .forEach(
                  (sku, units) -> {
                    if (units > transfer.awaited(sku)) {
                      toBeMade.add(parcel.warehouse() + "/" + sku);
                    }
                  });
        }
      }
    }
    for (Transfer transfer : underWay.values()) {
      for (Leg leg : transfer.legs()) {
        boolean isToBeMade = leg.stage() == Stage.ASKED || leg.stage() == Stage.ACCEPTED;
        for (Goods goods : leg.goods()) {
          if (isToBeMade && goods.here() > 0 && waiting.contains(transfer.id())) {
            toBeMade.add(leg.from() + "/" + goods.sku());
          }
        }
      }
    }
    return toBeMade;
  }

  private interface LegCheck {
    void of(Leg leg, Goods goods);
  }

  private void forEachLeg(Predicate<Stage> in, LegCheck check) {
    for (Transfer transfer : underWay.values()) {
      for (Leg leg : transfer.legs()) {
        if (in.test(leg.stage())) {
          leg.goods().forEach(goods -> check.of(leg, goods));
        }
      }
    }
  }

  /**
   * Goods that left for another warehouse, or could not be found for it, since it was looked last:
   * what came is told in messages of its own.
   */
  List<StockMovement> gone() {
    return gone;
  }

  private Transfer transferOf(Parcel parcel) {
    String id = parcel.deliveryId();
    return Objects.requireNonNull(all.get(id.substring(0, id.lastIndexOf('.'))), id);
  }

  private static Map<String, Integer> units(Parcel parcel) {
    Map<String, Integer> units = new TreeMap<>();
    parcel.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    return units;
  }

  /** The same pool, which moves goods. */
  static Pool pool(Pool like, Transfers terms) {
    return new Pool(
        like.pool(),
        like.split(),
        like.merge(),
        like.objective(),
        like.currency(),
        like.deliverWithin(),
        like.partial(),
        like.parcels(),
        terms);
  }

  /** What warehouses were told of, but for goods that they give to others. */
  static List<Delivery> toBuyers(StockHarness.Said said) {
    return said.deliveries().stream().filter(one -> !isLeg(one.deliveryId())).toList();
  }
}
