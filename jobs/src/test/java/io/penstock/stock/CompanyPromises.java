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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What is promised of gifts that are given to orders together, reckoned like the others. */
final class CompanyPromises {

  private static final String GIVEN = "GIFT_GIVEN";

  private final View view;
  private final MergePromises merges;
  private final Map<String, Delivery> created;

  /** One version of each gift that is given together, by its line: all say the same of goods. */
  private final Map<String, Gift> gifts;

  /** Orders of which goods left that should not have: the books hold what it was, not why. */
  private final Set<String> lefts = new HashSet<>();

  /** How often orders were told of gifts, by order and line: given, and withdrawn. */
  private final Map<String, Integer> given = new HashMap<>();

  private final Map<String, Integer> withdrawn = new HashMap<>();

  /** How often gifts were sent, by order and line. */
  private final Map<String, Integer> sent = new HashMap<>();

  /** How many deliveries there are of an order. */
  private final Map<String, Integer> deliveries = new HashMap<>();

  /** Orders and parcels that were told of the steady gift, whatever that was. */
  private final Set<String> judged = new HashSet<>();

  /** What was told of goods that leave, by order. */
  private final Map<String, List<OrderEvent>> leaving = new HashMap<>();

  CompanyPromises(View view, MergePromises merges, Map<String, Delivery> created) {
    this.view = view;
    this.gifts = view.history().giftsGivenTogether;
    this.merges = merges;
    this.created = created;
  }

  void check() {
    view.deliveries().forEach(this::hear);
    view.events().forEach(this::hear);
    Insist.equal(given, sent, "told, and sent");
    whatWasGivenWasEnoughWhenTheyLeft();
    whoHadEnoughWasGivenItOrTold();
    noOrderCountsTwice();
    whatIsOnItsWayIsEnough();
    whatDidNotLeaveWasWithdrawn();
  }

  private void hear(Delivery delivery) {
    if (delivery.action() != Delivery.Action.CREATE
        || TransferPromises.isLeg(delivery.deliveryId())) {
      return;
    }
    View.orders(delivery).forEach(order -> deliveries.merge(order, 1, Integer::sum));
    Set<String> lines = new HashSet<>();
    for (Delivery.Line line : delivery.lines()) {
      if (gifts.containsKey(line.lineId())) {
        assertThat(lines.add(line.lineId())).as("twice: %s", delivery).isTrue();
        String orderId = line.orderId() == null ? delivery.orderId() : line.orderId();
        sent.merge(orderId + " " + line.lineId(), 1, Integer::sum);
      }
    }
  }

  private void hear(OrderEvent event) {
    if (event.type() == OrderEvent.Type.SHIPPED_AFTER_CANCEL) {
      lefts.add(event.key());
    }
    if (leaves(event)) {
      leaving.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
    }
    for (Reason reason : event.reasons()) {
      String line = "gift/" + reason.rule();
      if (reason.code().equals(GIVEN) && gifts.containsKey(line)) {
        given.merge(event.orderId() + " " + line, 1, Integer::sum);
      }
      if (reason.code().equals("GIFT_WITHDRAWN") && gifts.containsKey(line)) {
        withdrawn.merge(event.orderId() + " " + line, 1, Integer::sum);
      }
      if (World.STEADY.gift().gift().equals(reason.rule())) {
        String parcel = event.deliveryId();
        judged.add(parcel == null ? event.key() : MergePromises.whole(parcel));
      }
    }
  }

  private void whatWasGivenWasEnoughWhenTheyLeft() {
    for (OrderEvent event : view.events()) {
      for (Reason reason : event.reasons()) {
        Gift gift = reason.code().equals(GIVEN) ? gifts.get("gift/" + reason.rule()) : null;
        if (gift != null) {
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
    for (OrderLock lock : view.touched()) {
      leaving
          .getOrDefault(lock.order().key(), List.of())
          .forEach(this::whoHadEnoughWasGivenItOrTold);
    }
  }

  private void whoHadEnoughWasGivenItOrTold(OrderEvent event) {
    String parcel = event.deliveryId() == null ? event.key() + "#1.1" : event.deliveryId();
    if (created.containsKey(merges.told(parcel))) {
      List<Order> orders = leftWith(event);
      if (isEnough(World.STEADY.gift(), orders)
          && orders.stream().allMatch(one -> deliveries.getOrDefault(one.key(), 0) == 1)) {
        assertThat(judged.contains(event.key()) || isJudged(parcel))
            .as("had enough: %s", event)
            .isTrue();
      }
    }
  }

  private boolean isJudged(String parcel) {
    String delivery = merges.told(parcel);
    return judged.contains(delivery)
        || judged.contains(MergePromises.whole(parcel))
        || merges.members(delivery).stream()
            .anyMatch(one -> judged.contains(String.valueOf(one.deliveryId())));
  }

  /** Where all that is told is which gift it goes without, what is under way goes on. */
  private static boolean leaves(OrderEvent event) {
    return event.type() == OrderEvent.Type.MERGED
        || (event.type() == OrderEvent.Type.ALLOCATED
            && event.reasons().stream().noneMatch(one -> one.code().equals("WAITS_FOR_OTHERS"))
            && !event.reasons().stream().allMatch(one -> one.code().equals("GIFT_DROPPED")));
  }

  private void noOrderCountsTwice() {
    Set<String> counted = new HashSet<>();
    for (OrderLock lock : view.all().values()) {
      for (GivenGift gift : lock.goods().gifts()) {
        List<String> orders = gift.givenFor();
        if (orders != null && lefts.stream().noneMatch(orders::contains)) {
          assertThat(orders).contains(lock.order().key());
          for (String order : orders) {
            Insist.that(counted.add(gift.lineId() + " for " + order), "twice: %s", lock);
          }
        }
      }
    }
  }

  /**
   * Unless the warehouse could not stop it, which makes it picked, or did not find the goods of one
   * of them: what becomes of that order later recalls no delivery that goes on without it.
   */
  private void whatIsOnItsWayIsEnough() {
    for (OrderLock lock : view.locks().values()) {
      for (GivenGift gift : lock.goods().gifts()) {
        List<String> orders = gift.givenFor();
        if (orders == null) {
          continue;
        }
        for (Parcel parcel : lock.parcels()) {
          if (mayBeKept(parcel, gift)) {
            List<OrderLock> together =
                orders.stream().map(key -> Objects.requireNonNull(view.all().get(key))).toList();
            Insist.that(
                isEnough(gift.rule(), together.stream().map(one -> one.order().order()).toList())
                    || together.stream().anyMatch(one -> hasLost(one, parcel.toldAs())),
                "%s",
                lock);
          }
        }
      }
    }
  }

  private static boolean hasLost(OrderLock order, String delivery) {
    return order.parcels().stream()
        .anyMatch(one -> one.status() == Parcel.Status.SHORT && one.toldAs().equals(delivery));
  }

  private static boolean mayBeKept(Parcel parcel, GivenGift gift) {
    boolean toBeMade =
        parcel.status() == Parcel.Status.REQUESTED || parcel.status() == Parcel.Status.ACCEPTED;
    return toBeMade
        && parcel.lines().stream().anyMatch(line -> line.lineId().equals(gift.lineId()));
  }

  private void whatDidNotLeaveWasWithdrawn() {
    for (OrderLock lock : view.touched()) {
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
