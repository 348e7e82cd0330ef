package io.penstock.connectors.postgres;

import io.penstock.model.table.OrderStatusRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How a row comes into {@code order_status}. */
final class OrderStatusTable {

  static final String UPSERT =
      """
      INSERT INTO penstock.order_status AS t (marketplace, shop, order_id, merchant, pool, status,
             last_event, reasons, version, currency, total_minor, units, placed_at, paid_at,
             ship_by, received_at, updated_at, shipped_at, country, region, deliveries, sequence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (marketplace, shop, order_id) DO UPDATE
         SET merchant = EXCLUDED.merchant,
             pool = EXCLUDED.pool,
             status = EXCLUDED.status,
             last_event = EXCLUDED.last_event,
             reasons = EXCLUDED.reasons,
             version = EXCLUDED.version,
             currency = EXCLUDED.currency,
             total_minor = EXCLUDED.total_minor,
             units = EXCLUDED.units,
             placed_at = EXCLUDED.placed_at,
             paid_at = EXCLUDED.paid_at,
             ship_by = EXCLUDED.ship_by,
             received_at = EXCLUDED.received_at,
             updated_at = EXCLUDED.updated_at,
             shipped_at = EXCLUDED.shipped_at,
             country = EXCLUDED.country,
             region = EXCLUDED.region,
             deliveries = EXCLUDED.deliveries,
             sequence = EXCLUDED.sequence
       WHERE t.sequence < EXCLUDED.sequence
      """;

  static void fill(PreparedStatement statement, OrderStatusRow row) throws SQLException {
    new Parameters(statement)
        .text(row.marketplace())
        .text(row.shop())
        .text(row.orderId())
        .text(row.merchant())
        .text(row.pool())
        .word(row.status())
        .word(row.lastEvent())
        .text(ReasonsJson.of(row.reasons()))
        .number(row.version())
        .text(row.currency())
        .number(row.totalMinor())
        .number(row.units())
        .time(row.placedAt())
        .time(row.paidAt())
        .time(row.shipBy())
        .time(row.receivedAt())
        .time(row.updatedAt())
        .time(row.shippedAt())
        .text(row.country())
        .text(row.region())
        .number(row.deliveries())
        .number(row.sequence());
  }

  private OrderStatusTable() {}
}
