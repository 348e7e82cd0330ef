package io.penstock.deploy.observe;

import static io.penstock.deploy.observe.Events.NOON;
import static io.penstock.deploy.observe.Events.answer;
import static io.penstock.deploy.observe.Events.delivery;
import static io.penstock.deploy.observe.Events.event;
import static io.penstock.deploy.observe.Events.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.Json;
import io.penstock.model.Cause;
import io.penstock.model.DeadLetter;
import io.penstock.model.OrderEvent;
import io.penstock.model.StockLevel;
import io.penstock.model.WmsEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private final Observation seen = new Observation();

  @Test
  void aRunInWhichEverythingCameToRestIsSound() {
    oneOrderShipped();

    assertThat(Summary.missing(2, 2, seen, tables(5, OrderEvent.Status.SHIPPED))).isEmpty();
    Summary summary = Summary.of(2, 2, seen, tables(5, OrderEvent.Status.SHIPPED));
    assertThat(summary.sound()).isTrue();
    assertThat(new String(Json.write(summary), StandardCharsets.UTF_8))
        .startsWith("{\"rawRecords\":2,\"accepted\":1,")
        .endsWith("\"countsAddUp\":true,\"levelsAgree\":true,\"tablesAgree\":true}");
    assertThat(summary)
        .extracting(Summary::accepted, Summary::deadLetters, Summary::units, Summary::shipped)
        .containsExactly(1L, 1L, 2L, 1L);
    assertThat(summary.latencyP99Ms()).isEqualTo(1_500);
    assertThat(summary.seconds()).isEqualTo(3.0);
    assertThat(summary.ordersPerMinute()).isEqualTo(20);
    assertThat(summary.rawPerMinute()).isEqualTo(40);
  }

  @Test
  void whatComesAgainIsAnotherRecordButNotAnotherOrder() {
    oneOrderShipped();
    seen.add(
        event("1", 6, OrderEvent.Type.REDELIVERED, OrderEvent.Status.SHIPPED, 3),
        NOON.plusSeconds(3));

    Summary summary = Summary.of(3, 3, seen, tables(6, OrderEvent.Status.SHIPPED));
    assertThat(summary.ordersPerMinute()).isEqualTo(20);
    assertThat(summary.rawPerMinute()).isEqualTo(60);
  }

  @Test
  void newsAreAnsweredOnceHoweverOftenTheOrderIsAskedFor() {
    oneOrderShipped();
    Instant at = NOON.plusSeconds(2);
    seen.add(event("2", 1, OrderEvent.Type.FETCH_REQUESTED, OrderEvent.Status.AWAITED, 5), at);
    seen.add(event("2", 2, OrderEvent.Type.FETCH_REQUESTED, OrderEvent.Status.AWAITED, 5), at);

    assertThat(Summary.of(3, 3, seen, tables(7, OrderEvent.Status.AWAITED)))
        .extracting(Summary::accepted, Summary::askedFor, Summary::countsAddUp)
        .containsExactly(1L, 1L, true);

    seen.add(event("2", 3, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 6), at);
    seen.add(event("2", 4, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 6), at);
    seen.add(event("2", 5, OrderEvent.Type.RECEIVED, OrderEvent.Status.PASSED, 5), at);
    seen.add(event("2", 6, OrderEvent.Type.CANCELLED, OrderEvent.Status.CANCELLED, 5), at);
    assertThat(Summary.of(4, 4, seen, tables(11, OrderEvent.Status.CANCELLED)))
        .extracting(Summary::accepted, Summary::askedFor, Summary::countsAddUp)
        .as("the news were applied to the order that came")
        .containsExactly(3L, 0L, true);
  }

  @Test
  void whatWasPlayedToWarmUpCountsButIsNotMeasured() {
    oneOrderShipped();
    seen.measureFrom(NOON.plusSeconds(100));
    Instant sent = NOON.plusSeconds(110);
    add("2", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, sent);
    add("2", 2, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, sent);
    add("2", 3, OrderEvent.Type.ALLOCATED, OrderEvent.Status.ALLOCATED, sent);
    // The first order is sourced anew: its delay is none of the measured ones.
    add("1", 6, OrderEvent.Type.ALLOCATED, OrderEvent.Status.ALLOCATED, NOON);

    Summary summary = Summary.of(3, 3, seen, tables(9, OrderEvent.Status.ALLOCATED));
    assertThat(summary.accepted()).isEqualTo(2);
    assertThat(summary.warmUp()).isEqualTo(2);
    assertThat(summary.seconds()).isEqualTo(2.0);
    assertThat(summary.ordersPerMinute()).isEqualTo(30);
    assertThat(summary.rawPerMinute()).isEqualTo(30);
    assertThat(summary.latencyP99Ms()).isEqualTo(2_000);
  }

  private void add(
      String order,
      long sequence,
      OrderEvent.Type type,
      OrderEvent.Status status,
      Instant receivedAt) {
    seen.add(event(order, sequence, type, status, 7, null, receivedAt), NOON.plusSeconds(112));
  }

  @Test
  void aRawRecordWithoutAnAnswerIsMissing() {
    oneOrderShipped();

    assertThat(Summary.missing(2, 3, seen, tables(5, OrderEvent.Status.SHIPPED)))
        .containsExactly("2 of 3 raw records are accounted for");
    assertThat(Summary.of(2, 3, seen, tables(5, OrderEvent.Status.SHIPPED)).countsAddUp())
        .isFalse();
  }

  @Test
  void aRunThatSentNothingProvesNothing() {
    Tables empty = new Tables(Map.of(), 0, 0, Map.of(), Map.of(), Map.of(), 0);

    assertThat(Summary.missing(0, 0, seen, empty)).containsExactly("no order was sent");
    assertThat(Summary.of(0, 0, seen, empty).sound()).isFalse();
  }

  @Test
  void aRecordThatWasSentButIsNotInTheTopicIsMissing() {
    oneOrderShipped();

    assertThat(Summary.missing(3, 2, seen, tables(5, OrderEvent.Status.SHIPPED)))
        .containsExactly("3 raw records were sent, 2 arrived");
  }

  @Test
  void anOversoldCellMakesTheRunUnsound() {
    oneOrderShipped();
    seen.add(delivery("d2", "east", 9));
    seen.add(new StockLevel("pool-1", "TEE", 3, 9, -6, NOON, false, null, null, 0));

    Summary summary = Summary.of(2, 2, seen, tables(5, OrderEvent.Status.SHIPPED, 3, 9, 0));
    assertThat(summary)
        .extracting(Summary::countsAddUp, Summary::levelsAgree, Summary::tablesAgree)
        .containsOnly(true);
    assertThat(summary.oversoldCells()).isEqualTo(1);
    assertThat(summary.sound()).isFalse();
  }

  @Test
  void tablesThatLagAreMissing() {
    oneOrderShipped();

    assertThat(Summary.missing(2, 2, seen, tables(4, OrderEvent.Status.ALLOCATED)))
        .hasSize(2)
        .anySatisfy(one -> assertThat(one).contains("4 rows for 5 events"));
    assertThat(Summary.of(2, 2, seen, tables(4, OrderEvent.Status.ALLOCATED)).tablesAgree())
        .isFalse();
  }

  @Test
  void stockThatIsNotWhereTheWarehousesHaveItIsNoticed() {
    oneOrderShipped();

    assertThat(Summary.missing(2, 2, seen, tables(5, OrderEvent.Status.SHIPPED, 4, 0, 0)))
        .containsExactly("the stock is not what the warehouses' words add up to");
    assertThat(Summary.missing(2, 2, seen, tables(5, OrderEvent.Status.SHIPPED, 3, 0, 2)))
        .containsExactly("the stock and its ledger differ by 2 units");
  }

  @Test
  void aPublishedLevelThatIsWrongIsNoticed() {
    oneOrderShipped();
    seen.add(new StockLevel("pool-1", "TEE", 9, 0, 9, NOON, false, null, null, 0));

    assertThat(Summary.of(2, 2, seen, tables(5, OrderEvent.Status.SHIPPED)).levelsAgree())
        .isFalse();
  }

  private void oneOrderShipped() {
    seen.add(receipt("r1", "east", 5));
    seen.add(
        event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 1), NOON.plusSeconds(1));
    seen.add(
        event("1", 2, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 1), NOON.plusSeconds(1));
    seen.add(
        event("1", 3, OrderEvent.Type.ALLOCATED, OrderEvent.Status.ALLOCATED, 1),
        NOON.plus(Duration.ofMillis(1500)));
    seen.add(delivery("d1", "east", 2));
    seen.add(answer("m1", WmsEvent.Type.ACCEPTED, "east", "d1"));
    seen.add(
        event("1", 4, OrderEvent.Type.DELIVERY_ACCEPTED, OrderEvent.Status.ALLOCATED, 8),
        NOON.plusSeconds(2));
    seen.add(answer("m2", WmsEvent.Type.SHIPPED, "east", "d1"));
    seen.add(
        event("1", 5, OrderEvent.Type.SHIPPED, OrderEvent.Status.SHIPPED, 9), NOON.plusSeconds(4));
    seen.add(new StockLevel("pool-1", "TEE", 3, 0, 3, NOON, false, null, null, 0));
    seen.add(deadLetter("penstock.orders.raw"), NOON.plusSeconds(3));
    seen.add(deadLetter("penstock.wms.events"), NOON.plusSeconds(9));
  }

  private static Tables tables(long history, OrderEvent.Status status) {
    return tables(history, status, 3, 0, 0);
  }

  private static Tables tables(
      long history, OrderEvent.Status status, long onHand, long locked, long residue) {
    return new Tables(
        Map.of(status, 1L),
        history,
        1,
        Map.of("CNY", 1_000L),
        Map.of("pool-1/TEE", onHand),
        locked == 0 ? Map.of() : Map.of("pool-1/TEE", locked),
        residue);
  }

  private static DeadLetter deadLetter(String topic) {
    return new DeadLetter(
        new Cause(topic, 0, 7), NOON, null, null, null, null, "BROKEN_JSON", "not JSON", 1, "", "");
  }
}
