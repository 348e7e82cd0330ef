package io.penstock.stock.books;

import io.penstock.model.Quality;
import io.penstock.state.Trail;

/**
 * What warehouses that number their messages told of their goods, as far back as a count may be.
 */
final class Positions {

  /** More messages than a warehouse sends while it counts. */
  private static final long MOST_REMEMBERED = 100_000;

  private final StockRows rows;

  Positions(StockRows rows) {
    this.rows = rows;
  }

  void add(long position, String warehouse, String sku, Quality quality, long units)
      throws Exception {
    String page = page(warehouse, Trail.page(position));
    rows.keep(page, rows.trail(page).and(new Trail.Step(position, sku, quality, units)));
    if (position > rows.position(warehouse)) {
      rows.keepPosition(warehouse, position);
    }
  }

  boolean isForgotten(String warehouse, long asOf) throws Exception {
    return rows.position(warehouse) - asOf > MOST_REMEMBERED;
  }

  /** By how many more there are of an article since that message. */
  long since(long asOf, String warehouse, String sku, Quality quality) throws Exception {
    long units = 0;
    long last = Trail.page(rows.position(warehouse));
    for (long page = Trail.page(asOf); page <= last; page++) {
      for (Trail.Step step : rows.trail(page(warehouse, page)).steps()) {
        if (step.position() > asOf && step.sku().equals(sku) && step.quality() == quality) {
          units += step.units();
        }
      }
    }
    return units;
  }

  private static String page(String warehouse, long page) {
    return warehouse + "/" + page;
  }
}
