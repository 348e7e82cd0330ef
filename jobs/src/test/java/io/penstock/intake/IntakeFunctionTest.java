package io.penstock.intake;

import static io.penstock.intake.Received.NOON;
import static io.penstock.intake.Received.news;
import static io.penstock.intake.Received.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.AuditRequest;
import io.penstock.model.Consignee;
import io.penstock.model.NewsVersion;
import io.penstock.model.Order;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.PersonInput;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.ReceivedNews;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Sighting;
import io.penstock.state.IntakeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class IntakeFunctionTest {

  private final List<ReceivedOrder> versions =
      List.of(
          version("1", OrderStatus.PAID, 5, 7),
          version("2", OrderStatus.PAID, 5, 7),
          version("1", OrderStatus.PAID, 5, 7),
          version("1", OrderStatus.UNPAID, 1, 6),
          version("1", OrderStatus.SHIPPED, 9, 8));

  @Test
  void everythingGoesOnWithWhatItIs() throws Exception {
    try (var intake = harness()) {
      intake.open();
      for (ReceivedOrder version : versions) {
        send(intake, version);
      }

      assertThat(told(intake))
          .containsExactly(
              "1 ACCEPTED 1", "2 ACCEPTED 1", "1 REDELIVERED 1", "1 STALE 1", "1 ACCEPTED 2");
    }
  }

  @Test
  void whomAnAcceptedVersionNamesIsToldAndThatTheOrderIsOver() throws Exception {
    try (var intake = harness()) {
      intake.open();
      ReceivedOrder paid = version("1", OrderStatus.PAID, 5, 7);
      Order named =
          paid.order()
              .sentTo(new Consignee(null, "139", null, null, null, null, null, null, "oaid"));
      ReceivedOrder version =
          new ReceivedOrder(named, paid.contentHash(), paid.cause(), paid.receivedAt());
      send(intake, version);
      send(intake, version);
      send(intake, news("1", OrderStatus.CANCELLED, 9));

      assertThat(intake.getSideOutput(IntakeFunction.PEOPLE))
          .extracting(person -> words(person.getValue()))
          .containsExactly(
              "PHONE/139 v1 open ",
              "CONSIGNEE_TOKEN/oaid v1 open ",
              "PHONE/139 v2",
              "CONSIGNEE_TOKEN/oaid v2");
    }
  }

  private static String words(PersonInput person) {
    Sighting sighting = Objects.requireNonNull(person.sighting());
    return person.key()
        + " v"
        + sighting.version()
        + (sighting.open() ? " open" : "")
        + (sighting.living() ? " living" : "")
        + (sighting.goods() == null ? "" : " " + sighting.goods());
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

      assertThat(told(intake)).containsExactly("1 REDELIVERED 1", "1 ACCEPTED 2");
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

      assertThat(told(intake)).containsExactly("1 ACCEPTED 1", "1 REDELIVERED 1", "1 ACCEPTED 1");
    }
  }

  @Test
  void anOrderThatIsOnlyToldOfIsAskedForUntilItComes() throws Exception {
    OperatorSubtaskState saved;
    try (var intake = harness()) {
      intake.open();
      send(intake, news("1", OrderStatus.PAID, 5));
      send(intake, news("1", OrderStatus.PAID, 5));
      saved = intake.snapshot(1, 1);
      assertThat(told(intake)).containsExactly("1 FETCH 0 asked 1", "1 KNOWN 0 asked 0");
    }
    try (var intake = harness()) {
      intake.initializeState(saved);
      intake.open();
      watermark(intake, NOON.plus(Duration.ofMinutes(9)));
      assertThat(told(intake)).isEmpty();
      watermark(intake, NOON.plus(Duration.ofMinutes(11)));
      watermark(intake, NOON.plus(Duration.ofHours(30)));
      assertThat(told(intake))
          .containsExactly("1 FETCH 0 asked 2", "1 FETCH 0 asked 3", "1 FETCH 0 asked 4");
      assertThat(intake.numEventTimeTimers()).as("it was asked often enough").isZero();

      send(intake, version("1", OrderStatus.PAID, 5, 7));
      assertThat(told(intake)).last().isEqualTo("1 ACCEPTED 1");
    }
  }

  @Test
  void nothingIsAskedOnceTheOrderHasCome() throws Exception {
    try (var intake = harness()) {
      intake.open();
      send(intake, news("1", OrderStatus.PAID, 5));
      send(intake, version("1", OrderStatus.PAID, 5, 7));
      watermark(intake, NOON.plus(Duration.ofDays(1)));

      assertThat(told(intake)).containsExactly("1 FETCH 0 asked 1", "1 ACCEPTED 1");
    }
  }

  @Test
  void aCancellationThatWasToldBeforeTheOrderCameEndsIt() throws Exception {
    try (var intake = harness()) {
      intake.open();
      send(intake, news("1", OrderStatus.CANCELLED, 9));
      send(intake, version("1", OrderStatus.PAID, 5, 7));
      send(intake, version("1", OrderStatus.CANCELLED, 9, 8));

      assertThat(told(intake))
          .containsExactly(
              "1 FETCH 0 asked 1", "1 ACCEPTED 1", "1 APPLIED 2 asked 0", "1 ACCEPTED 3");
    }
  }

  @Test
  void aCancellationThatWasToldBeforeTheOrderIsJudgedAfterItWhateverCameBetween() throws Exception {
    try (var intake = harness()) {
      intake.open();
      send(intake, news("1", OrderStatus.CANCELLED, 5));
      send(intake, news("1", OrderNews.Change.REFUND, null, 7));
      send(intake, version("1", OrderStatus.PAID, 5, 7), NOON.plusSeconds(60));

      assertThat(told(intake))
          .containsExactly(
              "1 FETCH 0 asked 1", "1 FETCH 0 asked 1", "1 ACCEPTED 1", "1 APPLIED 2 asked 0");
      assertThat(intake.extractOutputValues())
          .extracting(AuditRequest::at)
          .as("the audit takes them in this order")
          .isSorted();
    }
  }

  @Test
  void anOrderThatNewsMovedOnIsAskedForIfItsContentDoesNotFollow() throws Exception {
    try (var intake = harness()) {
      intake.open();
      send(intake, version("1", OrderStatus.PAID, 0, 7));
      send(intake, news("1", OrderStatus.CANCELLED, 5));
      watermark(intake, NOON.plusSeconds(604));
      assertThat(told(intake)).containsExactly("1 ACCEPTED 1", "1 APPLIED 2 asked 0");

      watermark(intake, NOON.plusSeconds(606));
      assertThat(told(intake)).last().isEqualTo("1 FETCH 2 asked 1");
      send(intake, version("1", OrderStatus.CANCELLED, 5, 8), NOON.plusSeconds(610));
      watermark(intake, NOON.plus(Duration.ofDays(2)));
      assertThat(told(intake)).last().isEqualTo("1 ACCEPTED 3");
    }
  }

  @Test
  void anOldVersionThatComesOnceMoreAnswersNothing() throws Exception {
    try (var intake = harness()) {
      intake.open();
      send(intake, version("1", OrderStatus.PAID, 0, 7));
      send(intake, news("1", OrderNews.Change.ADDRESS, null, 300));
      send(intake, version("1", OrderStatus.PAID, 0, 7), NOON.plusSeconds(400));
      watermark(intake, NOON.plusSeconds(901));
      assertThat(told(intake)).last().isEqualTo("1 FETCH 1 asked 2");

      send(intake, version("1", OrderStatus.PAID, 299, 8), NOON.plusSeconds(910));
      send(intake, news("1", OrderNews.Change.ADDRESS, null, 300));
      watermark(intake, NOON.plus(Duration.ofDays(2)));
      assertThat(told(intake)).endsWith("1 ACCEPTED 2", "1 KNOWN 2 asked 0");
    }
  }

  private static void send(Harness intake, ReceivedOrder received, Instant at) throws Exception {
    send(intake, new ReceivedOrder(received.order(), received.contentHash(), received.cause(), at));
  }

  private static void send(Harness intake, ReceivedOrder received) throws Exception {
    intake.processElement(ReceivedMessage.of(received), received.receivedAt().toEpochMilli());
  }

  private static void send(Harness intake, ReceivedNews received) throws Exception {
    intake.processElement(ReceivedMessage.of(received), received.receivedAt().toEpochMilli());
  }

  private static void watermark(Harness intake, Instant now) throws Exception {
    intake.processWatermark(new Watermark(now.toEpochMilli()));
  }

  /** What left: which order, how, as which version of it. */
  private static List<String> told(Harness intake) {
    return intake.extractOutputValues().stream().map(IntakeFunctionTest::shown).toList();
  }

  private static String shown(AuditRequest request) {
    OrderVersion version = request.version();
    if (version != null) {
      return "%s %s %d"
          .formatted(version.received().order().orderId(), version.outcome(), version.version());
    }
    NewsVersion news = Objects.requireNonNull(request.news());
    return "%s %s %d asked %d"
        .formatted(news.received().news().orderId(), news.outcome(), news.version(), news.asked());
  }

  private static Harness harness() throws Exception {
    return new Harness();
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, ReceivedMessage, AuditRequest> {

    Harness() throws Exception {
      super(new KeyedProcessOperator<>(new IntakeFunction()), ReceivedMessage::key, Types.STRING);
    }
  }
}
