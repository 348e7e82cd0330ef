package io.penstock.audit.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a rule's {@code stockExpression} may know: what an order asks for and what is left of it, in
 * the moment in which goods are to be locked for it.
 */
public final class StockView implements CelVariableResolver {

  /** Facts go with the event: of an order of hundreds of lines they name the first. */
  private static final int MOST_SHOWN = 10;

  private record Field(
      CelType type,
      String meaning,
      Function<StockView, Object> value,
      Function<StockView, Object> shown) {}

  private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put(
        "lines",
        new Field(
            ListType.create(MapType.create(SimpleType.STRING, SimpleType.DYN)),
            "one for each article it still needs, bundles taken apart: sku, quantity, and atp, what"
                + " is available where it is shipped from",
            StockView::lines,
            StockView::shownLines));
    number("order.units", "units of all lines, as it was ordered", view -> view.units);
    number("order.priority", "its rank when stock is scarce", view -> view.priority);
  }

  private final List<Article> articles;
  private final long units;
  private final long priority;
  private final Set<String> asked = new LinkedHashSet<>();

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
    this.articles = articles;
    this.units = units;
    this.priority = priority;
  }

  /** Tells a compiler the names and their types. */
  static void declare(CelCompilerBuilder compiler) {
    FIELDS.forEach((name, field) -> compiler.addVar(name, field.type()));
  }

  @Override
  public Optional<Object> find(String name) {
    Field field = FIELDS.get(name);
    if (field == null) {
      return Optional.empty();
    }
    asked.add(name);
    return Optional.of(field.value().apply(this));
  }

  /** From now on it counts what is asked for. */
  void startAsking() {
    asked.clear();
  }

  /** What was asked for since, with the answers: {@code lines=(TEE 3 of 5), order.units=3}. */
  String seen() {
    return asked.stream()
        .map(name -> name + "=" + Objects.requireNonNull(FIELDS.get(name)).shown().apply(this))
        .collect(Collectors.joining(", "));
  }

  /** One line for each name: the name, its type, and what it says. */
  static List<String> describe() {
    return FIELDS.entrySet().stream()
        .map(
            field ->
                OrderView.described(
                    field.getKey(), field.getValue().type(), field.getValue().meaning()))
        .toList();
  }

  private static void number(String name, String meaning, Function<StockView, Object> value) {
    FIELDS.put(name, new Field(SimpleType.INT, meaning, value, value));
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
