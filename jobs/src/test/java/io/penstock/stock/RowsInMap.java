package io.penstock.stock;

import io.penstock.stock.books.RowStore;
import io.penstock.stock.books.Rows;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows that are kept in a map. */
class RowsInMap<V> implements RowStore<V> {

  private final Map<String, V> map;

  RowsInMap(Map<String, V> map) {
    this.map = map;
  }

  @Override
  public @Nullable V get(String key) {
    return map.get(key);
  }

  @Override
  public void put(String key, V row) {
    map.put(key, row);
  }

  @Override
  public void remove(String key) {
    map.remove(key);
  }

  @Override
  public void forEach(Rows.Visitor<V> visitor) throws Exception {
    for (Map.Entry<String, V> row : map.entrySet()) {
      visitor.visit(row.getKey(), row.getValue());
    }
  }
}
