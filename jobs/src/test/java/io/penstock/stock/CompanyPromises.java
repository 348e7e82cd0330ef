package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.Gift;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderLine;
import io.penstock.model.Reason;
import io.penstock.model.RefundStatus;
import io.penstock.state.GivenGift;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.StockInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is promised of gifts that are given to orders together, reckoned like the others. */
final class CompanyPromises {

  private final StockHarness.Said said;
  private final MergePromises merges;
  private final Map<String, Delivery> created;
  private final Map<String, OrderLock> locks = new HashMap<>();

  /** One version of each gift that is given together, by its line: all say the same of goods. */
  private final Map<String, Gift> gifts = new TreeMap<>();

  /** Orders of which goods left that should not have: the books hold what it was, not why. */
  private final Set<String> lefts = new HashSet<>();

  CompanyPromises(
      Playback play, List<OrderLock> orders, MergePromises merges, Map<String, Delivery> created) {
    this.said = play.said();
    this.merges = merges;
    this.created = created;
    orders.forEach(lock -> locks.put(lock.order().key(), lock));
    for (StockInput input : play.sent()) {
      Gift gift = input.sku() == null ? null : input.sku().gift();
      if (gift != null && gift.together()) {
        gifts.put("gift/" + gift.gift(), gift);
      }
    }
    for (OrderEvent event : said.events()) {
      if (event.type() == OrderEvent.Type.SHIPPED_AFTER_CANCEL) {
        lefts.add(event.key());
      }
    }
  }

  void check() {
    aDeliveryHoldsEachOnceAndItsOrderWasTold();
    whatWasGivenWasEnoughWhenTheyLeft();
    whoHadEnoughWasGivenItOrTold();
    noOrderCountsTwice();
    whatIsOnItsWayIsEnough();
    whatDidNotLeaveWasWithdrawn();
  }

  private void aDeliveryHoldsEachOnceAndItsOrderWasTold() {
    Map<String, Integer> sent = new TreeMap<>();
    for (Delivery delivery : created.values()) {
      Set<String> lines = new HashSet<>();
      for (Delivery.Line line : delivery.lines()) {
        if (gifts.containsKey(line.lineId())) {
          assertThat(lines.add(line.lineId())).as("twice: %s", delivery).isTrue();
          String orderId = line.orderId() == null ? delivery.orderId() : line.orderId();
          sent.merge(orderId + " " + line.lineId(), 1, Integer::sum);
        }
      }
    }
    assertThat(told("GIFT_GIVEN")).as("told, and sent").isEqualTo(sent);
  }

  private Map<String, Integer> told(String code) {
    Map<String, Integer> told = new TreeMap<>();
    for (OrderEvent event : said.events()) {
      for (Reason reason : event.reasons()) {
        String line = "gift/" + reason.rule();
        if (reason.code().equals(code) && gifts.containsKey(line)) {
          told.merge(event.orderId() + " " + line, 1, Integer::sum);
        }
      }
    }
    return told;
  }

  private void whatWasGivenWasEnoughWhenTheyLeft() {
    for (OrderEvent event : said.events()) {
      for (Reason reason : event.reasons()) {
        Gift gift = gifts.get("gift/" + reason.rule());
        if (gift != null && reason.code().equals("GIFT_GIVEN")) {
          assertThat(isEnough(gift, leftWith(event))).as("%s", event).isTrue();
        }
      }
    }
  }

  /** The versions of the orders that left in the delivery of which the event tells. */
  private List<Order> leftWith(OrderEvent event) {
    String parcel = event.deliveryId();
    List<OrderEvent> all = parcel == null ? List.of() : merges.members(merges.told(parcel));
    Map<String, Order> orders = new TreeMap<>();
    for (OrderEvent member : all.isEmpty() ? List.of(event) : all) {
      orders.put(member.key(), merges.version(member));
    }
    return new ArrayList<>(orders.values());
  }

  /** Of orders with one delivery in all it is clear what they count for. */
  private void whoHadEnoughWasGivenItOrTold() {
    Map<String, Integer> deliveries = new HashMap<>();
    for (Delivery delivery : created.values()) {
      Set<String> orders = new HashSet<>(List.of(delivery.orderId()));
      delivery.lines().stream().map(Delivery.Line::orderId).forEach(id -> orders.add(orNot(id)));
      orders.forEach(order -> deliveries.merge(order, 1, Integer::sum));
    }
    Gift steady = World.STEADY.gift();
    Set<String> judged = new HashSet<>();
    for (OrderEvent event : said.events()) {
      if (event.reasons().stream().anyMatch(one -> steady.gift().equals(one.rule()))) {
        judged.add(event.deliveryId() == null ? event.key() : merges.told(event.deliveryId()));
      }
    }
    for (OrderEvent event : said.events()) {
      String parcel = event.deliveryId() == null ? event.key() + "#1.1" : event.deliveryId();
      if (leaves(event) && created.containsKey(merges.told(parcel))) {
        List<Order> orders = leftWith(event);
        if (isEnough(steady, orders)
            && orders.stream().allMatch(one -> deliveries.getOrDefault(one.orderId(), 0) == 1)) {
          assertThat(judged.contains(event.key()) || judged.contains(merges.told(parcel)))
              .as("had enough: %s", event)
              .isTrue();
        }
      }
    }
  }

  private static boolean leaves(OrderEvent event) {
    return event.type() == OrderEvent.Type.MERGED
        || (event.type() == OrderEvent.Type.ALLOCATED
            && event.reasons().stream().noneMatch(one -> one.code().equals("WAITS_FOR_OTHERS")));
  }

  private static String orNot(@Nullable String orderId) {
    return orderId == null ? "" : orderId;
  }

  private void noOrderCountsTwice() {
    Set<String> counted = new HashSet<>();
    for (OrderLock lock : locks.values()) {
      for (GivenGift gift : lock.goods().gifts()) {
        List<String> orders = gift.givenFor();
        if (orders != null && lefts.stream().noneMatch(orders::contains)) {
          assertThat(orders).contains(lock.order().key());
          for (String order : orders) {
            assertThat(counted.add(gift.lineId() + " for " + order)).as("%s", lock).isTrue();
          }
        }
      }
    }
  }

  /** Unless the warehouse could not stop it, which makes it picked. */
  private void whatIsOnItsWayIsEnough() {
    for (OrderLock lock : locks.values()) {
      for (Parcel parcel : lock.parcels()) {
        boolean mayBeStopped =
            parcel.status() == Parcel.Status.REQUESTED || parcel.status() == Parcel.Status.ACCEPTED;
        for (GivenGift gift : lock.goods().gifts()) {
          List<String> orders = gift.givenFor();
          if (mayBeStopped
              && orders != null
              && parcel.lines().stream().anyMatch(line -> line.lineId().equals(gift.lineId()))) {
            List<Order> now =
                orders.stream()
                    .map(key -> Objects.requireNonNull(locks.get(key)).order().order())
                    .toList();
            assertThat(isEnough(gift.rule(), now)).as("%s", lock).isTrue();
          }
        }
      }
    }
  }

  private void whatDidNotLeaveWasWithdrawn() {
    Map<String, Integer> withdrawn = told("GIFT_WITHDRAWN");
    for (OrderLock lock : locks.values()) {
      Map<String, Integer> back = new TreeMap<>();
      for (Parcel parcel : lock.parcels()) {
        if (parcel.status() == Parcel.Status.CANCELLED
            || parcel.status() == Parcel.Status.REJECTED
            || parcel.status() == Parcel.Status.SHORT) {
          parcel.lines().forEach(line -> back.merge(line.lineId(), 1, Integer::sum));
        }
      }
      back.keySet().retainAll(gifts.keySet());
      if (!lefts.contains(lock.order().key())) {
        back.forEach(
            (line, times) ->
                assertThat(withdrawn.get(lock.order().order().orderId() + " " + line))
                    .as("%s", lock)
                    .isEqualTo(times));
      }
    }
  }

  private static boolean isEnough(Gift gift, List<Order> orders) {
    Gift.Condition condition = Objects.requireNonNull(gift.condition());
    long amount = 0;
    long units = 0;
    for (Order order : orders) {
      for (OrderLine line : order.lines()) {
        if (line.refund() != RefundStatus.REFUNDED) {
          amount += line.amountMinor();
          units += line.quantity();
        }
      }
    }
    return amount >= condition.fromMinor() && units >= condition.minUnits();
  }
}
