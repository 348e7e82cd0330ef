package io.penstock.connectors.postgres;

import io.penstock.model.table.OrderHistoryRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How a row comes into {@code order_history}: once. */
final class OrderHistoryTable {

  static final String INSERT =
      """
      INSERT INTO penstock.order_history (marketplace, shop, order_id, sequence, type, status, at,
             reasons, actor, delivery_id, warehouse, carrier, tracking_number,
             cause_topic, cause_partition, cause_offset)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  static void fill(PreparedStatement statement, OrderHistoryRow row) throws SQLException {
    new Parameters(statement)
        .text(row.marketplace())
        .text(row.shop())
        .text(row.orderId())
        .number(row.sequence())
        .word(row.type())
        .word(row.status())
        .time(row.at())
        .text(ReasonsJson.of(row.reasons()))
        .text(row.actor())
        .text(row.deliveryId())
        .text(row.warehouse())
        .text(row.carrier())
        .text(row.trackingNumber())
        .text(row.cause().topic())
        .number(row.cause().partition())
        .number(row.cause().offset());
  }

  private OrderHistoryTable() {}
}
