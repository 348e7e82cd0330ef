package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderLine;
import io.penstock.state.ExplodedLine;
import io.penstock.state.GiftTakers;
import io.penstock.state.GivenGift;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the stock promises of gifts and bundles, reckoned like the other promises. */
final class GoodsPromises {

  private final Playback play;
  private final List<OrderLock> locks;
  private final StockHarness.Said said;

  /**
   * @param locks all orders that are remembered
   */
  GoodsPromises(Playback play, List<OrderLock> locks) {
    this.play = play;
    this.locks = locks;
    this.said = play.said();
  }

  /** Counts are those of the orders that have it, caps hold, and buyers have it once. */
  void aGiftIsGivenToAsManyAsHaveItAndToNobodyTwice() throws Exception {
    Map<String, Integer> having = new TreeMap<>();
    Set<String> buyers = new HashSet<>();
    Set<String> lefts = leftInSpite();
    for (OrderLock lock : locks) {
      Map<String, Integer> promised = new TreeMap<>();
      for (GivenGift gift : lock.goods().gifts()) {
        promised.put(gift.lineId(), gift.quantity());
        having.merge(gift.rule().gift(), 1, Integer::sum);
        if (gift.rule().oncePerBuyer()) {
          assertThat(buyers.add(gift.rule().gift() + " of " + lock.order().order().buyer()))
              .as("twice: %s", lock)
              .isTrue();
        }
        if (gift.rule().cap() > 0) {
          assertThat(having.get(gift.rule().gift())).isLessThanOrEqualTo(gift.rule().cap());
        }
        assertThat(lock.wanted() || gift.withdrawn() || hasLeft(lock, gift.lineId()))
            .as("kept in spite of its end: %s", lock)
            .isTrue();
      }
      for (Parcel parcel : lock.parcels()) {
        if (parcel.status().isOnItsWay() && !lefts.contains(lock.order().key())) {
          for (Parcel.Line line : parcel.lines()) {
            if (line.lineId().startsWith("gift/")) {
              int left = promised.merge(line.lineId(), -line.quantity(), Integer::sum);
              assertThat(left).as("more than it was promised: %s", lock).isNotNegative();
            }
          }
        }
      }
    }
    assertThat(play.operator().given()).as("given, and had").isEqualTo(having);
    int takers = 0;
    for (GiftTakers row : play.operator().takers().values()) {
      takers += row.orders().size();
    }
    assertThat(takers).isEqualTo(buyers.size());
  }

  /** No version of a bundle that holds only from later on was taken apart. */
  void aBundleIsWhatItWasWhenItWasPaid() {
    Map<Integer, Instant> from = new HashMap<>();
    for (StockInput input : play.sent()) {
      if (input.sku() != null && input.sku().bundle() != null) {
        from.put(input.sku().bundle().version(), input.sku().effectiveFrom());
      }
    }
    for (OrderLock lock : locks) {
      for (ExplodedLine line : lock.goods().bundles()) {
        assertThat(from.get(line.version())).as("%s", lock).isBeforeOrEqualTo(lock.paidAt());
      }
    }
  }

  /** The amounts of all parcels add up, and so do the units that the marketplace is told of. */
  void whatLeftOfALineIsWorthWhatItCosts() {
    Map<String, Long> amounts = new HashMap<>();
    Map<String, Integer> units = new HashMap<>();
    Map<String, OrderEvent> lastParcels = new HashMap<>();
    for (OrderEvent event : said.events()) {
      if (Promises.hasLeft(event)) {
        lastParcels.put(event.key(), event);
        for (OrderEvent.EventLine line : event.lines()) {
          String name = event.key() + " " + line.lineId();
          assertThat(line.amountMinor()).isNotNegative();
          amounts.merge(name, line.amountMinor(), Long::sum);
          Integer told = line.lineUnits();
          units.merge(name, told == null ? line.quantity() : told, Integer::sum);
        }
      }
    }
    Map<String, Set<OrderLine>> versions = new HashMap<>();
    for (StockInput input : play.sent()) {
      if (input.request() != null && input.request().order() != null) {
        Order order = input.request().order().order();
        for (OrderLine line : order.lines()) {
          versions
              .computeIfAbsent(order.key() + " " + line.lineId(), ignored -> new HashSet<>())
              .add(line);
        }
      }
    }
    Set<String> lefts = leftInSpite();
    for (OrderLock lock : locks) {
      if (lock.wanted() && Promises.missing(lock, true).isEmpty() && !lock.hasOpenParcel()) {
        for (OrderLine line : lock.order().order().lines()) {
          String name = lock.order().key() + " " + line.lineId();
          if (line.wantsGoods() && amounts.containsKey(name)) {
            boolean stayed = Objects.requireNonNull(versions.get(name)).size() == 1;
            long told = amounts.get(name);
            if (endsWith(lastParcels.get(lock.order().key()), lock, line)) {
              assertThat(told)
                  .as("%s of %s", line, lock)
                  .isGreaterThanOrEqualTo(line.amountMinor());
            }
            if (stayed) {
              assertThat(told).as("%s of %s", line, lock).isEqualTo(line.amountMinor());
            }
            if (stayed && !lefts.contains(lock.order().key())) {
              assertThat(units.get(name)).as("%s of %s", line, lock).isEqualTo(line.quantity());
            }
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

  /** Orders of which a parcel left that should not have: the books hold what it was, not why. */
  private Set<String> leftInSpite() {
    Set<String> orders = new HashSet<>();
    for (OrderEvent event : said.events()) {
      if (event.type() == OrderEvent.Type.SHIPPED_AFTER_CANCEL) {
        orders.add(event.key());
      }
    }
    return orders;
  }

  private static boolean hasLeft(OrderLock lock, String lineId) {
    return lock.parcels().stream()
        .filter(parcel -> parcel.status() == Parcel.Status.SHIPPED)
        .flatMap(parcel -> parcel.lines().stream())
        .anyMatch(line -> line.lineId().equals(lineId));
  }
}
