package io.penstock.audit.rules;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a rule's {@code stockExpression} may know: what an order asks for and what is left of it, in
 * the moment in which goods are to be locked for it.
 */
public final class StockView extends View<StockView> {

  /** Facts go with the event: of an order of hundreds of lines they name the first. */
  private static final int MOST_SHOWN = 10;

  static final Names<StockView> NAMES = new Names<>();

  static {
    NAMES.add(
        "lines",
        ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN)),
        "one for each article it still needs, bundles taken apart: sku, quantity, and atp, what"
            + " is available where it is shipped from",
        StockView::lines,
        StockView::shownLines);
    NAMES.number("order.units", "units of all lines, as it was ordered", view -> view.units);
    NAMES.number("order.priority", "its rank when stock is scarce", view -> view.priority);
  }

  private final List<Article> articles;
  private final long units;
  private final long priority;

  /**
   * An article that the order still needs.
   *
   * @param quantity units in all its lines
   * @param atp units available to it
   */
  public record Article(String sku, long quantity, long atp) {}

  /**
   * @param units of all lines, as it was ordered
   */
  public StockView(List<Article> articles, long units, long priority) {
    super(NAMES);
    this.articles = articles;
    this.units = units;
    this.priority = priority;
  }

  @Override
  StockView self() {
    return this;
  }

  private List<Map<String, Object>> lines() {
    List<Map<String, Object>> lines = new ArrayList<>(articles.size());
    for (Article article : articles) {
      lines.add(Map.of("sku", article.sku(), "quantity", article.quantity(), "atp", article.atp()));
    }
    return lines;
  }

  private String shownLines() {
    String shown =
        articles.stream()
            .limit(MOST_SHOWN)
            .map(one -> one.sku() + " " + one.quantity() + " of " + one.atp())
            .collect(Collectors.joining(", ", "(", ""));
    int more = articles.size() - MOST_SHOWN;
    return shown + (more > 0 ? ", and " + more + " more)" : ")");
  }
}
