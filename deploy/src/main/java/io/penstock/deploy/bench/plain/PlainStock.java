package io.penstock.deploy.bench.plain;

import io.penstock.deploy.bench.plain.PlainOrder.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is free of each article in each warehouse, and which orders have the rest. */
final class PlainStock {

  /**
   * A line's units in one warehouse.
   *
   * @param warehouse its place among the names
   */
  record Lock(String article, int warehouse, int units) {}

  private final List<String> warehouses;
  private final Map<String, int[]> free = new HashMap<>();
  private final Map<String, List<Lock>> locks = new HashMap<>();

  PlainStock(List<String> warehouses) {
    this.warehouses = List.copyOf(warehouses);
  }

  void receive(String article, String warehouse, int units) {
    free.computeIfAbsent(article, none -> new int[warehouses.size()])[
            warehouses.indexOf(warehouse)] +=
        units;
  }

  int free(String article, String warehouse) {
    int[] units = free.get(article);
    return units == null ? 0 : units[warehouses.indexOf(warehouse)];
  }

  boolean holdsLocks(String order) {
    return locks.containsKey(order);
  }

  /**
   * Locks all lines or none: in the first warehouse that has all of them, else each line in the
   * first that has it.
   *
   * @param tried warehouses by their places, best first
   * @return what is locked; null where some line cannot be
   */
  @Nullable List<Lock> lock(String order, String pool, List<Line> lines, int[] tried) {
    List<Lock> wanted = new ArrayList<>(lines.size());
    for (int warehouse : tried) {
      if (lockAll(pool, lines, new int[] {warehouse}, wanted)) {
        locks.put(order, wanted);
        return wanted;
      }
    }
    if (lines.size() > 1 && lockAll(pool, lines, tried, wanted)) {
      locks.put(order, wanted);
      return wanted;
    }
    return null;
  }

  /** Gives back what the order has, if it has anything. */
  void release(String order) {
    List<Lock> held = locks.remove(order);
    if (held != null) {
      giveBack(held);
    }
  }

  private boolean lockAll(String pool, List<Line> lines, int[] tried, List<Lock> locked) {
    locked.clear();
    for (Line line : lines) {
      Lock one = lockOne(pool + "/" + line.sku(), line.units(), tried);
      if (one == null) {
        giveBack(locked);
        return false;
      }
      locked.add(one);
    }
    return true;
  }

  private @Nullable Lock lockOne(String article, int units, int[] tried) {
    int[] there = free.get(article);
    if (there == null) {
      return null;
    }
    for (int warehouse : tried) {
      if (there[warehouse] >= units) {
        there[warehouse] -= units;
        return new Lock(article, warehouse, units);
      }
    }
    return null;
  }

  private void giveBack(List<Lock> held) {
    for (Lock lock : held) {
      Objects.requireNonNull(free.get(lock.article()))[lock.warehouse()] += lock.units();
    }
  }
}
