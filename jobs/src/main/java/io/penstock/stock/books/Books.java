package io.penstock.stock.books;

import io.penstock.model.Reference;
import io.penstock.state.ArticleVersion;
import io.penstock.state.Cell;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import io.penstock.state.Transport;
import io.penstock.stock.books.Messages.Trigger;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Every change of a cell, and which SKUs can serve somebody because of it. */
public final class Books {

  private final StockRows rows;
  private final Map<String, Trigger> supplied = new LinkedHashMap<>();

  private final Set<String> announced = new HashSet<>();

  public Books(StockRows rows) {
    this.rows = rows;
  }

  public void receive(String sku, String warehouse, long units, Trigger trigger) throws Exception {
    change(sku, rows.cell(sku, warehouse).receive(units), trigger);
  }

  public void lose(String sku, String warehouse, long units, Trigger trigger) throws Exception {
    change(sku, rows.cell(sku, warehouse).lose(units), trigger);
  }

  /**
   * An article was published, or taken away.
   *
   * @param now the end of the wave
   */
  public void announce(String sku, Reference published, Instant now, Trigger trigger)
      throws Exception {
    SkuStock row = rows.stock(sku);
    row = published.deleted() ? row.withdraw() : row.announce();
    rows.keep(
        sku,
        published.deleted() && published.effectiveFrom().equals(Instant.EPOCH)
            ? row.unpublish()
            : row.publish(new ArticleVersion(published.effectiveFrom(), needs(published)), now));
    announced.add(sku);
    supplied.put(sku, trigger);
  }

  private static Transport needs(Reference published) {
    Reference.Sku article = published.sku();
    return article == null
        ? Transport.ORDINARY
        : Transport.of(article.storageClass(), article.carriers());
  }

  /** A bundle of that name was published: who waits for an article of that name may want it. */
  public void offer(String sku, Trigger trigger) {
    announced.add(sku);
    supplied.put(sku, trigger);
  }

  public void lock(Parcel parcel) throws Exception {
    for (Parcel.Line line : parcel.lines()) {
      rows.keep(line.sku(), rows.cell(line.sku(), parcel.warehouse()).lock(line.quantity()));
    }
  }

  public void release(Parcel parcel, Trigger trigger) throws Exception {
    for (Parcel.Line line : parcel.lines()) {
      Cell cell = rows.cell(line.sku(), parcel.warehouse());
      change(line.sku(), cell.release(line.quantity()), trigger);
    }
  }

  public void ship(Parcel parcel) throws Exception {
    for (Parcel.Line line : parcel.lines()) {
      rows.keep(line.sku(), rows.cell(line.sku(), parcel.warehouse()).ship(line.quantity()));
    }
  }

  private void change(String sku, Cell cell, Trigger trigger) throws Exception {
    boolean more = cell.available() > rows.cell(sku, cell.warehouse()).available();
    rows.keep(sku, cell);
    if (more) {
      supplied.put(sku, trigger);
    }
  }

  /** SKUs of which more can be promised than before, with what brought it. */
  public Map<String, Trigger> supplied() {
    return supplied;
  }

  /** Whether the catalogue spoke of the SKU: who waits for it may wait for another reason now. */
  public boolean wasAnnounced(String sku) {
    return announced.contains(sku);
  }
}
