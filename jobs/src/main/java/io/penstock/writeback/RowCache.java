package io.penstock.writeback;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of one state in memory, of all keys; those that are not there are remembered too. */
final class RowCache<V> {

  /** The state itself, of the current key. */
  interface Store<V> {

    @Nullable V read(String row) throws Exception;

    /** Null removes it. */
    void write(String row, @Nullable V value) throws Exception;
  }

  private record Place(Object key, String row) {}

  private final Store<V> store;
  private final Supplier<Object> currentKey;

  /** The one that was asked for last comes last. */
  private final Map<Place, @Nullable V> rows = new LinkedHashMap<>(16, 0.75f, true);

  private final Set<Place> changed = new LinkedHashSet<>();

  RowCache(Store<V> store, Supplier<Object> currentKey) {
    this.store = store;
    this.currentKey = currentKey;
  }

  @Nullable V get(String row) throws Exception {
    Place place = new Place(currentKey.get(), row);
    V known = rows.get(place);
    if (known == null && !rows.containsKey(place)) {
      known = store.read(row);
      rows.put(place, known);
    }
    return known;
  }

  void put(String row, @Nullable V value) {
    Place place = new Place(currentKey.get(), row);
    rows.put(place, value);
    changed.add(place);
  }

  void flush(Consumer<Object> setKey) throws Exception {
    for (Place place : changed) {
      setKey.accept(place.key());
      store.write(place.row(), rows.get(place));
    }
    changed.clear();
  }

  /** Forgets what is not of the current key: in bounded input no other key comes back. */
  void forgetOthers() {
    Object key = currentKey.get();
    rows.keySet().removeIf(place -> !place.key().equals(key));
    changed.removeIf(place -> !place.key().equals(key));
  }

  void trim(int size, Consumer<Object> setKey) throws Exception {
    Iterator<Map.Entry<Place, @Nullable V>> eldest = rows.entrySet().iterator();
    while (rows.size() > size) {
      Map.Entry<Place, @Nullable V> row = eldest.next();
      if (changed.remove(row.getKey())) {
        setKey.accept(row.getKey().key());
        store.write(row.getKey().row(), row.getValue());
      }
      eldest.remove();
    }
  }
}
