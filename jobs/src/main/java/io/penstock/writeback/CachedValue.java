package io.penstock.writeback;

import org.jspecify.annotations.Nullable;

/** A value of the current key. */
public final class CachedValue<V> {

  private static final String ONLY = "";

  private final RowCache<V> rows;

  CachedValue(RowCache<V> rows) {
    this.rows = rows;
  }

  public @Nullable V value() throws Exception {
    return rows.get(ONLY);
  }

  public void update(V value) {
    rows.put(ONLY, value);
  }

  public void clear() {
    rows.put(ONLY, null);
  }
}
