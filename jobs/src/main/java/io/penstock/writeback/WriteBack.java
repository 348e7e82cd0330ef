package io.penstock.writeback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The cached states of one function. What is changed lies in memory until the operator that the
 * function runs in hands it on: ahead of every checkpoint's barrier, so that the checkpoint has it,
 * and when there is too much of it. A failure drops memory and state together.
 */
public final class WriteBack {

  /** How many rows of one state lie in memory between two records. */
  private static final int ROWS = 20_000;

  private final List<RowCache<?>> caches = new ArrayList<>();
  private @Nullable AbstractStreamOperator<?> operator;

  public <V> CachedValue<V> value(ValueState<V> state) {
    return new CachedValue<>(
        cache(
            new RowCache.Store<V>() {
              @Override
              public @Nullable V read(String row) throws Exception {
                return state.value();
              }

              @Override
              public void write(String row, @Nullable V value) throws Exception {
                if (value == null) {
                  state.clear();
                } else {
                  state.update(value);
                }
              }

              @Override
              public Iterable<Map.Entry<String, V>> all() {
                throw new UnsupportedOperationException("it has one row");
              }
            }));
  }

  public <V> CachedMap<V> map(MapState<String, V> state) {
    return new CachedMap<>(
        cache(
            new RowCache.Store<V>() {
              @Override
              public @Nullable V read(String row) throws Exception {
                return state.get(row);
              }

              @Override
              public void write(String row, @Nullable V value) throws Exception {
                if (value == null) {
                  state.remove(row);
                } else {
                  state.put(row, value);
                }
              }

              @Override
              public Iterable<Map.Entry<String, V>> all() throws Exception {
                return state.entries();
              }
            }));
  }

  public <V> CachedList<V> list(ListState<V> state) {
    return new CachedList<>(
        cache(
            new RowCache.Store<List<V>>() {
              @Override
              public @Nullable List<V> read(String row) throws Exception {
                List<V> elements = new ArrayList<>();
                state.get().forEach(elements::add);
                return elements.isEmpty() ? null : elements;
              }

              @Override
              public void write(String row, @Nullable List<V> elements) throws Exception {
                if (elements == null) {
                  state.clear();
                } else {
                  state.update(elements);
                }
              }

              @Override
              public Iterable<Map.Entry<String, List<V>>> all() {
                throw new UnsupportedOperationException("it has one row");
              }
            }));
  }

  private <V> RowCache<V> cache(RowCache.Store<V> store) {
    RowCache<V> cache = new RowCache<>(store, this::key);
    caches.add(cache);
    return cache;
  }

  /** From now on the states are those of that operator. */
  void runIn(AbstractStreamOperator<?> itsOperator) {
    operator = itsOperator;
  }

  /** Writes all that has changed. */
  void flush() throws Exception {
    for (RowCache<?> cache : caches) {
      cache.flush(operator()::setCurrentKey);
    }
  }

  /** Writes and forgets what was not asked for lately, where there is too much. */
  void trim() throws Exception {
    for (RowCache<?> cache : caches) {
      cache.trim(ROWS, operator()::setCurrentKey);
    }
  }

  /** Forgets what is not of the current key. */
  void forgetOthers() {
    caches.forEach(RowCache::forgetOthers);
  }

  private Object key() {
    return operator().getCurrentKey();
  }

  private AbstractStreamOperator<?> operator() {
    if (operator == null) {
      throw new IllegalStateException("runs in no operator that would write its state back");
    }
    return operator;
  }
}
