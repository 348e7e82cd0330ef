package io.penstock.state;

import io.penstock.model.table.SalesDay;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** All that finance keeps in savepoints. */
public final class FinanceState {

  public static final String SALES_LEDGER_UID = "sales-ledger";
  public static final String DAILY_SALES_UID = "daily-sales";
  public static final String READ_BILLS_UID = "read-bills";

  /**
   * How long an order is remembered after it last passed or was cancelled. Marketplaces send old
   * versions again for up to three months, and after-sales periods end within half a year; an order
   * that was forgotten earlier would be counted as a new sale.
   */
  public static final Duration ORDER_RETENTION = Duration.ofDays(180);

  /** Longer than its orders are remembered, so that a late change meets the total it belongs to. */
  public static final Duration DAY_RETENTION = Duration.ofDays(400);

  /** By order. */
  public static ValueStateDescriptor<SaleState> sale() {
    return Retained.value("sale", SaleState.class, ORDER_RETENTION);
  }

  /** By shop, day and currency. */
  public static ValueStateDescriptor<SalesDay> total() {
    return Retained.value("total", SalesDay.class, DAY_RETENTION);
  }

  private FinanceState() {}
}
