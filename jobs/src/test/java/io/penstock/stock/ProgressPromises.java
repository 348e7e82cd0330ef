package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Order;
import io.penstock.model.Reason;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of how the books go on, reckoned from the books as they are now and as they were
 * when it was asked last. Some waves may lie between, so it speaks of orders of which it is clear
 * what they were meanwhile: of many, but not of all.
 */
final class ProgressPromises {

  private static final Comparator<OrderLock> PRECEDENCE =
      Comparator.comparing((OrderLock order) -> -order.priority())
          .thenComparing(OrderLock::paidAt)
          .thenComparing(order -> order.order().key());

  /** An order that got goods since it was looked at last, of its own and not back. */
  private record Served(OrderLock order, List<Parcel> parcels) {}

  private final Playback play;
  private final Set<String> moved = new HashSet<>();

  /** Orders that were ever looked at: one that was over may come back with what it had. */
  private final Set<String> seen = new HashSet<>();

  private Map<String, OrderLock> before = Map.of();
  private Instant waveBefore = Instant.MIN;

  ProgressPromises(Playback play) {
    this.play = play;
  }

  /** The books are not what became of those that were looked at last. */
  void forget() {
    before = Map.of();
    waveBefore = Instant.MIN;
  }

  void check() throws Exception {
    Map<String, OrderLock> locks = play.operator().locks();
    play.operator().transfers().values().forEach(one -> moved.add(one.orderKey()));
    play.operator().transfersOver().values().forEach(one -> moved.add(one.orderKey()));
    List<Served> served = served(locks);
    for (Map.Entry<String, OrderLock> now : locks.entrySet()) {
      OrderLock order = now.getValue();
      OrderLock known = before.get(now.getKey());
      if (known != null) {
        if (!View.isSame(known, order)) {
          whoIsRecalledGetsNothingNew(known, order);
          whoRefusedIsNotAskedAgain(known, order);
        }
        whoHadGoodsIsNotAskedAgain(known, order);
        whatIsOverdueIsDealtWith(known, order);
        if (waitsForOneArticle(order) && known.equals(order)) {
          nobodyWasServedBefore(order, served);
        }
      }
    }
    before = locks;
    waveBefore = play.lastWave();
  }

  /** Until the warehouse has said whether it can stop the old goods. */
  private static void whoIsRecalledGetsNothingNew(OrderLock known, OrderLock order) {
    if (order.parcels().stream().anyMatch(one -> one.status() == Parcel.Status.CANCEL_REQUESTED)) {
      assertThat(fresh(known, order))
          .as("new for %s", order)
          .noneMatch(one -> one.status() == Parcel.Status.REQUESTED)
          .noneMatch(one -> one.status() == Parcel.Status.GATHERING && !order.reserved());
    }
  }

  /** Unless it was stopped meanwhile, and wanted again. */
  private static void whoHadGoodsIsNotAskedAgain(OrderLock known, OrderLock order) {
    if (known.conditions().settled()
        && known.version() == order.version()
        && order.parcels().stream()
            .filter(one -> one.status() == Parcel.Status.WITHDRAWN)
            .allMatch(one -> one.equals(known.parcel(one.deliveryId())))) {
      String because = order.waitingBecause();
      Insist.that(
          !Promises.HALF.equals(because) && !Promises.LOW.equals(because), "had goods: %s", order);
    }
  }

  private static void whoRefusedIsNotAskedAgain(OrderLock known, OrderLock order) {
    for (Parcel parcel : fresh(known, order)) {
      Insist.that(!known.refusedBy().contains(parcel.warehouse()), "%s", order);
    }
  }

  private void whatIsOverdueIsDealtWith(OrderLock known, OrderLock order) {
    Reason hold = order.hold();
    if (order.isWaiting()
        && known.isWaiting()
        && hold != null
        && hold.equals(known.hold())
        && hold.dueBy() != null
        && play.lastWave().isAfter(waveBefore)) {
      assertThat(hold.dueBy()).as("overdue: %s", order).isAfter(play.lastWave());
    }
  }

  /** And for nothing else than goods. */
  private static boolean waitsForOneArticle(OrderLock order) {
    return "OUT_OF_STOCK".equals(order.waitingBecause())
        && order.conditions().asked().isEmpty()
        && order.parcels().stream().noneMatch(ProgressPromises::isRecalled)
        && Promises.missing(order, false).size() == 1;
  }

  private List<Served> served(Map<String, OrderLock> locks) {
    List<Served> served = new ArrayList<>();
    for (Map.Entry<String, OrderLock> now : locks.entrySet()) {
      OrderLock order = now.getValue();
      OrderLock known = before.get(now.getKey());
      boolean comesBack = !seen.add(now.getKey()) && known == null;
      if (!View.isSame(known, order)
          && hasStayed(known, order)
          && !comesBack
          && !moved.contains(now.getKey())) {
        List<Parcel> parcels = known == null ? order.parcels() : fresh(known, order);
        if (!parcels.isEmpty()) {
          served.add(new Served(order, parcels));
        }
      }
    }
    return served;
  }

  /**
   * Nobody of a lower precedence got in one warehouse what the order waits for. One shop may have
   * what another may not where anything of the article was ever set aside.
   */
  private void nobodyWasServedBefore(OrderLock waiting, List<Served> served) throws Exception {
    Map.Entry<String, Integer> missing =
        Promises.missing(waiting, false).entrySet().iterator().next();
    SkuStock stock = play.operator().stock().get(missing.getKey());
    boolean fenced = stock != null && stock.offering().fences().last() > 0;
    for (Served other : served) {
      if (PRECEDENCE.compare(other.order(), waiting) > 0
          && !(fenced && isOfAnotherShop(other.order(), waiting))) {
        for (Parcel parcel : other.parcels()) {
          boolean refused = waiting.refusedBy().contains(parcel.warehouse());
          Insist.that(
              refused || units(parcel, missing) < missing.getValue(),
              "%s was served before %s",
              other.order(),
              waiting);
        }
      }
    }
  }

  private static boolean isOfAnotherShop(OrderLock one, OrderLock other) {
    Order order = one.order().order();
    return !order.marketplace().equals(other.order().order().marketplace())
        || !order.shop().equals(other.order().order().shop());
  }

  /**
   * Whose goods come back because they travelled with others has them before anybody, and so has
   * who waited for goods that were moved for it.
   */
  private static boolean hasStayed(@Nullable OrderLock known, OrderLock order) {
    return known == null
        ? order.version() == 1
        : known.version() == order.version()
            && known.parcels().stream().noneMatch(ProgressPromises::isRecalled);
  }

  private static boolean isRecalled(Parcel parcel) {
    return parcel.status() == Parcel.Status.RECALLED
        || parcel.status() == Parcel.Status.CANCEL_REQUESTED;
  }

  /** A gift may go along where its order goes anyway. */
  private static int units(Parcel parcel, Map.Entry<String, Integer> article) {
    return parcel.lines().stream()
        .filter(line -> line.sku().equals(article.getKey()) && !line.lineId().startsWith("gift/"))
        .mapToInt(Parcel.Line::quantity)
        .sum();
  }

  /** What goods were locked for; a warehouse may divide a parcel, which is nothing new. */
  private static List<Parcel> fresh(OrderLock known, OrderLock order) {
    return order.parcels().stream()
        .filter(parcel -> parcel.whole().equals(parcel.deliveryId()))
        .filter(parcel -> Objects.isNull(known.parcel(parcel.deliveryId())))
        .toList();
  }
}
