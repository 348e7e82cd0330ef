package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderLine;
import io.penstock.state.ExplodedLine;
import io.penstock.state.GiftTakers;
import io.penstock.state.GivenGift;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the stock promises of gifts and bundles, reckoned like the other promises. */
final class GoodsPromises {

  private final View view;

  /** What left, by order and line: for how much, and how many units the marketplace was told of. */
  private final Map<String, Long> amounts = new HashMap<>();

  private final Map<String, Integer> units = new HashMap<>();

  /** What was told of the last parcel of each order that left. */
  private final Map<String, OrderEvent> lastParcels = new HashMap<>();

  /** Orders of which a parcel left that should not have: the books hold what it was, not why. */
  private final Set<String> leftInSpite = new HashSet<>();

  GoodsPromises(View view) {
    this.view = view;
  }

  void check() throws Exception {
    view.events().forEach(this::hear);
    aGiftIsGivenToAsManyAsHaveItAndToNobodyTwice();
    aBundleIsWhatItWasWhenItWasPaid();
    whatLeftOfALineIsWorthWhatItCosts();
  }

  private void hear(OrderEvent event) {
    if (event.type() == OrderEvent.Type.SHIPPED_AFTER_CANCEL) {
      leftInSpite.add(event.key());
    }
    if (Promises.hasLeft(event)) {
      lastParcels.put(event.key(), event);
      for (OrderEvent.EventLine line : event.lines()) {
        String name = event.key() + " " + line.lineId();
        Insist.that(line.amountMinor() >= 0, "%s", event);
        amounts.merge(name, line.amountMinor(), Long::sum);
        Integer told = line.lineUnits();
        units.merge(name, told == null ? line.quantity() : told, Integer::sum);
      }
    }
  }

  /** Counts are those of the orders that have it, caps hold, and buyers have it once. */
  private void aGiftIsGivenToAsManyAsHaveItAndToNobodyTwice() throws Exception {
    Map<String, Integer> having = new HashMap<>();
    Set<String> buyers = new HashSet<>();
    for (OrderLock lock : view.all().values()) {
      for (GivenGift gift : lock.goods().gifts()) {
        int orders = having.merge(gift.rule().gift(), 1, Integer::sum);
        int cap = gift.rule().cap();
        Insist.that(cap <= 0 || orders <= cap, "%s is given too often", gift);
        if (gift.rule().oncePerBuyer()) {
          String buyer = gift.rule().gift() + " of " + lock.order().order().buyer();
          Insist.that(buyers.add(buyer), "twice: %s", lock);
        }
      }
    }
    Insist.equal(view.operator().given(), having, "given, and had");
    int takers = 0;
    for (GiftTakers row : view.operator().takers().values()) {
      takers += row.orders().size();
    }
    Insist.equal(takers, buyers.size(), "takers");
    view.touched().forEach(this::noMoreOfAGiftIsSentThanWasPromised);
  }

  private void noMoreOfAGiftIsSentThanWasPromised(OrderLock lock) {
    Map<String, Integer> promised = new HashMap<>();
    for (GivenGift gift : lock.goods().gifts()) {
      promised.put(gift.lineId(), gift.quantity());
      Insist.that(
          lock.wanted() || gift.withdrawn() || hasLeft(lock, gift.lineId()),
          "kept in spite of its end: %s",
          lock);
    }
    for (Parcel parcel : lock.parcels()) {
      if (parcel.status().isOnItsWay() && !leftInSpite.contains(lock.order().key())) {
        for (Parcel.Line line : parcel.lines()) {
          if (line.lineId().startsWith("gift/")) {
            int left = promised.merge(line.lineId(), -line.quantity(), Integer::sum);
            Insist.that(left >= 0, "more than it was promised: %s", lock);
          }
        }
      }
    }
  }

  /** No version of a bundle that holds only from later on was taken apart. */
  private void aBundleIsWhatItWasWhenItWasPaid() {
    for (OrderLock lock : view.touched()) {
      for (ExplodedLine line : lock.goods().bundles()) {
        Instant from = view.history().bundlesFrom.get(line.version());
        assertThat(from).as("%s", lock).isBeforeOrEqualTo(lock.paidAt());
      }
    }
  }

  /** The amounts of all parcels add up, and so do the units that the marketplace is told of. */
  private void whatLeftOfALineIsWorthWhatItCosts() {
    for (OrderLock lock : view.touched()) {
      String key = lock.order().key();
      if (!lock.wanted() || lock.hasOpenParcel() || !view.missing(lock, true).isEmpty()) {
        continue;
      }
      for (OrderLine line : lock.order().order().lines()) {
        String name = key + " " + line.lineId();
        Long told = amounts.get(name);
        if (line.wantsGoods() && told != null) {
          boolean stayed = Objects.requireNonNull(view.history().lines.get(name)).size() == 1;
          long amount = line.amountMinor();
          if (endsWith(lastParcels.get(key), lock, line)) {
            Insist.that(told >= amount, "%s is told of %s of %s", told, line, lock);
          }
          if (stayed) {
            Insist.equal(told, amount, "%s of %s", line, lock);
          }
          if (stayed && !leftInSpite.contains(key)) {
            Insist.equal(units.get(name), line.quantity(), "%s of %s", line, lock);
          }
        }
      }
    }
  }

  /** Whether the last parcel completed the order as it is now, and held goods of the line. */
  private static boolean endsWith(@Nullable OrderEvent last, OrderLock lock, OrderLine line) {
    return last != null
        && last.type() == OrderEvent.Type.SHIPPED
        && last.version() == lock.version()
        && Promises.articles(lock.goods(), lock.order().order()).stream()
            .filter(article -> article.lineId().equals(line.lineId()))
            .anyMatch(
                article ->
                    last.lines().stream()
                        .anyMatch(
                            left ->
                                left.lineId().equals(article.lineId())
                                    && left.sku().equals(article.sku())));
  }

  private static boolean hasLeft(OrderLock lock, String lineId) {
    return lock.parcels().stream()
        .filter(parcel -> parcel.status() == Parcel.Status.SHIPPED)
        .flatMap(parcel -> parcel.lines().stream())
        .anyMatch(line -> line.lineId().equals(lineId));
  }
}
