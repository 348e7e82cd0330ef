package io.penstock.stock.goods;

import io.penstock.model.Reference;
import io.penstock.state.GiftBook;
import io.penstock.state.GiftTakers;
import io.penstock.state.Publications;
import io.penstock.stock.books.RowStore;
import java.time.Instant;

/** What a pool sells as one and gives away, during one wave. */
public record Catalogue(Bundles bundles, GiftLedger gifts) {

  /**
   * What was published until then.
   *
   * @param now the end of the wave
   */
  public static Catalogue at(
      Instant now,
      RowStore<Publications> bundles,
      RowStore<GiftBook> gifts,
      RowStore<Integer> given,
      RowStore<GiftTakers> takers) {
    return new Catalogue(new Bundles(now, bundles), new GiftLedger(now, gifts, given, takers));
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
