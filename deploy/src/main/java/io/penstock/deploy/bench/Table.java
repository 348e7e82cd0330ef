package io.penstock.deploy.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes what was measured for people: as lines of equal columns, and as Markdown. */
public final class Table {

  private static final List<String> HEAD =
      List.of("ratio", "median", "min", "max", "floor, goal", "");

  private static final List<String> PARTS = List.of("measured", "median", "min", "max", "rounds");

  /** As it stands on a terminal. */
  public static String text(List<Measured> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(HEAD);
    rows.forEach(row -> all.add(cells(row)));
    return columns(all);
  }

  /** What the ratios are made of, as it stands on a terminal: each thing once. */
  public static String parts(List<Measured> rows) {
    Set<List<String>> all = new LinkedHashSet<>();
    all.add(PARTS);
    rows.forEach(row -> row.parts().forEach((name, part) -> all.add(part(name, part))));
    return columns(all);
  }

  private static String columns(Collection<List<String>> all) {
    int[] widths = new int[HEAD.size()];
    for (List<String> cells : all) {
      for (int i = 0; i < cells.size(); i++) {
        widths[i] = Math.max(widths[i], cells.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> cells : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        String gap = " ".repeat(widths[i] - cells.get(i).length());
        boolean isNumber = i >= 1 && i <= 3;
        line.append(isNumber ? gap + cells.get(i) : cells.get(i) + gap).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** As it stands in a report: the ratios, and below them what they are made of. */
  public static String markdown(List<Measured> rows) {
    StringBuilder text = new StringBuilder();
    line(text, HEAD);
    line(text, List.of("---", "---:", "---:", "---:", "---", "---"));
    rows.forEach(row -> line(text, cells(row)));
    text.append('\n');
    line(text, PARTS);
    line(text, List.of("---", "---:", "---:", "---:", "---:"));
    for (Measured row : rows) {
      row.parts().forEach((name, part) -> line(text, part(row.goal().name() + ": " + name, part)));
    }
    text.append('\n');
    for (Measured row : rows) {
      text.append("- **").append(row.goal().name()).append("**: ");
      text.append(row.goal().how()).append('\n');
    }
    return text.toString();
  }

  /** A ratio or a figure with three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static List<String> cells(Measured row) {
    return List.of(
        row.goal().name(),
        number(row.ratio().median()),
        number(row.ratio().min()),
        number(row.ratio().max()),
        row.goal().bar() == null ? "" : row.goal().bar().toString(),
        switch (row.verdict()) {
          case GOAL -> "goal";
          case FLOOR -> "floor";
          case MISSED -> "MISSED";
          case TOLD -> "";
        });
  }

  private static List<String> part(String name, Spread part) {
    return List.of(
        name,
        number(part.median()),
        number(part.min()),
        number(part.max()),
        Integer.toString(part.rounds()));
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** What machines read: the machine, and all figures of each row. */
  public static Map<String, Object> json(Machine machine, List<Measured> rows) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("rows", rows.stream().map(Table::json).toList());
    return json;
  }

  private static Map<String, Object> json(Measured row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", row.goal().name());
    json.put("ratio", row.ratio());
    json.put("verdict", row.verdict());
    json.put("parts", row.parts());
    return json;
  }

  private Table() {}
}
