package io.penstock.connectors.postgres;

import io.penstock.model.table.FunnelMinute;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How a row comes into {@code funnel_minute}. */
final class FunnelMinuteTable {

  static final String UPSERT =
      """
      INSERT INTO penstock.funnel_minute AS t (marketplace, minute, received, redelivered, stale,
             passed, held, waiting, rejected, allocated, backordered, shipped, cancelled, version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (marketplace, minute) DO UPDATE
         SET received = EXCLUDED.received,
             redelivered = EXCLUDED.redelivered,
             stale = EXCLUDED.stale,
             passed = EXCLUDED.passed,
             held = EXCLUDED.held,
             waiting = EXCLUDED.waiting,
             rejected = EXCLUDED.rejected,
             allocated = EXCLUDED.allocated,
             backordered = EXCLUDED.backordered,
             shipped = EXCLUDED.shipped,
             cancelled = EXCLUDED.cancelled,
             version = EXCLUDED.version
       WHERE t.version < EXCLUDED.version
      """;

  static void fill(PreparedStatement statement, FunnelMinute row) throws SQLException {
    new Parameters(statement)
        .text(row.marketplace())
        .time(row.minute())
        .number(row.received())
        .number(row.redelivered())
        .number(row.stale())
        .number(row.passed())
        .number(row.held())
        .number(row.waiting())
        .number(row.rejected())
        .number(row.allocated())
        .number(row.backordered())
        .number(row.shipped())
        .number(row.cancelled())
        .number(row.version());
  }

  private FunnelMinuteTable() {}
}
