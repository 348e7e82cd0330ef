package io.penstock.stock;

import static io.penstock.stock.StockSamples.POOL;

import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.GiftBook;
import io.penstock.state.GiftTakers;
import io.penstock.state.Lack;
import io.penstock.state.OrderLock;
import io.penstock.state.Publications;
import io.penstock.state.RowKind;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.state.Taken;
import io.penstock.state.Transfer;
import io.penstock.state.WaitingQueue;
import io.penstock.state.WakeList;
import io.penstock.state.WaybillBook;
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
final class StockHarness implements AutoCloseable {

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

  private final Listener said = new Listener();

  /** What was read of the state since anything happened last. */
  private final Map<RowKind<?>, Map<String, ?>> read = new HashMap<>();

  private @Nullable List<StockInput> inbox;

  private long snapshots;

  StockHarness(Duration wave, @Nullable OperatorSubtaskState state) throws Exception {
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

  void publish(Reference... references) throws Exception {
    somethingHappens();
    for (Reference reference : references) {
      flink.processBroadcastElement(reference, 0);
    }
  }

  void send(StockInput... inputs) throws Exception {
    somethingHappens();
    for (StockInput input : inputs) {
      flink.processElement(input, input.at().toEpochMilli());
    }
  }

  void recordsReach(Instant time) throws Exception {
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

  /** What is on its way to the state arrives there, as before a checkpoint. */
  void writeBack() throws Exception {
    flink.prepareSnapshotPreBarrier(snapshots);
  }

  OperatorSubtaskState snapshot() throws Exception {
    flink.prepareSnapshotPreBarrier(++snapshots);
    return flink.snapshot(snapshots, 0);
  }

  /** What the operator has said since this was asked last. */
  Said said() {
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

  Map<String, SkuStock> stock() throws Exception {
    return rows(StockState.STOCK);
  }

  Map<String, OrderLock> locks() throws Exception {
    return rows(StockState.LOCKS);
  }

  Map<String, OrderLock> closed() throws Exception {
    return rows(StockState.CLOSED);
  }

  Map<String, WaitingQueue> queues() throws Exception {
    return rows(StockState.QUEUES);
  }

  Map<String, Taken> taken() throws Exception {
    return rows(StockState.TAKEN);
  }

  Map<String, Lack> lacks() throws Exception {
    return rows(StockState.LACKS);
  }

  Map<String, WakeList> beginnings() throws Exception {
    return rows(StockState.BEGINNINGS);
  }

  Map<String, ConsigneeGatherings> gatherings() throws Exception {
    return rows(StockState.GATHERINGS);
  }

  Map<String, WakeList> departures() throws Exception {
    return rows(StockState.DEPARTURES);
  }

  Map<String, WakeList> reminders() throws Exception {
    return rows(StockState.REMINDERS);
  }

  /** How many parcels leave, by warehouse and day. */
  Map<String, Integer> leaving() throws Exception {
    return rows(StockState.LEAVING);
  }

  Map<String, String> leavingOn() throws Exception {
    return rows(StockState.LEAVING_ON);
  }

  Map<String, WakeList> daysOver() throws Exception {
    return rows(StockState.DAYS_OVER);
  }

  Map<String, Transfer> transfers() throws Exception {
    return rows(StockState.TRANSFERS);
  }

  Map<String, Transfer> transfersOver() throws Exception {
    return rows(StockState.TRANSFERS_OVER);
  }

  Map<String, WaybillBook> waybills() throws Exception {
    return rows(StockState.WAYBILLS);
  }

  Map<String, Publications> bundles() throws Exception {
    return rows(StockState.BUNDLES);
  }

  Map<String, GiftBook> gifts() throws Exception {
    return rows(StockState.GIFTS);
  }

  /** How many orders have each gift. */
  Map<String, Integer> given() throws Exception {
    return rows(StockState.GIVEN);
  }

  Map<String, GiftTakers> takers() throws Exception {
    return rows(StockState.TAKERS);
  }

  List<StockInput> inbox() throws Exception {
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

  int timers() {
    return flink.numEventTimeTimers();
  }

  private <V> Map<String, V> rows(RowKind<V> kind) throws Exception {
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
