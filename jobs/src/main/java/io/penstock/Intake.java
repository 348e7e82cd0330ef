package io.penstock;

import io.penstock.audit.people.DenialsFunction;
import io.penstock.audit.people.PeopleFunction;
import io.penstock.intake.IntakeFunction;
import io.penstock.model.AuditRequest;
import io.penstock.model.PersonInput;
import io.penstock.model.PublishedReference;
import io.penstock.model.ReceivedMessage;
import io.penstock.state.IntakeState;
import io.penstock.state.PersonState;
import io.penstock.writeback.WriteBackOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The part of the graph that leads up to the audit, in whatever job judges orders. */
final class Intake {

  /** Each order counted once, and on its side whom each accepted version names. */
  static SingleOutputStreamOperator<AuditRequest> orders(DataStream<ReceivedMessage> received) {
    return received
        .keyBy(ReceivedMessage::key, Types.STRING)
        .process(new IntakeFunction(), TypeInformation.of(AuditRequest.class))
        .uid(IntakeState.OPERATOR_UID)
        .name("Intake");
  }

  /**
   * What is notable of the people whom those orders name, the denylist included.
   *
   * @param bounded whether the job runs in batch mode
   */
  static SingleOutputStreamOperator<AuditRequest> people(
      SingleOutputStreamOperator<AuditRequest> orders,
      DataStream<PublishedReference> denylist,
      boolean bounded) {
    SingleOutputStreamOperator<PersonInput> denials =
        denylist
            .keyBy(PublishedReference::id, Types.STRING)
            .process(new DenialsFunction(), TypeInformation.of(PersonInput.class))
            .uid(PersonState.DENIALS_UID)
            .name("Denials");
    return orders
        .getSideOutput(IntakeFunction.PEOPLE)
        .union(denials)
        .keyBy(PersonInput::key, Types.STRING)
        .transform(
            "People",
            TypeInformation.of(AuditRequest.class),
            new WriteBackOperator<>(new PeopleFunction(), bounded))
        .uid(PersonState.OPERATOR_UID);
  }

  private Intake() {}
}
