package io.penstock.connectors.postgres;

import java.io.Serializable;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How rows come into a table: many in one statement, a parameter per column, which costs both sides
 * less than half of a statement per row.
 *
 * <p>Every row carries a guard: a row replaces the one of the same key only where its guard is
 * higher. Of a table without one, the first row of a key stays.
 *
 * @param name without the schema
 * @param key the columns of the primary key
 * @param facts the other columns, without the guard
 */
record Table<T>(String name, List<Column<T>> key, List<Column<T>> facts, @Nullable Guard<T> guard)
    implements Serializable {

  /** The types of columns. */
  enum Type {
    TEXT("text", ""),
    INTEGER("int4", ""),
    BIGINT("int8", ""),
    TIME("timestamptz", ""),
    DAY("date", ""),
    /** JSON, as text. */
    JSON("text", "::jsonb"),
    /** An array of texts, as PostgreSQL writes one: arrays of arrays cannot be sent as columns. */
    TEXTS("text", "::text[]");

    private final String sent;
    private final String cast;

    Type(String sent, String cast) {
      this.sent = sent;
      this.cast = cast;
    }

    /** Arrays of the very type go in binary form, arrays of objects as text with every escape. */
    @Nullable Object[] array(int length) {
      return switch (this) {
        case INTEGER -> new Integer[length];
        case BIGINT -> new Long[length];
        default -> new String[length];
      };
    }
  }

  /** Takes a column's value from a row: a number, or whatever says it as text. */
  interface Value<T> extends Serializable {
    @Nullable Object of(T row);
  }

  record Column<T>(String name, Type type, Value<T> value) implements Serializable {

    static <T> Column<T> of(String name, Type type, Value<T> value) {
      return new Column<>(name, type, value);
    }
  }

  /** The number that says which of two rows is the later. */
  interface Order<T> extends Serializable {
    long of(T row);
  }

  record Guard<T>(String name, Order<T> order) implements Serializable {}

  String statement() {
    List<Column<T>> columns = columns();
    String names = names(columns, Column::name);
    return "INSERT INTO penstock."
        + name
        + " AS t ("
        + names
        + ") SELECT "
        + names(columns, column -> column.name() + column.type().cast)
        + " FROM unnest("
        + names(columns, column -> "?::" + column.type().sent + "[]")
        + ") AS r ("
        + names
        + ") ON CONFLICT ("
        + names(key, Column::name)
        + ") DO "
        + onConflict();
  }

  private String onConflict() {
    if (guard == null) {
      return "NOTHING";
    }
    return "UPDATE SET "
        + names(
            columns().subList(key.size(), columns().size()),
            column -> column.name() + " = EXCLUDED." + column.name())
        + " WHERE t."
        + guard.name()
        + " < EXCLUDED."
        + guard.name();
  }

  /** Fills the parameters of {@link #statement}, whose rows must have different keys. */
  void fill(PreparedStatement statement, List<T> rows) throws SQLException {
    int parameter = 0;
    for (Column<T> column : columns()) {
      @Nullable Object[] values = column.type().array(rows.size());
      for (int row = 0; row < values.length; row++) {
        Object value = column.value().of(rows.get(row));
        values[row] = value == null || value instanceof Number ? value : value.toString();
      }
      Array array = statement.getConnection().createArrayOf(column.type().sent, values);
      statement.setArray(++parameter, array);
    }
  }

  /** Of the rows of each key the one that would stay: a statement must not meet a row twice. */
  List<T> latest(List<T> rows) {
    Map<List<@Nullable Object>, T> latest = new LinkedHashMap<>();
    for (T row : rows) {
      latest.merge(key(row), row, this::later);
    }
    return List.copyOf(latest.values());
  }

  private T later(T first, T second) {
    return guard != null && guard.order().of(second) > guard.order().of(first) ? second : first;
  }

  private List<@Nullable Object> key(T row) {
    List<@Nullable Object> values = new ArrayList<>(key.size());
    for (Column<T> column : key) {
      values.add(column.value().of(row));
    }
    return values;
  }

  private List<Column<T>> columns() {
    Stream<Column<T>> last =
        guard == null
            ? Stream.of()
            : Stream.of(Column.of(guard.name(), Type.BIGINT, row -> guard.order().of(row)));
    return Stream.of(key.stream(), facts.stream(), last).flatMap(part -> part).toList();
  }

  private static <T> String names(List<Column<T>> columns, Function<Column<T>, String> each) {
    return columns.stream().map(each).collect(Collectors.joining(", "));
  }
}
