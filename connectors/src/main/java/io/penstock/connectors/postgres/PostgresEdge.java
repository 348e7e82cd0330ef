package io.penstock.connectors.postgres;

import io.penstock.model.table.FunnelMinute;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderHistoryRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.model.table.SalesDay;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions.JdbcConnectionOptionsBuilder;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Sinks into the tables of one PostgreSQL database.
 *
 * <p>They deliver at least once, and the tables still come out right: every row carries a guard,
 * and a repeated or older row changes nothing. The connector's exactly-once sink is not used: it
 * commits before the checkpoint, and after a failure it doubles rows or stops for ever.
 *
 * <p>What is written becomes visible with the next checkpoint, or earlier: when {@value
 * #BATCH_ROWS} rows have come together, or after {@value #BATCH_MILLIS} ms.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with {@code ?sslmode=verify-full} and
 *     the like where the connection needs it
 * @param password never part of the text of this record
 */
public record PostgresEdge(String url, String user, String password) implements Serializable {

  private static final int BATCH_ROWS = 2_000;
  private static final long BATCH_MILLIS = 1_000;

  /** Rides out a restart of the database; after that the job starts again from its checkpoint. */
  private static final int RETRIES = 3;

  public Sink<OrderStatusRow> orderStatus() {
    return sink(url, OrderStatusTable.UPSERT, OrderStatusTable::fill);
  }

  /** Only adds rows, therefore many of them travel in one statement. */
  public Sink<OrderHistoryRow> orderHistory() {
    return sink(manyRowsAStatement(url), OrderHistoryTable.INSERT, OrderHistoryTable::fill);
  }

  public Sink<OrderExceptionRow> orderExceptions() {
    return sink(url, OrderExceptionsTable.UPSERT, OrderExceptionsTable::fill);
  }

  public Sink<FunnelMinute> funnelMinutes() {
    return sink(url, FunnelMinuteTable.UPSERT, FunnelMinuteTable::fill);
  }

  public Sink<SalesDay> salesDays() {
    return sink(url, SalesDailyTable.UPSERT, SalesDailyTable::fill);
  }

  private <T> Sink<T> sink(String address, String statement, JdbcStatementBuilder<T> row) {
    return JdbcSink.<T>builder()
        .withQueryStatement(statement, row)
        .withExecutionOptions(
            JdbcExecutionOptions.builder()
                .withBatchSize(BATCH_ROWS)
                .withBatchIntervalMs(BATCH_MILLIS)
                .withMaxRetries(RETRIES)
                .build())
        .buildAtLeastOnce(
            new JdbcConnectionOptionsBuilder()
                .withUrl(address)
                .withDriverName("org.postgresql.Driver")
                .withUsername(user)
                .withPassword(password)
                .build());
  }

  /**
   * Lets the driver merge a batch into few statements. Never for an upsert: PostgreSQL refuses a
   * statement that would update one row twice, and a batch may well hold two states of an order.
   */
  private static String manyRowsAStatement(String url) {
    return url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true";
  }

  @Override
  public String toString() {
    return "PostgresEdge[" + url + " as " + user + "]";
  }
}
