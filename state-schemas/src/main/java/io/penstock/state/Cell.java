package io.penstock.state;

/**
 * One SKU in one warehouse of one pool.
 *
 * <p>Invariant: {@code 0 <= locked <= onHand}. It is checked here, on every construction, so a
 * restored savepoint that breaks it stops the job instead of overselling.
 *
 * @param onHand good units in the warehouse, as far as locks rely on them
 * @param locked units that open deliveries will take
 * @param deficit units that a count found missing although they were locked; the next supply makes
 *     them good before anything can be promised again
 */
public record Cell(String warehouse, long onHand, long locked, long deficit) {

  public Cell {
    if (locked < 0 || locked > onHand || deficit < 0) {
      throw new IllegalStateException(
          "broken cell in "
              + warehouse
              + ": on hand "
              + onHand
              + ", locked "
              + locked
              + ", deficit "
              + deficit);
    }
  }

  public static Cell empty(String warehouse) {
    return new Cell(warehouse, 0, 0, 0);
  }

  public long available() {
    return onHand - locked;
  }

  /** Goods came. A deficit is made good first. */
  public Cell receive(long units) {
    long repaid = Math.min(deficit, units);
    return new Cell(warehouse, Math.addExact(onHand, units - repaid), locked, deficit - repaid);
  }

  /** Goods are gone that nobody locked: what is locked stays, and what is missing is recorded. */
  public Cell lose(long units) {
    long taken = Math.min(units, available());
    return new Cell(warehouse, onHand - taken, locked, deficit + units - taken);
  }

  public Cell lock(long units) {
    return new Cell(warehouse, onHand, locked + units, deficit);
  }

  public Cell release(long units) {
    long repaid = Math.min(deficit, units);
    return new Cell(warehouse, onHand - repaid, locked - units, deficit - repaid);
  }

  public Cell ship(long units) {
    return new Cell(warehouse, onHand - units, locked - units, deficit);
  }
}
