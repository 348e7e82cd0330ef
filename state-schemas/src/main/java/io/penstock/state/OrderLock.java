package io.penstock.state;

import io.penstock.model.OrderLine;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a stock pool keeps of one order: what is wanted, what is reserved, what it waits for.
 *
 * @param version the accepted version that {@code order} is
 * @param wanted whether the order still asks for goods; false once it was cancelled or settled
 * @param cancelled whether it ended without trade, when it is not wanted
 * @param suspended whether it may not be fulfilled now, although it is wanted
 * @param plan counts the allocations: each gives its deliveries new ids
 * @param waitingFor the SKUs in whose queues it stands, or {@link WaitingQueue#UNSERVED}; empty
 *     while it does not wait
 * @param waitingBecause the code of the reason it waits for, where it waits
 * @param hold why the pool itself holds it or held it last, and in whose hands it is until when;
 *     absent where it never did, or has got its goods
 * @param refusedBy warehouses that rejected a delivery of it and are not asked again
 * @param goods the articles of its bundles and its gifts
 * @param reserved whether it may have goods but no warehouse may be told of them yet
 * @param conditions what rules ask of the stock before goods are locked for it
 */
public record OrderLock(
    ReceivedOrder order,
    int version,
    @Nullable String merchant,
    int priority,
    boolean wanted,
    boolean cancelled,
    boolean suspended,
    int plan,
    List<Parcel> parcels,
    List<String> waitingFor,
    @Nullable String waitingBecause,
    List<String> refusedBy,
    @Nullable Reason hold,
    Goods goods,
    boolean reserved,
    Conditions conditions) {

  public OrderLock {
    goods = goods == null ? Goods.PLAIN : goods;
    conditions = conditions == null ? Conditions.NONE : conditions;
  }

  public boolean hasOpenParcel() {
    return parcels.stream().anyMatch(parcel -> parcel.status().isOpen());
  }

  public boolean hasShippedParcel() {
    return parcels.stream().anyMatch(parcel -> parcel.status() == Parcel.Status.SHIPPED);
  }

  /** Whether a warehouse makes a parcel of it, or has sent one: one that is recalled is none. */
  public boolean isWithAWarehouse() {
    return parcels.stream()
        .anyMatch(
            parcel ->
                switch (parcel.status()) {
                  case REQUESTED, ACCEPTED, PICKED, PACKED, SHIPPED -> true;
                  case GATHERING,
                      ASSEMBLING,
                      CANCEL_REQUESTED,
                      RECALLED,
                      SHORT,
                      CANCELLED,
                      REJECTED,
                      WITHDRAWN ->
                      false;
                });
  }

  /** Whether goods are locked for it of which no warehouse knows. */
  public boolean hasGathering() {
    return parcels.stream().anyMatch(parcel -> parcel.status() == Parcel.Status.GATHERING);
  }

  /** Whether goods are being brought together for it. */
  public boolean isAssembling() {
    return parcels.stream().anyMatch(parcel -> parcel.status() == Parcel.Status.ASSEMBLING);
  }

  /** Whether it may get goods now. */
  public boolean isServed() {
    return wanted && !suspended;
  }

  public boolean isWaiting() {
    return !waitingFor.isEmpty();
  }

  /** Whether it waits because of what a rule says of the stock. */
  public boolean isHeldByRule() {
    return isWaiting() && hold != null && hold.rule() != null;
  }

  /** Its place in every queue; also the precedence by which a wave serves it. */
  public Waiting place() {
    return Waiting.of(priority, order);
  }

  /** When it was paid, or received where it is not paid: bundles and gifts go by it. */
  public Instant paidAt() {
    return order.paidAt();
  }

  /** Whether nothing is held and nothing is awaited any more: only a memory is left. */
  public boolean isClosed() {
    return !isWaiting() && !hasOpenParcel();
  }

  /**
   * Until when it may wait for others, as far as that is settled: it waits once, and no more after
   * a warehouse was told of any of it.
   */
  public @Nullable Instant waitsForOthersUntil() {
    Instant earliest = null;
    for (Parcel parcel : parcels) {
      Company company = parcel.company();
      if (company == null && parcel.status().isTold()) {
        return Instant.EPOCH;
      }
      if (company != null && (earliest == null || company.until().isBefore(earliest))) {
        earliest = company.until();
      }
    }
    return earliest;
  }

  /** Whether that warehouse could not find goods of it. */
  public boolean wasShortIn(String warehouse) {
    return parcels.stream()
        .anyMatch(
            parcel ->
                parcel.status() == Parcel.Status.SHORT && parcel.warehouse().equals(warehouse));
  }

  /** The line as its marketplace wrote it; absent for a gift. */
  public @Nullable OrderLine ordered(String lineId) {
    for (OrderLine line : order.order().lines()) {
      if (line.lineId().equals(lineId)) {
        return line;
      }
    }
    return null;
  }

  public @Nullable Parcel parcel(String deliveryId) {
    for (Parcel parcel : parcels) {
      if (parcel.deliveryId().equals(deliveryId)) {
        return parcel;
      }
    }
    return null;
  }

  public OrderLock wanting(
      ReceivedOrder newer, int newVersion, @Nullable String ofMerchant, int newPriority) {
    Draft draft = new Draft(this);
    draft.order = newer;
    draft.version = newVersion;
    draft.merchant = ofMerchant;
    draft.priority = newPriority;
    draft.wanted = true;
    draft.cancelled = false;
    draft.suspended = false;
    draft.reserved = false;
    return draft.lock();
  }

  /** The same, but it gets nothing before it is wanted anew. */
  public OrderLock suspend() {
    Draft draft = new Draft(this);
    draft.suspended = true;
    draft.conditions = conditions.settle(false);
    draft.hold = holdOfNoRule();
    return draft.lock();
  }

  /** The same, but no warehouse is told of what it gets before it is wanted anew. */
  public OrderLock reserve() {
    Draft draft = new Draft(this);
    draft.reserved = true;
    return draft.lock();
  }

  public OrderLock ended(int newVersion, boolean withoutTrade) {
    Draft draft = new Draft(this);
    draft.version = newVersion;
    draft.wanted = false;
    draft.cancelled = withoutTrade;
    draft.conditions = conditions.settle(false);
    draft.hold = holdOfNoRule();
    draft.suspended = false;
    draft.reserved = false;
    return draft.lock();
  }

  /** What a rule held it for may let it pass on its deadline, so another time has another one. */
  private @Nullable Reason holdOfNoRule() {
    return hold == null || hold.rule() == null ? hold : null;
  }

  /** An order that this pool has not seen before. */
  public static OrderLock fresh(
      ReceivedOrder order, int version, @Nullable String merchant, int priority) {
    return new OrderLock(
        order,
        version,
        merchant,
        priority,
        true,
        false,
        false,
        0,
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        Goods.PLAIN,
        false,
        Conditions.NONE);
  }

  /** A new allocation, in addition to the parcels there are. */
  public OrderLock allocated(List<Parcel> more) {
    List<Parcel> all = new ArrayList<>(parcels);
    all.addAll(more);
    Draft draft = new Draft(this);
    draft.plan = plan + 1;
    draft.parcels = all;
    draft.waitingFor = List.of();
    draft.waitingBecause = null;
    draft.hold = null;
    draft.conditions = conditions.settle(true);
    return draft.lock();
  }

  /** It stands in no queue any more. */
  public OrderLock notWaiting() {
    return waiting(List.of(), null);
  }

  public OrderLock waiting(List<String> skus, @Nullable String because) {
    Draft draft = new Draft(this);
    draft.waitingFor = skus;
    draft.waitingBecause = because;
    return draft.lock();
  }

  /** The same order, held by the pool itself for that; or no longer. */
  public OrderLock heldFor(@Nullable Reason reason) {
    Draft draft = new Draft(this);
    draft.hold = reason;
    return draft.lock();
  }

  public OrderLock with(Parcel changed) {
    List<Parcel> next = new ArrayList<>(parcels.size());
    for (Parcel parcel : parcels) {
      next.add(parcel.deliveryId().equals(changed.deliveryId()) ? changed : parcel);
    }
    Draft draft = new Draft(this);
    draft.parcels = next;
    return draft.lock();
  }

  /** The same order, a part of a parcel of its own beside what is left of that parcel. */
  public OrderLock divided(Parcel part, Parcel left) {
    List<Parcel> next = new ArrayList<>(parcels.size() + 1);
    for (Parcel parcel : parcels) {
      if (parcel.deliveryId().equals(left.deliveryId())) {
        next.add(part);
        next.add(left);
      } else {
        next.add(parcel);
      }
    }
    Draft draft = new Draft(this);
    draft.parcels = next;
    return draft.lock();
  }

  /** A name for another part of that parcel. */
  public String partOf(Parcel parcel) {
    int parts = 1;
    for (Parcel other : parcels) {
      parts += other.isPartOf(parcel) ? 1 : 0;
    }
    return parcel.deliveryId() + Parcel.PART + parts;
  }

  public OrderLock refusedBy(String warehouse) {
    List<String> next = new ArrayList<>(refusedBy);
    next.add(warehouse);
    Draft draft = new Draft(this);
    draft.refusedBy = next;
    return draft.lock();
  }

  /** The same order, taken apart otherwise or with other gifts. */
  public OrderLock with(Goods others) {
    Draft draft = new Draft(this);
    draft.goods = others;
    return draft.lock();
  }

  /** The same order, of whose stock rules ask other things. */
  public OrderLock with(Conditions others) {
    if (conditions.equals(others)) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.conditions = others;
    return draft.lock();
  }

  /** Units of an article in the parcels that such a status is true of, for one line. */
  public int units(String lineId, String sku, Predicate<Parcel.Status> in) {
    int units = 0;
    for (Parcel parcel : parcels) {
      if (in.test(parcel.status())) {
        for (Parcel.Line line : parcel.lines()) {
          if (line.lineId().equals(lineId) && line.sku().equals(sku)) {
            units += line.quantity();
          }
        }
      }
    }
    return units;
  }

  /** A copy that is being changed. */
  private static final class Draft {

    private ReceivedOrder order;
    private int version;
    private @Nullable String merchant;
    private int priority;
    private boolean wanted;
    private boolean cancelled;
    private boolean suspended;
    private int plan;
    private List<Parcel> parcels;
    private List<String> waitingFor;
    private @Nullable String waitingBecause;
    private List<String> refusedBy;
    private @Nullable Reason hold;
    private Goods goods;
    private boolean reserved;
    private Conditions conditions;

    Draft(OrderLock of) {
      order = of.order;
      version = of.version;
      merchant = of.merchant;
      priority = of.priority;
      wanted = of.wanted;
      cancelled = of.cancelled;
      suspended = of.suspended;
      plan = of.plan;
      parcels = of.parcels;
      waitingFor = of.waitingFor;
      waitingBecause = of.waitingBecause;
      refusedBy = of.refusedBy;
      hold = of.hold;
      goods = of.goods;
      reserved = of.reserved;
      conditions = of.conditions;
    }

    OrderLock lock() {
      return new OrderLock(
          order,
          version,
          merchant,
          priority,
          wanted,
          cancelled,
          suspended,
          plan,
          parcels,
          waitingFor,
          waitingBecause,
          refusedBy,
          hold,
          goods,
          reserved,
          conditions);
    }
  }
}
