package io.penstock.stock;

import io.penstock.connectors.DeadLetters;
import io.penstock.model.Cause;
import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.Gift;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.model.WmsEvent;
import io.penstock.state.RowKind;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.stock.books.Alarm;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.RowStore;
import io.penstock.stock.books.Rows;
import io.penstock.stock.books.Stores;
import io.penstock.stock.goods.GiftLedger;
import io.penstock.stock.sourcing.Network;
import io.penstock.writeback.CachedList;
import io.penstock.writeback.CachedMap;
import io.penstock.writeback.WriteBack;
import io.penstock.writeback.WritesBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of each stock pool: gathers what reaches the pool within a wave and lets {@link
 * Wave} deal with it when event time has passed the wave's end.
 *
 * <p>Events that were decided upstream travel through here, and not around, and wait for their wave
 * like all else, so that an order's events are in the same order in every run.
 */
public final class StockFunction
    extends KeyedBroadcastProcessFunction<String, StockInput, Reference, OrderEvent>
    implements WritesBack, Stores {

  public static final OutputTag<Delivery> DELIVERIES =
      new OutputTag<>("deliveries", TypeInformation.of(Delivery.class));

  public static final OutputTag<StockLevel> LEVELS =
      new OutputTag<>("stock-levels", TypeInformation.of(StockLevel.class));

  public static final OutputTag<StockMovement> MOVEMENTS =
      new OutputTag<>("stock-movements", TypeInformation.of(StockMovement.class));

  /** Messages of warehouses that contradict our books. They changed nothing; someone must look. */
  public static final OutputTag<DeadLetter> REFUSED =
      new OutputTag<>("refused", TypeInformation.of(DeadLetter.class));

  private final long waveMillis;

  private transient WriteBack writeBack;
  private transient CachedList<StockInput> inbox;
  private transient Map<String, CachedMap<?>> rows;
  private transient List<Reference> references;
  private transient boolean referencesChanged;

  /** Numbers left, by pool and carrier, as metrics say it. */
  private transient Map<String, Long> waybills;

  /**
   * Serves in waves of that length.
   *
   * @param wave zero makes every millisecond a wave of its own
   */
  public StockFunction(Duration wave) {
    this.waveMillis = Math.max(1, wave.toMillis());
  }

  @Override
  public void open(OpenContext context) {
    writeBack = new WriteBack();
    inbox = writeBack.list(getRuntimeContext().getListState(StockState.inbox()));
    rows = new HashMap<>();
    for (RowKind<?> kind : StockState.ROWS) {
      rows.put(kind.name(), writeBack.map(getRuntimeContext().getMapState(kind.descriptor())));
    }
    references = new ArrayList<>();
    referencesChanged = true;
    waybills = new ConcurrentHashMap<>();
  }

  @Override
  public WriteBack writeBack() {
    return writeBack;
  }

  @Override
  public void processElement(StockInput input, ReadOnlyContext context, Collector<OrderEvent> out)
      throws Exception {
    inbox.add(input);
    // What comes late joins the next wave.
    long at = Math.max(input.at().toEpochMilli(), context.currentWatermark() + 1);
    context.timerService().registerEventTimeTimer(endOfWave(at));
    Gift gift = input.sku() == null ? null : input.sku().gift();
    if (gift != null) {
      long over = Math.max(at, GiftLedger.keptUntil(gift).toEpochMilli());
      context.timerService().registerEventTimeTimer(endOfWave(over));
    }
  }

  @Override
  public void processBroadcastElement(
      Reference reference, Context context, Collector<OrderEvent> out) throws Exception {
    String version = reference.type() + "/" + reference.id() + "@" + reference.effectiveFrom();
    if (Network.concerns(reference.type())) {
      context.getBroadcastState(StockState.network()).put(version, reference);
      referencesChanged = true;
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OrderEvent> out)
      throws Exception {
    List<StockInput> due = new ArrayList<>();
    List<StockInput> later = new ArrayList<>();
    for (StockInput input : inbox.get()) {
      (input.at().toEpochMilli() <= timestamp ? due : later).add(input);
    }
    inbox.update(later);
    Instant end = Instant.ofEpochMilli(timestamp);
    String pool = context.getCurrentKey();
    new Wave(pool, this, references(context), end, alarm(context), outbox(context, out)).run(due);
  }

  private Alarm alarm(OnTimerContext context) {
    return new Alarm() {
      @Override
      public Instant wake(Instant at) {
        long end = endOfWave(at.toEpochMilli());
        context.timerService().registerEventTimeTimer(end);
        return Instant.ofEpochMilli(end);
      }

      @Override
      public boolean isTimeOver() {
        return context.currentWatermark() == Long.MAX_VALUE;
      }
    };
  }

  /** The last millisecond of the wave. */
  private long endOfWave(long millis) {
    return millis - Math.floorMod(millis, waveMillis) + waveMillis - 1;
  }

  private List<Reference> references(OnTimerContext context) throws Exception {
    if (referencesChanged) {
      references.clear();
      ReadOnlyBroadcastState<String, Reference> network =
          context.getBroadcastState(StockState.network());
      for (Map.Entry<String, Reference> reference : network.immutableEntries()) {
        references.add(reference.getValue());
      }
      referencesChanged = false;
    }
    return references;
  }

  @Override
  public <V> RowStore<V> rows(RowKind<V> kind) {
    @SuppressWarnings("unchecked") // the rows of that name were made as those of that type
    CachedMap<V> state = (CachedMap<V>) Objects.requireNonNull(rows.get(kind.name()));
    return new RowStore<>() {
      @Override
      public @Nullable V get(String key) throws Exception {
        return state.get(key);
      }

      @Override
      public void put(String key, V row) {
        state.put(key, row);
      }

      @Override
      public void remove(String key) {
        state.remove(key);
      }

      @Override
      public void forEach(Rows.Visitor<V> visitor) throws Exception {
        state.forEach(visitor::visit);
      }
    };
  }

  private void waybillsLeft(String pool, String carrier, long left) {
    String name = pool + "/" + carrier;
    if (waybills.put(name, left) == null) {
      getRuntimeContext()
          .getMetricGroup()
          .addGroup("pool", pool)
          .addGroup("carrier", carrier)
          .gauge("waybillsLeft", () -> waybills.get(name));
    }
  }

  private Outbox outbox(OnTimerContext context, Collector<OrderEvent> out) {
    return new Outbox() {
      @Override
      public void event(OrderEvent event) {
        out.collect(event);
      }

      @Override
      public void delivery(Delivery delivery) {
        context.output(DELIVERIES, delivery);
      }

      @Override
      public void level(StockLevel level) {
        context.output(LEVELS, level);
      }

      @Override
      public void movement(StockMovement movement) {
        context.output(MOVEMENTS, movement);
      }

      @Override
      public void waybillsLeft(String carrier, long left) {
        StockFunction.this.waybillsLeft(context.getCurrentKey(), carrier, left);
      }

      @Override
      public void refused(WmsEvent message, Cause cause, String code, String reason) {
        context.output(
            REFUSED,
            DeadLetters.ofContent(cause, message.at(), message.owner(), message, code, reason));
      }
    };
  }
}
