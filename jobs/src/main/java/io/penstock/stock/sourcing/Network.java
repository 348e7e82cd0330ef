package io.penstock.stock.sourcing;

import io.penstock.model.Carrier;
import io.penstock.model.Consignee;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Dispatch;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.SourcingDecision.Exclusion;
import io.penstock.stock.freight.Freight;
import io.penstock.stock.freight.Freight.Offer;
import io.penstock.stock.merge.MergePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The warehouses there are, whom they serve, in whose hands what is held is, what carriers offer,
 * and how the pools' orders may be split and merged, at one time.
 */
public final class Network {

  private static final String EVERYWHERE = "*";

  private static final Departures AT_ONCE =
      new Departures(new Dispatch("UTC", null, null, null, null));

  private final List<Warehouse> warehouses;
  private final Map<String, Pool> pools;
  private final Map<String, Playbook> playbooks;
  private final Freight freight;
  private final Map<String, Departures> departures = new HashMap<>();
  private final Map<Place, List<Candidate>> known = new HashMap<>();

  private record Place(String pool, @Nullable String country, @Nullable String region) {}

  /**
   * A warehouse, as the orders of a pool to a place see it.
   *
   * @param distance 0 is nearest
   * @param exclusion why it is not asked; absent where it is
   */
  public record Candidate(Warehouse warehouse, int distance, @Nullable Exclusion exclusion) {}

  private Network(
      List<Warehouse> warehouses,
      Map<String, Pool> pools,
      Map<String, Playbook> playbooks,
      Freight freight) {
    this.warehouses = warehouses;
    this.pools = pools;
    this.playbooks = playbooks;
    this.freight = freight;
    for (Warehouse warehouse : warehouses) {
      if (warehouse.dispatch() != null) {
        departures.put(warehouse.warehouse(), new Departures(warehouse.dispatch()));
      }
    }
  }

  /** Whether a reference record of this type says anything about the network. */
  public static boolean concerns(Reference.Type type) {
    return switch (type) {
      case WAREHOUSE, POOL, PLAYBOOK, CARRIER -> true;
      case SHOP,
          SKU,
          RULE,
          DENIAL,
          MAPPING,
          CONTROL_TOTAL,
          BUNDLE,
          GIFT,
          WAYBILL_RANGE,
          RING_FENCE,
          INBOUND ->
          false;
    };
  }

  /** Of several versions of a record, the latest that is effective at that time. */
  public static Network at(Instant time, Iterable<Reference> references) {
    Map<String, Reference> effective = new HashMap<>();
    for (Reference reference : references) {
      if (!reference.effectiveFrom().isAfter(time)) {
        effective.merge(
            reference.type() + "/" + reference.id(),
            reference,
            (one, other) -> one.effectiveFrom().isAfter(other.effectiveFrom()) ? one : other);
      }
    }
    List<Warehouse> warehouses = new ArrayList<>();
    Map<String, Pool> pools = new HashMap<>();
    Map<String, Playbook> playbooks = new HashMap<>();
    List<Carrier> carriers = new ArrayList<>();
    for (Reference reference : effective.values()) {
      if (reference.deleted()) {
        continue;
      }
      if (reference.warehouse() != null) {
        warehouses.add(reference.warehouse());
      } else if (reference.pool() != null) {
        pools.put(reference.pool().pool(), reference.pool());
      } else if (reference.playbook() != null) {
        playbooks.put(reference.playbook().code(), reference.playbook());
      } else if (reference.carrier() != null) {
        carriers.add(reference.carrier());
      }
    }
    warehouses.sort(Comparator.comparing(Warehouse::warehouse));
    return new Network(List.copyOf(warehouses), pools, playbooks, new Freight(carriers));
  }

  /** All warehouses, by name. */
  public List<Warehouse> warehouses() {
    return warehouses;
  }

  /** A pool that says nothing ships whole lines from several warehouses if it must. */
  Pool pool(String name) {
    Pool known = pools.get(name);
    return known == null ? new Pool(name, SplitPolicy.BETWEEN_LINES, null) : known;
  }

  /** In whose hands orders are that are held for that reason; absent where nobody said. */
  public @Nullable Playbook playbook(String code) {
    return playbooks.get(code);
  }

  /** How the pool's orders wait for one another; absent where none does. */
  public @Nullable MergePolicy merge(String pool) {
    Pool known = pools.get(pool);
    return known == null || known.merge() == null ? null : MergePolicy.of(known.merge());
  }

  Freight freight() {
    return freight;
  }

  /** All services, by carrier and name. */
  public List<Carrier> services() {
    return freight.services();
  }

  /** The services from a warehouse to a consignee. */
  List<Offer> offers(Warehouse from, Consignee to) {
    String country = to.country() == null ? from.country() : to.country();
    return freight.offers(from, country, to.region());
  }

  /** The warehouse of that name; absent where there is none any more. */
  public @Nullable Warehouse warehouse(String name) {
    for (Warehouse warehouse : warehouses) {
      if (warehouse.warehouse().equals(name)) {
        return warehouse;
      }
    }
    return null;
  }

  /** By what its days are counted, also where parcels leave at once. */
  Departures calendar(Warehouse warehouse) {
    Departures known = departures(warehouse.warehouse());
    return known == null ? AT_ONCE : known;
  }

  /** When a warehouse's parcels leave; absent where they do at once. */
  @Nullable Departures departures(String warehouse) {
    return departures.get(warehouse);
  }

  /**
   * All warehouses: those that are asked first, nearest first, then by priority, then by name; then
   * the others, with the reason.
   */
  List<Candidate> candidates(String pool, Consignee consignee) {
    Place place = new Place(pool, consignee.country(), consignee.region());
    return known.computeIfAbsent(place, this::candidates);
  }

  private List<Candidate> candidates(Place place) {
    List<Candidate> candidates = new ArrayList<>();
    for (Warehouse warehouse : warehouses) {
      candidates.add(candidate(warehouse, place));
    }
    candidates.sort(
        Comparator.comparing((Candidate one) -> one.exclusion() != null)
            .thenComparingInt(Candidate::distance)
            .thenComparing(one -> one.warehouse().priority(), Comparator.reverseOrder())
            .thenComparing(one -> one.warehouse().warehouse()));
    return List.copyOf(candidates);
  }

  private static Candidate candidate(Warehouse warehouse, Place place) {
    List<String> owners = warehouse.owners();
    boolean abroad = place.country() != null && !place.country().equals(warehouse.country());
    int distance = abroad ? abroad(warehouse, place) : distance(warehouse, place);
    Exclusion exclusion = null;
    if (owners != null && !owners.contains(place.pool())) {
      exclusion = Exclusion.OWNER;
    } else if (distance < 0) {
      exclusion = abroad ? Exclusion.CUSTOMS : Exclusion.REGION;
    }
    return new Candidate(warehouse, distance, exclusion);
  }

  /** 0 in the warehouse's own region, then by its place in the list; -1 where it does not ship. */
  private static int distance(Warehouse warehouse, Place place) {
    if (Objects.equals(place.region(), warehouse.region())) {
      return 0;
    }
    int served = placeIn(warehouse.serves(), place.region());
    return served < 0 ? -1 : served + 1;
  }

  /** Farther than all of the warehouse's own country. */
  private static int abroad(Warehouse warehouse, Place place) {
    List<String> exports = warehouse.exports();
    int cleared = exports == null ? -1 : placeIn(exports, place.country());
    return cleared < 0 ? -1 : warehouse.serves().size() + 1 + cleared;
  }

  private static int placeIn(List<String> list, @Nullable String name) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).equals(EVERYWHERE) || list.get(i).equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
