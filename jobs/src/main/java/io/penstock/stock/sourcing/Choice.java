package io.penstock.stock.sourcing;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to ship an order: the best is the least. */
final class Choice implements Comparable<Choice> {

  /** What counts most first; the lower is the better. */
  final long[] score;

  /** Of the warehouses, in order: what decides last. */
  final List<String> names;

  /** Where the warehouses stand among the sites. */
  final int[] sites;

  /** For each article its units by line and warehouse; absent where one ships all. */
  final @Nullable List<int[][]> division;

  Choice(long[] score, List<String> names, int[] sites, @Nullable List<int[][]> division) {
    this.score = score;
    this.names = names;
    this.sites = sites;
    this.division = division;
  }

  @Override
  public int compareTo(Choice other) {
    int better = Arrays.compare(score, other.score);
    for (int i = 0; better == 0 && i < Math.min(names.size(), other.names.size()); i++) {
      better = names.get(i).compareTo(other.names.get(i));
    }
    return better == 0 ? Integer.compare(names.size(), other.names.size()) : better;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Choice choice && compareTo(choice) == 0;
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  /** Whether it needs all the warehouses of a way that is as good, and more. */
  boolean onlyAddsTo(Choice other) {
    return names.size() > other.names.size()
        && names.containsAll(other.names)
        && other.compareTo(this) < 0;
  }
}
