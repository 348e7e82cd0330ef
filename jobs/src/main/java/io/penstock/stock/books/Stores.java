package io.penstock.stock.books;

import io.penstock.state.RowKind;

/** All rows of one pool, wherever they lie: keyed state in a job, maps in a test. */
public interface Stores {

  <V> RowStore<V> rows(RowKind<V> kind);
}
