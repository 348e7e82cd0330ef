package io.penstock.connectors.postgres;

import static io.penstock.connectors.postgres.Table.Type.BIGINT;
import static io.penstock.connectors.postgres.Table.Type.INTEGER;
import static io.penstock.connectors.postgres.Table.Type.TEXT;
import static io.penstock.connectors.postgres.Table.Type.TIME;

import io.penstock.connectors.postgres.Table.Column;
import io.penstock.model.table.BillLineRow;
import java.util.List;

/** The table of what marketplaces bill. */
final class BillTables {

  static final Table<BillLineRow> BILL_LINES =
      new Table<>(
          "bill_lines",
          List.of(
              Column.of("marketplace", TEXT, row -> row.line().marketplace()),
              Column.of("shop", TEXT, row -> row.line().shop()),
              Column.of("statement_id", TEXT, row -> row.line().statementId()),
              Column.of("entry_id", TEXT, row -> row.line().entryId())),
          List.of(
              Column.of("order_id", TEXT, row -> row.line().orderId()),
              Column.of("line_id", TEXT, row -> row.line().lineId()),
              Column.of("sku", TEXT, row -> row.line().sku()),
              Column.of("type", TEXT, row -> row.line().type()),
              Column.of("fee_type", TEXT, row -> row.line().feeType()),
              Column.of("currency", TEXT, row -> row.line().currency()),
              Column.of("amount_minor", BIGINT, row -> row.line().amountMinor()),
              Column.of("posted_at", TIME, row -> row.line().postedAt()),
              Column.of("payout_id", TEXT, row -> row.line().payoutId()),
              Column.of("cause_topic", TEXT, row -> row.cause().topic()),
              Column.of("cause_partition", INTEGER, row -> row.cause().partition()),
              Column.of("cause_offset", BIGINT, row -> row.cause().offset())),
          null);

  private BillTables() {}
}
