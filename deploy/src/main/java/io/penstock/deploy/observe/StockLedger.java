package io.penstock.deploy.observe;

import io.penstock.model.Delivery;
import io.penstock.model.WmsEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A second book of all stock, kept from what the warehouses said and what they were told, without a
 * look at the jobs' own figures.
 *
 * <p>Two topics have no order between them, so facts are only collected here; what they add up to
 * is asked when both were read to the same moment.
 */
public final class StockLedger {

  /** Goods of one owner in one warehouse. */
  public record Cell(String pool, String sku, String warehouse) {}

  private final Set<String> messages = new HashSet<>();
  private final Map<Cell, Long> received = new HashMap<>();
  private final Map<String, Parcel> parcels = new HashMap<>();
  private long repeatedDeliveries;
  private long deliveries;
  private long open;
  private long shipped;
  private long units;

  /** An instruction to a warehouse. */
  public void add(Delivery delivery) {
    if (delivery.action() == Delivery.Action.CANCEL) {
      // Only asked for: the goods are free when the warehouse says so.
      return;
    }
    deliveries++;
    Parcel parcel = parcel(delivery.deliveryId());
    if (parcel.created) {
      repeatedDeliveries++;
    } else {
      parcel.created = true;
      open += parcel.ended ? 0 : 1;
    }
    for (Delivery.Line line : delivery.lines()) {
      units += line.quantity();
      parcel.ordered.merge(
          new Cell(delivery.owner(), line.sku(), delivery.warehouse()),
          (long) line.quantity(),
          Long::sum);
    }
  }

  /** A warehouse's message; one that was seen before changes nothing. */
  public void add(WmsEvent event) {
    if (!messages.add(event.messageId())) {
      return;
    }
    switch (event.type()) {
      case RECEIPT, ADJUSTMENT -> addUnits(received, event);
      case SHIPPED -> ship(parcelOf(event), event);
      case PARTLY_SHIPPED -> addUnits(parcelOf(event).gone, event);
      case SHORT_PICK -> addUnits(parcelOf(event).missing, event);
      case REJECTED, CANCELLED -> end(parcelOf(event));
      case ACCEPTED, PICKED, PACKED, WEIGHED, CANCEL_FAILED, EXCEPTION -> {}
      case RETURNED, RECLASSIFIED, SNAPSHOT ->
          throw new IllegalArgumentException("no played warehouse says " + event.type());
    }
  }

  /**
   * Cells of which more was promised or has left than ever came in, with the units too many. A
   * promise is a delivery that is neither shipped nor given back.
   */
  public Map<Cell, Long> oversold() {
    Map<Cell, Long> tooMany = new HashMap<>();
    committed()
        .forEach(
            (cell, units) -> {
              long excess = units - received.getOrDefault(cell, 0L);
              if (excess > 0) {
                tooMany.put(cell, excess);
              }
            });
    return tooMany;
  }

  /** Units received, less those that left or were not found, by {@code pool/sku}. */
  public Map<String, Long> onHand() {
    Map<String, Long> onHand = new TreeMap<>();
    received.forEach((cell, units) -> onHand.merge(level(cell), units, Long::sum));
    for (Parcel parcel : parcels.values()) {
      parcel.shipped().forEach((cell, units) -> onHand.merge(level(cell), -units, Long::sum));
      parcel.missing().forEach((cell, units) -> onHand.merge(level(cell), -units, Long::sum));
    }
    return onHand;
  }

  /** Units promised and neither shipped nor given back, by {@code pool/sku}. */
  public Map<String, Long> locked() {
    Map<String, Long> locked = new TreeMap<>();
    for (Parcel parcel : parcels.values()) {
      if (!parcel.ended) {
        parcel.open().forEach((cell, units) -> locked.merge(level(cell), units, Long::sum));
      }
    }
    return locked;
  }

  /** Deliveries that left. */
  public long shipped() {
    return shipped;
  }

  /** Deliveries that were ordered. */
  public long deliveries() {
    return deliveries;
  }

  /** Units of the deliveries that were ordered. */
  public long units() {
    return units;
  }

  /** Orders for a delivery that had been ordered before: the warehouse would send it twice. */
  public long repeatedDeliveries() {
    return repeatedDeliveries;
  }

  /** Deliveries of which the warehouse has not said how they ended. */
  public long openDeliveries() {
    return open;
  }

  private Map<Cell, Long> committed() {
    Map<Cell, Long> committed = new HashMap<>();
    for (Parcel parcel : parcels.values()) {
      parcel.shipped().forEach((cell, units) -> committed.merge(cell, units, Long::sum));
      parcel.missing().forEach((cell, units) -> committed.merge(cell, units, Long::sum));
      if (!parcel.ended) {
        parcel.open().forEach((cell, units) -> committed.merge(cell, units, Long::sum));
      }
    }
    return committed;
  }

  /** Goods leave once; another message about the same delivery tells nothing new. */
  private void ship(Parcel parcel, WmsEvent event) {
    if (!parcel.left) {
      parcel.left = true;
      shipped++;
      parcel.names = !event.items().isEmpty();
      parcel.awaited = !parcel.ended;
      addUnits(parcel.gone, event);
      end(parcel);
    }
  }

  private void end(Parcel parcel) {
    if (!parcel.ended) {
      parcel.ended = true;
      open -= parcel.created ? 1 : 0;
    }
  }

  private Parcel parcelOf(WmsEvent event) {
    return parcel(Objects.requireNonNull(event.deliveryId(), "deliveryId"));
  }

  private Parcel parcel(String deliveryId) {
    return parcels.computeIfAbsent(deliveryId, id -> new Parcel());
  }

  private static void addUnits(Map<Cell, Long> cells, WmsEvent event) {
    for (WmsEvent.Item item : event.items()) {
      cells.merge(
          new Cell(event.owner(), item.sku(), event.warehouse()),
          (long) item.quantity(),
          Long::sum);
    }
  }

  private static String level(Cell cell) {
    return cell.pool() + "/" + cell.sku();
  }

  private static final class Parcel {
    private final Map<Cell, Long> ordered = new HashMap<>(4);
    private final Map<Cell, Long> gone = new HashMap<>(4);
    private final Map<Cell, Long> missing = new HashMap<>(4);
    private boolean created;
    private boolean left;
    private boolean ended;

    /** Whether what left last was named, and whether the rest was awaited until then. */
    private boolean names;

    private boolean awaited;

    /** What was ordered and neither left nor was missing by name. */
    Map<Cell, Long> open() {
      Map<Cell, Long> open = new HashMap<>(ordered);
      gone.forEach((cell, units) -> open.merge(cell, -units, Long::sum));
      missing.forEach((cell, units) -> open.merge(cell, -units, Long::sum));
      return open;
    }

    /** What left: what the warehouse named, and all the rest where it named nothing at last. */
    Map<Cell, Long> shipped() {
      return left && !names ? with(gone, open()) : gone;
    }

    /** What was not found, by name or because the last that left was named without it. */
    Map<Cell, Long> missing() {
      return left && names && awaited && created ? with(missing, open()) : missing;
    }

    private static Map<Cell, Long> with(Map<Cell, Long> some, Map<Cell, Long> more) {
      Map<Cell, Long> all = new HashMap<>(some);
      more.forEach((cell, units) -> all.merge(cell, units, Long::sum));
      return all;
    }
  }
}
