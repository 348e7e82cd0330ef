package io.penstock.audit.people;

import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.PersonInput;
import io.penstock.model.PublishedReference;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Repute;
import io.penstock.model.Sighting;
import io.penstock.writeback.WriteBackOperator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The denylist and the people behind it: the real operators. No type may need Kryo. */
final class PeopleHarness implements AutoCloseable {

  private final KeyedOneInputStreamOperatorTestHarness<String, PublishedReference, PersonInput>
      denials;
  private final KeyedOneInputStreamOperatorTestHarness<String, PersonInput, AuditRequest> people;

  private long offset;
  private int published;

  PeopleHarness() throws Exception {
    this(null, null);
  }

  private PeopleHarness(
      @Nullable OperatorSubtaskState ofDenials, @Nullable OperatorSubtaskState ofPeople)
      throws Exception {
    denials =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DenialsFunction()),
            PublishedReference::id,
            Types.STRING);
    people =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new WriteBackOperator<>(new PeopleFunction()), PersonInput::key, Types.STRING);
    start(denials, TypeInformation.of(PersonInput.class), ofDenials);
    start(people, TypeInformation.of(AuditRequest.class), ofPeople);
  }

  private static <IN, OUT> void start(
      KeyedOneInputStreamOperatorTestHarness<String, IN, OUT> operator,
      TypeInformation<OUT> type,
      @Nullable OperatorSubtaskState state)
      throws Exception {
    ExecutionConfig config = operator.getExecutionConfig();
    config.configure(
        new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
        PeopleHarness.class.getClassLoader());
    operator.setup(type.createSerializer(config.getSerializerConfig()));
    if (state != null) {
      operator.initializeState(state);
    }
    operator.open();
  }

  /** The same operators after a stop. */
  PeopleHarness restarted() throws Exception {
    people.prepareSnapshotPreBarrier(1);
    PeopleHarness next = new PeopleHarness(denials.snapshot(1, 0), people.snapshot(1, 0));
    next.offset = offset;
    return next;
  }

  void publish(Reference reference, Instant at) throws Exception {
    denials.processElement(
        new PublishedReference(reference, new Cause("reference", 0, offset++), at),
        at.toEpochMilli());
    List<PersonInput> told = denials.extractOutputValues();
    for (PersonInput input : told.subList(published, told.size())) {
      people.processElement(input, at.toEpochMilli());
    }
    published = told.size();
  }

  /** Of buyer-7. */
  void see(Sighting sighting, Instant at) throws Exception {
    see(Denial.Kind.BUYER, "buyer-7", sighting, at);
  }

  void see(Denial.Kind kind, String value, Sighting sighting, Instant at) throws Exception {
    see(kind, value, sighting, new Cause("orders.raw", 0, offset++), at);
  }

  /** Of buyer-7, as that record of a topic tells it. */
  void see(Sighting sighting, Cause cause, Instant at) throws Exception {
    see(Denial.Kind.BUYER, "buyer-7", sighting, cause, at);
  }

  private void see(Denial.Kind kind, String value, Sighting sighting, Cause cause, Instant at)
      throws Exception {
    people.processElement(
        PersonInput.of(PersonInput.key(kind, value), sighting, cause, at), at.toEpochMilli());
  }

  void eventTimeReaches(Instant time) throws Exception {
    people.processWatermark(new Watermark(time.toEpochMilli()));
  }

  /** What orders were told, in the words of the tests: {@code 2 v1 denied}. */
  List<String> told() {
    List<String> told = new ArrayList<>();
    for (StreamRecord<? extends AuditRequest> record : people.extractOutputStreamRecords()) {
      Repute repute = record.getValue().repute();
      if (repute != null) {
        told.add(words(repute));
      }
    }
    return told;
  }

  int timers() {
    return people.numEventTimeTimers();
  }

  private static String words(Repute repute) {
    String same = repute.sameOrder();
    return repute.orderKey().substring(repute.orderKey().lastIndexOf('/') + 1)
        + " v"
        + repute.version()
        + (repute.denied() ? " denied" : "")
        + (repute.ordersInDay() > 1
            ? " " + repute.ordersInHour() + "/" + repute.ordersInDay() + " orders"
            : "")
        + (repute.refunds() > 0 ? " " + repute.refunds() + " refunds" : "")
        + (same == null
            ? ""
            : " same as "
                + same.substring(same.lastIndexOf('/') + 1)
                + " after "
                + repute.sameMinutes()
                + " min");
  }

  static Sighting paid(String order, int version, String goods) {
    return sighting(order, version, true, goods);
  }

  static Sighting unpaid(String order, int version, String goods) {
    return sighting(order, version, false, goods);
  }

  private static Sighting sighting(String order, int version, boolean living, String goods) {
    return new Sighting(
        "tmall/shop-1/" + order, "tmall/shop-1", version, true, living, false, goods);
  }

  static Sighting refunded(String order, int version, String goods) {
    return new Sighting("tmall/shop-1/" + order, "tmall/shop-1", version, true, true, true, goods);
  }

  /** It was cancelled. */
  static Sighting over(String order, int version) {
    return new Sighting(
        "tmall/shop-1/" + order, "tmall/shop-1", version, false, false, false, null);
  }

  @Override
  public void close() throws Exception {
    denials.close();
    people.close();
  }
}
