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

  private final View view;
  private final WaybillPromises waybills;

  /** The first that was said of each delivery. */
  private final Map<String, Delivery> created = new HashMap<>();

  /** Deliveries by service, warehouse and day. */
  private final Map<String, Integer> taken = new HashMap<>();

  ShippingPromises(View view) {
    this.view = view;
    this.waybills = new WaybillPromises(view);
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
    view.deliveries().forEach(this::noServiceTakesMoreThanItSays);
    whatIsTakenIsCounted();
    aParcelHasAServiceThatTakesIt();
    aDeliverySaysWithWhatItLeaves();
    waybills.check();
  }

  private void noServiceTakesMoreThanItSays(Delivery delivery) {
    Delivery before = created.putIfAbsent(delivery.deliveryId(), delivery);
    if (before != null) {
      assertThat(delivery.shipping()).isEqualTo(before.shipping());
    }
    Delivery.Shipping shipping = delivery.shipping();
    if (delivery.action() == Delivery.Action.CREATE && shipping != null) {
      String day = shipping.carrier() + " " + delivery.warehouse() + " " + shipping.leavesOn();
      int parcels = taken.merge(day, 1, Integer::sum);
      Integer most = PER_DAY.get(shipping.carrier());
      assertThat(most == null || parcels <= most).as("%s: %s", day, parcels).isTrue();
      assertThat(most == null || shipping.leavesOn() != null).as("%s", delivery).isTrue();
    }
  }

  /** Each delivery once, and each parcel that waits, on the days that are not over. */
  private void whatIsTakenIsCounted() throws Exception {
    Map<String, Set<String>> parcelsOn = new HashMap<>();
    for (OrderLock lock : view.all().values()) {
      for (Parcel parcel : lock.parcels()) {
        Carriage carriage = parcel.carriage();
        if (carriage != null && carriage.counted() && parcel.status() != Parcel.Status.WITHDRAWN) {
          String day = parcel.warehouse() + "/" + carriage.day() + '\0' + carriage.id();
          parcelsOn.computeIfAbsent(day, none -> new HashSet<>()).add(parcel.toldAs());
        }
      }
    }
    Map<String, Integer> counted = new TreeMap<>(view.operator().leaving());
    counted.keySet().removeIf(day -> !isOfAService(day));
    counted.forEach(
        (day, parcels) ->
            Insist.equal(parcelsOn.getOrDefault(day, Set.of()).size(), parcels, "%s", day));
    for (String day : parcelsOn.keySet()) {
      if (day.startsWith("w1/")) {
        Insist.that(counted.containsKey(day), "no day of it is over: %s of %s", day, counted);
      }
    }
  }

  private void aParcelHasAServiceThatTakesIt() {
    for (OrderLock lock : view.touched()) {
      for (Parcel parcel : lock.parcels()) {
        Carriage carriage = parcel.carriage();
        if (carriage == null && !isMade(parcel)) {
          continue; // Who carries it is decided when its goods are there.
        }
        if (carriage == null) {
          for (String carrier : List.of("SF", "JD", "YTO")) {
            Insist.that(!takes(carrier, parcel), "%s takes %s", carrier, parcel);
          }
        } else {
          Insist.that(takes(carriage.carrier(), parcel), "%s %s", carriage, parcel);
        }
      }
    }
  }

  /** Whether it is one that leaves, or would have: not goods that are brought together. */
  static boolean isMade(Parcel parcel) {
    return parcel.status() != Parcel.Status.ASSEMBLING
        && parcel.status() != Parcel.Status.WITHDRAWN;
  }

  private static boolean takes(String carrier, Parcel parcel) {
    @Nullable List<String> carriers = parcel.needs().carriers();
    boolean refused =
        carrier.equals(REFUSES_CHILLED) && parcel.needs().storageClasses().contains("CHILLED");
    return (carriers == null || carriers.contains(carrier)) && !refused;
  }

  private void aDeliverySaysWithWhatItLeaves() {
    for (OrderLock lock : view.touched()) {
      for (Parcel parcel : lock.parcels()) {
        Delivery delivery = created.get(parcel.toldAs());
        if (delivery != null) {
          Carriage carriage = parcel.carriage();
          Delivery.Shipping shipping =
              carriage == null
                  ? null
                  : new Delivery.Shipping(
                      carriage.carrier(), carriage.service(), carriage.day(), carriage.waybill());
          Insist.equal(delivery.shipping(), shipping, "%s of %s", delivery, parcel);
        }
      }
    }
  }
}
