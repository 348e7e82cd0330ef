package io.penstock.writeback;

import java.util.ArrayList;
import java.util.List;

/** A list of the current key. */
public final class CachedList<V> {

  private static final String ONLY = "";

  private final RowCache<List<V>> rows;

  CachedList(RowCache<List<V>> rows) {
    this.rows = rows;
  }

  /** Its elements; not to be changed. */
  public List<V> get() throws Exception {
    List<V> elements = rows.get(ONLY);
    return elements == null ? List.of() : elements;
  }

  public void add(V element) throws Exception {
    List<V> elements = rows.get(ONLY);
    List<V> more = elements == null ? new ArrayList<>() : elements;
    more.add(element);
    rows.put(ONLY, more);
  }

  public void update(List<V> elements) {
    rows.put(ONLY, elements.isEmpty() ? null : new ArrayList<>(elements));
  }
}
