package io.penstock.deploy.load;

import io.penstock.audit.AuditOperator;
import io.penstock.audit.people.PeopleFunction;
import io.penstock.intake.OrderLifecycle;
import io.penstock.intake.People;
import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.OrderVersion;
import io.penstock.model.PersonInput;
import io.penstock.model.PersonInput.DenialVersions;
import io.penstock.model.PublishedReference;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Denial;
import io.penstock.model.StockRequest;
import io.penstock.state.KeptVersion;
import io.penstock.writeback.WriteBackOperator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A day before the hub's own intake and audit. */
final class AuditedDay {

  /** What intake makes of the day. */
  static List<OrderVersion> versions(PlayedDay day) {
    List<OrderVersion> all = new ArrayList<>();
    for (List<ReceivedOrder> order : day.versions.values()) {
      @Nullable KeptVersion kept = null;
      for (ReceivedOrder received : order) {
        OrderLifecycle.Decision decision = OrderLifecycle.receive(kept, received);
        kept = decision.kept();
        all.add(decision.version());
      }
    }
    return all;
  }

  /**
   * What the audit asks of the stock, and tells, by these references.
   *
   * @param until how far event time comes after the last of them
   */
  static List<StockRequest> requests(
      List<OrderVersion> versions, List<Reference> references, Instant until) throws Exception {
    try (KeyedBroadcastOperatorTestHarness<String, AuditRequest, PublishedReference, StockRequest>
        audit =
            new KeyedBroadcastOperatorTestHarness<>(
                new AuditOperator(), AuditRequest::orderKey, Types.STRING, 1, 1, 0)) {
      audit.open();
      for (Reference reference : references) {
        Cause cause = new Cause("reference", 0, 0);
        audit.processBroadcastElement(new PublishedReference(reference, cause, Instant.EPOCH), 0);
      }
      Watermark begun = new Watermark(PlayedDay.START.minusMillis(1).toEpochMilli());
      audit.processWatermark(begun);
      audit.processBroadcastWatermark(begun);
      for (AuditRequest known : known(versions, references, until)) {
        audit.processElement(known, known.at().toEpochMilli());
      }
      for (OrderVersion version : versions) {
        audit.processElement(
            AuditRequest.of(version), version.received().receivedAt().toEpochMilli());
      }
      Watermark end = new Watermark(until.toEpochMilli());
      audit.processWatermark(end);
      audit.processBroadcastWatermark(end);
      return audit.extractOutputValues().stream().map(StockRequest.class::cast).toList();
    }
  }

  /** What is known of the people whom the orders name. */
  private static List<AuditRequest> known(
      List<OrderVersion> versions, List<Reference> references, Instant until) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, PersonInput, AuditRequest> people =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new WriteBackOperator<>(new PeopleFunction()), PersonInput::key, Types.STRING)) {
      people.open();
      for (Reference reference : references) {
        Denial denial = reference.denial();
        if (denial != null) {
          Cause cause = new Cause("reference", 0, 0);
          DenialVersions entry = new DenialVersions(reference.id(), List.of(reference), cause);
          people.processElement(PersonInput.of(denial, entry, cause, Instant.EPOCH), 0);
        }
      }
      for (OrderVersion version : versions) {
        if (version.outcome() == OrderVersion.Outcome.ACCEPTED) {
          for (PersonInput named : People.named(version)) {
            people.processElement(named, named.at().toEpochMilli());
          }
        }
      }
      people.processWatermark(new Watermark(until.toEpochMilli()));
      return people.extractOutputValues();
    }
  }

  private AuditedDay() {}
}
