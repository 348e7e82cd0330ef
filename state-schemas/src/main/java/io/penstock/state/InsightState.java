package io.penstock.state;

import io.penstock.model.table.FunnelMinute;
import io.penstock.model.table.ShopHour;
import java.time.Duration;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** All that insight keeps in savepoints. */
public final class InsightState {

  public static final String STANDING_UID = "order-standing";
  public static final String FUNNEL_UID = "funnel";
  public static final String COMPLETENESS_UID = "completeness";
  public static final String STOCK_UID = "stock-balance";

  /**
   * How long an order is remembered after its last event: marketplaces send old versions again for
   * up to three months, and after-sales periods end within half a year. Its rows stay for ever.
   */
  public static final Duration ORDER_RETENTION = Duration.ofDays(180);

  /**
   * How long a minute is remembered after it was last amended. An event that comes later still is
   * in the history but no longer counted: the row's guard keeps the complete count.
   */
  public static final Duration MINUTE_RETENTION = Duration.ofDays(7);

  /** How long an hour of a shop is remembered: marketplaces bill, and correct, within a month. */
  public static final Duration HOUR_RETENTION = Duration.ofDays(45);

  /** By order. */
  public static ValueStateDescriptor<Standing> standing() {
    return Retained.value("standing", Standing.class, ORDER_RETENTION);
  }

  /** By marketplace and minute. */
  public static ValueStateDescriptor<FunnelMinute> funnel() {
    return Retained.value("funnel", FunnelMinute.class, MINUTE_RETENTION);
  }

  /** By shop, hour and currency. */
  public static ValueStateDescriptor<ShopHour> shopHour() {
    return Retained.value("shop-hour", ShopHour.class, HOUR_RETENTION);
  }

  /** By pool and article. */
  public static ValueStateDescriptor<SkuLedger> skuLedger() {
    return new ValueStateDescriptor<>("sku-ledger", TypeInformation.of(SkuLedger.class));
  }

  /** By how many units a task's rows and the ledger differ: one number per task. */
  public static ListStateDescriptor<Long> residue() {
    return new ListStateDescriptor<>("residue", Types.LONG);
  }

  private InsightState() {}
}
