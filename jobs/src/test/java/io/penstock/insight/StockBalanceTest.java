package io.penstock.insight;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Quality;
import io.penstock.model.StockEntry;
import io.penstock.model.StockMovement.Entry;
import io.penstock.state.SkuLedger;
import io.penstock.state.SkuLedger.Balance;
import org.junit.jupiter.api.Test;

class StockBalanceTest {

  private SkuLedger ledger = SkuLedger.NONE;

  @Test
  void entriesAreAddedUpByWarehouseAndClass() {
    booked(1, "north", Quality.GOOD, 5, 2, 5, 2);
    booked(2, "north", Quality.DAMAGED, 1, 0, 1, 0);
    booked(3, "south", Quality.GOOD, 7, 0, 7, 0);
    booked(4, "north", Quality.GOOD, -2, -2, 3, 0);

    assertThat(ledger.balances())
        .extracting(
            one -> one.row().warehouse() + " " + one.row().quality() + " " + one.row().onHand())
        .containsExactlyInAnyOrder("north GOOD 3", "north DAMAGED 1", "south GOOD 7");
    assertThat(StockBalance.residue(ledger)).isZero();
  }

  @Test
  void goodsThatNoEntryTellsOfAreAResidue() {
    booked(1, "north", Quality.GOOD, 5, 0, 5, 0);
    booked(2, "north", Quality.GOOD, 1, 0, 7, 0);

    assertThat(StockBalance.residue(ledger)).isEqualTo(1);
  }

  @Test
  void aLockThatNoEntryReleasesIsAResidue() {
    booked(1, "north", Quality.GOOD, 5, 2, 5, 2);
    booked(2, "north", Quality.GOOD, 0, 1, 5, 1);

    assertThat(StockBalance.residue(ledger)).isEqualTo(2);
  }

  @Test
  void aResidueStaysUntilItIsMadeGood() {
    booked(1, "north", Quality.GOOD, 5, 0, 6, 0);
    booked(2, "north", Quality.GOOD, 1, 0, 7, 0);
    assertThat(StockBalance.residue(ledger)).isEqualTo(1);

    booked(3, "north", Quality.GOOD, 2, 0, 8, 0);
    assertThat(StockBalance.residue(ledger)).isZero();
  }

  @Test
  void whatIsTooMuchInOnePlaceDoesNotMakeUpForWhatIsTooLittleInAnother() {
    booked(1, "north", Quality.GOOD, 5, 0, 4, 0);
    booked(2, "south", Quality.GOOD, 5, 0, 6, 0);

    assertThat(StockBalance.residue(ledger)).isEqualTo(2);
  }

  @Test
  void repetitionsAndGapsAreSeen() {
    booked(1, "north", Quality.GOOD, 5, 0, 5, 0);

    assertThat(StockBalance.isRepeated(ledger, entry(1, "north", Quality.GOOD, 5, 0, 5, 0)))
        .isTrue();
    assertThat(StockBalance.isRepeated(ledger, entry(2, "north", Quality.GOOD, 5, 0, 5, 0)))
        .isFalse();
    assertThat(StockBalance.missing(ledger, entry(2, "north", Quality.GOOD, 0, 0, 5, 0))).isZero();
    assertThat(StockBalance.missing(ledger, entry(5, "north", Quality.GOOD, 0, 0, 5, 0)))
        .isEqualTo(3);
  }

  @Test
  void aLedgerWhoseBeginningIsGoneIsTakenOverAsItStands() {
    booked(8, "north", Quality.GOOD, 1, 0, 5, 2);
    booked(9, "north", Quality.GOOD, 0, 1, 5, 3);

    assertThat(StockBalance.residue(ledger)).isZero();
    assertThat(ledger.balance("north", Quality.GOOD)).extracting(Balance::units).isEqualTo(5L);
  }

  private void booked(long sequence, String warehouse, Quality quality, long... numbers) {
    ledger =
        StockBalance.after(
            ledger, new StockEntry("acme", NOON, entry(sequence, warehouse, quality, numbers)));
  }

  private static Entry entry(long sequence, String warehouse, Quality quality, long... numbers) {
    return new Entry(
        "TEE", sequence, warehouse, quality, numbers[0], numbers[1], numbers[2], numbers[3]);
  }
}
