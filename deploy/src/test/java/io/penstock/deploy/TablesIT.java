package io.penstock.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.postgres.PostgresEdge;
import io.penstock.model.BillLine;
import io.penstock.model.Cause;
import io.penstock.model.OrderEvent;
import io.penstock.model.Quality;
import io.penstock.model.Reason;
import io.penstock.model.table.BillLineRow;
import io.penstock.model.table.FunnelMinute;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderHistoryRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.model.table.SalesDay;
import io.penstock.model.table.ShopHour;
import io.penstock.model.table.StockRow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real sinks into a real PostgreSQL with the real schema. */
class TablesIT {

  private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private static EmbeddedPostgres server;
  private static PostgresEdge edge;
  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new MiniCluster(new MiniClusterConfiguration.Builder().build());
    cluster.start();
    server = EmbeddedPostgres.builder().start();
    String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    edge = new PostgresEdge(url, "postgres", "");
    Flyway.configure()
        .dataSource(server.getPostgresDatabase())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    server.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "TRUNCATE penstock.order_status, penstock.order_history, penstock.order_exceptions,"
              + " penstock.bill_lines, penstock.shop_hours, penstock.stock,"
              + " penstock.funnel_minute, penstock.sales_daily");
    }
  }

  @Test
  void aReplayCannotMoveAnOrderBackwards() throws Exception {
    write(
        edge.orderStatus(),
        OrderStatusRow.class,
        List.of(
            status(1, OrderEvent.Status.HELD, Reason.of("ADDRESS", "the street is missing")),
            status(2, OrderEvent.Status.PASSED)));
    write(
        edge.orderStatus(),
        OrderStatusRow.class,
        List.of(status(1, OrderEvent.Status.HELD, Reason.of("ADDRESS", "the street is missing"))));

    assertThat(
            query(
                "SELECT status, sequence, reasons, total_minor, units, paid_at, ship_by IS NULL"
                    + " FROM penstock.order_status"))
        .containsExactly("PASSED|2|[]|9900|3|2026-03-14 12:00:00+00|t");
  }

  @Test
  void reasonsCanBeAskedForByTheirCode() throws Exception {
    write(
        edge.orderStatus(),
        OrderStatusRow.class,
        List.of(
            status(
                1, OrderEvent.Status.HELD, Reason.of("ADDRESS", "no-street", 3, "a \"quote\""))));

    assertThat(
            query(
                "SELECT r->>'code', r->>'rule', r->>'ruleVersion', r->>'detail'"
                    + " FROM penstock.order_status, jsonb_array_elements(reasons) r"))
        .containsExactly("ADDRESS|no-street|3|a \"quote\"");
  }

  @Test
  void goodsOfWhichStockAndLedgerDisagreeAreAView() throws Exception {
    write(
        edge.stock(),
        StockRow.class,
        List.of(stock("TEE", 7, 0, 2), stock("TEE", 5, 0, 1), stock("CAP", -1, 3, 1)));

    assertThat(query("SELECT sku, on_hand, locked, updated_at FROM penstock.stock ORDER BY sku"))
        .containsExactly("CAP|-1|2|2026-03-14 12:00:00+00", "TEE|7|2|2026-03-14 12:00:00+00");
    assertThat(query("SELECT sku, residue FROM penstock.stock_residue")).containsExactly("CAP|3");
  }

  private static StockRow stock(String sku, long onHand, long residue, long sequence) {
    return new StockRow("acme", sku, "north", Quality.GOOD, onHand, 2, residue, NOON, sequence);
  }

  @Test
  void twoStatesOfAnOrderInOneBatchLeaveTheNewer() throws Exception {
    write(
        edge.orderStatus(),
        OrderStatusRow.class,
        List.of(
            status(2, OrderEvent.Status.PASSED),
            status(1, OrderEvent.Status.HELD),
            status(3, OrderEvent.Status.ALLOCATED),
            status(3, OrderEvent.Status.HELD)));

    assertThat(query("SELECT status, sequence FROM penstock.order_status"))
        .containsExactly("ALLOCATED|3");
  }

  @Test
  void historyIsWrittenOnceHoweverOftenItIsRepeated() throws Exception {
    List<OrderHistoryRow> rows = new ArrayList<>();
    for (int sequence = 1; sequence <= 1_000; sequence++) {
      rows.add(history(sequence));
      rows.add(history(sequence));
    }
    write(edge.orderHistory(), OrderHistoryRow.class, rows);
    write(edge.orderHistory(), OrderHistoryRow.class, List.of(history(500)));

    assertThat(query("SELECT count(*), max(sequence) FROM penstock.order_history"))
        .containsExactly("1000|1000");
    assertThat(
            query(
                "SELECT type, at, cause_topic, cause_partition, cause_offset, actor, reasons"
                    + " FROM penstock.order_history WHERE sequence = 500"))
        .containsExactly(
            "HELD|2026-03-14 12:00:00+00|penstock.orders.raw|3|500|null|"
                + "[{\"code\": \"ADDRESS\", \"ruleVersion\": 0}]");
  }

  @Test
  void theHoursThatLackOrdersAreShown() throws Exception {
    ShopHour hour = ShopHour.change("taobao", "shop-1", NOON, "CNY", 2, 19_800);
    ShopHour other = ShopHour.change("taobao", "shop-2", NOON, "CNY", 1, 9_900);
    write(
        edge.shopHours(),
        ShopHour.class,
        List.of(hour.expecting(3L, 29_700L, NOON), hour, other.expecting(1L, 9_900L, NOON)));

    assertThat(query("SELECT shop, missing_orders, missing_minor FROM penstock.shop_hour_gaps"))
        .containsExactly("shop-1|1|9900");
  }

  @Test
  void aBillThatIsIssuedTwiceCountsOnce() throws Exception {
    write(edge.billLines(), BillLineRow.class, List.of(bill("#1", -65, 7), bill("#2", -65, 7)));
    write(edge.billLines(), BillLineRow.class, List.of(bill("#1", -65, 9)));

    assertThat(
            query("SELECT count(*), sum(amount_minor), max(cause_offset) FROM penstock.bill_lines"))
        .containsExactly("2|-130|7");
  }

  private static BillLineRow bill(String entry, long amountMinor, long offset) {
    return new BillLineRow(
        new BillLine(
            "shopify",
            "shop-1",
            "6001",
            entry,
            null,
            null,
            null,
            BillLine.Type.FEE,
            "fee",
            "USD",
            amountMinor,
            null,
            null),
        new Cause("penstock.settlements.raw", 0, offset));
  }

  @Test
  void aClearedExceptionDoesNotComeBackInAReplay() throws Exception {
    OrderExceptionRow open =
        new OrderExceptionRow(
            "taobao",
            "shop-1",
            "4711",
            "merchant-1",
            OrderExceptionRow.Kind.HELD,
            List.of("ADDRESS", "with, comma"),
            "customer-service",
            NOON.plusSeconds(3_600),
            NOON,
            null,
            2);
    write(edge.orderExceptions(), OrderExceptionRow.class, List.of(open));
    assertThat(
            query(
                "SELECT kind, codes[2], since, owner, due_by - since FROM penstock.open_exceptions"))
        .containsExactly("HELD|with, comma|2026-03-14 12:00:00+00|customer-service|01:00:00");

    write(
        edge.orderExceptions(),
        OrderExceptionRow.class,
        List.of(open.cleared(NOON.plusSeconds(60), 3), open));
    assertThat(query("SELECT kind FROM penstock.open_exceptions")).isEmpty();
    assertThat(query("SELECT cleared_at, sequence FROM penstock.order_exceptions"))
        .containsExactly("2026-03-14 12:01:00+00|3");
  }

  @Test
  void aReplayCannotMoveACountBackwards() throws Exception {
    FunnelMinute first = new FunnelMinute("taobao", NOON, 5, 1, 0, 2, 1, 0, 0, 2, 0, 0, 0);
    FunnelMinute second = first.plus(first);
    write(edge.funnelMinutes(), FunnelMinute.class, List.of(first, second, first));
    write(edge.funnelMinutes(), FunnelMinute.class, List.of(first));

    assertThat(
            query(
                "SELECT received, redelivered, stale, passed, held, waiting, rejected, allocated,"
                    + " backordered, shipped, cancelled, version FROM penstock.funnel_minute"))
        .containsExactly("10|2|0|4|2|0|0|4|0|0|0|22");
    assertThat(query("SELECT hour, received FROM penstock.funnel_hourly"))
        .containsExactly("2026-03-14 12:00:00+00|10");
  }

  @Test
  void aReplayCannotMoveAFinanceTotalBackwards() throws Exception {
    SalesDay first =
        new SalesDay("taobao", "shop-1", "2026-03-14", "KWD", 1, 2, 12_500, 0, 0, 0, 1);
    SalesDay second =
        first.plus(new SalesDay("taobao", "shop-1", "2026-03-14", "KWD", 0, 0, 0, 1, 2, 12_500, 1));
    write(edge.salesDays(), SalesDay.class, List.of(first, second, first));
    write(edge.salesDays(), SalesDay.class, List.of(first));

    assertThat(
            query(
                "SELECT marketplace, shop, day, currency, orders, units, gross_minor,"
                    + " cancelled_orders, cancelled_units, cancelled_minor, version"
                    + " FROM penstock.sales_daily"))
        .containsExactly("taobao|shop-1|2026-03-14|KWD|1|2|12500|1|2|12500|2");
    assertThat(query("SELECT day, orders, net_minor FROM penstock.sales_net_daily"))
        .containsExactly("2026-03-14|0|0");
  }

  @Test
  void theViewsSayWhatIsOpenAndHowLongShippingTook() throws Exception {
    write(
        edge.orderStatus(),
        OrderStatusRow.class,
        List.of(
            status("1", 1, OrderEvent.Status.HELD, null),
            status("2", 1, OrderEvent.Status.HELD, null),
            status("3", 1, OrderEvent.Status.SHIPPED, NOON.plusSeconds(7_200))));

    assertThat(query("SELECT shop, status, orders, units, overdue FROM penstock.backlog"))
        .containsExactly("shop-1|HELD|2|6|0");
    assertThat(
            query(
                "SELECT day, orders, mean_time, within_24_hours, late"
                    + " FROM penstock.order_to_ship_daily"))
        .containsExactly("2026-03-14|1|02:00:00|1|0");
  }

  @Test
  void everyTableViewAndColumnIsExplained() throws Exception {
    String ours =
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " WHERE n.nspname = 'penstock' AND c.relkind IN ('r', 'p', 'v', 'm')"
            + " AND c.relname <> 'flyway_schema_history'";

    assertThat(query("SELECT DISTINCT c.relname" + ours)).hasSize(15);
    assertThat(query("SELECT DISTINCT c.relname" + ours + " AND obj_description(c.oid) IS NULL"))
        .isEmpty();
    assertThat(
            query(
                "SELECT c.relname || '.' || a.attname"
                    + ours
                    + " AND col_description(c.oid, a.attnum) IS NULL"))
        .isEmpty();
  }

  private static <T> void write(Sink<T> sink, Class<T> type, List<T> rows) throws Exception {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink).setParallelism(1);
    env.fromData(rows, TypeInformation.of(type)).uid("rows").sinkTo(sink).uid("table");
    cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          List<String> columns = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(String.valueOf(result.getString(i)));
          }
          rows.add(String.join("|", columns));
        }
      }
    }
    return rows;
  }

  private static OrderStatusRow status(long sequence, OrderEvent.Status status, Reason... reasons) {
    return status("4711", sequence, status, null, reasons);
  }

  private static OrderStatusRow status(
      String order,
      long sequence,
      OrderEvent.Status status,
      @Nullable Instant shippedAt,
      Reason... reasons) {
    return new OrderStatusRow(
        "taobao",
        "shop-1",
        order,
        "merchant-1",
        null,
        status,
        OrderEvent.Type.PASSED,
        List.of(reasons),
        1,
        "CNY",
        9_900,
        3,
        NOON.minusSeconds(60),
        NOON,
        null,
        NOON,
        NOON,
        shippedAt,
        null,
        "CN",
        "Zhejiang",
        0,
        sequence);
  }

  private static OrderHistoryRow history(long sequence) {
    return new OrderHistoryRow(
        "taobao",
        "shop-1",
        "4711",
        sequence,
        OrderEvent.Type.HELD,
        OrderEvent.Status.HELD,
        NOON,
        List.of(Reason.of("ADDRESS")),
        null,
        null,
        null,
        null,
        null,
        new Cause("penstock.orders.raw", 3, sequence));
  }
}
