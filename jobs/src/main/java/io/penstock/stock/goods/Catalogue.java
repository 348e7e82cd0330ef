package io.penstock.stock.goods;

import io.penstock.model.Reference;
import io.penstock.state.StockState;
import io.penstock.stock.books.Stores;
import java.time.Instant;

/** What a pool sells as one and gives away, during one wave. */
public record Catalogue(Bundles bundles, GiftLedger gifts) {

  /**
   * What was published until then.
   *
   * @param now the end of the wave
   */
  public static Catalogue at(Instant now, Stores stores) {
    return new Catalogue(
        new Bundles(now, stores.rows(StockState.BUNDLES)),
        new GiftLedger(
            now,
            stores.rows(StockState.GIFTS),
            stores.rows(StockState.GIVEN),
            stores.rows(StockState.TAKERS)));
  }

  /** What follows the pool in the record's id. */
  public static String name(Reference reference) {
    return reference.id().substring(reference.id().indexOf('/') + 1);
  }

  public void flush() throws Exception {
    bundles.flush();
    gifts.flush();
  }
}
