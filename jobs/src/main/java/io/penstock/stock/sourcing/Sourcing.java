package io.penstock.stock.sourcing;

import io.penstock.model.Reference.SplitPolicy;
import io.penstock.state.Parcel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the warehouses that an order is shipped from.
 *
 * <p>All lines or none. The fewest warehouses win; of equally many, those that stand first in the
 * list, which is ordered by nearness and priority. So a single warehouse that has everything is
 * taken before any split, and the nearest such one.
 */
public final class Sourcing {

  /** Subsets are searched exactly up to this many warehouses; farther ones are not split over. */
  private static final int WIDEST_SEARCH = 12;

  /** Units of a SKU that a warehouse can promise. */
  public interface Availability {
    long available(String sku, String warehouse) throws Exception;
  }

  /** What one warehouse ships. */
  public record Share(String warehouse, List<Parcel.Line> lines) {}

  /**
   * Finds the best permitted way to fill the demand.
   *
   * @param demand lines that want goods; two may name the same SKU
   * @param warehouses best first
   * @return the shares in the warehouses' order, or null where no permitted way exists
   */
  public static @Nullable List<Share> source(
      List<Parcel.Line> demand,
      List<String> warehouses,
      SplitPolicy policy,
      Availability availability)
      throws Exception {
    Map<String, List<Parcel.Line>> bySku = new LinkedHashMap<>();
    for (Parcel.Line line : demand) {
      bySku.computeIfAbsent(line.sku(), sku -> new ArrayList<>()).add(line);
    }
    for (String warehouse : warehouses) {
      if (hasAll(bySku, warehouse, availability)) {
        return List.of(new Share(warehouse, demand));
      }
    }
    if (policy == SplitPolicy.NEVER) {
      return null;
    }
    boolean withinLines = policy == SplitPolicy.WITHIN_LINES;
    List<String> near = warehouses.subList(0, Math.min(WIDEST_SEARCH, warehouses.size()));
    int most = withinLines ? near.size() : Math.min(near.size(), demand.size());
    for (int size = 2; size <= most; size++) {
      for (List<String> some : subsets(near, size)) {
        List<Share> split = fill(bySku, some, withinLines, availability);
        if (split != null) {
          return inOrderOf(demand, split);
        }
      }
    }
    return null;
  }

  private static boolean hasAll(
      Map<String, List<Parcel.Line>> bySku, String warehouse, Availability availability)
      throws Exception {
    for (Map.Entry<String, List<Parcel.Line>> sku : bySku.entrySet()) {
      if (availability.available(sku.getKey(), warehouse) < Packing.units(sku.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Fills each SKU from the first of these warehouses that serve; null if one stays short. */
  private static @Nullable List<Share> fill(
      Map<String, List<Parcel.Line>> bySku,
      List<String> from,
      boolean withinLines,
      Availability availability)
      throws Exception {
    Map<String, List<Parcel.Line>> shares = new HashMap<>();
    for (Map.Entry<String, List<Parcel.Line>> sku : bySku.entrySet()) {
      long[] available = new long[from.size()];
      for (int i = 0; i < available.length; i++) {
        available[i] = availability.available(sku.getKey(), from.get(i));
      }
      int[][] units = Packing.pack(sku.getValue(), available, withinLines);
      if (units == null) {
        return null;
      }
      for (int i = 0; i < units.length; i++) {
        Parcel.Line line = sku.getValue().get(i);
        for (int j = 0; j < available.length; j++) {
          if (units[i][j] > 0) {
            shares
                .computeIfAbsent(from.get(j), warehouse -> new ArrayList<>())
                .add(new Parcel.Line(line.lineId(), line.sku(), units[i][j]));
          }
        }
      }
    }
    List<Share> result = new ArrayList<>();
    for (String warehouse : from) {
      List<Parcel.Line> lines = shares.get(warehouse);
      if (lines != null) {
        result.add(new Share(warehouse, lines));
      }
    }
    return result;
  }

  private static List<Share> inOrderOf(List<Parcel.Line> demand, List<Share> shares) {
    Map<String, Integer> position = new HashMap<>();
    for (Parcel.Line line : demand) {
      position.putIfAbsent(line.lineId(), position.size());
    }
    List<Share> ordered = new ArrayList<>();
    for (Share share : shares) {
      List<Parcel.Line> lines = new ArrayList<>(share.lines());
      lines.sort(Comparator.comparingInt(line -> position.getOrDefault(line.lineId(), 0)));
      ordered.add(new Share(share.warehouse(), lines));
    }
    return ordered;
  }

  /** All subsets of that size, those with the best members first. */
  private static List<List<String>> subsets(List<String> all, int size) {
    List<List<String>> result = new ArrayList<>();
    extend(all, size, 0, new ArrayList<>(), result);
    return result;
  }

  private static void extend(
      List<String> all, int size, int from, List<String> chosen, List<List<String>> result) {
    if (chosen.size() == size) {
      result.add(List.copyOf(chosen));
      return;
    }
    for (int i = from; i <= all.size() - (size - chosen.size()); i++) {
      chosen.add(all.get(i));
      extend(all, size, i + 1, chosen, result);
      chosen.remove(chosen.size() - 1);
    }
  }

  private Sourcing() {}
}
