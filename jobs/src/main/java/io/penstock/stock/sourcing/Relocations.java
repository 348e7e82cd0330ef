package io.penstock.stock.sourcing;

import io.penstock.model.Reference.Warehouse;
import io.penstock.state.Parcel;
import io.penstock.stock.sourcing.Network.Candidate;
import io.penstock.stock.sourcing.Relocation.Move;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the goods of an order are brought together: where the fewest units must be moved for
 * it, and of several such places where it is shipped best. They come from as few other warehouses
 * of the same country as can give them, the nearest first.
 */
final class Relocations {

  /** Of so many warehouses all sets are looked at. */
  private static final int WIDEST_SEARCH = 12;

  private final List<Parcel.Line> demand;
  private final Candidates candidates;
  private final int mostLegs;
  private final Map<String, Long> wanted = new LinkedHashMap<>();

  Relocations(List<Parcel.Line> demand, Candidates candidates, int mostLegs) {
    this.demand = demand;
    this.candidates = candidates;
    this.mostLegs = mostLegs;
    for (Parcel.Line line : demand) {
      wanted.merge(line.sku(), (long) line.quantity(), Long::sum);
    }
  }

  /**
   * The best; absent where nothing can be moved so, or nothing need be.
   *
   * @param wherever warehouses that could ship all, the best first
   */
  @Nullable Relocation best(List<Choice> wherever) throws Exception {
    Relocation best = null;
    long fewest = Long.MAX_VALUE;
    for (Choice choice : wherever) {
      Candidate to = candidate(choice.names.get(0));
      Map<String, Long> missing = missing(to.warehouse());
      long moved = missing.values().stream().mapToLong(Long::longValue).sum();
      if (moved > 0 && moved < fewest && mayHaveAll(to.warehouse())) {
        List<Warehouse> from = sources(to.warehouse(), missing);
        if (!from.isEmpty()) {
          best = relocation(to.warehouse(), from);
          fewest = moved;
        }
      }
    }
    return best;
  }

  private Candidate candidate(String name) {
    for (Candidate candidate : candidates.asked()) {
      if (candidate.warehouse().warehouse().equals(name)) {
        return candidate;
      }
    }
    throw new IllegalStateException(name + " is not asked");
  }

  private boolean mayHaveAll(Warehouse warehouse) throws Exception {
    for (String sku : wanted.keySet()) {
      if (candidates.bar(sku, warehouse) != null) {
        return false;
      }
    }
    return true;
  }

  private Map<String, Long> missing(Warehouse at) throws Exception {
    Map<String, Long> missing = new LinkedHashMap<>();
    for (Map.Entry<String, Long> sku : wanted.entrySet()) {
      long here = candidates.available(sku.getKey(), at.warehouse());
      if (here < sku.getValue()) {
        missing.put(sku.getKey(), sku.getValue() - here);
      }
    }
    return missing;
  }

  /** The fewest that can give what is missing; none where they would be too many. */
  private List<Warehouse> sources(Warehouse to, Map<String, Long> missing) throws Exception {
    List<Warehouse> having = new ArrayList<>();
    for (Candidate candidate : candidates.asked()) {
      Warehouse from = candidate.warehouse();
      if (!from.warehouse().equals(to.warehouse())
          && from.country().equals(to.country())
          && having.size() < WIDEST_SEARCH
          && gives(List.of(from), missing, false)) {
        having.add(from);
      }
    }
    for (int size = 1; size <= Math.min(mostLegs, having.size()); size++) {
      List<Warehouse> set = first(having, size, missing);
      if (!set.isEmpty()) {
        return set;
      }
    }
    return List.of();
  }

  /** The first set of so many that gives all, those that come first in the list before others. */
  private List<Warehouse> first(List<Warehouse> having, int size, Map<String, Long> missing)
      throws Exception {
    int[] members = new int[size];
    for (int i = 0; i < size; i++) {
      members[i] = i;
    }
    while (true) {
      List<Warehouse> set = new ArrayList<>(size);
      for (int member : members) {
        set.add(having.get(member));
      }
      if (gives(set, missing, true)) {
        return set;
      }
      int last = size - 1;
      while (last >= 0 && members[last] == having.size() - size + last) {
        last--;
      }
      if (last < 0) {
        return List.of();
      }
      members[last]++;
      for (int i = last + 1; i < size; i++) {
        members[i] = members[i - 1] + 1;
      }
    }
  }

  /**
   * Whether they have it together.
   *
   * @param all or only some of it
   */
  private boolean gives(List<Warehouse> set, Map<String, Long> missing, boolean all)
      throws Exception {
    boolean some = false;
    for (Map.Entry<String, Long> sku : missing.entrySet()) {
      long units = 0;
      for (Warehouse from : set) {
        units += candidates.available(sku.getKey(), from.warehouse());
      }
      some |= units > 0;
      if (all && units < sku.getValue()) {
        return false;
      }
    }
    return some;
  }

  /** What is there stays; of the rest each gives what it has, in their order. */
  private Relocation relocation(Warehouse to, List<Warehouse> from) throws Exception {
    List<Parcel.Line> rest = new ArrayList<>(demand);
    List<Parcel.Line> here = take(to, rest);
    List<Move> moves = new ArrayList<>(from.size());
    for (Warehouse source : from) {
      moves.add(new Move(source.warehouse(), take(source, rest)));
    }
    if (!rest.isEmpty()) {
      throw new IllegalStateException("not all is moved to " + to.warehouse() + ": " + rest);
    }
    return new Relocation(to.warehouse(), here, moves);
  }

  /** Takes what a warehouse has of the lines out of them. */
  private List<Parcel.Line> take(Warehouse from, List<Parcel.Line> rest) throws Exception {
    List<Parcel.Line> taken = new ArrayList<>();
    List<Parcel.Line> left = new ArrayList<>();
    Map<String, Long> available = new LinkedHashMap<>();
    for (Parcel.Line line : rest) {
      Long known = available.get(line.sku());
      long has = known == null ? candidates.available(line.sku(), from.warehouse()) : known;
      int units = (int) Math.min(line.quantity(), has);
      available.put(line.sku(), has - units);
      if (units > 0) {
        taken.add(new Parcel.Line(line.lineId(), line.sku(), units));
      }
      if (units < line.quantity()) {
        left.add(new Parcel.Line(line.lineId(), line.sku(), line.quantity() - units));
      }
    }
    rest.clear();
    rest.addAll(left);
    return taken;
  }
}
