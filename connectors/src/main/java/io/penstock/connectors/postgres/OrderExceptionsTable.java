package io.penstock.connectors.postgres;

import io.penstock.model.table.OrderExceptionRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How a row comes into {@code order_exceptions}. */
final class OrderExceptionsTable {

  static final String UPSERT =
      """
      INSERT INTO penstock.order_exceptions AS t (marketplace, shop, order_id, merchant, kind,
             codes, since, cleared_at, sequence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (marketplace, shop, order_id) DO UPDATE
         SET merchant = EXCLUDED.merchant,
             kind = EXCLUDED.kind,
             codes = EXCLUDED.codes,
             since = EXCLUDED.since,
             cleared_at = EXCLUDED.cleared_at,
             sequence = EXCLUDED.sequence
       WHERE t.sequence < EXCLUDED.sequence
      """;

  static void fill(PreparedStatement statement, OrderExceptionRow row) throws SQLException {
    new Parameters(statement)
        .text(row.marketplace())
        .text(row.shop())
        .text(row.orderId())
        .text(row.merchant())
        .word(row.kind())
        .texts(row.codes())
        .time(row.since())
        .time(row.clearedAt())
        .number(row.sequence());
  }

  private OrderExceptionsTable() {}
}
