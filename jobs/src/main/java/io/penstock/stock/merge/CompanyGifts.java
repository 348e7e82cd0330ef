package io.penstock.stock.merge;

import io.penstock.model.Gift;
import io.penstock.model.Reason;
import io.penstock.state.GivenGift;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import io.penstock.stock.books.Availability;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.goods.GiftLedger;
import io.penstock.stock.goods.GiftTerms;
import io.penstock.stock.goods.Gifts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives orders that leave together the gifts that they are given together. It is decided when a
 * warehouse is told of their delivery, and lasts as long as that: who leaves anew is judged anew.
 *
 * <p>An order counts for a gift with all that it holds, wherever the rest of it is, but for one
 * delivery only: so a split loses no gift and doubles none.
 */
public final class CompanyGifts {

  private final StockRows rows;
  private final Books books;
  private final Availability availability;
  private final Deliveries deliveries;
  private final GiftLedger ledger;
  private final Carriers carriers;
  private final @Nullable MergePolicy policy;
  private final Instant now;

  /**
   * @param now the end of the wave
   */
  public CompanyGifts(
      StockRows rows,
      Books books,
      Availability availability,
      Deliveries deliveries,
      GiftLedger ledger,
      Carriers carriers,
      @Nullable MergePolicy policy,
      Instant now) {
    this.rows = rows;
    this.books = books;
    this.availability = availability;
    this.deliveries = deliveries;
    this.ledger = ledger;
    this.carriers = carriers;
    this.policy = policy;
    this.now = now;
  }

  /**
   * Parcels that leave.
   *
   * @param members with what they were given
   * @param reasons what was decided, by the parcel whose order has the gift or goes without it
   */
  public record Departure(List<Member> members, Map<String, List<Reason>> reasons) {}

  /**
   * Judges parcels that leave now.
   *
   * @param merged whether they leave as one delivery; else they are of one order, and each is a
   *     delivery of its own
   */
  Departure give(List<Member> leaving, boolean merged) throws Exception {
    Departure departure = new Departure(new ArrayList<>(leaving), new TreeMap<>());
    Set<String> names = new TreeSet<>();
    for (Member member : leaving) {
      offered(member.lock()).forEach(gift -> names.add(gift.gift()));
    }
    for (String name : names) {
      give(name, inRank(departure.members()), departure, merged);
    }
    return departure;
  }

  /**
   * A gift as an order that counts for it may have it.
   *
   * @param gift as it was when the order was paid
   */
  private record Offer(OrderLock order, Gift gift) {}

  /** To the first whose buyer may have it. */
  private void give(String name, List<OrderLock> orders, Departure departure, boolean merged)
      throws Exception {
    List<Offer> offers = new ArrayList<>();
    for (OrderLock order : orders) {
      for (Gift gift : offered(order)) {
        if (gift.gift().equals(name) && !countsElsewhere(name, order)) {
          offers.add(new Offer(order, gift));
        }
      }
    }
    for (Offer offer : offers) {
      Gift gift = offer.gift();
      List<OrderLock> together =
          offers.stream().map(Offer::order).filter(order -> GiftTerms.counts(gift, order)).toList();
      if (GiftTerms.counts(gift, offer.order())
          && GiftTerms.unmet(gift, together) == null
          && ledger.mayHave(offer.order().order().order(), gift)) {
        giveOrDrop(gift, offer.order().order().key(), together, departure, merged);
        return;
      }
    }
  }

  private void giveOrDrop(
      Gift gift, String to, List<OrderLock> together, Departure departure, boolean merged)
      throws Exception {
    Reason dropped = null;
    String first = "";
    for (int i = 0; i < departure.members().size(); i++) {
      Member member = departure.members().get(i);
      if (member.orderKey().equals(to)) {
        String obstacle = obstacle(gift, member, merged ? departure.members() : List.of(member));
        if (obstacle == null) {
          departure.members().set(i, with(gift, member, together));
          String detail = gift.sku() + "*" + gift.quantity();
          tell(departure, member.parcelId(), Gifts.reason("GIFT_GIVEN", gift, detail));
          return;
        }
        if (dropped == null) {
          dropped = Gifts.reason("GIFT_DROPPED", gift, obstacle);
          first = member.parcelId();
        }
      }
    }
    if (dropped != null) {
      tell(departure, first, dropped);
    }
  }

  private static void tell(Departure departure, String parcel, Reason reason) {
    departure.reasons().computeIfAbsent(parcel, id -> new ArrayList<>()).add(reason);
  }

  /** Why it cannot go with them; absent where it can. */
  private @Nullable String obstacle(Gift gift, Member to, List<Member> delivery) throws Exception {
    String warehouse = delivery.get(0).parcel().warehouse();
    SkuStock stock = rows.stock(gift.sku());
    if (!stock.announced() || stock.cell(warehouse).available() < gift.quantity()) {
      return gift.sku() + " is short in " + warehouse;
    }
    Reason limit = availability.limit(to.lock().order().order(), gift.sku(), gift.quantity());
    if (limit != null) {
      return gift.sku() + " is short: " + limit.code();
    }
    long units = gift.quantity();
    for (Member member : delivery) {
      units += member.parcel().units();
    }
    if (policy != null && delivery.size() > 1 && !policy.hasRoomFor(units)) {
      return "the delivery has no room for " + gift.sku();
    }
    if (!carriers.takes(delivery, gift.sku(), gift.quantity())) {
      return "the carrier does not take " + gift.sku() + " with the goods";
    }
    return Deliveries.needs(delivery).takesAlong(stock.transport(now))
        ? null
        : gift.sku() + " may not travel with the goods";
  }

  private Member with(Gift gift, Member member, List<OrderLock> together) throws Exception {
    Member current = deliveries.now(member);
    List<String> orders = together.stream().map(order -> order.order().key()).toList();
    GivenGift given = ledger.give(current.lock().order().order(), gift, orders);
    Parcel.Line line = new Parcel.Line(given.lineId(), gift.sku(), gift.quantity());
    books.lock(
        current.lock().order().order(),
        current.parcel().with(List.of(line)),
        new Trigger(current.lock().order().cause(), now, null));
    Parcel fuller = current.parcel().and(line, rows.stock(gift.sku()).transport(now));
    Member having = new Member(Gifts.having(current.lock(), given), fuller).with(fuller);
    rows.keep(having.lock());
    return having;
  }

  /**
   * Whether another version of an order costs those who travel with it a gift: what they held
   * together was enough for it, and is so no more. A delivery that goes on without goods of the
   * order keeps what it was given.
   */
  boolean isLost(OrderLock before, OrderLock after) throws Exception {
    for (Parcel parcel : after.parcels()) {
      boolean mayBeStopped =
          switch (parcel.status()) {
            case REQUESTED, ACCEPTED, PICKED, PACKED -> true;
            case GATHERING,
                ASSEMBLING,
                CANCEL_REQUESTED,
                RECALLED,
                SHIPPED,
                SHORT,
                CANCELLED,
                REJECTED,
                WITHDRAWN ->
                false;
          };
      for (Member member : mayBeStopped ? deliveries.of(parcel.toldAs()) : List.<Member>of()) {
        for (GivenGift gift : member.lock().goods().gifts()) {
          if (gift.isFor(after.order().key())
              && member.parcel().lines().stream().anyMatch(gift::isLine)
              && isEnough(gift, before)
              && !isEnough(gift, after)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isEnough(GivenGift gift, OrderLock version) throws Exception {
    List<OrderLock> together = new ArrayList<>();
    for (String key : gift.givenFor() == null ? List.<String>of() : gift.givenFor()) {
      OrderLock order = key.equals(version.order().key()) ? version : rows.lock(key);
      if (order != null && GiftTerms.counts(gift.rule(), order)) {
        together.add(order);
      }
    }
    return GiftTerms.unmet(gift.rule(), together) == null;
  }

  /** Whether the order has such a gift, or one was given for its goods in another delivery. */
  private boolean countsElsewhere(String name, OrderLock order) throws Exception {
    if (order.goods().hasGift(name)) {
      return true;
    }
    for (Parcel parcel : order.parcels()) {
      // Its own goods may have stayed, and what was given for them went on with the others.
      for (Member member : deliveries.of(parcel.toldAs())) {
        for (GivenGift gift : member.lock().goods().gifts()) {
          if (gift.rule().gift().equals(name) && gift.isFor(order.order().key())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private List<Gift> offered(OrderLock order) throws Exception {
    return ledger.at(order.paidAt()).stream().filter(Gift::together).toList();
  }

  /** Their orders as they are now, each once. */
  private List<OrderLock> inRank(List<Member> members) throws Exception {
    Map<String, OrderLock> orders = new TreeMap<>();
    for (Member member : members) {
      orders.put(member.orderKey(), deliveries.now(member).lock());
    }
    return orders.values().stream()
        .sorted((one, other) -> one.place().compareTo(other.place()))
        .toList();
  }
}
