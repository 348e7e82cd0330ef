package io.penstock.stock.goods;

import io.penstock.model.Gift;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.Reason;
import io.penstock.state.GivenGift;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.stock.books.Demand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which gifts go with an order, and counts them. A gift that an order has is judged by the
 * rule as it was when the order got it; what has left is never taken back.
 */
public final class Gifts {

  private final GiftLedger ledger;

  public Gifts(GiftLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * What was decided of the gifts of an order.
   *
   * @param reasons what must be told of it
   * @param recalls whether a parcel that is under way holds a gift that it shall not hold any more
   */
  public record Judgement(OrderLock lock, List<Reason> reasons, boolean recalls) {}

  /**
   * Judges an order that may be fulfilled.
   *
   * @param changed whether the order is sourced anew anyway: for a new gift alone no parcel is
   *     recalled
   */
  public Judgement judge(OrderLock lock, boolean changed) throws Exception {
    List<GivenGift> gifts = new ArrayList<>();
    List<Reason> withdrawn = new ArrayList<>();
    boolean recalls = false;
    for (GivenGift gift : lock.goods().gifts()) {
      if (gift.givenFor() != null) {
        gifts.add(gift.withdrawn(false)); // It goes as its delivery goes.
        continue;
      }
      String unmet = GiftTerms.unmet(gift.rule(), lock);
      int underWay = units(lock, gift);
      if (unmet == null) {
        gifts.add(gift.withdrawn(false));
      } else if (hasLeft(lock, gift)) {
        gifts.add(gift.reducedTo(underWay).withdrawn(false));
      } else {
        if (!gift.withdrawn()) {
          withdrawn.add(reason("GIFT_WITHDRAWN", gift.rule(), unmet));
          recalls |= underWay > 0;
        }
        giveUp(gift, lock, gifts);
      }
    }
    if (mayGetMore(lock, changed)) {
      for (Gift rule : ledger.at(lock.paidAt())) {
        GivenGift more =
            rule.together() || lock.goods().hasGift(rule.gift()) ? null : give(rule, lock);
        if (more != null) {
          gifts.add(more);
        }
      }
    }
    return new Judgement(with(lock, gifts), withdrawn, recalls);
  }

  /** The order is over: whoever is next may have what has not left. */
  public OrderLock end(OrderLock lock) throws Exception {
    List<GivenGift> gifts = new ArrayList<>();
    for (GivenGift gift : lock.goods().gifts()) {
      if (hasLeft(lock, gift)) {
        gifts.add(gift);
      } else {
        giveUp(gift, lock, gifts);
      }
    }
    return with(lock, gifts);
  }

  /**
   * A parcel came back: what was withdrawn is free once no other parcel holds it. So is what was
   * given together: those who go on are judged when they leave again.
   */
  public Judgement cameBack(OrderLock lock) throws Exception {
    List<GivenGift> gifts = new ArrayList<>();
    List<Reason> withdrawn = new ArrayList<>();
    for (GivenGift gift : lock.goods().gifts()) {
      boolean together = gift.givenFor() != null && units(lock, gift) == 0;
      if (together) {
        withdrawn.add(reason("GIFT_WITHDRAWN", gift.rule(), "its delivery did not leave"));
      }
      if (together || gift.withdrawn()) {
        giveUp(gift, lock, gifts);
      } else {
        gifts.add(gift);
      }
    }
    return new Judgement(with(lock, gifts), withdrawn, false);
  }

  /** What of the demand is not a gift that is short and that the order can go without. */
  public List<Parcel.Line> withoutShort(
      OrderLock lock, List<Parcel.Line> demand, Demand.SkuTest isThere) throws Exception {
    Set<String> droppable = droppable(lock);
    List<Parcel.Line> left = new ArrayList<>(demand);
    for (int i = demand.size() - 1; i >= 0 && !droppable.isEmpty(); i--) {
      Parcel.Line line = demand.get(i);
      if (droppable.contains(line.lineId())
          && !isThere.holds(line.sku(), units(left, line.sku()))) {
        left.remove(i);
      }
    }
    return left;
  }

  /** What of the demand the order cannot go without. */
  public List<Parcel.Line> withoutDroppable(OrderLock lock, List<Parcel.Line> demand) {
    Set<String> droppable = droppable(lock);
    return demand.stream().filter(line -> !droppable.contains(line.lineId())).toList();
  }

  /**
   * The order gets what is in this demand: it goes without the gifts that are missing there.
   *
   * @param demand all that is open, except gifts that it can go without
   */
  public Judgement serve(OrderLock lock, List<Parcel.Line> demand) throws Exception {
    return serve(lock, demand, demand);
  }

  /**
   * The same, of which only a part is sent now.
   *
   * @param now what of the demand is
   */
  public Judgement serve(OrderLock lock, List<Parcel.Line> demand, List<Parcel.Line> now)
      throws Exception {
    Set<String> served = lineIds(demand);
    Set<String> sent = lineIds(now);
    List<GivenGift> gifts = new ArrayList<>();
    List<Reason> reasons = new ArrayList<>();
    for (GivenGift gift : lock.goods().gifts()) {
      int underWay = units(lock, gift);
      if (gift.withdrawn() || underWay >= gift.quantity()) {
        gifts.add(gift);
      } else if (served.contains(gift.lineId())) {
        gifts.add(gift);
        if (sent.contains(gift.lineId())) {
          reasons.add(reason("GIFT_GIVEN", gift.rule(), gift.rule().sku() + "*" + gift.quantity()));
        }
      } else {
        reasons.add(reason("GIFT_DROPPED", gift.rule(), gift.rule().sku() + " is short"));
        if (underWay > 0) {
          gifts.add(gift.reducedTo(underWay));
        } else {
          ledger.takeBack(gift, lock.order().key());
        }
      }
    }
    return new Judgement(with(lock, gifts), reasons, false);
  }

  private static Set<String> lineIds(List<Parcel.Line> lines) {
    return lines.stream().map(Parcel.Line::lineId).collect(Collectors.toSet());
  }

  /** The order with one more. */
  public static OrderLock having(OrderLock lock, GivenGift more) {
    List<GivenGift> gifts = new ArrayList<>(lock.goods().gifts());
    gifts.add(more);
    return with(lock, gifts);
  }

  /** The order with exactly these, by name. */
  private static OrderLock with(OrderLock lock, List<GivenGift> gifts) {
    gifts.sort(Comparator.comparing(gift -> gift.rule().gift()));
    return gifts.equals(lock.goods().gifts())
        ? lock
        : lock.with(lock.goods().withGifts(List.copyOf(gifts)));
  }

  /** While a parcel holds it, it counts as given: nobody knows yet whether it can be stopped. */
  private void giveUp(GivenGift gift, OrderLock lock, List<GivenGift> kept) throws Exception {
    if (units(lock, gift) > 0) {
      kept.add(gift.withdrawn(true));
    } else {
      ledger.takeBack(gift, lock.order().key());
    }
  }

  private @Nullable GivenGift give(Gift rule, OrderLock lock) throws Exception {
    Order order = lock.order().order();
    return GiftTerms.unmet(rule, lock) == null && ledger.mayHave(order, rule)
        ? ledger.give(order, rule, null)
        : null;
  }

  /** Gifts travel with goods: none follows an order whose goods are under way or have left. */
  private static boolean mayGetMore(OrderLock lock, boolean changed) {
    boolean underWay = lock.parcels().stream().anyMatch(parcel -> parcel.status().isOnItsWay());
    return (changed || !underWay)
        && !lock.hasShippedParcel()
        && lock.order().order().lines().stream().anyMatch(OrderLine::wantsGoods);
  }

  private static Set<String> droppable(OrderLock lock) {
    return lock.goods().gifts().stream()
        .filter(gift -> gift.rule().ifShort() == Gift.Shortage.DROP)
        .map(GivenGift::lineId)
        .collect(Collectors.toSet());
  }

  private static int units(OrderLock lock, GivenGift gift) {
    return lock.units(gift.lineId(), gift.rule().sku(), Parcel.Status::isOnItsWay);
  }

  private static boolean hasLeft(OrderLock lock, GivenGift gift) {
    return lock.units(gift.lineId(), gift.rule().sku(), Parcel.Status.SHIPPED::equals) > 0;
  }

  private static long units(List<Parcel.Line> lines, String sku) {
    return lines.stream()
        .filter(line -> line.sku().equals(sku))
        .mapToLong(Parcel.Line::quantity)
        .sum();
  }

  public static Reason reason(String code, Gift rule, String detail) {
    return Reason.of(code, rule.gift(), rule.version(), detail);
  }
}
