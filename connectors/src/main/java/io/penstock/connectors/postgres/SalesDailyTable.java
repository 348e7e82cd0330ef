package io.penstock.connectors.postgres;

import io.penstock.model.table.SalesDay;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How a row comes into {@code sales_daily}. */
final class SalesDailyTable {

  static final String UPSERT =
      """
      INSERT INTO penstock.sales_daily AS t (marketplace, shop, day, currency, orders, units,
             gross_minor, cancelled_orders, cancelled_units, cancelled_minor, version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (marketplace, shop, day, currency) DO UPDATE
         SET orders = EXCLUDED.orders,
             units = EXCLUDED.units,
             gross_minor = EXCLUDED.gross_minor,
             cancelled_orders = EXCLUDED.cancelled_orders,
             cancelled_units = EXCLUDED.cancelled_units,
             cancelled_minor = EXCLUDED.cancelled_minor,
             version = EXCLUDED.version
       WHERE t.version < EXCLUDED.version
      """;

  static void fill(PreparedStatement statement, SalesDay row) throws SQLException {
    new Parameters(statement)
        .text(row.marketplace())
        .text(row.shop())
        .day(row.day())
        .text(row.currency())
        .number(row.orders())
        .number(row.units())
        .number(row.grossMinor())
        .number(row.cancelledOrders())
        .number(row.cancelledUnits())
        .number(row.cancelledMinor())
        .number(row.version());
  }

  private SalesDailyTable() {}
}
