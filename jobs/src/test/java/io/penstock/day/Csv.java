package io.penstock.day;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A table with a line of column names. Lines that begin with # are comments; a cell that holds a
 * comma or a quotation mark stands in quotation marks.
 */
final class Csv {

  private static final String FOLDER = "/labelled-day/";

  /**
   * One line of a table.
   *
   * @param number counted from 1, comments too
   */
  record Line(String file, int number, Map<String, String> cells) {

    /** Empty where the cell is. */
    String cell(String column) {
      String cell = cells.get(column);
      if (cell == null) {
        throw wrong("there is no column '" + column + "'");
      }
      return cell;
    }

    /** What the cell says, read by a function whose refusals get the place. */
    <T> T cell(String column, Function<String, T> reader) {
      String text = cell(column);
      try {
        return reader.apply(text);
      } catch (RuntimeException refused) {
        throw new IllegalArgumentException(
            place() + column + " '" + text + "': " + refused.getMessage(), refused);
      }
    }

    IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(place() + what);
    }

    private String place() {
      return file + ":" + number + ": ";
    }
  }

  /** The text of a file of the labelled day. */
  static String text(String file) {
    return resource(FOLDER + file);
  }

  /** The text of a file on the class path. */
  static String resource(String path) {
    try (InputStream in = Csv.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<Line> read(String file) {
    return read(file, text(file));
  }

  static List<Line> read(String file, String text) {
    List<Line> lines = new ArrayList<>();
    List<String> columns = List.of();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = cells(file, number, line);
      if (columns.isEmpty()) {
        columns = cells;
        continue;
      }
      Line read = new Line(file, number, new LinkedHashMap<>());
      if (cells.size() != columns.size()) {
        throw read.wrong(cells.size() + " cells instead of " + columns.size());
      }
      for (int i = 0; i < cells.size(); i++) {
        read.cells().put(columns.get(i), cells.get(i));
      }
      lines.add(read);
    }
    return List.copyOf(lines);
  }

  private static List<String> cells(String file, int number, String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && line.startsWith("\"\"", i)) {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new Line(file, number, Map.of()).wrong("a quotation mark is not closed");
    }
    cells.add(cell.toString());
    return cells;
  }

  private Csv() {}
}
