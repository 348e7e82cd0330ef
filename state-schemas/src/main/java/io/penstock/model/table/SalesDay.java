package io.penstock.model.table;

/**
 * The sales of one shop, day and currency: a row of {@code sales_daily}, or a change to one.
 *
 * @param day ISO 8601, in the shop's own zone
 * @param grossMinor minor units of {@code currency}, cancelled orders included
 * @param cancelledOrders of {@code orders}, those cancelled since
 * @param version how many changes are summed up, 1 for a single change: of two rows of a day the
 *     one with more of them is the later, also when everything is computed anew
 */
public record SalesDay(
    String marketplace,
    String shop,
    String day,
    String currency,
    long orders,
    long units,
    long grossMinor,
    long cancelledOrders,
    long cancelledUnits,
    long cancelledMinor,
    long version) {

  /** Unique for a shop, day and currency: only the shop's name may contain a slash. */
  public String key() {
    return marketplace + "/" + shop + "/" + day + "/" + currency;
  }

  /** Throws on overflow and on another shop, day or currency: bugs upstream, never data. */
  public SalesDay plus(SalesDay change) {
    if (!key().equals(change.key())) {
      throw new IllegalArgumentException("cannot add " + change.key() + " to " + key());
    }
    return new SalesDay(
        marketplace,
        shop,
        day,
        currency,
        orders + change.orders,
        units + change.units,
        Math.addExact(grossMinor, change.grossMinor),
        cancelledOrders + change.cancelledOrders,
        cancelledUnits + change.cancelledUnits,
        Math.addExact(cancelledMinor, change.cancelledMinor),
        version + change.version);
  }
}
