package io.penstock.stock;

import io.penstock.audit.rules.StockClauses;
import io.penstock.audit.rules.StockView;
import io.penstock.model.Reason;
import io.penstock.model.StockCondition;
import io.penstock.state.Conditions;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.stock.books.Availability;
import io.penstock.stock.books.Demand;
import io.penstock.stock.sourcing.Candidates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules say against locking the goods that an order still needs, as the stock is at this
 * moment. An order that had goods for what it wants is asked no more.
 */
final class Objections {

  /** That of the first rule that has one, in their order; absent where none has. */
  static @Nullable Reason first(OrderLock lock, Candidates candidates, Availability availability)
      throws Exception {
    Conditions conditions = lock.conditions();
    List<StockCondition> open = conditions.open();
    List<Parcel.Line> missing = open.isEmpty() ? List.of() : Demand.openOrdered(lock);
    if (missing.isEmpty()) {
      return null;
    }
    StockView view = view(lock, missing, candidates, availability);
    for (StockCondition condition : open) {
      Reason objection = StockClauses.ask(condition, view);
      if (objection != null && !conditions.waived().contains(objection.code())) {
        return objection;
      }
    }
    return null;
  }

  private static StockView view(
      OrderLock lock, List<Parcel.Line> missing, Candidates candidates, Availability availability)
      throws Exception {
    Map<String, Long> wanted = new LinkedHashMap<>();
    for (Parcel.Line line : missing) {
      wanted.merge(line.sku(), (long) line.quantity(), Long::sum);
    }
    List<StockView.Article> articles = new ArrayList<>(wanted.size());
    for (Map.Entry<String, Long> article : wanted.entrySet()) {
      long may = availability.most(lock.order().order(), article.getKey());
      long atp = Math.min(candidates.available(article.getKey()), may);
      articles.add(new StockView.Article(article.getKey(), article.getValue(), atp));
    }
    return new StockView(articles, lock.order().order().units(), lock.priority());
  }

  private Objections() {}
}
