package io.penstock.stock.goods;

import io.penstock.Versions;
import io.penstock.model.Bundle;
import io.penstock.model.OrderLine;
import io.penstock.model.Reference;
import io.penstock.state.ExplodedLine;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Publications;
import io.penstock.state.StockState;
import io.penstock.stock.books.RowStore;
import io.penstock.stock.books.Rows;
import io.penstock.stock.books.StockRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what is sold as a bundle. It is done once for each line of an order and then stays:
 * neither another version of the order nor of the bundle changes it.
 */
public final class Bundles {

  private final Instant now;
  private final Rows<Publications> published;

  /**
   * @param now the end of the wave
   */
  Bundles(Instant now, RowStore<Publications> published) {
    this.now = now;
    this.published = new Rows<>(published);
  }

  /** The articles of all versions that are known of it. */
  public Set<String> articles(String sku) throws Exception {
    Publications known = published.get(sku);
    Set<String> articles = new TreeSet<>();
    for (Reference version : known == null ? List.<Reference>of() : known.versions()) {
      if (version.bundle() != null) {
        version.bundle().components().forEach(part -> articles.add(part.sku()));
      }
    }
    return articles;
  }

  /** What is sold under that name at that time; absent where that is no bundle. */
  public @Nullable Bundle at(String sku, Instant time) throws Exception {
    Publications known = published.get(sku);
    Reference effective = known == null ? null : Versions.effective(known.versions(), time);
    return effective == null ? null : effective.bundle();
  }

  public void publish(String sku, Reference reference) throws Exception {
    Publications known = published.get(sku);
    Instant horizon = now.minus(StockState.OLD_VERSIONS_KEPT);
    List<Reference> versions =
        Versions.merge(known == null ? List.of() : known.versions(), reference, horizon);
    if (versions.stream().allMatch(one -> one.deleted() && one.effectiveFrom().isBefore(horizon))) {
      published.remove(sku);
    } else {
      published.put(sku, new Publications(versions));
    }
  }

  /**
   * The order with its bundles taken apart as they were when it was paid.
   *
   * @param before the order as it was, where it is known; a line that was an article then stays one
   *     unless nobody knows such an article
   */
  public OrderLock takeApart(@Nullable OrderLock before, OrderLock order, StockRows rows)
      throws Exception {
    List<ExplodedLine> lines = new ArrayList<>();
    for (OrderLine line : order.order().order().lines()) {
      ExplodedLine exploded = order.goods().exploded(line.lineId(), line.sku());
      if (exploded == null && mayBeBundle(before, order, line, rows)) {
        exploded = takeApart(line, order.paidAt());
      }
      if (exploded != null) {
        lines.add(exploded);
      }
    }
    for (ExplodedLine earlier : order.goods().bundles()) {
      if (!lines.contains(earlier) && isInAParcel(earlier, order)) {
        lines.add(earlier);
      }
    }
    return lines.equals(order.goods().bundles())
        ? order
        : order.with(order.goods().withBundles(List.copyOf(lines)));
  }

  void flush() throws Exception {
    published.flush();
  }

  private static boolean mayBeBundle(
      @Nullable OrderLock before, OrderLock order, OrderLine line, StockRows rows)
      throws Exception {
    if (order.units(line.lineId(), line.sku(), Parcel.Status::isOnItsWay) > 0) {
      return false;
    }
    boolean wasArticle =
        before != null
            && before.order().order().lines().stream()
                .anyMatch(
                    one ->
                        one.lineId().equals(line.lineId())
                            && Objects.equals(one.sku(), line.sku()));
    return !wasArticle || !rows.stock(line.sku()).announced();
  }

  private @Nullable ExplodedLine takeApart(OrderLine line, Instant paidAt) throws Exception {
    Bundle bundle = at(line.sku(), paidAt);
    return bundle == null
        ? null
        : new ExplodedLine(line.lineId(), line.sku(), bundle.version(), bundle.components());
  }

  private static boolean isInAParcel(ExplodedLine line, OrderLock order) {
    return line.components().stream()
        .anyMatch(part -> order.units(line.lineId(), part.sku(), Parcel.Status::isOnItsWay) > 0);
  }
}
