package io.penstock.state;

import io.penstock.model.Reference;
import java.time.Duration;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** All that the stock operator keeps in a savepoint, per pool. */
public final class StockState {

  public static final String OPERATOR_UID = "stock";

  /**
   * A closed order is remembered as long as intake remembers it: both know the same repetitions.
   */
  public static final Duration CLOSED_RETENTION = IntakeState.RETENTION;

  /** Longer than any warehouse system sends a message again. */
  public static final Duration MESSAGE_RETENTION = Duration.ofDays(30);

  /** An order that was paid in time may be let pass this much later, and gets its gift. */
  public static final Duration GIFT_GRACE = Duration.ofDays(30);

  /**
   * How long an old version of a bundle or a gift is kept for orders that were paid in its time.
   */
  public static final Duration OLD_VERSIONS_KEPT = CLOSED_RETENTION;

  /** What waits for its wave, in the order of arrival. */
  public static ListStateDescriptor<StockInput> inbox() {
    return new ListStateDescriptor<>("inbox", TypeInformation.of(StockInput.class));
  }

  /** Stock by SKU. */
  public static MapStateDescriptor<String, SkuStock> stock() {
    return new MapStateDescriptor<>("stock", Types.STRING, TypeInformation.of(SkuStock.class));
  }

  /** Orders that hold stock or wait for it, by order key. */
  public static MapStateDescriptor<String, OrderLock> locks() {
    return new MapStateDescriptor<>("locks", Types.STRING, TypeInformation.of(OrderLock.class));
  }

  /** Orders that are over, by order key. */
  public static MapStateDescriptor<String, OrderLock> closed() {
    MapStateDescriptor<String, OrderLock> descriptor =
        new MapStateDescriptor<>("closed", Types.STRING, TypeInformation.of(OrderLock.class));
    descriptor.enableTimeToLive(expiringAfter(CLOSED_RETENTION));
    return descriptor;
  }

  /** Who waits, by SKU or {@link WaitingQueue#UNSERVED}. */
  public static MapStateDescriptor<String, WaitingQueue> queues() {
    return new MapStateDescriptor<>("queues", Types.STRING, TypeInformation.of(WaitingQueue.class));
  }

  /** What was tried in vain, by the queue of those who wait for other warehouses. */
  public static MapStateDescriptor<String, TriedWarehouses> tried() {
    return new MapStateDescriptor<>(
        "tried", Types.STRING, TypeInformation.of(TriedWarehouses.class));
  }

  /** Parcels that wait for others, by shop and consignee. */
  public static MapStateDescriptor<String, ConsigneeGatherings> gatherings() {
    return new MapStateDescriptor<>(
        "gatherings", Types.STRING, TypeInformation.of(ConsigneeGatherings.class));
  }

  /** Which held orders to look at at the end of a wave, by its last millisecond. */
  public static MapStateDescriptor<String, WakeList> reminders() {
    return new MapStateDescriptor<>("reminders", Types.STRING, TypeInformation.of(WakeList.class));
  }

  /** Which gatherings to look at at the end of a wave, by its last millisecond. */
  public static MapStateDescriptor<String, WakeList> departures() {
    return new MapStateDescriptor<>("departures", Types.STRING, TypeInformation.of(WakeList.class));
  }

  /** How many parcels leave a warehouse on a day, by {@code warehouse/2026-03-01}. */
  public static MapStateDescriptor<String, Integer> leaving() {
    return new MapStateDescriptor<>("leaving", Types.STRING, Types.INT);
  }

  /** In which of those a parcel is counted, by its id, while no warehouse knows of it. */
  public static MapStateDescriptor<String, String> leavingOn() {
    return new MapStateDescriptor<>("leavingOn", Types.STRING, Types.STRING);
  }

  /** Which of those days are over at the end of a wave, by its last millisecond. */
  public static MapStateDescriptor<String, WakeList> daysOver() {
    return new MapStateDescriptor<>("daysOver", Types.STRING, TypeInformation.of(WakeList.class));
  }

  /** Ids of the receipts and adjustments that were booked. */
  public static MapStateDescriptor<String, Boolean> messages() {
    MapStateDescriptor<String, Boolean> descriptor =
        new MapStateDescriptor<>("messages", Types.STRING, Types.BOOLEAN);
    descriptor.enableTimeToLive(expiringAfter(MESSAGE_RETENTION));
    return descriptor;
  }

  /** Hashes of what warehouses told of deliveries, by {@code warehouse/messageId}. */
  public static MapStateDescriptor<String, Long> told() {
    MapStateDescriptor<String, Long> descriptor =
        new MapStateDescriptor<>("told", Types.STRING, Types.LONG);
    descriptor.enableTimeToLive(expiringAfter(MESSAGE_RETENTION));
    return descriptor;
  }

  /**
   * What warehouses told of their goods lately, by warehouse and {@link Trail#page}, for counts
   * that say how much of it they have counted in.
   */
  public static MapStateDescriptor<String, Trail> trails() {
    MapStateDescriptor<String, Trail> descriptor =
        new MapStateDescriptor<>("trails", Types.STRING, TypeInformation.of(Trail.class));
    descriptor.enableTimeToLive(expiringAfter(MESSAGE_RETENTION));
    return descriptor;
  }

  /** The position of the last message that told of goods, by warehouse. */
  public static MapStateDescriptor<String, Long> positions() {
    return new MapStateDescriptor<>("positions", Types.STRING, Types.LONG);
  }

  /** What was published of each bundle, by its SKU. */
  public static MapStateDescriptor<String, Publications> bundles() {
    return new MapStateDescriptor<>(
        "bundles", Types.STRING, TypeInformation.of(Publications.class));
  }

  /** All gifts, under {@link GiftBook#ALL}. */
  public static MapStateDescriptor<String, GiftBook> gifts() {
    return new MapStateDescriptor<>("gifts", Types.STRING, TypeInformation.of(GiftBook.class));
  }

  /** How many orders have each gift, by its name; forgotten with the gift. */
  public static MapStateDescriptor<String, Integer> given() {
    return new MapStateDescriptor<>("given", Types.STRING, Types.INT);
  }

  /** Who has each gift that a buyer gets once, by {@link GiftTakers#row}; forgotten with it. */
  public static MapStateDescriptor<String, GiftTakers> takers() {
    return new MapStateDescriptor<>("takers", Types.STRING, TypeInformation.of(GiftTakers.class));
  }

  /**
   * Warehouses, carriers, pool policies and playbooks, broadcast: {@code TYPE/id@effectiveFrom}.
   */
  public static MapStateDescriptor<String, Reference> network() {
    return new MapStateDescriptor<>("network", Types.STRING, TypeInformation.of(Reference.class));
  }

  private static StateTtlConfig expiringAfter(Duration retention) {
    return StateTtlConfig.newBuilder(retention).cleanupInRocksdbCompactFilter(1000).build();
  }

  private StockState() {}
}
