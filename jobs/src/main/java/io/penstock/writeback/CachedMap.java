package io.penstock.writeback;

import org.apache.flink.util.function.BiConsumerWithException;
import org.jspecify.annotations.Nullable;

/** Rows of the current key. */
public final class CachedMap<V> {

  private final RowCache<V> rows;

  CachedMap(RowCache<V> rows) {
    this.rows = rows;
  }

  public @Nullable V get(String row) throws Exception {
    return rows.get(row);
  }

  public void put(String row, V value) {
    rows.put(row, value);
  }

  /** Each row of the current key once, in any order. */
  public void forEach(BiConsumerWithException<String, V, Exception> visitor) throws Exception {
    rows.forEach(visitor);
  }

  public void remove(String row) {
    rows.put(row, null);
  }
}
