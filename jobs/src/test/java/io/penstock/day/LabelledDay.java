package io.penstock.day;

import io.penstock.connectors.marketplace.ContentHash;
import io.penstock.model.Cause;
import io.penstock.model.Order;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.WmsEvent;
import io.penstock.model.WmsEvent.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A day of orders that a person labelled: every row says what comes, and what must become of it.
 * The tables are {@code normal.csv}, which explains the columns, and {@code promotion.csv}.
 *
 * @param rows in the order of time
 */
public record LabelledDay(Setting setting, List<Row> rows) {

  /** Midnight in Shanghai. */
  public static final Instant BEGINS = Instant.parse("2026-03-01T16:00:00Z");

  /** After this nothing comes but persons' commands. */
  public static final Instant ENDS = BEGINS.plus(Duration.ofDays(1));

  /** After this persons do nothing more. */
  private static final Instant PERSONS_END = ENDS.plus(Duration.ofDays(1));

  /** After this nothing happens any more. */
  public static final Instant ALL_ENDS = ENDS.plus(Duration.ofDays(2));

  public static LabelledDay normal() {
    return read("normal.csv");
  }

  public static LabelledDay promotion() {
    return read("promotion.csv");
  }

  private static LabelledDay read(String file) {
    return of(file, Csv.text(file));
  }

  /** Reads a table; what is wrong fails with file and line. */
  static LabelledDay of(String file, String text) {
    Setting setting = Setting.read();
    return new LabelledDay(setting, new Reader(setting).rows(Csv.read(file, text)));
  }

  /** The rows about each order, in the order of time, by its key. */
  public Map<String, List<Row>> orders() {
    Map<String, List<Row>> orders = new LinkedHashMap<>();
    for (Row row : rows) {
      if (!row.orderKey().isEmpty()) {
        orders.computeIfAbsent(row.orderKey(), unused -> new ArrayList<>()).add(row);
      }
    }
    return orders;
  }

  /** Reads the rows one after the other: a later one may speak of an earlier one. */
  private static final class Reader {

    private final Setting setting;
    private final OrderCells cells;
    private final Map<String, List<Order>> versions = new HashMap<>();
    private final Map<String, String> ended = new HashMap<>();
    private Instant now = BEGINS;

    Reader(Setting setting) {
      this.setting = setting;
      this.cells = new OrderCells(setting);
    }

    List<Row> rows(List<Csv.Line> lines) {
      List<Row> rows = new ArrayList<>();
      for (Csv.Line line : lines) {
        rows.add(row(line));
      }
      for (String key : versions.keySet()) {
        if (!ended.containsKey(key)) {
          throw lines.get(lines.size() - 1).wrong("the table is over, but " + key + " has no end");
        }
      }
      return List.copyOf(rows);
    }

    private Row row(Csv.Line line) {
      Instant at = line.cell("time", Instant::parse);
      Row.Kind kind = line.cell("kind", Row.Kind::valueOf);
      if (at.isBefore(now)) {
        throw line.wrong("it comes before the row above it");
      }
      if (at.isAfter(last(kind))) {
        throw line.wrong("too late for " + kind);
      }
      now = at;
      return switch (kind) {
        case ORDER, AGAIN -> row(line, kind, received(line, kind), null, null, null);
        case COMMAND -> row(line, kind, null, act(line), null, null);
        case PUBLISH -> row(line, kind, null, null, publication(line), null);
        case RECEIPT -> row(line, kind, null, null, null, receipt(line));
        case THEN -> row(line, kind, null, null, null, null);
      };
    }

    private static Instant last(Row.Kind kind) {
      return switch (kind) {
        case ORDER, AGAIN, PUBLISH, RECEIPT -> ENDS;
        case COMMAND -> PERSONS_END;
        case THEN -> ALL_ENDS;
      };
    }

    private Row row(
        Csv.Line line,
        Row.Kind kind,
        @Nullable ReceivedOrder order,
        Row.@Nullable Act act,
        @Nullable Reference publication,
        @Nullable WmsEvent receipt) {
      Expected expected = Expected.of(line);
      String key = line.cell("order");
      boolean ofOrder = kind != Row.Kind.PUBLISH && kind != Row.Kind.RECEIPT;
      if (ofOrder && !versions.containsKey(key)) {
        throw line.wrong("no such order has come: " + key);
      }
      if (ofOrder && ended.containsKey(key)) {
        throw line.wrong("it ended above, with " + ended.get(key));
      }
      if (!ofOrder && !(key + expected.end()).isEmpty()) {
        throw line.wrong(kind + " is about no order");
      }
      if (!expected.end().isEmpty()) {
        ended.put(key, expected.end());
      }
      return new Row(
          line.file(),
          line.number(),
          now,
          kind,
          key,
          order,
          act,
          publication,
          receipt,
          expected,
          line.cell("case"));
    }

    private ReceivedOrder received(Csv.Line line, Row.Kind kind) {
      List<Order> before =
          versions.computeIfAbsent(line.cell("order"), unused -> new ArrayList<>());
      Order order;
      if (kind == Row.Kind.AGAIN) {
        order = line.cell("what", number -> before.get(Integer.parseInt(number) - 1));
      } else {
        order = cells.order(line, now, before.isEmpty() ? null : before.get(before.size() - 1));
        before.add(order);
      }
      return new ReceivedOrder(
          order, ContentHash.of(order), new Cause("orders.raw", 0, line.number()), now);
    }

    private Row.Act act(Csv.Line line) {
      String[] key = OrderCells.key(line);
      String type = line.cell("what");
      boolean edits = type.equals("EDIT_ADDRESS");
      if (line.cell("consignee").isEmpty() == edits) {
        throw line.wrong("EDIT_ADDRESS needs a consignee, and nothing else does");
      }
      if (!List.of("RELEASE", "CANCEL", "FORCE", "EDIT_ADDRESS").contains(type)) {
        throw line.wrong("nobody can ask for '" + type + "'");
      }
      if (line.cell("who").isEmpty()) {
        throw line.wrong("nobody asks for it");
      }
      return new Row.Act(
          line.file() + ":" + line.number(),
          type,
          key[0],
          key[1],
          key[2],
          line.cell("who"),
          edits ? cells.consignee(line) : null);
    }

    private Reference publication(Csv.Line line) {
      Reference known = setting.publications().get(line.cell("what"));
      if (known == null) {
        throw line.wrong("no such publication: " + line.cell("what"));
      }
      return known;
    }

    private WmsEvent receipt(Csv.Line line) {
      String warehouse = line.cell("what");
      if (setting.warehouses().stream().noneMatch(one -> one.warehouse().equals(warehouse))) {
        throw line.wrong("no such warehouse: " + warehouse);
      }
      List<Item> items = new ArrayList<>();
      for (String word : Expected.words(line.cell("lines"))) {
        String[] item = word.split("\\*", 2);
        items.add(new Item(item[0], line.cell("lines", ignored -> Integer.parseInt(item[1]))));
      }
      return Setting.receipt("receipt-" + line.number(), warehouse, now, items);
    }
  }
}
