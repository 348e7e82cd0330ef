package io.penstock.stock.books;

import io.penstock.model.Order;
import io.penstock.model.Reason;
import io.penstock.state.Expected;
import io.penstock.state.Fence;
import io.penstock.state.Fences;
import io.penstock.state.Lack;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of what is there may be promised to whom. What a pool keeps back, and what is set aside
 * for channels, is reckoned over all its warehouses, beside what those have that are asked.
 */
public final class Availability {

  /** No more than the safety stock is left. */
  public static final String SAFETY_STOCK = "SAFETY_STOCK";

  /** What is left is set aside for other channels. */
  public static final String RING_FENCED = "RING_FENCED";

  /** The channel has taken what it may. */
  public static final String CHANNEL_QUOTA = "CHANNEL_QUOTA";

  private final StockRows rows;
  private final Instant now;

  /**
   * @param now the end of the latest wave
   */
  public Availability(StockRows rows, Instant now) {
    this.rows = rows;
    this.now = now;
  }

  /**
   * What keeps goods from an order although they are there.
   *
   * @param skus the articles of which that is so
   * @param reason why it is so of the first of them
   */
  public record Limit(List<String> skus, Reason reason) {}

  /** What keeps all that is wanted from being locked; absent where nothing does. */
  public @Nullable Limit limit(Order order, List<Parcel.Line> demand) throws Exception {
    List<Reason> reasons = new ArrayList<>(0);
    List<String> skus =
        Demand.skusWhere(
            demand,
            (sku, units) -> {
              Reason reason = limit(order, sku, units);
              return reason != null && reasons.add(reason);
            });
    return skus.isEmpty() ? null : new Limit(skus, reasons.get(0));
  }

  /** Why so many units may not be locked for it although they are there; absent where they may. */
  public @Nullable Reason limit(Order order, String sku, long units) throws Exception {
    if (units <= most(order, sku)) {
      return null;
    }
    SkuStock row = rows.stock(sku);
    int kept = row.article(now).safetyStock();
    List<Fence> fences = row.offering().fences().holding(now);
    Fence own = Fences.of(fences, order.marketplace() + "/" + order.shop());
    if (own != null && units > own.left()) {
      String detail = " may take " + own.left() + " more of its " + own.atMost();
      return Reason.of(CHANNEL_QUOTA, sku + ": " + own.channel() + detail);
    }
    long free = row.available() - kept;
    if (units > free) {
      String detail = ": of " + row.available() + " units " + kept + " are kept back";
      return Reason.of(SAFETY_STOCK, sku + detail);
    }
    long others = restOfOthers(fences, own);
    String detail = ": of " + free + " units " + others + " are set aside for other channels";
    return Reason.of(RING_FENCED, sku + detail);
  }

  /** Units of it that may be locked for an order, if they are there. */
  public long most(Order order, String sku) throws Exception {
    SkuStock row = rows.stock(sku);
    int kept = row.article(now).safetyStock();
    List<Fence> fences = row.offering().fences().holding(now);
    if (kept == 0 && fences.isEmpty()) {
      return Long.MAX_VALUE;
    }
    Fence own = Fences.of(fences, order.marketplace() + "/" + order.shop());
    long free = row.available() - kept - restOfOthers(fences, own);
    return Math.max(0, own == null ? free : Math.min(free, own.left()));
  }

  /**
   * When there is enough of an article for an order, of what can be promised and what is to come.
   *
   * @param wanted what it wants of it
   * @param all units that those want who have theirs before it, and it itself
   * @return {@link Lack.Units#THERE} where nothing has to come; absent where nobody knows
   */
  public @Nullable Instant expected(Order order, Lack.Units wanted, long all) throws Exception {
    SkuStock row = rows.stock(wanted.sku());
    List<Fence> fences = row.offering().fences().holding(now);
    Fence own = Fences.of(fences, order.marketplace() + "/" + order.shop());
    if (own != null && wanted.units() > own.left()) {
      return null; // It waits for its quota.
    }
    long kept = row.article(now).safetyStock() + restOfOthers(fences, own);
    long missing = all - (row.available() - kept);
    Instant when = Lack.Units.THERE;
    Iterator<Expected> toCome = row.offering().expected().toCome(now).iterator();
    while (missing > 0 && toCome.hasNext()) {
      Expected next = toCome.next();
      missing -= next.left(now);
      when = next.expectedAt();
    }
    return missing > 0 ? null : when;
  }

  /** Whether nobody may have a unit of it, of whatever channel. */
  public boolean isNoneLeft(String sku) throws Exception {
    SkuStock row = rows.stock(sku);
    long free = row.available() - row.article(now).safetyStock();
    List<Fence> fences = free <= 0 ? List.of() : row.offering().fences().holding(now);
    if (fences.isEmpty() || free > restOfOthers(fences, null)) {
      return free <= 0;
    }
    return fences.stream().noneMatch(one -> one.left() > 0 && free > restOfOthers(fences, one));
  }

  /**
   * What is set aside for others.
   *
   * @param own absent: all are others
   */
  static long restOfOthers(List<Fence> fences, @Nullable Fence own) {
    long rest = 0;
    for (Fence one : fences) {
      rest += one.equals(own) ? 0 : one.rest();
    }
    return rest;
  }

  /** Whether more of it is to come in time, and may be sold before. */
  public boolean isPresale(String sku) throws Exception {
    return rows.stock(sku).offering().expected().toCome(now).stream().anyMatch(Expected::presale);
  }

  /** What may be offered of an article. */
  public Offers offers(String sku) throws Exception {
    return new Offers(rows.stock(sku), now);
  }
}
