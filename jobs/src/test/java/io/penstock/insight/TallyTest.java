package io.penstock.insight;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.TestOrder;
import io.penstock.model.OrderEvent;
import io.penstock.model.table.FunnelMinute;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {

  private final TestOrder order = TestOrder.of("1");

  @Test
  void eventsOfAMinuteGoOnAsOneCountWhenTimeMoves() throws Exception {
    try (var tally = harness()) {
      tally.open();
      send(tally, order.received(NOON));
      send(tally, order.passed(NOON.plusSeconds(59)));
      send(tally, order.received(NOON.plusSeconds(60)));
      assertThat(tally.extractOutputValues()).isEmpty();

      tally.processWatermark(NOON.plusSeconds(61).toEpochMilli());
      assertThat(tally.extractOutputValues())
          .extracting(FunnelMinute::minute, FunnelMinute::received, FunnelMinute::passed)
          .containsExactly(tuple(NOON, 1L, 1L), tuple(NOON.plusSeconds(60), 1L, 0L));

      tally.processWatermark(NOON.plusSeconds(62).toEpochMilli());
      assertThat(tally.extractOutputValues()).as("nothing is counted twice").hasSize(2);
    }
  }

  @Test
  void whatIsCountedGoesOnAheadOfACheckpoint() throws Exception {
    try (var tally = harness()) {
      tally.open();
      send(tally, order.received(NOON));
      tally.prepareSnapshotPreBarrier(1);

      assertThat(tally.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void whatIsCountedGoesOnAtTheEndOfTheInput() throws Exception {
    try (var tally = harness()) {
      tally.open();
      send(tally, order.received(NOON));
      tally.getOneInputOperator().finish();

      assertThat(tally.extractOutputValues()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(OrderEvent.Type.class)
  void anEventCountsInTheColumnOfItsNameOrNowhere(OrderEvent.Type type) {
    FunnelMinute count =
        Funnel.count(
            order.event(type, OrderEvent.Status.HELD, Instant.parse("2026-03-14T12:34:56Z")));

    assertThat(count.minute()).isEqualTo(Instant.parse("2026-03-14T12:34:00Z"));
    long column =
        switch (type) {
          case RECEIVED -> count.received();
          case REDELIVERED -> count.redelivered();
          case STALE -> count.stale();
          case PASSED -> count.passed();
          case HELD -> count.held();
          case WAITING -> count.waiting();
          case REJECTED -> count.rejected();
          case ALLOCATED -> count.allocated();
          case BACKORDERED -> count.backordered();
          case SHIPPED -> count.shipped();
          case CANCELLED -> count.cancelled();
          case ALREADY_SHIPPED,
              CANCEL_REQUESTED,
              COMMAND_REFUSED,
              ADDRESS_EDITED,
              TOO_LATE_TO_HOLD,
              GIFTS_JUDGED,
              GIFT_WITHDRAWN,
              RESERVED,
              FETCH_REQUESTED,
              MERGED,
              DELIVERY_ACCEPTED,
              DELIVERY_REJECTED,
              DELIVERY_PICKED,
              DELIVERY_PACKED,
              DELIVERY_WEIGHED,
              SHORT_PICKED,
              TRANSFERRING,
              TRANSFER_ENDED,
              DELIVERY_EXCEPTION,
              PARTLY_SHIPPED,
              COMPLETED,
              SHIPPED_AFTER_CANCEL ->
              1 - count.version();
        };
    assertThat(column).isEqualTo(1);
    assertThat(count.version()).isBetween(0L, 1L);
  }

  private static void send(
      OneInputStreamOperatorTestHarness<FunnelMinute, FunnelMinute> tally, OrderEvent event)
      throws Exception {
    tally.processElement(Funnel.count(event), event.at().toEpochMilli());
  }

  private static OneInputStreamOperatorTestHarness<FunnelMinute, FunnelMinute> harness()
      throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new Tally<>(one -> List.of(one.marketplace(), one.minute()), FunnelMinute::plus));
  }
}
