package io.penstock.stock.merge;

import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.Reference;
import io.penstock.model.RefundStatus;
import io.penstock.state.Parcel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders may travel together, and how long they wait for that, as their pool wants it.
 *
 * <p>Two orders travel together where nothing speaks against either of them and they have one key:
 * then shop and consignee are the same. Whether their goods may is asked of their parcels.
 *
 * @param maxUnits of all parcels of a delivery; absent: any number
 */
public record MergePolicy(
    Duration window, Duration handling, int maxOrders, @Nullable Integer maxUnits) {

  /**
   * What makes an order travel alone: somebody sealed it or holds it, it is a presale that is not
   * paid in full, others ship it, or no goods are to leave at all.
   */
  private static final Set<String> ALONE =
      Set.of(
          "SEALED", "MARKETPLACE_HOLD", "DEPOSIT_PAID", "FULFILLED_BY_MARKETPLACE", "TEST_ORDER");

  public static MergePolicy of(Reference.Merge merge) {
    return new MergePolicy(
        Duration.parse(merge.window()),
        Duration.parse(merge.handling()),
        merge.maxOrders(),
        merge.maxUnits());
  }

  /**
   * The shop and the consignee, equal for orders that may travel together; absent for an order that
   * may not. It may hold personal data.
   *
   * <p>Equal tokens mean the same person, and nothing else may be told of who is masked; without a
   * token, the same name at the same place must be there to be read.
   */
  static @Nullable String key(Order order) {
    if (!mayTravelWithOthers(order)) {
      return null;
    }
    Consignee consignee = order.consignee();
    List<String> key = new ArrayList<>();
    key.add(order.marketplace());
    key.add(order.shop());
    add(key, consignee.token());
    add(key, consignee.country());
    add(key, consignee.region());
    add(key, consignee.city());
    add(key, consignee.district());
    add(key, consignee.street());
    if (isAbsent(consignee.token())) {
      if (isUnreadable(consignee.name())
          || isUnreadable(consignee.city())
          || isUnreadable(consignee.street())) {
        return null;
      }
      add(key, consignee.postcode());
      add(key, consignee.name());
      add(key, consignee.phone());
    }
    return String.join("\0", key);
  }

  private static boolean mayTravelWithOthers(Order order) {
    return order.status() == OrderStatus.PAID
        && order.paidAt() != null
        && !order.cashOnDelivery()
        && order.flags().stream().noneMatch(ALONE::contains)
        && order.lines().stream().noneMatch(MergePolicy::mayBeRefunded);
  }

  private static boolean mayBeRefunded(OrderLine line) {
    return line.wantsGoods() && line.refund() == RefundStatus.REQUESTED;
  }

  private static void add(List<String> key, @Nullable String part) {
    key.add(part == null ? "" : part);
  }

  private static boolean isAbsent(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static boolean isUnreadable(@Nullable String text) {
    return text == null || text.isBlank() || text.indexOf('*') >= 0 || text.indexOf('＊') >= 0;
  }

  /** Until when an order that is allocated now may wait; it may be over already. */
  Instant until(Order order, Instant now) {
    Instant until = now.plus(window);
    if (order.shipBy() == null) {
      return until;
    }
    Instant latest = order.shipBy().minus(handling);
    return latest.isBefore(until) ? latest : until;
  }

  boolean isFull(int orders) {
    return orders >= maxOrders;
  }

  boolean hasRoomFor(long units) {
    return maxUnits == null || units <= maxUnits;
  }

  /** Whether another parcel could ever travel with this one. */
  boolean leavesRoom(Parcel parcel) {
    return parcel.needs().allowsCompany() && (maxUnits == null || parcel.units() < maxUnits);
  }
}
