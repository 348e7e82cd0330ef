package io.penstock.stock;

import io.penstock.model.OrderEvent;
import io.penstock.model.StockMovement;
import io.penstock.model.StockMovement.Type;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the ledger says of parcels whose goods are brought together. */
final class Brought {

  private final View view;

  /** All there were. */
  private final Set<String> transfers = new HashSet<>();

  /** Those of them that are over without a word about the parcel, which held nothing. */
  private final Set<String> silent = new HashSet<>();

  /** Those of them of which that is known only now. */
  private Set<String> fresh = Set.of();

  /** Parcels that gave back what they held. */
  private final Set<String> released = new HashSet<>();

  /** Orders for which all came. */
  private final Set<String> arrived = new HashSet<>();

  Brought(View view) {
    this.view = view;
  }

  /**
   * Takes in what was said.
   *
   * @return transfers of which it is known only now that they were given up silently, in any of the
   *     waves that were heard
   */
  Set<String> hear() {
    for (StockMovement movement : view.movements()) {
      String delivery = String.valueOf(movement.deliveryId());
      if (TransferPromises.isLeg(delivery)) {
        transfers.add(delivery.substring(0, delivery.lastIndexOf('.')));
      } else if (movement.type() == Type.RELEASED) {
        released.add(delivery);
      }
    }
    for (OrderEvent event : view.events()) {
      if (event.reasons().stream().anyMatch(reason -> reason.code().equals("TRANSFERRED"))) {
        arrived.add(event.key());
      }
    }
    fresh = transfers.isEmpty() ? Set.of() : givenUp();
    return fresh;
  }

  private Set<String> givenUp() {
    Set<String> waiting = new HashSet<>();
    for (OrderLock order : view.locks().values()) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status() == Parcel.Status.ASSEMBLING) {
          waiting.add(parcel.deliveryId());
        }
      }
    }
    Set<String> now = new HashSet<>(transfers);
    now.removeIf(id -> released.contains(id + ".1") || waiting.contains(id + ".1"));
    Set<String> known = new HashSet<>(silent);
    silent.clear();
    silent.addAll(now);
    now.removeAll(known);
    return now;
  }

  /** That of a leg, or of a parcel that waits for legs; absent of any other parcel. */
  @Nullable String transferOf(String delivery) {
    if (transfers.isEmpty()) {
      return null;
    }
    String id = delivery.substring(0, delivery.indexOf('.', delivery.lastIndexOf('#')));
    return transfers.contains(id) ? id : null;
  }

  /** Before anything that was heard last. */
  boolean wasSilentlyGivenUp(String transfer) {
    return silent.contains(transfer) && !fresh.contains(transfer);
  }

  /** Whether what is locked was locked for the order before it came, or was moved. */
  boolean hasCome(StockMovement movement) {
    if (transfers.isEmpty()) {
      return false;
    }
    String delivery = String.valueOf(movement.deliveryId());
    int number = delivery.lastIndexOf('#') + 1;
    int plan = Integer.parseInt(delivery.substring(number, delivery.indexOf('.', number)));
    String order = delivery.substring(0, number - 1);
    boolean waits = transferOf(delivery) != null && !TransferPromises.isLeg(delivery);
    return waits
        || (arrived.contains(order)
            && IntStream.range(1, plan).anyMatch(one -> transfers.contains(order + "#" + one)));
  }
}
