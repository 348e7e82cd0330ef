package io.penstock.stock.books;

import io.penstock.model.Bundle;
import io.penstock.model.OrderLine;
import io.penstock.state.ExplodedLine;
import io.penstock.state.GivenGift;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an order asks of the stock. */
public final class Demand {

  /** The articles that are wanted, gifts after all others, whatever was done for them. */
  static List<Parcel.Line> of(OrderLock lock) {
    List<Parcel.Line> demand = ordered(lock);
    for (GivenGift gift : lock.goods().gifts()) {
      if (!gift.withdrawn()) {
        demand.add(new Parcel.Line(gift.lineId(), gift.rule().sku(), gift.quantity()));
      }
    }
    return demand;
  }

  /** The articles of the order's own lines, whatever was done for them. */
  static List<Parcel.Line> ordered(OrderLock lock) {
    List<OrderLine> lines = lock.order().order().lines();
    List<Parcel.Line> demand = new ArrayList<>(lines.size());
    for (OrderLine line : lines) {
      if (!line.wantsGoods()) {
        continue;
      }
      ExplodedLine exploded = lock.goods().exploded(line.lineId(), line.sku());
      if (exploded == null) {
        demand.add(new Parcel.Line(line.lineId(), line.sku(), line.quantity()));
        continue;
      }
      for (Bundle.Component part : exploded.components()) {
        long units = (long) line.quantity() * part.quantity();
        int most = (int) Math.min(Integer.MAX_VALUE, units);
        demand.add(new Parcel.Line(line.lineId(), part.sku(), most));
      }
    }
    return demand;
  }

  /**
   * What is wanted beyond the parcels that are on their way: an order never competes with itself.
   * Goods of another SKU do not serve a line that was changed.
   */
  public static List<Parcel.Line> open(OrderLock lock) {
    return open(lock, of(lock));
  }

  /** The same of the order's own lines, without gifts. */
  public static List<Parcel.Line> openOrdered(OrderLock lock) {
    return open(lock, ordered(lock));
  }

  private static List<Parcel.Line> open(OrderLock lock, List<Parcel.Line> wanted) {
    Map<String, Integer> covered = new HashMap<>();
    for (Parcel parcel : lock.parcels()) {
      if (parcel.status().isOnItsWay()) {
        for (Parcel.Line line : parcel.lines()) {
          covered.merge(goods(line), line.quantity(), Integer::sum);
        }
      }
    }
    List<Parcel.Line> open = new ArrayList<>();
    for (Parcel.Line line : wanted) {
      int missing = line.quantity() - covered.getOrDefault(goods(line), 0);
      if (missing > 0) {
        open.add(new Parcel.Line(line.lineId(), line.sku(), missing));
      }
    }
    return open;
  }

  /** Whether all of these goods are wanted beyond the parcels that are on their way. */
  public static boolean isOpen(OrderLock lock, List<Parcel.Line> lines) {
    Map<String, Integer> open = new HashMap<>();
    open(lock).forEach(line -> open.merge(goods(line), line.quantity(), Integer::sum));
    return lines.stream()
        .allMatch(line -> open.merge(goods(line), -line.quantity(), Integer::sum) >= 0);
  }

  /** Whether all that is wanted has left. */
  public static boolean hasLeft(OrderLock lock) {
    return lock.wanted()
        && lock.hasShippedParcel()
        && !lock.hasOpenParcel()
        && open(lock).isEmpty();
  }

  private static String goods(Parcel.Line line) {
    return line.lineId() + '\n' + line.sku();
  }

  /** Whether parcels that were made for one version are right for the other too, but for gifts. */
  public static boolean isSame(OrderLock one, OrderLock other) {
    return isSameGoods(one, other)
        && one.order().order().consignee().isSamePlaceAs(other.order().order().consignee());
  }

  /** The same, wherever they are to go. */
  public static boolean isSameGoods(OrderLock one, OrderLock other) {
    return ordered(one).equals(ordered(other));
  }

  /** Whether all that is wanted of that line of the marketplace has left. */
  static boolean hasLeft(OrderLock lock, String lineId) {
    for (Parcel.Line line : ordered(lock)) {
      if (line.lineId().equals(lineId)
          && lock.units(lineId, line.sku(), Parcel.Status.SHIPPED::equals) < line.quantity()) {
        return false;
      }
    }
    return true;
  }

  /** Something that is or is not so of that many units of an article. */
  public interface SkuTest {
    boolean holds(String sku, long units) throws Exception;
  }

  /** The articles, each with all its units, of which it is so. */
  public static List<String> skusWhere(List<Parcel.Line> demand, SkuTest test) throws Exception {
    Map<String, Long> bySku = new LinkedHashMap<>();
    for (Parcel.Line line : demand) {
      bySku.merge(line.sku(), (long) line.quantity(), Long::sum);
    }
    List<String> skus = new ArrayList<>();
    for (Map.Entry<String, Long> sku : bySku.entrySet()) {
      if (test.holds(sku.getKey(), sku.getValue())) {
        skus.add(sku.getKey());
      }
    }
    return skus;
  }

  private Demand() {}
}
