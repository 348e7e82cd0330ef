package io.penstock.writeback;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.util.function.BiConsumerWithException;
import org.jspecify.annotations.Nullable;

/** Rows of one state in memory, of all keys; those that are not there are remembered too. */
final class RowCache<V> {

  /** The state itself, of the current key. */
  interface Store<V> {

    @Nullable V read(String row) throws Exception;

    /** Null removes it. */
    void write(String row, @Nullable V value) throws Exception;

    /** All that the state holds. */
    Iterable<Map.Entry<String, V>> all() throws Exception;
  }

  private record Place(Object key, String row) {}

  private static final class Row<V> {

    final Place place;
    @Nullable V value;

    /** Whether the state is known to hold nothing there. */
    boolean absent;

    boolean changed;

    Row(Place place) {
      this.place = place;
    }
  }

  private final Store<V> store;
  private final Supplier<Object> currentKey;

  /** The one that was asked for last comes last. */
  private final Map<Place, Row<V>> rows = new LinkedHashMap<>(16, 0.75f, true);

  /** Some of them may have been written and forgotten since. */
  private final List<Row<V>> changed = new ArrayList<>();

  /** Whoever reads a row mostly changes it next. */
  private @Nullable Row<V> last;

  RowCache(Store<V> store, Supplier<Object> currentKey) {
    this.store = store;
    this.currentKey = currentKey;
  }

  @Nullable V get(String name) throws Exception {
    Row<V> row = find(name);
    if (row == null) {
      row = add(name);
      row.value = store.read(name);
      row.absent = row.value == null;
    }
    return row.value;
  }

  void put(String name, @Nullable V value) {
    Row<V> row = find(name);
    if (row == null) {
      row = add(name);
    }
    row.value = value;
    if (!row.changed) {
      row.changed = true;
      changed.add(row);
    }
  }

  /** Each row of the current key once, in any order. */
  void forEach(BiConsumerWithException<String, V, Exception> visitor) throws Exception {
    Object key = currentKey.get();
    Map<String, Row<V>> unwritten = new HashMap<>();
    for (Row<V> row : changed) {
      if (row.changed && row.place.key().equals(key)) {
        unwritten.put(row.place.row(), row);
      }
    }
    for (Map.Entry<String, V> row : store.all()) {
      if (!unwritten.containsKey(row.getKey())) {
        visitor.accept(row.getKey(), row.getValue());
      }
    }
    for (Row<V> row : unwritten.values()) {
      if (row.value != null) {
        visitor.accept(row.place.row(), row.value);
      }
    }
  }

  private @Nullable Row<V> find(String name) {
    Object key = currentKey.get();
    if (last == null || !last.place.row().equals(name) || !last.place.key().equals(key)) {
      last = rows.get(new Place(key, name));
    }
    return last;
  }

  private Row<V> add(String name) {
    Row<V> row = new Row<>(new Place(currentKey.get(), name));
    rows.put(row.place, row);
    last = row;
    return row;
  }

  void flush(Consumer<Object> setKey) throws Exception {
    for (Row<V> row : changed) {
      write(row, setKey);
    }
    changed.clear();
  }

  private void write(Row<V> row, Consumer<Object> setKey) throws Exception {
    if (!row.changed) {
      return;
    }
    row.changed = false;
    if (row.absent && row.value == null) {
      return; // It came and went, and a state that never had it need not forget it.
    }
    setKey.accept(row.place.key());
    store.write(row.place.row(), row.value);
    row.absent = row.value == null;
  }

  /** Forgets what is not of the current key: in bounded input no other key comes back. */
  void forgetOthers() {
    Object key = currentKey.get();
    rows.keySet().removeIf(place -> !place.key().equals(key));
    changed.removeIf(row -> !row.place.key().equals(key));
    last = null;
  }

  void trim(int size, Consumer<Object> setKey) throws Exception {
    Iterator<Row<V>> eldest = rows.values().iterator();
    while (rows.size() > size) {
      Row<V> row = eldest.next();
      write(row, setKey);
      eldest.remove();
      if (row == last) {
        last = null;
      }
    }
    if (changed.size() > 2 * size) {
      changed.removeIf(row -> !row.changed);
    }
  }
}
