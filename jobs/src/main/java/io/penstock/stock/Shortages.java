package io.penstock.stock;

import io.penstock.model.Reason;
import io.penstock.state.Parcel;
import io.penstock.state.Transfer;
import io.penstock.state.Waiting;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Books.Place;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.merge.MergeWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes parcels back where a warehouse has found fewer goods than are locked, from the order of the
 * lowest precedence on, until those that are left can be made.
 *
 * <p>Who holds goods of a cell is not indexed: that would cost every lock a row, and all open
 * orders are looked at once in a wave in which goods are missed, which is rare.
 */
final class Shortages {

  private record Holder(Waiting place, String parcelId) {}

  private final StockRows rows;
  private final Books books;
  private final Deliveries deliveries;
  private final Recalls recalls;
  private final MergeWindow window;
  private final Aftermath aftermath;
  private final Transfers transfers;

  Shortages(
      StockRows rows,
      Books books,
      Deliveries deliveries,
      Recalls recalls,
      MergeWindow window,
      Aftermath aftermath,
      Transfers transfers) {
    this.rows = rows;
    this.books = books;
    this.deliveries = deliveries;
    this.recalls = recalls;
    this.window = window;
    this.aftermath = aftermath;
    this.transfers = transfers;
  }

  void makeUp() throws Exception {
    Map<Place, Long> missing = missing();
    if (missing.isEmpty()) {
      return;
    }
    for (Holder holder : holders(missing)) {
      Member member = Objects.requireNonNull(deliveries.member(holder.parcelId()));
      Place place = firstMissing(toBeMade(member.parcel()), missing);
      if (place != null) {
        Trigger trigger = Objects.requireNonNull(books.shortened().get(place));
        takeBack(member, place, trigger, missing);
      }
    }
  }

  private void takeBack(Member member, Place place, Trigger trigger, Map<Place, Long> missing)
      throws Exception {
    if (member.parcel().status() == Parcel.Status.GATHERING) {
      window.withdraw(member, trigger);
      aftermath.finish(member.lock(), deliveries.now(member).lock(), trigger);
      comesBack(member.parcel(), missing);
      return;
    }
    Reason reason = Reason.of("GOODS_MISSING", place.sku() + " in " + place.warehouse());
    if (member.parcel().status() == Parcel.Status.ASSEMBLING) {
      for (Parcel held : transfers.held(member.parcel())) {
        comesBack(held, missing);
      }
      transfers.end(member, trigger, reason);
      return;
    }
    for (Member other : deliveries.of(member.parcel().toldAs())) {
      if (other.parcel().status().isOpen()) {
        comesBack(other.parcel(), missing);
      }
    }
    recalls.recallShort(member.parcel().toldAs(), trigger, reason);
  }

  /** What is missing beyond the parcels that are being taken back. */
  private Map<Place, Long> missing() throws Exception {
    Map<Place, Long> missing = new HashMap<>();
    for (Place place : books.shortened().keySet()) {
      long deficit = rows.cell(place.sku(), place.warehouse()).deficit();
      if (deficit > 0) {
        missing.put(place, deficit);
      }
    }
    return missing;
  }

  /** Who holds such goods, the last in precedence first; what comes back anyway is not missing. */
  private List<Holder> holders(Map<Place, Long> missing) throws Exception {
    List<Holder> holders = new ArrayList<>();
    rows.forEachOpen(
        (key, lock) -> {
          for (Parcel parcel : lock.parcels()) {
            if (parcel.status().isRecalled()) {
              comesBack(parcel, missing);
            } else if (firstMissing(toBeMade(parcel), missing) != null) {
              holders.add(new Holder(lock.place(), parcel.deliveryId()));
            }
          }
        });
    rows.forEachTransfer(
        (id, transfer) -> {
          for (Transfer.Leg leg : transfer.legs()) {
            if (leg.stage() == Transfer.Stage.RECALLED) {
              comesBack(Transfers.here(leg), missing);
            }
          }
        });
    holders.sort(Comparator.comparing(Holder::place).thenComparing(Holder::parcelId).reversed());
    return holders;
  }

  private static void comesBack(Parcel parcel, Map<Place, Long> missing) {
    for (Parcel.Line line : parcel.lines()) {
      missing.computeIfPresent(
          new Place(line.sku(), parcel.warehouse()), (place, units) -> units - line.quantity());
    }
  }

  private static @Nullable Place firstMissing(List<Parcel> parcels, Map<Place, Long> missing) {
    for (Parcel parcel : parcels) {
      for (Parcel.Line line : parcel.lines()) {
        Place place = new Place(line.sku(), parcel.warehouse());
        if (missing.getOrDefault(place, 0L) > 0) {
          return place;
        }
      }
    }
    return null;
  }

  /** Where goods are locked for a parcel that nobody has picked yet; empty where nowhere. */
  private List<Parcel> toBeMade(Parcel parcel) throws Exception {
    List<Parcel> toBeMade = new ArrayList<>();
    boolean assembling = parcel.status() == Parcel.Status.ASSEMBLING;
    for (Parcel held : assembling ? transfers.held(parcel) : List.of(parcel)) {
      if (isToBeMade(held.status())) {
        toBeMade.add(held);
      }
    }
    return toBeMade;
  }

  /** What is picked was found. */
  private static boolean isToBeMade(Parcel.Status status) {
    return switch (status) {
      case GATHERING, ASSEMBLING, REQUESTED, ACCEPTED -> true;
      case PICKED,
          PACKED,
          CANCEL_REQUESTED,
          RECALLED,
          SHIPPED,
          SHORT,
          CANCELLED,
          REJECTED,
          WITHDRAWN ->
          false;
    };
  }
}
