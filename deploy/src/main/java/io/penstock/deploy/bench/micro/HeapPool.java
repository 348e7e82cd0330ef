package io.penstock.deploy.bench.micro;

import io.penstock.model.Cause;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.state.RowKind;
import io.penstock.state.StockInput;
import io.penstock.stock.Wave;
import io.penstock.stock.books.Alarm;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.RowStore;
import io.penstock.stock.books.Rows;
import io.penstock.stock.books.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stock pool whose rows lie in maps. What a wave changes is forgotten when the next one is tried,
 * unless it was kept: so every try finds the same pool.
 */
final class HeapPool implements Stores, Alarm, Outbox {

  private final String pool;
  private final List<Reference> network;
  private final Map<String, LayeredRows<?>> rows = new HashMap<>();
  private final List<Object> told = new ArrayList<>();

  HeapPool(String pool, List<Reference> network) {
    this.pool = pool;
    this.network = network;
  }

  /**
   * Runs a wave on what was kept.
   *
   * @return what is told, at every door, until another wave is tried
   */
  List<Object> tryWave(List<StockInput> inputs, Instant end) throws Exception {
    rows.values().forEach(LayeredRows::forget);
    told.clear();
    new Wave(pool, this, network, end, this, this).run(inputs);
    return told;
  }

  /** Keeps what the wave that was tried last has changed. */
  void keep() {
    rows.values().forEach(LayeredRows::keep);
  }

  @Override
  @SuppressWarnings("unchecked") // each name has rows of one type
  public <V> RowStore<V> rows(RowKind<V> kind) {
    return (RowStore<V>) rows.computeIfAbsent(kind.name(), name -> new LayeredRows<V>());
  }

  /** The next wave is tried, and not waited for. */
  @Override
  public Instant wake(Instant at) {
    return at;
  }

  @Override
  public void event(OrderEvent event) {
    told.add(event);
  }

  @Override
  public void delivery(Delivery delivery) {
    told.add(delivery);
  }

  @Override
  public void level(StockLevel level) {
    told.add(level);
  }

  @Override
  public void movement(StockMovement movement) {
    told.add(movement);
  }

  @Override
  public void refused(WmsEvent message, Cause cause, String code, String reason) {
    throw new IllegalStateException(code + ": " + reason);
  }

  /** Rows in a map, and above them what a wave has changed: null for what it removed. */
  private static final class LayeredRows<V> implements RowStore<V> {

    private final Map<String, V> kept = new HashMap<>();
    private final Map<String, @Nullable V> changed = new HashMap<>();

    @Override
    public @Nullable V get(String key) {
      return changed.containsKey(key) ? changed.get(key) : kept.get(key);
    }

    @Override
    public void put(String key, V row) {
      changed.put(key, row);
    }

    @Override
    public void remove(String key) {
      changed.put(key, null);
    }

    @Override
    public void forEach(Rows.Visitor<V> visitor) throws Exception {
      for (Map.Entry<String, V> row : kept.entrySet()) {
        if (!changed.containsKey(row.getKey())) {
          visitor.visit(row.getKey(), row.getValue());
        }
      }
      for (Map.Entry<String, @Nullable V> row : changed.entrySet()) {
        if (row.getValue() != null) {
          visitor.visit(row.getKey(), Objects.requireNonNull(row.getValue()));
        }
      }
    }

    void forget() {
      changed.clear();
    }

    void keep() {
      changed.forEach(
          (key, row) -> {
            if (row == null) {
              kept.remove(key);
            } else {
              kept.put(key, row);
            }
          });
      changed.clear();
    }
  }
}
