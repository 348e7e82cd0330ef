package io.penstock.insight;

import io.penstock.model.StockEntry;
import io.penstock.model.StockMovement.Entry;
import io.penstock.model.table.StockRow;
import io.penstock.state.SkuLedger;
import io.penstock.state.SkuLedger.Balance;

/**
 * Adds up the ledger of an article and compares the sum with what the pool says it has: two books
 * of the same goods, of which only one is kept by whoever locks them.
 */
final class StockBalance {

  /** Whether the entry was in the books before. */
  static boolean isRepeated(SkuLedger before, Entry entry) {
    return entry.sequence() <= before.sequence();
  }

  /** How many entries between the last one and this never came. */
  static long missing(SkuLedger before, Entry entry) {
    return entry.sequence() - before.sequence() - 1;
  }

  /** The books after an entry that is not repeated. */
  static SkuLedger after(SkuLedger before, StockEntry said) {
    Entry entry = said.entry();
    Balance known = before.balance(entry.warehouse(), entry.quality());
    // Of a ledger whose beginning is gone only what follows can be checked.
    boolean begun = known != null || before.sequence() > 0 || entry.sequence() == 1;
    long units = begun ? (known == null ? 0 : known.units()) + entry.units() : entry.balance();
    long locked =
        begun ? (known == null ? 0 : known.locked()) + entry.locked() : entry.lockedBalance();
    long residue = Math.abs(units - entry.balance()) + Math.abs(locked - entry.lockedBalance());
    StockRow row =
        new StockRow(
            said.pool(),
            entry.sku(),
            entry.warehouse(),
            entry.quality(),
            entry.balance(),
            entry.lockedBalance(),
            residue,
            said.at(),
            entry.sequence());
    return before.after(entry.sequence(), new Balance(units, locked, row, true));
  }

  /** By how many units the books differ, over all warehouses. */
  static long residue(SkuLedger ledger) {
    return ledger.balances().stream().mapToLong(balance -> balance.row().residue()).sum();
  }

  private StockBalance() {}
}
