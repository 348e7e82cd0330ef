package io.penstock.connectors.postgres;

import static io.penstock.connectors.postgres.Table.Type.BIGINT;
import static io.penstock.connectors.postgres.Table.Type.INTEGER;
import static io.penstock.connectors.postgres.Table.Type.JSON;
import static io.penstock.connectors.postgres.Table.Type.TEXT;
import static io.penstock.connectors.postgres.Table.Type.TEXTS;
import static io.penstock.connectors.postgres.Table.Type.TIME;

import io.penstock.connectors.Json;
import io.penstock.connectors.postgres.Table.Column;
import io.penstock.connectors.postgres.Table.Guard;
import io.penstock.model.Reason;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderHistoryRow;
import io.penstock.model.table.OrderStatusRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of what becomes of each order. */
final class OrderTables {

  static final Table<OrderStatusRow> STATUS =
      new Table<>(
          "order_status",
          List.of(
              Column.of("marketplace", TEXT, OrderStatusRow::marketplace),
              Column.of("shop", TEXT, OrderStatusRow::shop),
              Column.of("order_id", TEXT, OrderStatusRow::orderId)),
          List.of(
              Column.of("merchant", TEXT, OrderStatusRow::merchant),
              Column.of("pool", TEXT, OrderStatusRow::pool),
              Column.of("status", TEXT, OrderStatusRow::status),
              Column.of("last_event", TEXT, OrderStatusRow::lastEvent),
              Column.of("reasons", JSON, row -> json(row.reasons())),
              Column.of("version", INTEGER, OrderStatusRow::version),
              Column.of("currency", TEXT, OrderStatusRow::currency),
              Column.of("total_minor", BIGINT, OrderStatusRow::totalMinor),
              Column.of("units", BIGINT, OrderStatusRow::units),
              Column.of("placed_at", TIME, OrderStatusRow::placedAt),
              Column.of("paid_at", TIME, OrderStatusRow::paidAt),
              Column.of("ship_by", TIME, OrderStatusRow::shipBy),
              Column.of("received_at", TIME, OrderStatusRow::receivedAt),
              Column.of("updated_at", TIME, OrderStatusRow::updatedAt),
              Column.of("shipped_at", TIME, OrderStatusRow::shippedAt),
              Column.of("expected_at", TIME, OrderStatusRow::expectedAt),
              Column.of("country", TEXT, OrderStatusRow::country),
              Column.of("region", TEXT, OrderStatusRow::region),
              Column.of("deliveries", INTEGER, OrderStatusRow::deliveries)),
          new Guard<>("sequence", OrderStatusRow::sequence));

  static final Table<OrderHistoryRow> HISTORY =
      new Table<>(
          "order_history",
          List.of(
              Column.of("marketplace", TEXT, OrderHistoryRow::marketplace),
              Column.of("shop", TEXT, OrderHistoryRow::shop),
              Column.of("order_id", TEXT, OrderHistoryRow::orderId),
              Column.of("sequence", BIGINT, OrderHistoryRow::sequence)),
          List.of(
              Column.of("type", TEXT, OrderHistoryRow::type),
              Column.of("status", TEXT, OrderHistoryRow::status),
              Column.of("at", TIME, OrderHistoryRow::at),
              Column.of("reasons", JSON, row -> json(row.reasons())),
              Column.of("actor", TEXT, OrderHistoryRow::actor),
              Column.of("delivery_id", TEXT, OrderHistoryRow::deliveryId),
              Column.of("warehouse", TEXT, OrderHistoryRow::warehouse),
              Column.of("carrier", TEXT, OrderHistoryRow::carrier),
              Column.of("tracking_number", TEXT, OrderHistoryRow::trackingNumber),
              Column.of("cause_topic", TEXT, row -> row.cause().topic()),
              Column.of("cause_partition", INTEGER, row -> row.cause().partition()),
              Column.of("cause_offset", BIGINT, row -> row.cause().offset())),
          null);

  static final Table<OrderExceptionRow> EXCEPTIONS =
      new Table<>(
          "order_exceptions",
          List.of(
              Column.of("marketplace", TEXT, OrderExceptionRow::marketplace),
              Column.of("shop", TEXT, OrderExceptionRow::shop),
              Column.of("order_id", TEXT, OrderExceptionRow::orderId)),
          List.of(
              Column.of("merchant", TEXT, OrderExceptionRow::merchant),
              Column.of("kind", TEXT, OrderExceptionRow::kind),
              Column.of("codes", TEXTS, row -> array(row.codes())),
              Column.of("owner", TEXT, OrderExceptionRow::owner),
              Column.of("due_by", TIME, OrderExceptionRow::dueBy),
              Column.of("since", TIME, OrderExceptionRow::since),
              Column.of("cleared_at", TIME, OrderExceptionRow::clearedAt)),
          new Guard<>("sequence", OrderExceptionRow::sequence));

  /** Most rows have no reasons: they cost no serialization. */
  private static String json(List<Reason> reasons) {
    return reasons.isEmpty() ? "[]" : new String(Json.write(reasons), StandardCharsets.UTF_8);
  }

  private static String array(List<String> texts) {
    return texts.stream()
        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private OrderTables() {}
}
