package io.penstock.connectors.postgres;

import static io.penstock.connectors.postgres.Table.Type.BIGINT;
import static io.penstock.connectors.postgres.Table.Type.DAY;
import static io.penstock.connectors.postgres.Table.Type.TEXT;
import static io.penstock.connectors.postgres.Table.Type.TIME;

import io.penstock.connectors.postgres.Table.Column;
import io.penstock.connectors.postgres.Table.Guard;
import io.penstock.model.table.FunnelMinute;
import io.penstock.model.table.SalesDay;
import io.penstock.model.table.ShopHour;
import io.penstock.model.table.StockRow;
import java.util.List;

/** The tables of what all orders come to, and of what there is for them. */
final class TotalsTables {

  static final Table<FunnelMinute> FUNNEL_MINUTE =
      new Table<>(
          "funnel_minute",
          List.of(
              Column.of("marketplace", TEXT, FunnelMinute::marketplace),
              Column.of("minute", TIME, FunnelMinute::minute)),
          List.of(
              Column.of("received", BIGINT, FunnelMinute::received),
              Column.of("redelivered", BIGINT, FunnelMinute::redelivered),
              Column.of("stale", BIGINT, FunnelMinute::stale),
              Column.of("passed", BIGINT, FunnelMinute::passed),
              Column.of("held", BIGINT, FunnelMinute::held),
              Column.of("waiting", BIGINT, FunnelMinute::waiting),
              Column.of("rejected", BIGINT, FunnelMinute::rejected),
              Column.of("allocated", BIGINT, FunnelMinute::allocated),
              Column.of("backordered", BIGINT, FunnelMinute::backordered),
              Column.of("shipped", BIGINT, FunnelMinute::shipped),
              Column.of("cancelled", BIGINT, FunnelMinute::cancelled)),
          new Guard<>("version", FunnelMinute::version));

  static final Table<SalesDay> SALES_DAILY =
      new Table<>(
          "sales_daily",
          List.of(
              Column.of("marketplace", TEXT, SalesDay::marketplace),
              Column.of("shop", TEXT, SalesDay::shop),
              Column.of("day", DAY, SalesDay::day),
              Column.of("currency", TEXT, SalesDay::currency)),
          List.of(
              Column.of("orders", BIGINT, SalesDay::orders),
              Column.of("units", BIGINT, SalesDay::units),
              Column.of("gross_minor", BIGINT, SalesDay::grossMinor),
              Column.of("cancelled_orders", BIGINT, SalesDay::cancelledOrders),
              Column.of("cancelled_units", BIGINT, SalesDay::cancelledUnits),
              Column.of("cancelled_minor", BIGINT, SalesDay::cancelledMinor)),
          new Guard<>("version", SalesDay::version));

  static final Table<ShopHour> SHOP_HOURS =
      new Table<>(
          "shop_hours",
          List.of(
              Column.of("marketplace", TEXT, ShopHour::marketplace),
              Column.of("shop", TEXT, ShopHour::shop),
              Column.of("hour", TIME, ShopHour::hour),
              Column.of("currency", TEXT, ShopHour::currency)),
          List.of(
              Column.of("orders", BIGINT, ShopHour::orders),
              Column.of("amount_minor", BIGINT, ShopHour::amountMinor),
              Column.of("expected_orders", BIGINT, ShopHour::expectedOrders),
              Column.of("expected_minor", BIGINT, ShopHour::expectedMinor),
              Column.of("compare_at", TIME, ShopHour::compareAt)),
          new Guard<>("version", ShopHour::version));

  static final Table<StockRow> STOCK =
      new Table<>(
          "stock",
          List.of(
              Column.of("pool", TEXT, StockRow::pool),
              Column.of("sku", TEXT, StockRow::sku),
              Column.of("warehouse", TEXT, StockRow::warehouse),
              Column.of("quality", TEXT, StockRow::quality)),
          List.of(
              Column.of("on_hand", BIGINT, StockRow::onHand),
              Column.of("locked", BIGINT, StockRow::locked),
              Column.of("residue", BIGINT, StockRow::residue),
              Column.of("updated_at", TIME, StockRow::updatedAt)),
          new Guard<>("sequence", StockRow::sequence));

  private TotalsTables() {}
}
