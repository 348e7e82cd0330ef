package io.penstock.intake;

import static io.penstock.intake.Versions.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.OrderVersion.Outcome;
import io.penstock.model.ReceivedOrder;
import io.penstock.state.IntakeState;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class IntakeFunctionTest {

  @Test
  void everythingGoesOnWithWhatItIs() throws Exception {
    try (var intake = harness()) {
      intake.open();
      send(intake, version("1", OrderStatus.PAID, 5, 7));
      send(intake, version("2", OrderStatus.PAID, 5, 7));
      send(intake, version("1", OrderStatus.PAID, 5, 7));
      send(intake, version("1", OrderStatus.UNPAID, 1, 6));
      send(intake, version("1", OrderStatus.SHIPPED, 9, 8));

      assertThat(intake.extractOutputValues())
          .extracting(OrderVersion::outcome)
          .containsExactly(
              Outcome.ACCEPTED,
              Outcome.ACCEPTED,
              Outcome.REDELIVERED,
              Outcome.STALE,
              Outcome.ACCEPTED);
      assertThat(intake.extractOutputValues())
          .extracting(OrderVersion::version)
          .containsExactly(1, 1, 1, 1, 2);
    }
  }

  @Test
  void aRepetitionIsKnownAfterARestart() throws Exception {
    OperatorSubtaskState saved;
    try (var intake = harness()) {
      intake.open();
      send(intake, version("1", OrderStatus.PAID, 5, 7));
      saved = intake.snapshot(1, 1);
    }
    try (var intake = harness()) {
      intake.initializeState(saved);
      intake.open();
      send(intake, version("1", OrderStatus.PAID, 5, 7));
      send(intake, version("1", OrderStatus.SHIPPED, 6, 8));

      assertThat(intake.extractOutputValues())
          .extracting(OrderVersion::outcome, OrderVersion::version)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(Outcome.REDELIVERED, 1),
              org.assertj.core.groups.Tuple.tuple(Outcome.ACCEPTED, 2));
    }
  }

  @Test
  void aRepetitionIsKnownForFourMonths() throws Exception {
    try (var intake = harness()) {
      intake.setStateTtlProcessingTime(0);
      intake.open();
      send(intake, version("1", OrderStatus.PAID, 5, 7));
      intake.setStateTtlProcessingTime(IntakeState.RETENTION.minus(Duration.ofDays(1)).toMillis());
      send(intake, version("1", OrderStatus.PAID, 5, 7));
      intake.setStateTtlProcessingTime(IntakeState.RETENTION.plus(Duration.ofDays(1)).toMillis());
      send(intake, version("1", OrderStatus.PAID, 5, 7));

      assertThat(intake.extractOutputValues())
          .extracting(OrderVersion::outcome)
          .containsExactly(Outcome.ACCEPTED, Outcome.REDELIVERED, Outcome.ACCEPTED);
    }
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, ReceivedOrder, OrderVersion> intake,
      ReceivedOrder received)
      throws Exception {
    intake.processElement(received, received.receivedAt().toEpochMilli());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ReceivedOrder, OrderVersion>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new IntakeFunction()), ReceivedOrder::key, Types.STRING);
  }
}
