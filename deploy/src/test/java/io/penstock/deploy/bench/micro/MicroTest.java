package io.penstock.deploy.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.connectors.Json;
import io.penstock.connectors.marketplace.OrderPayloads;
import io.penstock.model.AuditRequest;
import io.penstock.model.OrderEvent;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.StockRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A benchmark that does not do its work is fast. */
class MicroTest {

  @ParameterizedTest
  @ValueSource(strings = {"taobao", "douyin", "shopify", "amazon"})
  void everyRecordOfAMarketplaceIsReadToOneOrderOfIt(String marketplace) throws Exception {
    ReadMicro read = new ReadMicro();
    read.marketplace = marketplace;
    read.setUp();
    for (RawRecord raw : Stages.records()) {
      if (marketplace.equals(raw.marketplace())) {
        assertThat(read.normalise())
            .singleElement()
            .satisfies(order -> assertThat(order.cause()).isEqualTo(raw.cause()))
            .satisfies(order -> assertThat(order.order().marketplace()).isEqualTo(marketplace));
      }
    }
  }

  @Test
  void theTreeIsOfAllRecordsInTheirOrder() throws Exception {
    ReadMicro read = new ReadMicro();
    read.setUp();
    for (RawRecord raw : Stages.records()) {
      assertThat(read.tree()).isNotEmpty().isEqualTo(OrderPayloads.parse(raw));
    }
  }

  @Test
  void everyVersionHasAnOutcomeAndMostPass() throws Exception {
    AuditMicro audit = new AuditMicro();
    audit.setUp();
    List<OrderEvent.Type> outcomes = new ArrayList<>();
    for (AuditRequest version : Stages.accepted()) {
      StockRequest request = Objects.requireNonNull(audit.audit());
      assertThat(request.cause()).isEqualTo(version.cause());
      assertThat(request.events()).isNotEmpty();
      request.events().forEach(event -> outcomes.add(event.type()));
    }
    assertThat(outcomes).contains(OrderEvent.Type.HELD, OrderEvent.Type.WAITING);
    assertThat(outcomes.stream().filter(outcome -> outcome == OrderEvent.Type.PASSED))
        .hasSizeGreaterThan(Stages.accepted().size() / 2);
  }

  @Test
  void everyOrderOfEveryWaveGetsItsGoodsAndAWaveThatComesAgainFindsThemFree() throws Exception {
    StockMicro stock = new StockMicro();
    stock.setUp();
    Set<String> locked = new HashSet<>();
    List<Object> first = List.copyOf(stock.lock());
    List<Object> wave = first;
    do {
      List<String> keys =
          wave.stream()
              .filter(told -> told instanceof OrderEvent)
              .map(OrderEvent.class::cast)
              .filter(event -> event.type() == OrderEvent.Type.ALLOCATED)
              .map(OrderEvent::key)
              .toList();
      assertThat(keys).hasSize(StockMicro.ORDERS).doesNotHaveDuplicates();
      assertThat(locked).doesNotContainAnyElementsOf(keys);
      locked.addAll(keys);
      wave = List.copyOf(stock.lock());
    } while (!wave.equals(first));
    assertThat(locked).hasSizeGreaterThan(StockMicro.ORDERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReceivedMessage", "AuditRequest", "StockInput", "OrderEvent"})
  void whatWasWrittenIsReadAsItWas(String type) throws Exception {
    List<?> values =
        switch (type) {
          case "ReceivedMessage" -> Stages.received().stream().map(ReceivedMessage::of).toList();
          case "AuditRequest" -> Stages.accepted();
          case "StockInput" -> Stages.passed();
          default -> Stages.events();
        };
    WireMicro wire = new WireMicro();
    wire.type = type;
    wire.setUp();
    for (Object value : values) {
      assertThat(wire.serialise()).isGreaterThan(100);
      assertThat(wire.deserialise()).isEqualTo(value);
    }
  }

  @Test
  void anEventIsWrittenSoThatItCanBeRead() throws Exception {
    JsonMicro json = new JsonMicro();
    json.setUp();
    for (OrderEvent event : Stages.events()) {
      assertThat(Json.read(json.json(), OrderEvent.class)).isEqualTo(event);
    }
  }

  @Test
  void anOrderIsMadeByOneOfItsRecordsAlone() throws Exception {
    assertThat(Stages.received()).extracting(ReceivedOrder::key).doesNotHaveDuplicates();
  }

  @Test
  void aTypeThatDoesNotTravelIsRefused() {
    WireMicro wire = new WireMicro();
    wire.type = "Trial";
    assertThatThrownBy(wire::setUp).hasMessageContaining("Trial");
  }
}
