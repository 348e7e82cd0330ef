package io.penstock.connectors.kafka;

import java.util.List;

/** The names of our topics, without the prefix that an installation chooses. */
public final class Topics {

  public static final String ORDERS_RAW = "orders.raw";
  public static final String AFTERSALES_RAW = "aftersales.raw";
  public static final String SETTLEMENTS_RAW = "settlements.raw";
  public static final String WMS_EVENTS = "wms.events";
  public static final String REFERENCE = "reference";
  public static final String COMMANDS = "commands";

  public static final String ORDER_EVENTS = "order-events";
  public static final String DELIVERIES = "deliveries";
  public static final String PRINT_BATCHES = "print-batches";
  public static final String STOCK_LEVELS = "stock-levels";
  public static final String STOCK_MOVEMENTS = "stock-movements";
  public static final String MARKETPLACE_COMMANDS = "marketplace-commands";
  public static final String MARKETPLACE_STOCK = "marketplace-stock";
  public static final String EXCEPTIONS = "exceptions";
  public static final String DEAD_LETTERS = "dead-letters";

  public static final List<String> ALL =
      List.of(
          ORDERS_RAW,
          AFTERSALES_RAW,
          SETTLEMENTS_RAW,
          WMS_EVENTS,
          REFERENCE,
          COMMANDS,
          ORDER_EVENTS,
          DELIVERIES,
          PRINT_BATCHES,
          STOCK_LEVELS,
          STOCK_MOVEMENTS,
          MARKETPLACE_COMMANDS,
          MARKETPLACE_STOCK,
          EXCEPTIONS,
          DEAD_LETTERS);

  /** Topics of which only the newest value per key counts. */
  public static final List<String> COMPACTED = List.of(REFERENCE, STOCK_LEVELS, MARKETPLACE_STOCK);

  private Topics() {}
}
