package io.penstock.stock.sourcing;

import io.penstock.model.Consignee;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Warehouse;
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
 * The warehouses there are, whom they serve, in whose hands what is held is, and how the pools'
 * orders may be split and merged, at one time.
 */
public final class Network {

  private static final String EVERYWHERE = "*";

  private final List<Warehouse> warehouses;
  private final Map<String, Pool> pools;
  private final Map<String, Playbook> playbooks;

  private Network(
      List<Warehouse> warehouses, Map<String, Pool> pools, Map<String, Playbook> playbooks) {
    this.warehouses = warehouses;
    this.pools = pools;
    this.playbooks = playbooks;
  }

  /** Whether a reference record of this type says anything about the network. */
  public static boolean concerns(Reference.Type type) {
    return switch (type) {
      case WAREHOUSE, POOL, PLAYBOOK -> true;
      case SHOP, SKU, RULE, DENIAL, MAPPING, CONTROL_TOTAL, BUNDLE, GIFT -> false;
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
      }
    }
    warehouses.sort(Comparator.comparing(Warehouse::warehouse));
    return new Network(List.copyOf(warehouses), pools, playbooks);
  }

  /** All warehouses, by name. */
  public List<Warehouse> warehouses() {
    return warehouses;
  }

  /** A pool that says nothing ships whole lines from several warehouses if it must. */
  public SplitPolicy split(String pool) {
    Pool known = pools.get(pool);
    return known == null ? SplitPolicy.BETWEEN_LINES : known.split();
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

  /** The warehouses that serve the consignee: nearest first, then by priority, then by name. */
  public List<String> serving(Consignee consignee) {
    record Ranked(Warehouse warehouse, int distance) {}
    List<Ranked> ranked = new ArrayList<>();
    for (Warehouse warehouse : warehouses) {
      int distance = distance(warehouse, consignee);
      if (distance >= 0) {
        ranked.add(new Ranked(warehouse, distance));
      }
    }
    ranked.sort(
        Comparator.comparingInt(Ranked::distance)
            .thenComparing(one -> one.warehouse().priority(), Comparator.reverseOrder())
            .thenComparing(one -> one.warehouse().warehouse()));
    return ranked.stream().map(one -> one.warehouse().warehouse()).toList();
  }

  /** 0 in the warehouse's own region, then by its place in the list; -1 where it does not ship. */
  private static int distance(Warehouse warehouse, Consignee consignee) {
    if (consignee.country() != null && !consignee.country().equals(warehouse.country())) {
      return -1;
    }
    String region = consignee.region();
    if (Objects.equals(region, warehouse.region())) {
      return 0;
    }
    for (int i = 0; i < warehouse.serves().size(); i++) {
      String served = warehouse.serves().get(i);
      if (served.equals(EVERYWHERE) || served.equals(region)) {
        return i + 1;
      }
    }
    return -1;
  }
}
