package io.penstock.connectors.postgres;

import io.penstock.model.table.BillLineRow;
import io.penstock.model.table.FunnelMinute;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderHistoryRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.model.table.SalesDay;
import io.penstock.model.table.ShopHour;
import io.penstock.model.table.StockRow;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions.JdbcConnectionOptionsBuilder;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Sinks into the tables of one PostgreSQL database.
 *
 * <p>They deliver at least once, and the tables still come out right: every row carries a guard,
 * and a repeated or older row changes nothing. The connector's exactly-once sink is not used: it
 * commits before the checkpoint, and after a failure it doubles rows or stops for ever.
 *
 * <p>What is written becomes visible with the next checkpoint, or earlier, as {@link BatchSink}
 * says.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with {@code ?sslmode=verify-full} and
 *     the like where the connection needs it
 * @param password never part of the text of this record
 */
public record PostgresEdge(String url, String user, String password) implements Serializable {

  /** Rides out a restart of the database; after that the job starts again from its checkpoint. */
  private static final int RETRIES = 3;

  public Sink<OrderStatusRow> orderStatus() {
    return sink(OrderTables.STATUS);
  }

  public Sink<OrderHistoryRow> orderHistory() {
    return sink(OrderTables.HISTORY);
  }

  public Sink<OrderExceptionRow> orderExceptions() {
    return sink(OrderTables.EXCEPTIONS);
  }

  public Sink<FunnelMinute> funnelMinutes() {
    return sink(TotalsTables.FUNNEL_MINUTE);
  }

  public Sink<SalesDay> salesDays() {
    return sink(TotalsTables.SALES_DAILY);
  }

  public Sink<ShopHour> shopHours() {
    return sink(TotalsTables.SHOP_HOURS);
  }

  public Sink<StockRow> stock() {
    return sink(TotalsTables.STOCK);
  }

  public Sink<BillLineRow> billLines() {
    return sink(BillTables.BILL_LINES);
  }

  private <T> Sink<T> sink(Table<T> table) {
    return new BatchSink<>(
        JdbcSink.<List<T>>builder()
            .withQueryStatement(
                table.statement(), (statement, rows) -> table.fill(statement, table.latest(rows)))
            .withExecutionOptions(
                JdbcExecutionOptions.builder()
                    // A statement is a batch already.
                    .withBatchSize(1)
                    .withBatchIntervalMs(0)
                    .withMaxRetries(RETRIES)
                    .build())
            .buildAtLeastOnce(
                new JdbcConnectionOptionsBuilder()
                    .withUrl(url)
                    .withDriverName("org.postgresql.Driver")
                    .withUsername(user)
                    .withPassword(password)
                    .build()));
  }

  @Override
  public String toString() {
    return "PostgresEdge[" + url + " as " + user + "]";
  }
}
