package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.merging;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import io.penstock.model.WmsEvent.Type;
import io.penstock.tracking.TrackingFunction;
import io.penstock.writeback.WriteBackOperator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger and the marketplaces are told of orders that travel together. */
class MergedLedgerTest {

  private PoolInMemory pool;
  private KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderEvent> tracking;

  @BeforeEach
  void threeOrdersOnTheirWayTogether() throws Exception {
    pool = new PoolInMemory("TEE").with(merging(5));
    pool.receive("east", "TEE", 10);
    pool.wave(ann("1").allocate());
    pool.wave(ann("2").allocate());
    pool.wave(ann("3").allocate());
    pool.quietUntil(NOON.plus(Duration.ofHours(1)));
    tracking =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new WriteBackOperator<>(new TrackingFunction(Marketplaces.shipped())),
            OrderEvent::key,
            Types.STRING);
    tracking.open();
  }

  @AfterEach
  void close() throws Exception {
    tracking.close();
  }

  @Test
  void everyOrderOfAMergedDeliveryHasItsOwnShipNotice() throws Exception {
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1+2"));
    track();

    assertThat(notices())
        .extracting(MarketplaceCommand::commandId)
        .containsExactly(SHOP + "1#1.1/1", SHOP + "2#1.1/1", SHOP + "3#1.1/1");
    assertThat(notices())
        .allSatisfy(
            notice -> {
              assertThat(notice.type()).isEqualTo(MarketplaceCommand.Type.SHIP_NOTICE);
              assertThat(notice.trackingNumber()).isEqualTo("SF-1");
              assertThat(notice.quantity()).isOne();
            });
    assertThat(notices()).extracting(MarketplaceCommand::orderId).containsExactly("1", "2", "3");
  }

  @Test
  void anOrderThatLeavesTheDeliveryDoesNotMoveTheOthersInTheLedger() throws Exception {
    pool.wave(ann("1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "2#2.1+1"));
    track();

    assertThat(standings("1")).containsExactly("ALLOCATED", "ALLOCATED", "CANCELLING", "CANCELLED");
    for (String other : List.of("2", "3")) {
      assertThat(standings(other))
          .as("allocated, merged, recalled, allocated, merged, shipped")
          .containsExactly(
              "ALLOCATED", "ALLOCATED", "ALLOCATED", "ALLOCATED", "ALLOCATED", "SHIPPED");
    }
    assertThat(notices())
        .extracting(MarketplaceCommand::commandId)
        .containsExactly(SHOP + "2#2.1/1", SHOP + "3#2.1/1");
  }

  @Test
  void whatCouldNotBeStoppedIsNoticedForTheOthersOnly() throws Exception {
    pool.wave(ann("2").version(2).cancel());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1+2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1+2"));
    track();

    assertThat(standings("2")).last().isEqualTo("CANCELLED");
    assertThat(standings("1")).last().isEqualTo("SHIPPED");
    assertThat(notices()).extracting(MarketplaceCommand::orderId).containsExactly("1", "3");
  }

  @Test
  void aGiftThatIsGivenTogetherMovesNoOrderAndIsToldToNoMarketplace() throws Exception {
    pool.receive("east", "CAP", 1);
    pool.wave(
        StockSamples.announced("CAP", StockSamples.after(0)),
        Promotion.of("cap", "CAP").minUnits(3).together().published(StockSamples.after(0)));
    pool.forget();
    for (String order : List.of("4", "5", "6")) {
      pool.wave(ann(order).allocate());
    }
    pool.quietUntil(NOON.plus(Duration.ofHours(2)));
    pool.wave(pool.answer(Type.SHIPPED, "east", "4#1.1+2"));
    track();

    assertThat(standings("4"))
        .as("allocated, merged, given, shipped")
        .containsExactly("ALLOCATED", "ALLOCATED", "ALLOCATED", "SHIPPED");
    assertThat(notices())
        .extracting(MarketplaceCommand::commandId)
        .containsExactly(SHOP + "4#1.1/1", SHOP + "5#1.1/1", SHOP + "6#1.1/1");
  }

  private void track() throws Exception {
    for (OrderEvent event : pool.said) {
      tracking.processElement(event, event.at().toEpochMilli());
    }
  }

  private List<String> standings(String orderId) {
    Map<String, List<String>> standings = new TreeMap<>();
    for (OrderEvent event : tracking.extractOutputValues()) {
      standings
          .computeIfAbsent(event.orderId(), id -> new ArrayList<>())
          .add(event.status().name());
    }
    return standings.getOrDefault(orderId, List.of());
  }

  private List<MarketplaceCommand> notices() {
    List<MarketplaceCommand> notices = new ArrayList<>();
    Queue<StreamRecord<MarketplaceCommand>> side =
        tracking.getSideOutput(TrackingFunction.COMMANDS);
    if (side != null) {
      side.forEach(record -> notices.add(record.getValue()));
    }
    return notices;
  }

  private static Wish ann(String orderId) {
    return Wish.of(orderId, "TEE*1").forToken("ann");
  }
}
