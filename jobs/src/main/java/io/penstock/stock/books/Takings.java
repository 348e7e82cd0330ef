package io.penstock.stock.books;

import io.penstock.model.Order;
import io.penstock.state.Fence;
import io.penstock.state.Fences;
import io.penstock.state.Offering;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import io.penstock.state.Taken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what channels have taken of articles that have fences. What was counted is kept with the
 * parcel, so it is given back to the fence that it was taken of, and to no later one.
 */
final class Takings {

  private final StockRows rows;
  private final Instant now;

  /**
   * @param now the end of the latest wave
   */
  Takings(StockRows rows, Instant now) {
    this.rows = rows;
    this.now = now;
  }

  /** Goods are locked for a parcel of the order. */
  void take(Order order, Parcel parcel) throws Exception {
    List<Taken.Units> taken = new ArrayList<>(0);
    for (Parcel.Line line : parcel.lines()) {
      Fence fence = count(order, line);
      if (fence != null) {
        taken.add(new Taken.Units(line.lineId(), line.sku(), fence.number(), line.quantity()));
      }
    }
    if (!taken.isEmpty()) {
      List<Taken.Units> all = new ArrayList<>(rows.taken(parcel.whole()).units());
      all.addAll(taken);
      rows.keepTaken(parcel.whole(), new Taken(List.copyOf(all)));
    }
  }

  /**
   * Goods left that were locked for nobody any more.
   *
   * @return the articles of which less is set aside now, so that other channels may take more
   */
  Set<String> leave(Order order, Parcel parcel) throws Exception {
    Set<String> freed = new LinkedHashSet<>(0);
    for (Parcel.Line line : parcel.lines()) {
      Fence fence = count(order, line);
      if (fence != null && fence.rest() > 0) {
        freed.add(line.sku());
      }
    }
    return freed;
  }

  /** Gives the fence as it was before; absent where the article has none for the order. */
  private @Nullable Fence count(Order order, Parcel.Line line) throws Exception {
    SkuStock row = rows.stock(line.sku());
    Fences fences = row.offering().fences();
    Fence fence =
        fences.all().isEmpty()
            ? null
            : Fences.of(fences.holding(now), order.marketplace() + "/" + order.shop());
    if (fence != null) {
      keep(line.sku(), row, fences.taking(fence.number(), line.quantity()));
    }
    return fence;
  }

  /**
   * Goods of a parcel are locked no longer.
   *
   * @param left whether they have left: then they stay counted
   * @return the articles of which a channel may take more now
   */
  Set<String> end(Parcel parcel, boolean left) throws Exception {
    Set<String> freed = new LinkedHashSet<>(0);
    if (wasNeverFenced(parcel)) {
      return freed;
    }
    List<Taken.Units> rest = new ArrayList<>();
    List<Parcel.Line> ended = new ArrayList<>(parcel.lines());
    for (Taken.Units units : rows.taken(parcel.whole()).units()) {
      Parcel.Line line = null;
      for (Parcel.Line one : ended) {
        if (one.lineId().equals(units.lineId()) && one.sku().equals(units.sku())) {
          line = one;
        }
      }
      int fewer = line == null ? 0 : Math.min(line.quantity(), units.quantity());
      ended.remove(line);
      if (fewer < units.quantity()) {
        rest.add(
            new Taken.Units(units.lineId(), units.sku(), units.fence(), units.quantity() - fewer));
      }
      SkuStock row = rows.stock(units.sku());
      Fences fences = row.offering().fences();
      if (fewer > 0 && !left && fences.has(units.fence())) {
        keep(units.sku(), row, fences.taking(units.fence(), -fewer));
        freed.add(units.sku());
      }
    }
    rows.keepTaken(parcel.whole(), new Taken(List.copyOf(rest)));
    return freed;
  }

  /** Of most articles nothing was ever set aside: then nothing is looked up. */
  private boolean wasNeverFenced(Parcel parcel) throws Exception {
    for (Parcel.Line line : parcel.lines()) {
      if (rows.stock(line.sku()).offering().fences().last() > 0) {
        return false;
      }
    }
    return true;
  }

  private void keep(String sku, SkuStock row, Fences fences) {
    Offering offering = row.offering();
    rows.keep(sku, row.with(offering.with(fences)));
  }
}
