package io.penstock.deploy.bench.micro;

import java.util.List;

/** The same things again and again, so that a benchmark is not about a single one. */
final class Cycle<T> {

  private final List<T> all;
  private int next;

  Cycle(List<T> all) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to repeat");
    }
    this.all = List.copyOf(all);
  }

  T next() {
    T one = all.get(next);
    next = next + 1 == all.size() ? 0 : next + 1;
    return one;
  }
}
