package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;

import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.state.RowKind;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.writeback.BroadcastWriteBackOperator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The real operator, in the words of the tests. No type may need Kryo. */
final class StockHarness implements PlayedPool {

  // Made once: to look at a type takes longer than to read what is kept.
  private static final Configuration NO_KRYO =
      new Configuration().set(PipelineOptions.GENERIC_TYPES, false);

  private static final List<OutputTag<?>> DOORS =
      List.of(
          StockFunction.DELIVERIES,
          StockFunction.LEVELS,
          StockFunction.MOVEMENTS,
          StockFunction.REFUSED);

  private static final TypeSerializer<OrderEvent> EVENTS;
  private static final ListStateDescriptor<StockInput> INBOX = StockState.inbox();
  private static final Map<RowKind<?>, MapStateDescriptor<String, ?>> ROWS = new HashMap<>();

  static {
    StockState.ROWS.forEach(kind -> ROWS.put(kind, kind.descriptor()));
    ExecutionConfig config = new ExecutionConfig(NO_KRYO);
    EVENTS = TypeInformation.of(OrderEvent.class).createSerializer(config.getSerializerConfig());
    DOORS.forEach(door -> door.getTypeInfo().createSerializer(config.getSerializerConfig()));
  }

  private final KeyedBroadcastOperatorTestHarness<String, StockInput, Reference, OrderEvent> flink;

  private final Duration wave;
  private final Listener said = new Listener();

  /** What was read of the state since anything happened last. */
  private final Map<RowKind<?>, Map<String, ?>> read = new HashMap<>();

  private @Nullable List<StockInput> inbox;

  private long snapshots;

  StockHarness(Duration wave, @Nullable OperatorSubtaskState state) throws Exception {
    this.wave = wave;
    flink =
        new KeyedBroadcastOperatorTestHarness<>(
            new BroadcastWriteBackOperator<>(
                new StockFunction(wave), List.of(StockState.network())),
            StockInput::pool,
            Types.STRING,
            1,
            1,
            0);
    flink.getExecutionConfig().configure(NO_KRYO, StockHarness.class.getClassLoader());
    flink.setOutputCreator(serializer -> said);
    flink.setup(EVENTS);
    if (state != null) {
      flink.initializeState(state);
    }
    flink.open();
  }

  @Override
  public void publish(Reference... references) throws Exception {
    somethingHappens();
    for (Reference reference : references) {
      flink.processBroadcastElement(reference, 0);
    }
  }

  @Override
  public void send(StockInput... inputs) throws Exception {
    somethingHappens();
    for (StockInput input : inputs) {
      flink.processElement(input, input.at().toEpochMilli());
    }
  }

  @Override
  public void recordsReach(Instant time) throws Exception {
    somethingHappens();
    flink.processWatermark(new Watermark(time.toEpochMilli()));
  }

  void referenceReaches(Instant time) throws Exception {
    somethingHappens();
    flink.processBroadcastWatermark(new Watermark(time.toEpochMilli()));
  }

  /** Lets the state backend's clock reach this many days after the start. */
  void clockReachesDay(int days) {
    somethingHappens();
    flink.setStateTtlProcessingTime(Duration.ofDays(days).toMillis());
  }

  private void somethingHappens() {
    read.clear();
    inbox = null;
  }

  @Override
  public void writeBack() throws Exception {
    flink.prepareSnapshotPreBarrier(snapshots);
  }

  @Override
  public Restart save() throws Exception {
    OperatorSubtaskState saved = snapshot();
    return () -> {
      StockHarness again = new StockHarness(wave, saved);
      again.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
      return again;
    };
  }

  OperatorSubtaskState snapshot() throws Exception {
    flink.prepareSnapshotPreBarrier(++snapshots);
    return flink.snapshot(snapshots, 0);
  }

  @Override
  public Said said() {
    return said.take();
  }

  /**
   * What an operator said, door by door.
   *
   * @param waves in which wave each of the movements was said, by its end; left empty by the
   *     operator, which does not say it
   */
  record Said(
      List<OrderEvent> events,
      List<Delivery> deliveries,
      List<StockLevel> levels,
      List<StockMovement> movements,
      List<DeadLetter> refused,
      List<Instant> waves) {

    static Said nothing() {
      return new Said(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    /** The same, said in that wave. */
    Said in(Instant wave) {
      movements.forEach(movement -> waves.add(wave));
      return this;
    }

    void add(Said more) {
      events.addAll(more.events);
      deliveries.addAll(more.deliveries);
      levels.addAll(more.levels);
      movements.addAll(more.movements);
      refused.addAll(more.refused);
      waves.addAll(more.waves);
    }

    List<String> eventTexts() {
      return events.stream().map(StockSamples::text).toList();
    }

    List<String> deliveryTexts() {
      return deliveries.stream().map(StockSamples::text).toList();
    }
  }

  @Override
  public List<StockInput> inbox() throws Exception {
    List<StockInput> known = inbox;
    if (known == null) {
      List<StockInput> inputs = new ArrayList<>();
      Iterable<StockInput> kept = state(INBOX).get();
      if (kept != null) {
        kept.forEach(inputs::add);
      }
      known = Collections.unmodifiableList(inputs);
      inbox = known;
    }
    return known;
  }

  @Override
  public int timers() {
    return flink.numEventTimeTimers();
  }

  @Override
  public <V> Map<String, V> known(RowKind<V> kind) throws Exception {
    @SuppressWarnings("unchecked") // it was read of the kind
    Map<String, V> known = (Map<String, V>) read.get(kind);
    if (known == null) {
      known = Collections.unmodifiableMap(readRows(kind));
      read.put(kind, known);
    }
    return known;
  }

  private <V> Map<String, V> readRows(RowKind<V> kind) throws Exception {
    Map<String, V> rows = new TreeMap<>();
    @SuppressWarnings("unchecked") // it was made for the kind
    MapStateDescriptor<String, V> descriptor =
        (MapStateDescriptor<String, V>) Objects.requireNonNull(ROWS.get(kind));
    MapState<String, V> state = state(descriptor);
    for (Map.Entry<String, V> row : state.entries()) {
      rows.put(row.getKey(), row.getValue());
    }
    return rows;
  }

  private <S extends State> S state(StateDescriptor<S, ?> descriptor) throws Exception {
    // What is on its way to the state counts as being there.
    writeBack();
    KeyedStateBackend<String> backend = flink.getOperator().getKeyedStateBackend();
    backend.setCurrentKey(POOL);
    return backend.getPartitionedState(
        VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
