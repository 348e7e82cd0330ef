package io.penstock.model.table;

import io.penstock.model.ShopException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many orders a shop had in an hour, as they reached us and as the marketplace counts them: a
 * row of {@code shop_hours}, and a change of one.
 *
 * @param hour its beginning; an order counts in the hour in which it was created
 * @param orders accepted ones in this currency, cancelled ones included
 * @param amountMinor what their buyers pay, as their newest versions say
 * @param expectedOrders what the marketplace counts; absent while it has not told
 * @param expectedMinor what the marketplace adds up
 * @param compareAt from when on the two must agree, in event time
 * @param turns how often a gap opened or closed: one is open after an odd number
 * @param version how many changes the row sums up
 */
public record ShopHour(
    String marketplace,
    String shop,
    Instant hour,
    String currency,
    long orders,
    long amountMinor,
    @Nullable Long expectedOrders,
    @Nullable Long expectedMinor,
    @Nullable Instant compareAt,
    int turns,
    long version) {

  /** A change that came with a version of an order. */
  public static ShopHour change(
      String marketplace,
      String shop,
      Instant hour,
      String currency,
      long orders,
      long amountMinor) {
    return new ShopHour(
        marketplace, shop, hour, currency, orders, amountMinor, null, null, null, 0, 1);
  }

  /** Unique for a shop, an hour and a currency. */
  public String key() {
    return key(marketplace, shop, hour, currency);
  }

  public static String key(String marketplace, String shop, Instant hour, String currency) {
    return String.join("/", marketplace, shop, hour.toString(), currency);
  }

  /** The same hour after a change of it. */
  public ShopHour plus(ShopHour change) {
    if (!key().equals(change.key())) {
      throw new IllegalArgumentException("cannot add " + change.key() + " to " + key());
    }
    return new ShopHour(
        marketplace,
        shop,
        hour,
        currency,
        orders + change.orders,
        amountMinor + change.amountMinor,
        expectedOrders,
        expectedMinor,
        compareAt,
        turns,
        version + change.version);
  }

  /** The same hour after the marketplace told its total, or took it back. */
  public ShopHour expecting(@Nullable Long wantedOrders, @Nullable Long wantedMinor, Instant from) {
    return new ShopHour(
        marketplace,
        shop,
        hour,
        currency,
        orders,
        amountMinor,
        wantedOrders,
        wantedMinor,
        from,
        turns,
        version + 1);
  }

  /** Whether the two were told and differ. */
  public boolean differs() {
    return expectedOrders != null
        && expectedMinor != null
        && (expectedOrders != orders || expectedMinor != amountMinor);
  }

  /** Whether the two were compared and differ. */
  public boolean gap() {
    return turns % 2 == 1;
  }

  /** The same hour after a gap opened, or closed. */
  public ShopHour turned() {
    return new ShopHour(
        marketplace,
        shop,
        hour,
        currency,
        orders,
        amountMinor,
        expectedOrders,
        expectedMinor,
        compareAt,
        turns + 1,
        version + 1);
  }

  /** That a gap has opened, or closed. */
  public ShopException asException(Instant at) {
    return new ShopException(
        key() + "#" + turns,
        gap() ? ShopException.Type.CONTROL_TOTAL_GAP : ShopException.Type.CONTROL_TOTAL_MET,
        marketplace,
        shop,
        hour,
        currency,
        expectedOrders == null ? 0 : expectedOrders,
        orders,
        expectedMinor == null ? 0 : expectedMinor,
        amountMinor,
        at);
  }
}
