package io.penstock.deploy.load;

import io.penstock.model.Reference.Shop;
import java.time.Instant;
import java.util.List;

/**
 * One order of the day, before it is written in its marketplace's way.
 *
 * @param index 0, 1, 2, ... in the order of creation
 * @param number unique over days and seeds, with room below the next one for the ids of its lines
 * @param freight in minor units
 * @param overcharge what the total is wrong by; zero for almost all
 * @param buyerMessage empty for none
 * @param steps what is sent about it, and when
 */
record PlannedOrder(
    long index,
    Shop shop,
    long number,
    Instant createdAt,
    Person person,
    List<Item> items,
    long freight,
    long overcharge,
    String buyerMessage,
    List<Step> steps) {

  /** Ids of different orders are so far apart: no order has more lines. */
  static final int NUMBER_STEP = 32;

  /**
   * An order line.
   *
   * @param article its place in the pool's catalogue, or {@link #NOT_OURS}
   */
  record Item(
      int article,
      String sku,
      String title,
      int quantity,
      long price,
      long discount,
      long taxPercent) {

    static final int NOT_OURS = -1;

    long gross() {
      return price * quantity;
    }

    /** What the buyer owes for it, without tax. */
    long amount() {
      return gross() - discount;
    }

    long tax() {
      return amount() * taxPercent / 100;
    }
  }

  /** Who buys, and receives. Any text may be empty. */
  record Person(
      String buyer,
      String token,
      String name,
      String phone,
      String region,
      String city,
      String district,
      String street,
      String postcode) {}

  /**
   * A message about the order.
   *
   * @param slot when it is due
   */
  record Step(long slot, Version version, Damage damage) {}

  /** What is wrong with a message as such. */
  enum Damage {
    NONE,
    CUT_SHORT,
    WITHOUT_ID,
    UNKNOWN_MARKETPLACE
  }

  Market market() {
    return Market.of(shop);
  }

  long lineNumber(int line) {
    return number + 1 + line;
  }

  long gross() {
    return items.stream().mapToLong(Item::gross).sum();
  }

  long discount() {
    return items.stream().mapToLong(Item::discount).sum();
  }

  long tax() {
    return items.stream().mapToLong(Item::tax).sum();
  }

  long total() {
    return gross() - discount() + tax() + freight + overcharge;
  }
}
