package io.penstock.stock.books;

import io.penstock.state.Lack;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.SkuStock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many units those who stand in the queue of an article want of it. What was counted is kept
 * with each order, so it is taken off again as it was, whatever became of the order meanwhile.
 */
final class Waiters {

  private final Rows<Lack> lacks;
  private final Rows<SkuStock> stock;

  Waiters(RowStore<Lack> lacks, Rows<SkuStock> stock) {
    this.lacks = new Rows<>(lacks);
    this.stock = stock;
  }

  /**
   * From now on the order wants this, as far as it stands in queues.
   *
   * @return whether that is something else than before, of which nothing is promised yet
   */
  boolean count(OrderLock order, List<Parcel.Line> demand) throws Exception {
    Map<String, Long> wanted = new TreeMap<>();
    for (Parcel.Line line : demand) {
      if (order.waitingFor().contains(line.sku())) {
        wanted.merge(line.sku(), (long) line.quantity(), Long::sum);
      }
    }
    List<Lack.Units> articles = new ArrayList<>(wanted.size());
    wanted.forEach((sku, units) -> articles.add(new Lack.Units(sku, units, null)));
    Lack now = new Lack(articles);
    String key = order.order().key();
    if (now.isOfSameUnits(lacks.get(key))) {
      return false;
    }
    forget(order);
    if (!articles.isEmpty()) {
      lacks.put(key, now);
      change(order, now, 1);
    }
    return true;
  }

  Lack lack(String orderKey) throws Exception {
    Lack counted = lacks.get(orderKey);
    return counted == null ? Lack.NONE : counted;
  }

  /** The same units, promised for other times. */
  void promise(String orderKey, Lack lack) {
    if (!lack.articles().isEmpty()) {
      lacks.put(orderKey, lack);
    }
  }

  /** The order stands in no queue any more. */
  void forget(OrderLock order) throws Exception {
    String key = order.order().key();
    Lack counted = lacks.get(key);
    if (counted != null) {
      lacks.remove(key);
      change(order, counted, -1);
    }
  }

  private void change(OrderLock order, Lack lack, int sign) throws Exception {
    String shop = order.order().order().marketplace() + "/" + order.order().order().shop();
    for (Lack.Units article : lack.articles()) {
      SkuStock known = stock.get(article.sku());
      SkuStock row = known == null ? SkuStock.NONE : known;
      stock.put(article.sku(), row.with(row.offering().wanting(shop, sign * article.units())));
    }
  }

  void flush() throws Exception {
    lacks.flush();
  }
}
