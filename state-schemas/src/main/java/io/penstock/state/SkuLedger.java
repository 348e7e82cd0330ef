package io.penstock.state;

import io.penstock.model.Quality;
import io.penstock.model.table.StockRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger of one article adds up to.
 *
 * @param sequence of the last entry
 * @param balances one per warehouse and class of goods that an entry spoke of
 */
public record SkuLedger(long sequence, List<Balance> balances) {

  public static final SkuLedger NONE = new SkuLedger(0, List.of());

  /**
   * Goods of one class in one warehouse.
   *
   * @param units the sum of the ledger
   * @param locked the sum of the ledger
   * @param row what the pool says, and by how much that differs
   * @param due whether the row was not handed on yet
   */
  public record Balance(long units, long locked, StockRow row, boolean due) {}

  public @Nullable Balance balance(String warehouse, Quality quality) {
    for (Balance balance : balances) {
      if (balance.row().quality() == quality && balance.row().warehouse().equals(warehouse)) {
        return balance;
      }
    }
    return null;
  }

  /** The same after an entry, which says that of its goods. */
  public SkuLedger after(long entry, Balance said) {
    List<Balance> next = new ArrayList<>(balances);
    next.remove(balance(said.row().warehouse(), said.row().quality()));
    next.add(said);
    return new SkuLedger(entry, next);
  }

  /** Whether a row waits to be handed on. */
  public boolean isDue() {
    return balances.stream().anyMatch(Balance::due);
  }

  /** The same, after its rows were handed on. */
  public SkuLedger handedOn() {
    return new SkuLedger(
        sequence,
        balances.stream()
            .map(one -> new Balance(one.units(), one.locked(), one.row(), false))
            .toList());
  }
}
