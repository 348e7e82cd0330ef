package io.penstock.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.model.DeadLetter;
import io.penstock.model.OrderStatus;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.Reference;
import io.penstock.state.MappingState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class NormaliseTest {

  private static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");
  private static final String ORDER = "{\"no\":\"A-1\"}";

  @Test
  void aPublishedMappingHoldsForTheRecordsOfItsTimeAndAfterARestart() throws Exception {
    OperatorSubtaskState saved;
    try (var normalise = harness(List.of())) {
      normalise.open();
      send(normalise, "bazaar", ORDER, NOON);
      publish(normalise, "PAID", NOON.plusSeconds(10));
      send(normalise, "bazaar", ORDER, NOON.plusSeconds(9));
      send(normalise, "bazaar", ORDER, NOON.plusSeconds(10));
      assertThat(codes(normalise)).containsExactly("UNKNOWN_MARKETPLACE", "UNKNOWN_MARKETPLACE");
      assertThat(statuses(normalise)).containsExactly(OrderStatus.PAID);
      saved = normalise.snapshot(1, 1);
    }
    try (var normalise = harness(List.of())) {
      normalise.initializeState(saved);
      normalise.open();
      send(normalise, "bazaar", ORDER, NOON.plusSeconds(20));
      publish(normalise, "UNPAID", NOON.plusSeconds(30));
      send(normalise, "bazaar", ORDER, NOON.plusSeconds(29));
      send(normalise, "bazaar", ORDER, NOON.plusSeconds(30));

      assertThat(statuses(normalise))
          .containsExactly(OrderStatus.PAID, OrderStatus.PAID, OrderStatus.UNPAID);
    }
  }

  @Test
  void whatWasPublishedBeforeTheStartHoldsFromTheFirstRecordOn() throws Exception {
    try (var normalise = harness(List.of(mapping("PAID", NOON)))) {
      normalise.open();
      send(normalise, "bazaar", ORDER, NOON);
      publish(normalise, "UNPAID", NOON.plusSeconds(10));
      send(normalise, "bazaar", ORDER, NOON.plusSeconds(9));
      send(normalise, "bazaar", ORDER, NOON.plusSeconds(10));

      assertThat(statuses(normalise))
          .containsExactly(OrderStatus.PAID, OrderStatus.PAID, OrderStatus.UNPAID);
    }
  }

  @Test
  void aRestoredJobKnowsWhatWasPublishedWhileItWasDownAndForgetsWhatWasTakenBack()
      throws Exception {
    OperatorSubtaskState saved;
    OperatorSubtaskState without;
    List<Reference> first = List.of(mapping("PAID", NOON));
    try (var normalise = harness(first)) {
      normalise.open();
      publish(normalise, "PAID", NOON);
      saved = normalise.snapshot(1, 1);
      normalise.processElement2(
          new StreamRecord<>(Reference.end(Reference.Type.MAPPING, "bazaar"), 1));
      without = normalise.snapshot(2, 2);
    }
    try (var normalise =
        harness(List.of(mapping("PAID", NOON), mapping("UNPAID", NOON.plusSeconds(10))))) {
      normalise.initializeState(saved);
      normalise.open();
      send(normalise, "bazaar", ORDER, NOON);
      send(normalise, "bazaar", ORDER, NOON.plusSeconds(10));
      assertThat(statuses(normalise)).containsExactly(OrderStatus.PAID, OrderStatus.UNPAID);
    }
    try (var normalise = harness(first)) {
      normalise.initializeState(without);
      normalise.open();
      send(normalise, "bazaar", ORDER, NOON);
      assertThat(codes(normalise)).containsExactly("UNKNOWN_MARKETPLACE");
    }
  }

  @Test
  void aCaseIsNewsOfItsOrderAndABillIsInTheWrongTopic() throws Exception {
    try (var normalise = harness(List.of())) {
      normalise.open();
      send(
          normalise,
          "shopify",
          "{\"refund\":{\"id\":1,\"order_id\":7,\"created_at\":\"2026-11-27T02:31:28Z\","
              + "\"refund_line_items\":[],\"transactions\":[]}}",
          NOON);
      send(
          normalise,
          "shopify",
          "{\"transactions\":[{\"id\":1,\"type\":\"charge\",\"payout_id\":2,\"payout_status\":\"paid\","
              + "\"currency\":\"USD\",\"amount\":\"1.00\",\"fee\":\"0.00\",\"net\":\"1.00\","
              + "\"source_id\":3,\"source_type\":\"charge\",\"source_order_id\":4,"
              + "\"processed_at\":\"2026-11-27T02:31:28Z\"}]}",
          NOON);

      assertThat(normalise.extractOutputValues())
          .extracting(ReceivedMessage::key)
          .containsExactly("shopify/shop-1/7");
      assertThat(codes(normalise)).containsExactly("WRONG_TOPIC");
    }
  }

  private static Reference mapping(String status, Instant from) {
    return new Reference.Mapping(
            "bazaar",
            List.of(
                new Reference.MappingFile(
                    "marketplace.json", "{\"zone\":\"UTC\",\"currency\":\"EUR\"}"),
                new Reference.MappingFile(
                    "order.jslt",
                    "{\"orderId\": .no, \"status\": \"%s\", \"currency\": $currency,"
                            .formatted(status)
                        + " \"totalMinor\": 100, \"createdAt\": 1}")))
        .from(from);
  }

  private static void publish(Harness normalise, String status, Instant from) throws Exception {
    normalise.processElement2(new StreamRecord<>(mapping(status, from), from.toEpochMilli()));
  }

  private static void send(Harness normalise, String marketplace, String payload, Instant at)
      throws Exception {
    normalise.processElement1(
        new StreamRecord<>(
            new RawRecord(
                "orders.raw",
                0,
                0,
                at,
                "shop-1",
                marketplace,
                "shop-1",
                null,
                payload.getBytes(StandardCharsets.UTF_8)),
            at.toEpochMilli()));
  }

  private static List<OrderStatus> statuses(Harness normalise) {
    return normalise.extractOutputValues().stream()
        .map(ReceivedMessage::order)
        .map(received -> received.order().status())
        .toList();
  }

  private static List<String> codes(Harness normalise) {
    return normalise.getSideOutput(Normalise.DEAD_LETTERS).stream()
        .map(StreamRecord::getValue)
        .map(DeadLetter::code)
        .toList();
  }

  private static Harness harness(List<Reference> published) throws Exception {
    return new Harness(published);
  }

  private static final class Harness
      extends TwoInputStreamOperatorTestHarness<RawRecord, Reference, ReceivedMessage> {

    Harness(List<Reference> published) throws Exception {
      super(
          new CoBroadcastWithNonKeyedOperator<>(
              new Normalise(Marketplaces.shipped(), published, Normaliser.DEFAULT_MAX_BYTES),
              List.of(MappingState.mappings())));
    }
  }
}
