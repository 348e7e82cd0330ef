package io.penstock.tracking;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.TestOrder;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.OrderEvent.Type;
import io.penstock.writeback.WriteBackOperator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TrackingFunctionTest {

  @Test
  void theEventsOfAnOrderAreNumberedWithoutGaps() throws Exception {
    try (var tracking = harness()) {
      tracking.open();
      send(tracking, event("1", Type.RECEIVED));
      send(tracking, event("2", Type.RECEIVED));
      send(tracking, event("1", Type.PASSED));
      send(tracking, event("1", Type.ALLOCATED));
      send(tracking, event("2", Type.HELD));

      assertThat(told(tracking))
          .containsExactly(
              "1 1 RECEIVED NEW",
              "2 1 RECEIVED NEW",
              "1 2 PASSED PASSED",
              "1 3 ALLOCATED ALLOCATED",
              "2 2 HELD HELD");
    }
  }

  @Test
  void theNumbersGoOnAfterARestart() throws Exception {
    OperatorSubtaskState saved;
    try (var tracking = harness()) {
      tracking.open();
      send(tracking, event("1", Type.RECEIVED));
      send(tracking, event("1", Type.PASSED));
      tracking.prepareSnapshotPreBarrier(1);
      saved = tracking.snapshot(1, 1);
    }
    try (var tracking = harness()) {
      tracking.initializeState(saved);
      tracking.open();
      send(tracking, event("1", Type.REDELIVERED));

      assertThat(told(tracking)).containsExactly("1 3 REDELIVERED PASSED");
    }
  }

  @Test
  void eachSubOrderOfAParcelThatLeftIsToldToItsMarketplace() throws Exception {
    try (var tracking = harness()) {
      tracking.open();
      send(tracking, parcel(Type.SHIPPED));

      assertThat(notices(tracking))
          .containsExactly(
              new MarketplaceCommand(
                  "taobao/shop-1/1#1.1/1",
                  MarketplaceCommand.Type.SHIP_NOTICE,
                  "taobao",
                  "shop-1",
                  "1",
                  "1",
                  2,
                  "SF",
                  "SF-1",
                  "north",
                  NOON),
              new MarketplaceCommand(
                  "taobao/shop-1/1#1.1/2",
                  MarketplaceCommand.Type.SHIP_NOTICE,
                  "taobao",
                  "shop-1",
                  "1",
                  "2",
                  1,
                  "SF",
                  "SF-1",
                  "north",
                  NOON));
    }
  }

  @Test
  void aBundleOfTwoParcelsIsToldOnceItIsCompleteAndAGiftNever() throws Exception {
    try (var tracking = harness()) {
      tracking.open();
      send(
          tracking,
          event("1", Type.PARTLY_SHIPPED)
              .ofDelivery(
                  "taobao/shop-1/1#1.1",
                  "north",
                  "SF",
                  "SF-1",
                  List.of(
                      new EventLine("1", "TEE-M", 3, 500, 1),
                      new EventLine("1", "CAP", 3, 500, 0),
                      new EventLine("2", "SOCK", 4, 100, 0),
                      new EventLine("gift/card", "CARD", 1, 0, 0))));
      assertThat(notices(tracking))
          .as("the first three need six tees, the second a part of another parcel")
          .extracting(MarketplaceCommand::lineId, MarketplaceCommand::quantity)
          .containsExactly(tuple("1", 1));
      send(
          tracking,
          event("1", Type.SHIPPED)
              .ofDelivery(
                  "taobao/shop-1/1#1.2",
                  "east",
                  "SF",
                  "SF-2",
                  List.of(
                      new EventLine("1", "TEE-M", 3, 500, 2),
                      new EventLine("2", "CAP", 2, 100, 2))));

      assertThat(notices(tracking))
          .extracting(
              MarketplaceCommand::commandId,
              MarketplaceCommand::quantity,
              MarketplaceCommand::trackingNumber)
          .containsExactly(
              tuple("taobao/shop-1/1#1.1/1", 1, "SF-1"),
              tuple("taobao/shop-1/1#1.2/1", 2, "SF-2"),
              tuple("taobao/shop-1/1#1.2/2", 2, "SF-2"));
    }
  }

  @Test
  void anOrderThatMustBeReadAnewIsAskedForByANameOfItsOwn() throws Exception {
    try (var tracking = harness()) {
      tracking.open();
      OrderEvent asked = event("1", Type.FETCH_REQUESTED);
      send(tracking, asked);
      send(tracking, event("1", Type.RECEIVED));
      send(tracking, asked.causedBy(asked.cause(), NOON.plusSeconds(600), null));

      String of = "taobao/shop-1/1@0-" + asked.cause().offset() + "/";
      long noon = NOON.toEpochMilli();
      assertThat(notices(tracking))
          .containsExactly(
              MarketplaceCommand.fetch(of + noon, "taobao", "shop-1", "1"),
              MarketplaceCommand.fetch(of + (noon + 600_000), "taobao", "shop-1", "1"));
    }
  }

  @Test
  void nothingIsToldBeforeTheGoodsLeftNorOfACancelledOrder() throws Exception {
    try (var tracking = harness()) {
      tracking.open();
      for (Type type :
          EnumSet.complementOf(
              EnumSet.of(Type.SHIPPED, Type.PARTLY_SHIPPED, Type.FETCH_REQUESTED))) {
        send(tracking, parcel(type));
      }
      assertThat(notices(tracking)).isEmpty();
      send(tracking, parcel(Type.PARTLY_SHIPPED));

      assertThat(notices(tracking)).hasSize(2);
    }
  }

  private static OrderEvent event(String orderId, Type type) {
    return TestOrder.of(orderId).event(type, Status.NEW, NOON);
  }

  private static OrderEvent parcel(Type type) {
    return event("1", type)
        .ofDelivery(
            "taobao/shop-1/1#1.1",
            "north",
            "SF",
            "SF-1",
            List.of(
                new EventLine("1", "TEE-M", 2, 0, null), new EventLine("2", "CAP", 1, 0, null)));
  }

  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderEvent> tracking,
      OrderEvent event)
      throws Exception {
    tracking.processElement(event, event.at().toEpochMilli());
  }

  private static List<String> told(
      KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderEvent> tracking) {
    return tracking.extractOutputValues().stream()
        .map(e -> e.orderId() + " " + e.sequence() + " " + e.type() + " " + e.status())
        .toList();
  }

  private static List<MarketplaceCommand> notices(
      KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderEvent> tracking) {
    List<MarketplaceCommand> notices = new ArrayList<>();
    var side = tracking.getSideOutput(TrackingFunction.COMMANDS);
    if (side != null) {
      side.forEach(record -> notices.add(record.getValue()));
    }
    return notices;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, OrderEvent, OrderEvent> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new WriteBackOperator<>(new TrackingFunction(Marketplaces.shipped())),
        OrderEvent::key,
        Types.STRING);
  }
}
