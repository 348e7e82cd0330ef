package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Carrier;
import io.penstock.model.Carrier.Lane;
import io.penstock.model.Delivery;
import io.penstock.state.Carriage;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the stock promises of who carries its parcels. Two services take few on a day, and one
 * refuses chilled goods.
 */
final class ShippingPromises {

  private static final Map<String, Integer> PER_DAY = Map.of("SF", 3, "JD", 5);
  private static final String REFUSES_CHILLED = "YTO";

  private final Playback play;
  private final List<OrderLock> locks;

  /**
   * @param locks all orders that are remembered
   */
  ShippingPromises(Playback play, List<OrderLock> locks) {
    this.play = play;
    this.locks = locks;
  }

  static Carrier carrier(String name, List<Lane> lanes) {
    List<String> refused = name.equals(REFUSES_CHILLED) ? List.of("CHILLED") : null;
    return new Carrier(name, "s", "CNY", null, lanes, refused, PER_DAY.get(name));
  }

  /** Whether what leaves on a day is counted there by service. */
  static boolean isOfAService(String day) {
    return day.indexOf('\0') >= 0;
  }

  void check() throws Exception {
    noServiceTakesMoreThanItSays();
    whatIsTakenIsCounted();
    aParcelHasAServiceThatTakesIt();
    aDeliverySaysWithWhatItLeaves();
    new WaybillPromises(play, locks).check();
  }

  private void noServiceTakesMoreThanItSays() {
    Map<String, Integer> taken = new TreeMap<>();
    for (Delivery delivery : play.said().deliveries()) {
      Delivery.Shipping shipping = delivery.shipping();
      if (delivery.action() == Delivery.Action.CREATE && shipping != null) {
        String day = shipping.carrier() + " " + delivery.warehouse() + " " + shipping.leavesOn();
        int parcels = taken.merge(day, 1, Integer::sum);
        Integer most = PER_DAY.get(shipping.carrier());
        assertThat(most == null || parcels <= most).as("%s: %s", day, parcels).isTrue();
        assertThat(most == null || shipping.leavesOn() != null).as("%s", delivery).isTrue();
      }
    }
  }

  /** Each delivery once, and each parcel that waits, on the days that are not over. */
  private void whatIsTakenIsCounted() throws Exception {
    Map<String, Set<String>> taken = new HashMap<>();
    for (OrderLock lock : locks) {
      for (Parcel parcel : lock.parcels()) {
        Carriage carriage = parcel.carriage();
        if (carriage != null && carriage.counted() && parcel.status() != Parcel.Status.WITHDRAWN) {
          String day = parcel.warehouse() + "/" + carriage.day() + '\0' + carriage.id();
          taken.computeIfAbsent(day, none -> new HashSet<>()).add(parcel.toldAs());
        }
      }
    }
    Map<String, Integer> counted = new TreeMap<>(play.operator().leaving());
    counted.keySet().removeIf(day -> !isOfAService(day));
    counted.forEach(
        (day, parcels) -> assertThat(taken.getOrDefault(day, Set.of())).as(day).hasSize(parcels));
    for (String day : taken.keySet()) {
      if (day.startsWith("w1/")) {
        assertThat(counted).as("no day of it is over").containsKey(day);
      }
    }
  }

  private void aParcelHasAServiceThatTakesIt() {
    for (OrderLock lock : locks) {
      for (Parcel parcel : lock.parcels()) {
        Carriage carriage = parcel.carriage();
        if (carriage == null) {
          for (String carrier : List.of("SF", "JD", "YTO")) {
            assertThat(takes(carrier, parcel)).as("%s takes %s", carrier, parcel).isFalse();
          }
        } else {
          assertThat(takes(carriage.carrier(), parcel)).as("%s %s", carriage, parcel).isTrue();
        }
      }
    }
  }

  private static boolean takes(String carrier, Parcel parcel) {
    @Nullable List<String> carriers = parcel.needs().carriers();
    boolean refused =
        carrier.equals(REFUSES_CHILLED) && parcel.needs().storageClasses().contains("CHILLED");
    return (carriers == null || carriers.contains(carrier)) && !refused;
  }

  private void aDeliverySaysWithWhatItLeaves() {
    Map<String, Delivery> created = new HashMap<>();
    for (Delivery delivery : play.said().deliveries()) {
      Delivery before = created.putIfAbsent(delivery.deliveryId(), delivery);
      if (before != null) {
        assertThat(delivery.shipping()).isEqualTo(before.shipping());
      }
    }
    for (OrderLock lock : locks) {
      for (Parcel parcel : lock.parcels()) {
        Delivery delivery = created.get(parcel.toldAs());
        if (delivery != null) {
          Carriage carriage = parcel.carriage();
          assertThat(delivery.shipping())
              .isEqualTo(
                  carriage == null
                      ? null
                      : new Delivery.Shipping(
                          carriage.carrier(),
                          carriage.service(),
                          carriage.day(),
                          carriage.waybill()));
        }
      }
    }
  }
}
