package io.penstock.stock;

import static io.penstock.model.WmsEvent.Type.ADJUSTMENT;
import static io.penstock.model.WmsEvent.Type.RECEIPT;
import static io.penstock.model.WmsEvent.Type.RECLASSIFIED;
import static io.penstock.model.WmsEvent.Type.RETURNED;
import static io.penstock.model.WmsEvent.Type.SHIPPED;
import static io.penstock.model.WmsEvent.Type.SNAPSHOT;
import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.inCount;
import static io.penstock.stock.StockSamples.ofGoods;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.StockMovement;
import io.penstock.model.StockMovement.Entry;
import io.penstock.model.WmsEvent;
import io.penstock.state.Cell;
import io.penstock.state.SkuStock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every change of the stock is an entry in the ledger, and counts are as of their position. */
class StockLedgerTest {

  private final PoolInMemory pool;
  private int at;

  StockLedgerTest() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  @Test
  void aParcelIsLockedAndShippedAsOneMovementEach() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 5), pool.receipt("east", "CAP", 5));
    pool.wave(Wish.of("1", "TEE*2", "CAP*1").allocate());
    pool.wave(pool.answer(SHIPPED, "east", "1#1.1"));

    assertThat(ledger())
        .containsExactly(
            "RECEIVED TEE/1 east GOOD +5/+0 = 5/0",
            "RECEIVED CAP/1 east GOOD +5/+0 = 5/0",
            "LOCKED TEE/2 east GOOD +0/+2 = 5/2, CAP/2 east GOOD +0/+1 = 5/1",
            "SHIPPED TEE/3 east GOOD -2/-2 = 3/0, CAP/3 east GOOD -1/-1 = 4/0");
    assertThat(pool.movements.get(2).deliveryId()).isEqualTo(SHOP + "1#1.1");
    assertThat(pool.movements.get(2).cause()).isEqualTo(pool.said.get(0).cause());
  }

  @Test
  void whatIsGivenBackIsReleasedOnce() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).cancel());
    pool.wave(pool.answer(WmsEvent.Type.CANCELLED, "east", "1#1.1"));
    pool.wave(pool.answer(WmsEvent.Type.CANCELLED, "east", "1#1.1"));

    assertThat(ledger())
        .endsWith("LOCKED TEE/2 east GOOD +0/+2 = 5/2", "RELEASED TEE/3 east GOOD +0/-2 = 5/0");
  }

  @Test
  void goodsThatLeftAfterTheirReleaseAreShippedAllTheSame() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(pool.answer(WmsEvent.Type.REJECTED, "east", "1#1.1"));
    pool.wave(pool.answer(SHIPPED, "east", "1#1.1"));

    assertThat(ledger()).endsWith("SHIPPED TEE/4 east GOOD -2/+0 = 3/0");
  }

  @Test
  void whatIsNotGoodIsPromisedToNobody() throws Exception {
    send(RECEIPT, "TEE*3 DAMAGED", "TEE*1");
    send(RETURNED, "TEE*2");
    pool.wave(Wish.of("1", "TEE*2").allocate());

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 0, 0, 3, 2, 0));
    assertThat(pool.queue("TEE")).containsExactly("1");

    send(RECLASSIFIED, "TEE*2 QUARANTINE>GOOD");

    assertThat(pool.queue("TEE")).isEmpty();
    assertThat(ledger())
        .containsSequence(
            "RETURNED TEE/3 east QUARANTINE +2/+0 = 2/0",
            "RECLASSIFIED TEE/4 east QUARANTINE -2/+0 = 0/0, TEE/5 east GOOD +2/+0 = 3/0",
            "LOCKED TEE/6 east GOOD +0/+2 = 3/2");
  }

  @Test
  void aClassThatHasFewerThanAreTakenOutIsOwedThem() throws Exception {
    send(RECLASSIFIED, "TEE*2 QUARANTINE>GOOD");
    assertThat(pool.cell("TEE", "east").quarantine()).isEqualTo(-2);

    send(RETURNED, "TEE*2");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 0, 0));
  }

  @Test
  void aSnapshotSaysAllClassesOfTheArticlesThatItNames() throws Exception {
    send(RECEIPT, "TEE*5", "TEE*2 DAMAGED", "CAP*4");
    send(SNAPSHOT, "TEE*6", "TEE*1 QUARANTINE");

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 6, 0, 0, 0, 1, 0));
    assertThat(pool.cell("CAP", "east").onHand()).isEqualTo(4);
    assertThat(ledger())
        .endsWith(
            "COUNTED TEE/3 east GOOD +1/+0 = 6/0, TEE/4 east DAMAGED -2/+0 = 0/0,"
                + " TEE/5 east QUARANTINE +1/+0 = 1/0");
  }

  @Test
  void aSnapshotOfWhatIsKnownChangesNothing() throws Exception {
    send(RECEIPT, "TEE*5");
    send(SNAPSHOT, "TEE*5");

    assertThat(ledger()).hasSize(1);
  }

  @Test
  void whatLeftAfterTheCountIsTakenFromIt() throws Exception {
    send(RECEIPT, "TEE*5");
    pool.wave(Wish.of("1", "TEE*2").allocate());
    long counted = at;
    pool.wave(inCount(pool.answer(SHIPPED, "east", "1#1.1"), (long) ++at, null));
    sendAsOf(counted, "TEE*5");

    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(3);
    assertThat(ledger()).noneMatch(entry -> entry.startsWith("COUNTED"));
  }

  @Test
  void whatTheCountHadInItIsNotTakenTwiceWhenItsMessageIsLate() throws Exception {
    send(RECEIPT, "TEE*5");
    pool.wave(Wish.of("1", "TEE*2").allocate());
    long left = ++at;
    sendAsOf(left, "TEE*3");
    assertThat(pool.cell("TEE", "east").available()).isEqualTo(1);
    pool.wave(inCount(pool.answer(SHIPPED, "east", "1#1.1"), left, null));

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 3, 0, 0, 0, 0, left));
    assertThat(ledger())
        .endsWith(
            "COUNTED TEE/3 east GOOD -2/+0 = 3/2",
            "SHIPPED TEE/4 east GOOD -2/-2 = 1/0",
            "COUNTED TEE/5 east GOOD +2/+0 = 3/0");
  }

  @Test
  void aReceiptThatTheCountHadInItIsNotAddedOnceMore() throws Exception {
    sendAsOf(9, "TEE*4");
    at = 8;
    send(RECEIPT, "TEE*4");
    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(4);

    at = 10;
    send(ADJUSTMENT, "TEE*-1");
    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(3);
  }

  @Test
  void anOlderCountThatComesLateIsPassedOver() throws Exception {
    send(RECEIPT, "TEE*5");
    sendAsOf(5, "TEE*7");
    sendAsOf(4, "TEE*5");

    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(7);
  }

  @Test
  void aCountOfOneWarehouseKnowsNothingOfAnother() throws Exception {
    pool.wave(ofGoods(RECEIPT, "north", after(1), 7, null, "TEE*2"));
    send(RECEIPT, "TEE*5");
    sendAsOf(1, "TEE*5");
    pool.wave(ofGoods(SNAPSHOT, "north", after(2), 8, 6L, "TEE*0"));

    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(5);
    assertThat(pool.cell("TEE", "north").onHand()).isEqualTo(2);
  }

  @Test
  void aCountOfWhatIsStillToComeIsRefused() throws Exception {
    send(RECEIPT, "TEE*5");
    pool.wave(ofGoods(SNAPSHOT, "east", after(9), 7, 7L, "TEE*1"));

    assertThat(pool.refused).containsExactly("AS_OF_AHEAD");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 5, 0, 0));
  }

  @Test
  void aCountWithoutAPositionBeginsAnew() throws Exception {
    sendAsOf(900, "TEE*5");
    send(SNAPSHOT, "TEE*6");
    send(RECEIPT, "TEE*1");

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 7, 0, 0));
  }

  @Test
  void aCountOfLongAgoIsRefused() throws Exception {
    at = 99_999;
    send(RECEIPT, "TEE*5");
    sendAsOf(0, "TEE*9");
    assertThat(pool.refused).isEmpty();

    at = 200_000;
    send(RECEIPT, "TEE*5");
    sendAsOf(100_000, "TEE*1");

    assertThat(pool.refused).containsExactly("AS_OF_TOO_OLD");
    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(19);
  }

  @Test
  void whatWasThereBeforeTheLedgerOpensIt() throws Exception {
    List<Cell> cells = List.of(new Cell("east", 5, 2, 0), new Cell("north", 1, 1, 2));
    pool.stock.put("TEE", new SkuStock(true, cells, List.of(), 0));
    send(RECEIPT, "TEE*1");
    send(RECEIPT, "TEE*1");

    assertThat(ledger())
        .containsExactly(
            "OPENING TEE/1 east GOOD +5/+2 = 5/2, TEE/2 north GOOD -1/+1 = -1/1",
            "RECEIVED TEE/3 east GOOD +1/+0 = 6/2",
            "RECEIVED TEE/4 east GOOD +1/+0 = 7/2");
  }

  private void send(WmsEvent.Type type, String... goods) throws Exception {
    pool.wave(ofGoods(type, "east", after(at), ++at, null, goods));
  }

  private void sendAsOf(long asOf, String... goods) throws Exception {
    pool.wave(ofGoods(SNAPSHOT, "east", after(at), 1_000_000 + at++, asOf, goods));
  }

  private List<String> ledger() {
    return pool.movements.stream().map(StockLedgerTest::text).toList();
  }

  private static String text(StockMovement movement) {
    List<String> entries = movement.entries().stream().map(StockLedgerTest::text).toList();
    return movement.type() + " " + String.join(", ", entries);
  }

  private static String text(Entry entry) {
    return "%s/%d %s %s %+d/%+d = %d/%d"
        .formatted(
            entry.sku(),
            entry.sequence(),
            entry.warehouse(),
            entry.quality(),
            entry.units(),
            entry.locked(),
            entry.balance(),
            entry.lockedBalance());
  }
}
