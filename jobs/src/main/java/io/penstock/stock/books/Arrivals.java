package io.penstock.stock.books;

import io.penstock.model.Inbound;
import io.penstock.model.Quality;
import io.penstock.model.Reference;
import io.penstock.state.ExpectedGoods;
import io.penstock.state.SkuStock;
import io.penstock.stock.books.Messages.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What is to come of the articles, and what of it has come. None of it can be locked. */
public final class Arrivals {

  private final StockRows rows;
  private final Beginnings beginnings;
  private final Instant now;
  private final Map<String, Trigger> changed = new TreeMap<>();

  /**
   * @param now the end of the latest wave
   */
  public Arrivals(StockRows rows, Beginnings beginnings, Instant now) {
    this.rows = rows;
    this.beginnings = beginnings;
    this.now = now;
  }

  /**
   * What a purchase order brings was published, or is not said any more.
   *
   * @param name {@code sku#purchaseOrder}
   */
  public void publish(String name, Reference published, Trigger trigger) throws Exception {
    int at = name.lastIndexOf(Inbound.OF);
    if (at < 0) {
      return; // Nothing is published under such a name.
    }
    String sku = name.substring(0, at);
    keep(sku, expected(sku).publish(name.substring(at + 1), published, now));
    beginnings.at(published.effectiveFrom(), sku);
    if (published.inbound() != null) {
      beginnings.at(published.inbound().expectedAt(), sku);
    }
    changed.put(sku, trigger);
  }

  /** Goods of a purchase order came, good or not. */
  public void receive(String sku, String purchaseOrder, Quality quality, int units, Trigger trigger)
      throws Exception {
    keep(sku, expected(sku).receive(purchaseOrder, units, now));
    if (quality != Quality.GOOD) {
      // Fewer are to come, and no more are there.
      changed.put(sku, trigger);
    }
  }

  private ExpectedGoods expected(String sku) throws Exception {
    return rows.stock(sku).offering().expected();
  }

  private void keep(String sku, ExpectedGoods expected) throws Exception {
    SkuStock row = rows.stock(sku);
    rows.keep(sku, row.with(row.offering().with(expected)));
  }

  /** The articles of which others are expected than before, with what told of it. */
  public Map<String, Trigger> changed() {
    return changed;
  }
}
