package io.penstock.deploy.observe;

import io.penstock.model.OrderEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the tables say of the things that an {@link Observation} counts.
 *
 * @param byStatus how many orders stand where
 * @param history how many events are recorded
 * @param soldOrders how many orders were sold
 * @param sales what buyers pay for those, in minor units by currency
 * @param onHand good units in all warehouses by {@code pool/sku}; none where there are none
 * @param locked of those, kept for orders
 * @param residue by how many units the stock and its ledger differ
 */
public record Tables(
    Map<OrderEvent.Status, Long> byStatus,
    long history,
    long soldOrders,
    Map<String, Long> sales,
    Map<String, Long> onHand,
    Map<String, Long> locked,
    long residue) {

  /** Reads them as they are now. */
  public static Tables read(String url, String user, String password) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      Map<OrderEvent.Status, Long> byStatus = new EnumMap<>(OrderEvent.Status.class);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT status, count(*) FROM penstock.order_status GROUP BY status")) {
        while (rows.next()) {
          byStatus.put(OrderEvent.Status.valueOf(rows.getString(1)), rows.getLong(2));
        }
      }
      long history;
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM penstock.order_history")) {
        rows.next();
        history = rows.getLong(1);
      }
      long soldOrders = 0;
      Map<String, Long> sales = new TreeMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT currency, sum(orders), sum(gross_minor)"
                  + " FROM penstock.sales_daily GROUP BY currency")) {
        while (rows.next()) {
          soldOrders += rows.getLong(2);
          sales.put(rows.getString(1), rows.getLong(3));
        }
      }
      Map<String, Long> onHand = new TreeMap<>();
      Map<String, Long> locked = new TreeMap<>();
      long residue = 0;
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT pool || '/' || sku, sum(on_hand) FILTER (WHERE quality = 'GOOD'),"
                  + " sum(locked), sum(residue) FROM penstock.stock GROUP BY pool, sku")) {
        while (rows.next()) {
          onHand.put(rows.getString(1), rows.getLong(2));
          locked.put(rows.getString(1), rows.getLong(3));
          residue += rows.getLong(4);
        }
      }
      return new Tables(
          byStatus,
          history,
          soldOrders,
          sales,
          withoutZeros(onHand),
          withoutZeros(locked),
          residue);
    }
  }

  /** One sentence about each thing that was seen otherwise; empty where all agrees. */
  public List<String> differences(Observation seen) {
    OrderCounts events = seen.orders();
    List<String> differences = new ArrayList<>();
    if (!byStatus.equals(events.byStatus())) {
      differences.add(
          "the tables count orders by status as "
              + byStatus
              + ", the events as "
              + events.byStatus());
    }
    if (history != events.total()) {
      differences.add("the history has " + history + " rows for " + events.total() + " events");
    }
    if (soldOrders != events.sold()) {
      differences.add("sales count " + soldOrders + " orders, the events " + events.sold());
    }
    if (!sales.equals(events.sales())) {
      differences.add("sales add up to " + sales + ", the events to " + events.sales());
    }
    if (!onHand.equals(withoutZeros(seen.stock().onHand()))
        || !locked.equals(withoutZeros(seen.stock().locked()))) {
      differences.add("the stock is not what the warehouses' words add up to");
    }
    if (residue != 0) {
      differences.add("the stock and its ledger differ by " + residue + " units");
    }
    return differences;
  }

  private static Map<String, Long> withoutZeros(Map<String, Long> units) {
    Map<String, Long> some = new TreeMap<>(units);
    some.values().removeIf(one -> one == 0);
    return some;
  }
}
