package io.penstock.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.penstock.model.Reference.Scope;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order is given free of charge, and when. It is given once per order at most; one that is
 * given together, once to the orders that travel together.
 *
 * @param gift its name, which is also how orders and counts know it over all its versions
 * @param version the business's own count of changes; decisions quote it
 * @param sku an article of the pool
 * @param quantity units that each order gets, positive
 * @param condition what the order must hold, or the orders together; absent: whatever they hold
 * @param scope whose orders; absent: all of the pool's
 * @param oncePerBuyer whether a buyer gets it with one order only; one whom the marketplace gives
 *     no name gets none
 * @param cap how many orders get it in all; 0: all that fulfil the condition
 * @param together whether it is judged by what the orders that travel together hold, when they
 *     leave; one of them has it
 * @param until the first instant at which a payment is too late for it
 */
public record Gift(
    String pool,
    String gift,
    int version,
    String sku,
    int quantity,
    @Nullable Condition condition,
    @Nullable Scope scope,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean oncePerBuyer,
    @JsonSetter(nulls = Nulls.AS_EMPTY) int cap,
    Instant until,
    Shortage ifShort,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean together)
    implements Serializable {

  /** What becomes of an order whose goods are there, but not this gift. */
  public enum Shortage {
    /** It goes without. */
    DROP,
    /** It waits for the gift; where it is given together, nobody waits. */
    HOLD
  }

  /**
   * What an order must hold, of the lines that are neither closed nor refunded. All that is given
   * counts.
   *
   * @param currency of the amounts; present where one of them is
   * @param fromMinor the least that the goods cost together, without freight, in minor units
   * @param belowMinor what they cost less than; 0: no bound
   * @param minUnits the fewest units of all lines together
   * @param anyOf SKUs as orders name them; empty: any
   * @param anyOfUnits the fewest units of those SKUs together; 0: one, where there are SKUs
   */
  public record Condition(
      @Nullable String currency,
      @JsonSetter(nulls = Nulls.AS_EMPTY) long fromMinor,
      @JsonSetter(nulls = Nulls.AS_EMPTY) long belowMinor,
      @JsonSetter(nulls = Nulls.AS_EMPTY) int minUnits,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> anyOf,
      @JsonSetter(nulls = Nulls.AS_EMPTY) int anyOfUnits)
      implements Serializable {}
}
