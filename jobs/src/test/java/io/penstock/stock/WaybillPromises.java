package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.WaybillRange;
import io.penstock.state.Carriage;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.WaybillBook;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the stock promises of the numbers of waybills, as {@link Numbers} publishes them. */
final class WaybillPromises {

  private static final Set<String> NUMBERED = Set.of("SF", "JD");
  private static final int[] WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};

  private final View view;

  /** Numbers on deliveries. */
  private final Set<String> used = new HashSet<>();

  /** The numbers that have a parcel, as they were read of the book. */
  private Set<String> kept = Set.of();

  private @Nullable WaybillBook read;

  WaybillPromises(View view) {
    this.view = view;
  }

  void check() throws Exception {
    Map<String, Set<String>> published = view.history().waybills;
    for (Delivery delivery : view.deliveries()) {
      Delivery.Shipping shipping = delivery.shipping();
      if (delivery.action() == Delivery.Action.CREATE && shipping != null) {
        String number = shipping.waybill();
        assertThat(number != null)
            .as("a number of ours on %s", delivery)
            .isEqualTo(NUMBERED.contains(shipping.carrier()));
        if (number != null) {
          assertThat(used.add(number)).as("%s is given twice", number).isTrue();
          assertThat(published.getOrDefault(number, Set.of()))
              .as("%s of %s", number, delivery)
              .containsAnyOf(shipping.carrier(), shipping.carrier() + " " + delivery.warehouse());
        }
      }
    }
    whatIsTakenIsOnAParcel();
  }

  /** And what is not, is free. */
  private void whatIsTakenIsOnAParcel() throws Exception {
    Set<String> taken = new HashSet<>(used);
    for (OrderLock lock : view.locks().values()) {
      for (Parcel parcel : lock.parcels()) {
        Carriage carriage = parcel.carriage();
        String number = carriage == null ? null : carriage.waybill();
        if (number != null && parcel.status() == Parcel.Status.GATHERING) {
          assertThat(taken.add(number)).as("%s is taken twice", number).isTrue();
        }
      }
    }
    WaybillBook book = view.operator().waybills().get(WaybillBook.ALL);
    if (!View.isSame(book, read)) {
      read = book;
      kept = kept(book);
    }
    Insist.equal(kept, taken, "numbers that have a parcel");
  }

  private static Set<String> kept(@Nullable WaybillBook book) {
    Set<String> kept = new HashSet<>();
    for (WaybillBook.Given given : book == null ? List.<WaybillBook.Given>of() : book.given()) {
      for (WaybillBook.Run run : given.runs()) {
        for (long serial = run.first(); serial <= run.last(); serial++) {
          kept.add(given.shape().number(serial));
        }
      }
    }
    return kept;
  }

  /**
   * Notes for whose parcels each number of a range is: a carrier's, or those that it takes from one
   * warehouse.
   */
  static void publish(WaybillRange range, Map<String, Set<String>> published) {
    String whose =
        range.warehouse() == null ? range.carrier() : range.carrier() + " " + range.warehouse();
    int last = Integer.parseInt(range.last());
    for (int number = Integer.parseInt(range.first()); number <= last; number++) {
      published
          .computeIfAbsent(printed(range.carrier(), number), none -> new HashSet<>())
          .add(whose);
    }
  }

  private static String printed(String carrier, int number) {
    return carrier.equals("SF")
        ? "SF" + digits(5, number)
        : "JD" + digits(8, number) + check(number) + "CN";
  }

  private static String digits(int count, int number) {
    String digits = String.valueOf(number);
    return "0".repeat(count - digits.length()) + digits;
  }

  private static int check(int number) {
    int rest = number;
    int sum = 0;
    for (int place = WEIGHTS.length - 1; place >= 0; place--) {
      sum += WEIGHTS[place] * (rest % 10);
      rest /= 10;
    }
    int check = 11 - sum % 11;
    return check > 9 ? (check == 10 ? 0 : 5) : check;
  }
}
