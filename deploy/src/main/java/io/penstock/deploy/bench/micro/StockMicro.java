package io.penstock.deploy.bench.micro;

import io.penstock.model.Cause;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.WmsEvent;
import io.penstock.state.StockInput;
import io.penstock.stock.sourcing.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A wave of orders gets its goods, from rows in the heap; there is enough for all. */
@State(Scope.Benchmark)
public class StockMicro {

  /** Orders of one wave: what a pool gets in 200 ms at some 30,000 orders a minute. */
  static final int ORDERS = 100;

  private static final int UNITS = 100_000;

  private record Due(List<StockInput> orders, Instant end) {}

  private HeapPool pool;
  private Cycle<Due> waves;

  @Setup
  public void setUp() throws Exception {
    List<Reference> all = Stages.published();
    pool =
        new HeapPool(
            Stages.POOL, all.stream().filter(one -> Network.concerns(one.type())).toList());
    List<StockInput> orders = Stages.passed();
    Instant at = orders.get(0).at();
    pool.tryWave(opening(all, at), at);
    pool.keep();
    List<Due> due = new ArrayList<>();
    for (int from = 0; from + ORDERS <= orders.size(); from += ORDERS) {
      List<StockInput> wave = orders.subList(from, from + ORDERS);
      due.add(new Due(wave, wave.get(ORDERS - 1).at()));
    }
    waves = new Cycle<>(due);
  }

  /** What is told of the next wave, at every door, until another one is tried. */
  @Benchmark
  @OperationsPerInvocation(ORDERS)
  public List<Object> lock() throws Exception {
    Due wave = waves.next();
    return pool.tryWave(wave.orders(), wave.end());
  }

  /** Every article of the pool, and plenty of it in every warehouse. */
  private static List<StockInput> opening(List<Reference> all, Instant at) {
    List<StockInput> opening = new ArrayList<>();
    List<WmsEvent.Item> items = new ArrayList<>();
    for (Reference one : all) {
      Sku article = one.sku();
      if (article != null && article.pool().equals(Stages.POOL)) {
        opening.add(StockInput.of(Stages.POOL, one, cause("reference", opening.size()), at));
        items.add(new WmsEvent.Item(article.sku(), UNITS));
      }
    }
    for (Reference one : all) {
      Warehouse warehouse = one.warehouse();
      if (warehouse != null) {
        opening.add(
            StockInput.of(
                receipt(warehouse.warehouse(), items, at),
                cause("wms.events", opening.size()),
                at));
      }
    }
    return opening;
  }

  private static WmsEvent receipt(String warehouse, List<WmsEvent.Item> items, Instant at) {
    return new WmsEvent(
        "receipt/" + warehouse,
        WmsEvent.Type.RECEIPT,
        Stages.POOL,
        warehouse,
        at,
        null,
        items,
        null,
        null,
        null);
  }

  private static Cause cause(String topic, long offset) {
    return new Cause(topic, 0, offset);
  }
}
