package io.penstock.state;

import io.penstock.model.Reference;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** All that the stock operator keeps in a savepoint, per pool. */
public final class StockState {

  private static final TypeInformation<StockInput> INPUTS = TypeInformation.of(StockInput.class);
  private static final TypeInformation<Reference> REFERENCES = TypeInformation.of(Reference.class);

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

  /** Stock by SKU. */
  public static final RowKind<SkuStock> STOCK = RowKind.of("stock", SkuStock.class);

  /** Orders that hold stock or wait for it, by order key. */
  public static final RowKind<OrderLock> LOCKS = RowKind.of("locks", OrderLock.class);

  /** Orders that are over, by order key. */
  public static final RowKind<OrderLock> CLOSED =
      RowKind.of("closed", OrderLock.class, CLOSED_RETENTION);

  /** Who waits, by SKU or {@link WaitingQueue#UNSERVED}. */
  public static final RowKind<WaitingQueue> QUEUES = RowKind.of("queues", WaitingQueue.class);

  /** What those who wait want, by order key. */
  public static final RowKind<Lack> LACKS = RowKind.of("lacks", Lack.class);

  /** What channels have taken, by the id of the parcel that was made. */
  public static final RowKind<Taken> TAKEN = RowKind.of("taken", Taken.class);

  /** What was tried in vain, by the queue of those who wait for other warehouses. */
  public static final RowKind<TriedWarehouses> TRIED = RowKind.of("tried", TriedWarehouses.class);

  /** Parcels that wait for others, by shop and consignee. */
  public static final RowKind<ConsigneeGatherings> GATHERINGS =
      RowKind.of("gatherings", ConsigneeGatherings.class);

  /** Which held orders to look at at the end of a wave, by its last millisecond. */
  public static final RowKind<WakeList> REMINDERS = RowKind.of("reminders", WakeList.class);

  /** Which gatherings to look at at the end of a wave, by its last millisecond. */
  public static final RowKind<WakeList> DEPARTURES = RowKind.of("departures", WakeList.class);

  /**
   * Of which articles something that was published earlier begins to hold, by the last millisecond
   * of the wave.
   */
  public static final RowKind<WakeList> BEGINNINGS = RowKind.of("beginnings", WakeList.class);

  /** The last millisecond of the latest wave, under {@link #ALL_WAVES}. */
  public static final RowKind<Long> LATEST = RowKind.of("latest", Long.class);

  /** The name of the only entry of {@link #LATEST}. */
  public static final String ALL_WAVES = "all";

  /** How many parcels leave a warehouse on a day, by {@code warehouse/2026-03-01}. */
  public static final RowKind<Integer> LEAVING = RowKind.of("leaving", Integer.class);

  /** In which of those a parcel is counted, by its id, while no warehouse knows of it. */
  public static final RowKind<String> LEAVING_ON = RowKind.of("leavingOn", String.class);

  /** Which of those days are over at the end of a wave, by its last millisecond. */
  public static final RowKind<WakeList> DAYS_OVER = RowKind.of("daysOver", WakeList.class);

  /** All numbers of waybills, under {@link WaybillBook#ALL}. */
  public static final RowKind<WaybillBook> WAYBILLS = RowKind.of("waybills", WaybillBook.class);

  /** The services that were tried in vain, by the name of the only row of {@link #WAYBILLS}. */
  public static final RowKind<TriedCarriers> TRIED_CARRIERS =
      RowKind.of("triedCarriers", TriedCarriers.class);

  /** Goods that are being moved for an order, by {@link Transfer#id}. */
  public static final RowKind<Transfer> TRANSFERS = RowKind.of("transfers", Transfer.class);

  /** Those that are over. */
  public static final RowKind<Transfer> TRANSFERS_OVER =
      RowKind.of("transfersOver", Transfer.class, CLOSED_RETENTION);

  /** Ids of the messages about goods that were booked, by {@code warehouse/messageId}. */
  public static final RowKind<Boolean> MESSAGES =
      RowKind.of("messages", Boolean.class, MESSAGE_RETENTION);

  /** Hashes of what warehouses told of deliveries, by {@code warehouse/messageId}. */
  public static final RowKind<Long> TOLD = RowKind.of("told", Long.class, MESSAGE_RETENTION);

  /**
   * What warehouses told of their goods lately, by warehouse and {@link Trail#page}, for counts
   * that say how much of it they have counted in.
   */
  public static final RowKind<Trail> TRAILS = RowKind.of("trails", Trail.class, MESSAGE_RETENTION);

  /** The position of the last message that told of goods, by warehouse. */
  public static final RowKind<Long> POSITIONS = RowKind.of("positions", Long.class);

  /** What was published of each bundle, by its SKU. */
  public static final RowKind<Publications> BUNDLES = RowKind.of("bundles", Publications.class);

  /** All gifts, under {@link GiftBook#ALL}. */
  public static final RowKind<GiftBook> GIFTS = RowKind.of("gifts", GiftBook.class);

  /** How many orders have each gift, by its name; forgotten with the gift. */
  public static final RowKind<Integer> GIVEN = RowKind.of("given", Integer.class);

  /** Who has each gift that a buyer gets once, by {@link GiftTakers#row}; forgotten with it. */
  public static final RowKind<GiftTakers> TAKERS = RowKind.of("takers", GiftTakers.class);

  /** All rows that a pool keeps. */
  public static final List<RowKind<?>> ROWS =
      List.of(
          STOCK,
          LOCKS,
          CLOSED,
          QUEUES,
          LACKS,
          TAKEN,
          TRIED,
          GATHERINGS,
          REMINDERS,
          DEPARTURES,
          BEGINNINGS,
          LATEST,
          LEAVING,
          LEAVING_ON,
          DAYS_OVER,
          WAYBILLS,
          TRIED_CARRIERS,
          TRANSFERS,
          TRANSFERS_OVER,
          MESSAGES,
          TOLD,
          TRAILS,
          POSITIONS,
          BUNDLES,
          GIFTS,
          GIVEN,
          TAKERS);

  /** What waits for its wave, in the order of arrival. */
  public static ListStateDescriptor<StockInput> inbox() {
    return new ListStateDescriptor<>("inbox", INPUTS);
  }

  /**
   * Warehouses, carriers, pool policies and playbooks, broadcast: {@code TYPE/id@effectiveFrom}.
   */
  public static MapStateDescriptor<String, Reference> network() {
    return new MapStateDescriptor<>("network", Types.STRING, REFERENCES);
  }

  private StockState() {}
}
