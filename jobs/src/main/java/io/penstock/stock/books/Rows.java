package io.penstock.stock.books;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one kind that a wave touches: each is read once and written once, however many orders
 * of the wave want the same hot SKU.
 */
public final class Rows<V> {

  /** Looks at rows. */
  public interface Visitor<V> {
    void visit(String key, V row) throws Exception;
  }

  private final RowStore<V> store;
  private final Map<String, @Nullable V> read = new HashMap<>();
  private final Map<String, @Nullable V> changed = new LinkedHashMap<>();

  public Rows(RowStore<V> store) {
    this.store = store;
  }

  public @Nullable V get(String key) throws Exception {
    if (changed.containsKey(key)) {
      return changed.get(key);
    }
    if (read.containsKey(key)) {
      return read.get(key);
    }
    V row = store.get(key);
    read.put(key, row);
    return row;
  }

  public void put(String key, V row) {
    changed.put(key, row);
  }

  public void remove(String key) {
    changed.put(key, null);
  }

  /** Each row once, in any order. */
  void forEach(Visitor<V> visitor) throws Exception {
    store.forEach(
        (key, row) -> {
          if (!changed.containsKey(key)) {
            visitor.visit(key, row);
          }
        });
    for (Map.Entry<String, @Nullable V> row : changed.entrySet()) {
      V value = row.getValue();
      if (value != null) {
        visitor.visit(row.getKey(), value);
      }
    }
  }

  /** What was changed since the last flush; null for what was removed. */
  Map<String, @Nullable V> changed() {
    return changed;
  }

  public void flush() throws Exception {
    for (Map.Entry<String, @Nullable V> row : changed.entrySet()) {
      V value = row.getValue();
      if (value == null) {
        store.remove(row.getKey());
      } else {
        store.put(row.getKey(), value);
      }
    }
    changed.clear();
    read.clear();
  }
}
