package io.penstock.stock.books;

import org.jspecify.annotations.Nullable;

/** Rows by name, wherever they lie: keyed state in a job, a map in a test. */
public interface RowStore<V> {

  @Nullable V get(String key) throws Exception;

  void put(String key, V row) throws Exception;

  void remove(String key) throws Exception;

  /** Each row once, in any order. */
  void forEach(Rows.Visitor<V> visitor) throws Exception;
}
