package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reason;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

  private final Playback play;
  private final Set<String> moved = new HashSet<>();
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
    for (OrderLock order : locks.values()) {
      OrderLock known = before.get(order.order().key());
      if (known != null) {
        whoIsRecalledGetsNothingNew(known, order);
        whoRefusedIsNotAskedAgain(known, order);
        whoHadGoodsIsNotAskedAgain(known, order);
        whatIsOverdueIsDealtWith(known, order);
        if (known.equals(order) && waitsForOneArticle(order)) {
          nobodyWasServedBefore(order, locks);
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
      assertThat(order.waitingBecause())
          .as("had goods: %s", order)
          .isNotIn(Promises.HALF, Promises.LOW);
    }
  }

  private static void whoRefusedIsNotAskedAgain(OrderLock known, OrderLock order) {
    assertThat(fresh(known, order))
        .as("%s", order)
        .noneMatch(parcel -> known.refusedBy().contains(parcel.warehouse()));
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

  /** Nobody of a lower precedence got in one warehouse what the order waits for. */
  private void nobodyWasServedBefore(OrderLock waiting, Map<String, OrderLock> locks) {
    Map.Entry<String, Integer> missing =
        Promises.missing(waiting, false).entrySet().iterator().next();
    for (OrderLock served : locks.values()) {
      boolean ofItsOwn = hasStayed(served) && !moved.contains(served.order().key());
      if (PRECEDENCE.compare(served, waiting) > 0 && ofItsOwn) {
        OrderLock known = before.get(served.order().key());
        for (Parcel parcel : known == null ? served.parcels() : fresh(known, served)) {
          assertThat(waiting.refusedBy().contains(parcel.warehouse()) ? 0 : units(parcel, missing))
              .as("%s was served before %s", served, waiting)
              .isLessThan(missing.getValue());
        }
      }
    }
  }

  /**
   * Whose goods come back because they travelled with others has them before anybody, and so has
   * who waited for goods that were moved for it.
   */
  private boolean hasStayed(OrderLock order) {
    OrderLock known = before.get(order.order().key());
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
