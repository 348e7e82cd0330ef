package io.penstock.audit;

import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.DeadLetter;
import io.penstock.model.OrderEvent;
import io.penstock.model.PublishedReference;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.StockRequest;
import io.penstock.state.AuditState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The real operator, in the words of the tests. No type may need Kryo. */
final class AuditHarness implements AutoCloseable {

  private final KeyedBroadcastOperatorTestHarness<
          String, AuditRequest, PublishedReference, StockRequest>
      flink;

  private long snapshots;

  private AuditHarness(@Nullable OperatorSubtaskState state) throws Exception {
    flink =
        new KeyedBroadcastOperatorTestHarness<>(
            new AuditOperator(), AuditRequest::orderKey, Types.STRING, 1, 1, 0);
    ExecutionConfig config = flink.getExecutionConfig();
    config.configure(
        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
        AuditHarness.class.getClassLoader());
    flink.setup(
        TypeInformation.of(StockRequest.class).createSerializer(config.getSerializerConfig()));
    if (state != null) {
      flink.initializeState(state);
    }
    flink.open();
  }

  static AuditHarness fresh() throws Exception {
    return new AuditHarness(null);
  }

  /** A harness for which event time has begun, an instant before noon. */
  static AuditHarness started(Reference... references) throws Exception {
    AuditHarness audit = fresh();
    audit.publish(references);
    audit.eventTimeReaches(Samples.NOON.minusMillis(1));
    return audit;
  }

  static AuditHarness restored(OperatorSubtaskState state) throws Exception {
    return new AuditHarness(state);
  }

  void publish(Reference... references) throws Exception {
    for (Reference reference : references) {
      publishAt(Instant.EPOCH, reference);
    }
  }

  /** As it is published at that time. */
  void publishAt(Instant time, Reference reference) throws Exception {
    Cause cause = new Cause("reference", 0, time.getEpochSecond());
    flink.processBroadcastElement(
        new PublishedReference(reference, cause, time), time.toEpochMilli());
  }

  /** Requests whose time has not come. */
  long pending() throws Exception {
    flink.prepareSnapshotPreBarrier(++snapshots);
    return flink
        .getOperator()
        .getKeyedStateBackend()
        .getKeys(AuditState.pending().getName(), VoidNamespace.INSTANCE)
        .count();
  }

  int timers() {
    return flink.numEventTimeTimers();
  }

  void send(AuditRequest... requests) throws Exception {
    for (AuditRequest request : requests) {
      flink.processElement(request, request.at().toEpochMilli());
    }
  }

  void eventTimeReaches(Instant time) throws Exception {
    ordersReach(time);
    referenceReaches(time);
  }

  void ordersReach(Instant time) throws Exception {
    flink.processWatermark(new Watermark(time.toEpochMilli()));
  }

  void referenceReaches(Instant time) throws Exception {
    flink.processBroadcastWatermark(new Watermark(time.toEpochMilli()));
  }

  /** Lets the state backend's clock reach this many days after the start. */
  void clockReachesDay(int days) {
    flink.setStateTtlProcessingTime(Duration.ofDays(days).toMillis());
  }

  OperatorSubtaskState snapshot() throws Exception {
    flink.prepareSnapshotPreBarrier(++snapshots);
    return flink.snapshot(snapshots, 0);
  }

  List<StockRequest> requests() {
    List<StockRequest> requests = new ArrayList<>();
    for (StreamRecord<? extends StockRequest> record : flink.extractOutputStreamRecords()) {
      requests.add(record.getValue());
    }
    return requests;
  }

  /** The events of all requests: {@code 1 v2 HELD [BIG]}. */
  List<String> told() {
    return requests().stream()
        .flatMap(request -> request.events().stream())
        .filter(event -> event.type() != OrderEvent.Type.RECEIVED)
        .map(
            event ->
                event.orderId()
                    + " v"
                    + event.version()
                    + " "
                    + event.type()
                    + " "
                    + event.reasons().stream().map(Reason::code).toList())
        .toList();
  }

  List<DeadLetter> deadLetters() {
    List<DeadLetter> letters = new ArrayList<>();
    var side = flink.getSideOutput(AuditFunction.DEAD_LETTERS);
    if (side != null) {
      side.forEach(record -> letters.add(record.getValue()));
    }
    return letters;
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
