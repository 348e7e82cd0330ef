package io.penstock.state;

import io.penstock.model.ReceivedOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * @param refusedBy warehouses that rejected a delivery of it and are not asked again
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
    List<String> refusedBy) {

  public boolean hasOpenParcel() {
    return parcels.stream().anyMatch(parcel -> parcel.status().isOpen());
  }

  public boolean hasShippedParcel() {
    return parcels.stream().anyMatch(parcel -> parcel.status() == Parcel.Status.SHIPPED);
  }

  /** Whether it may get goods now. */
  public boolean isServed() {
    return wanted && !suspended;
  }

  public boolean isWaiting() {
    return !waitingFor.isEmpty();
  }

  /** Its place in every queue; also the precedence by which a wave serves it. */
  public Waiting place() {
    Instant paidAt = order.order().paidAt();
    return new Waiting(priority, paidAt == null ? order.receivedAt() : paidAt, order.key());
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
    return new OrderLock(
        newer,
        newVersion,
        ofMerchant,
        newPriority,
        true,
        false,
        false,
        plan,
        parcels,
        waitingFor,
        waitingBecause,
        refusedBy);
  }

  /** The same, but it gets nothing before it is wanted anew. */
  public OrderLock suspend() {
    return new OrderLock(
        order,
        version,
        merchant,
        priority,
        wanted,
        cancelled,
        true,
        plan,
        parcels,
        waitingFor,
        waitingBecause,
        refusedBy);
  }

  public OrderLock ended(int newVersion, boolean withoutTrade) {
    return new OrderLock(
        order,
        newVersion,
        merchant,
        priority,
        false,
        withoutTrade,
        false,
        plan,
        parcels,
        waitingFor,
        waitingBecause,
        refusedBy);
  }

  /** An order that this pool has not seen before. */
  public static OrderLock fresh(
      ReceivedOrder order, int version, @Nullable String merchant, int priority) {
    return new OrderLock(
        order, version, merchant, priority, true, false, false, 0, List.of(), List.of(), null,
        List.of());
  }

  /** A new allocation, in addition to the parcels there are. */
  public OrderLock allocated(List<Parcel> more) {
    List<Parcel> all = new ArrayList<>(parcels);
    all.addAll(more);
    return new OrderLock(
        order, version, merchant, priority, wanted, cancelled, suspended, plan + 1, all, List.of(),
        null, refusedBy);
  }

  /** It stands in no queue any more. */
  public OrderLock notWaiting() {
    return waiting(List.of(), null);
  }

  public OrderLock waiting(List<String> skus, @Nullable String because) {
    return new OrderLock(
        order, version, merchant, priority, wanted, cancelled, suspended, plan, parcels, skus,
        because, refusedBy);
  }

  public OrderLock with(Parcel changed) {
    List<Parcel> next = new ArrayList<>(parcels.size());
    for (Parcel parcel : parcels) {
      next.add(parcel.deliveryId().equals(changed.deliveryId()) ? changed : parcel);
    }
    return new OrderLock(
        order,
        version,
        merchant,
        priority,
        wanted,
        cancelled,
        suspended,
        plan,
        next,
        waitingFor,
        waitingBecause,
        refusedBy);
  }

  public OrderLock refusedBy(String warehouse) {
    List<String> next = new ArrayList<>(refusedBy);
    next.add(warehouse);
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
        next);
  }
}
