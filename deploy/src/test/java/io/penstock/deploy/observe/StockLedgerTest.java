package io.penstock.deploy.observe;

import static io.penstock.deploy.observe.Events.answer;
import static io.penstock.deploy.observe.Events.delivery;
import static io.penstock.deploy.observe.Events.receipt;
import static io.penstock.deploy.observe.Events.wms;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.observe.StockLedger.Cell;
import io.penstock.model.WmsEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StockLedgerTest {

  private static final Cell EAST = new Cell("pool-1", "TEE", "east");

  private final StockLedger ledger = new StockLedger();

  @Test
  void theLastUnitPromisedTwiceIsOversold() {
    ledger.add(receipt("r1", "east", 5));
    ledger.add(delivery("d1", "east", 3));
    ledger.add(delivery("d2", "east", 2));
    assertThat(ledger.oversold()).isEmpty();

    ledger.add(delivery("d3", "east", 1));

    assertThat(ledger.oversold()).containsExactly(Map.entry(EAST, 1L));
  }

  @Test
  void goodsOfAnotherWarehouseDoNotMakeUpForIt() {
    ledger.add(receipt("r1", "west", 100));
    ledger.add(delivery("d1", "east", 1));

    assertThat(ledger.oversold()).containsOnlyKeys(EAST);
  }

  @Test
  void aRepeatedReceiptBringsNothing() {
    ledger.add(receipt("r1", "east", 1));
    ledger.add(receipt("r1", "east", 1));
    ledger.add(delivery("d1", "east", 2));

    assertThat(ledger.oversold()).containsEntry(EAST, 1L);
  }

  @Test
  void whatAWarehouseGivesBackCanBePromisedAgain() {
    ledger.add(receipt("r1", "east", 2));
    ledger.add(delivery("d1", "east", 2));
    ledger.add(answer("m1", WmsEvent.Type.REJECTED, "east", "d1"));
    ledger.add(delivery("d2", "east", 2));

    assertThat(ledger.oversold()).isEmpty();
    assertThat(ledger.locked()).containsEntry("pool-1/TEE", 2L);
    assertThat(ledger.openDeliveries()).isEqualTo(1);
  }

  @Test
  void whatLeftCannotBePromisedAgain() {
    ledger.add(receipt("r1", "east", 2));
    ledger.add(delivery("d1", "east", 2));
    ledger.add(answer("m1", WmsEvent.Type.SHIPPED, "east", "d1"));
    ledger.add(delivery("d2", "east", 1));

    assertThat(ledger.oversold()).containsEntry(EAST, 1L);
    assertThat(ledger.onHand()).containsEntry("pool-1/TEE", 0L);
  }

  @Test
  void aShipmentToldBeforeItsDeliveryIsReadCountsTheSame() {
    ledger.add(wms("m1", WmsEvent.Type.SHIPPED, "east", "d1", 2));
    ledger.add(delivery("d1", "east", 2));
    ledger.add(receipt("r1", "east", 2));

    assertThat(ledger.oversold()).isEmpty();
    assertThat(ledger.openDeliveries()).isZero();
    assertThat(ledger.shipped()).isEqualTo(1);
  }

  @Test
  void goodsLeaveOnceHoweverOftenItIsTold() {
    ledger.add(receipt("r1", "east", 2));
    ledger.add(delivery("d1", "east", 2));
    ledger.add(wms("m1", WmsEvent.Type.SHIPPED, "east", "d1", 2));
    ledger.add(wms("m2", WmsEvent.Type.SHIPPED, "east", "d1", 2));

    assertThat(ledger.onHand()).containsEntry("pool-1/TEE", 0L);
  }

  @Test
  void partsThatLeaveOrAreMissingAreTheirDeliverysNoMore() {
    ledger.add(receipt("r1", "east", 9));
    ledger.add(delivery("d1", "east", 5));
    ledger.add(wms("m1", WmsEvent.Type.PARTLY_SHIPPED, "east", "d1", 2));
    ledger.add(wms("m2", WmsEvent.Type.SHORT_PICK, "east", "d1", 1));
    assertThat(ledger.onHand()).containsEntry("pool-1/TEE", 6L);
    assertThat(ledger.locked()).containsEntry("pool-1/TEE", 2L);
    assertThat(ledger.openDeliveries()).isEqualTo(1);

    ledger.add(wms("m3", WmsEvent.Type.SHIPPED, "east", "d1", 1));
    assertThat(ledger.onHand()).as("the last unit is short").containsEntry("pool-1/TEE", 4L);
    assertThat(ledger.locked()).isEmpty();
    assertThat(ledger.openDeliveries()).isZero();
  }

  @Test
  void aDeliveryOrderedTwiceIsNoticed() {
    ledger.add(delivery("d1", "east", 1));
    ledger.add(delivery("d1", "east", 1));

    assertThat(ledger.repeatedDeliveries()).isEqualTo(1);
  }
}
