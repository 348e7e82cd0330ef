package io.penstock.state;

import io.penstock.model.Quality;

/**
 * One SKU in one warehouse of one pool.
 *
 * <p>Invariant: {@code 0 <= locked <= onHand}, and nothing is available while something is missing.
 * It is checked here, on every construction, so a restored savepoint that breaks it stops the job
 * instead of overselling.
 *
 * @param onHand good units in the warehouse, as far as locks rely on them
 * @param locked units that open deliveries will take
 * @param deficit units that a count found missing although they were locked; the next supply makes
 *     them good before anything can be promised again
 * @param damaged units that nobody is sold; below 0 while a warehouse has not told where they came
 *     from
 * @param quarantine units of which nobody has said what they are; below 0 as {@code damaged}
 * @param countedAsOf the position of the last message that a count of the cell has counted in; 0
 *     where none has a position
 */
public record Cell(
    String warehouse,
    long onHand,
    long locked,
    long deficit,
    long damaged,
    long quarantine,
    long countedAsOf) {

  public Cell {
    boolean inBounds = locked >= 0 && locked <= onHand && deficit >= 0;
    if (!inBounds || (deficit > 0 && locked < onHand)) {
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

  /** Good goods only. */
  public Cell(String warehouse, long onHand, long locked, long deficit) {
    this(warehouse, onHand, locked, deficit, 0, 0, 0);
  }

  public static Cell empty(String warehouse) {
    return new Cell(warehouse, 0, 0, 0);
  }

  public long available() {
    return onHand - locked;
  }

  /** How many there really are of that class, as far as we were told. */
  public long balance(Quality quality) {
    return switch (quality) {
      case GOOD -> onHand - deficit;
      case DAMAGED -> damaged;
      case QUARANTINE -> quarantine;
    };
  }

  /** More goods of that class, or fewer where {@code units} is below 0. */
  public Cell add(Quality quality, long units) {
    return switch (quality) {
      case GOOD -> units < 0 ? lose(-units) : receive(units);
      case DAMAGED ->
          new Cell(
              warehouse,
              onHand,
              locked,
              deficit,
              Math.addExact(damaged, units),
              quarantine,
              countedAsOf);
      case QUARANTINE ->
          new Cell(
              warehouse,
              onHand,
              locked,
              deficit,
              damaged,
              Math.addExact(quarantine, units),
              countedAsOf);
    };
  }

  /** Good goods came. A deficit is made good first. */
  public Cell receive(long units) {
    long repaid = Math.min(deficit, units);
    return good(Math.addExact(onHand, units - repaid), locked, deficit - repaid);
  }

  /** Goods are gone that nobody locked: what is locked stays, and what is missing is recorded. */
  public Cell lose(long units) {
    long taken = Math.min(units, available());
    return good(onHand - taken, locked, deficit + units - taken);
  }

  public Cell lock(long units) {
    return good(onHand, locked + units, deficit);
  }

  /** The same, although not all of it may be there: what is not is missing. */
  public Cell lockAnyway(long units) {
    long missing = Math.max(0, units - available());
    return good(onHand + missing, locked + units, deficit + missing);
  }

  public Cell release(long units) {
    long repaid = Math.min(deficit, units);
    return good(onHand - repaid, locked - units, deficit - repaid);
  }

  /**
   * Locked goods cannot be found. What a count found missing already is not missed twice: it was
   * them.
   */
  public Cell writeOff(long units) {
    return good(onHand - units, locked - units, Math.max(0, deficit - units));
  }

  public Cell ship(long units) {
    return good(onHand - units, locked - units, deficit);
  }

  /** The same, of which a count is known that has everything up to that message in it. */
  public Cell countedAsOf(long position) {
    return new Cell(warehouse, onHand, locked, deficit, damaged, quarantine, position);
  }

  private Cell good(long nowOnHand, long nowLocked, long nowDeficit) {
    return new Cell(warehouse, nowOnHand, nowLocked, nowDeficit, damaged, quarantine, countedAsOf);
  }
}
