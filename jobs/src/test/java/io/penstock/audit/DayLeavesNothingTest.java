package io.penstock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.audit.people.DenialsFunction;
import io.penstock.audit.people.PeopleFunction;
import io.penstock.audit.rules.RuleFile;
import io.penstock.day.LabelledDay;
import io.penstock.day.Row;
import io.penstock.intake.IntakeFunction;
import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.PersonInput;
import io.penstock.model.PublishedReference;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.Reference;
import io.penstock.writeback.WriteBackOperator;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** After the labelled day nothing waits for anything any more. */
class DayLeavesNothingTest {

  private final KeyedOneInputStreamOperatorTestHarness<String, ReceivedMessage, AuditRequest>
      intake =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new IntakeFunction()), ReceivedMessage::key, Types.STRING);
  private final KeyedOneInputStreamOperatorTestHarness<String, PublishedReference, PersonInput>
      denials =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new DenialsFunction()),
              PublishedReference::id,
              Types.STRING);
  private final KeyedOneInputStreamOperatorTestHarness<String, PersonInput, AuditRequest> people =
      new KeyedOneInputStreamOperatorTestHarness<>(
          new WriteBackOperator<>(new PeopleFunction()), PersonInput::key, Types.STRING);
  private final AuditHarness audit = AuditHarness.fresh();

  private int named;
  private int denied;
  private int taken;
  private int known;

  DayLeavesNothingTest() throws Exception {}

  @Test
  void noTimerAndNothingThatWaitsIsLeft() throws Exception {
    try (intake;
        denials;
        people;
        audit) {
      intake.open();
      denials.open();
      people.open();
      LabelledDay day = LabelledDay.normal();
      day.setting().references().forEach(one -> publish(one, Instant.EPOCH));
      RuleFile.starter().records(Instant.EPOCH).forEach(one -> publish(one, Instant.EPOCH));
      for (Row row : day.rows()) {
        timeReaches(row.at().minusMillis(1));
        take(row);
      }
      assertThat(audit.timers()).as("something is held, and waits for its deadline").isPositive();
      for (Instant now = LabelledDay.ENDS;
          !now.isAfter(LabelledDay.ALL_ENDS);
          now = now.plusSeconds(3_600)) {
        timeReaches(now);
      }

      assertThat(audit.timers()).isZero();
      assertThat(audit.pending()).isZero();
      assertThat(people.numEventTimeTimers()).isZero();
      assertThat(intake.numEventTimeTimers()).isZero();
    }
  }

  private void take(Row row) throws Exception {
    Reference reference = row.publication();
    if (reference != null) {
      publish(reference, row.at());
    }
    if (row.order() != null) {
      intake.processElement(ReceivedMessage.of(row.order()), row.at().toEpochMilli());
    }
    Row.Act act = row.act();
    if (act != null) {
      Cause cause = new Cause("commands", 0, row.line());
      audit.send(AuditRequest.of(act.command(row.at()), cause, row.at()));
    }
  }

  private void publish(Reference reference, Instant at) {
    try {
      if (reference.denial() != null || reference.type() == Reference.Type.DENIAL) {
        denials.processElement(
            new PublishedReference(reference, new Cause("reference", 0, 0), at), at.toEpochMilli());
      } else {
        audit.publishAt(at, reference);
      }
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  /** What was said until then reaches whom it is for, and then time goes on. */
  private void timeReaches(Instant time) throws Exception {
    Watermark mark = new Watermark(time.toEpochMilli());
    intake.processWatermark(mark);
    List<StreamRecord<? extends AuditRequest>> orders = intake.extractOutputStreamRecords();
    for (; taken < orders.size(); taken++) {
      audit.send(orders.get(taken).getValue());
    }
    var seen = intake.getSideOutput(IntakeFunction.PEOPLE);
    if (seen != null) {
      List<PersonInput> all = seen.stream().map(StreamRecord::getValue).toList();
      for (; named < all.size(); named++) {
        people.processElement(all.get(named), time.toEpochMilli());
      }
    }
    List<PersonInput> entries = denials.extractOutputValues();
    for (; denied < entries.size(); denied++) {
      people.processElement(entries.get(denied), time.toEpochMilli());
    }
    people.processWatermark(mark);
    List<AuditRequest> told = people.extractOutputValues();
    for (; known < told.size(); known++) {
      audit.send(told.get(known));
    }
    audit.eventTimeReaches(time);
  }
}
