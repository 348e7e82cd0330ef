package io.penstock.connectors.marketplace;

/**
 * What a message of a marketplace can be. A folder has a mapping for each kind that the marketplace
 * sends; the kinds are tried in this order, and the first that finds its own in a message has it.
 */
enum MessageKind {
  ORDER("order.jslt"),
  AFTER_SALES("aftersales.jslt"),
  NEWS("event.jslt"),
  BILL("settlement.jslt");

  private final String file;

  MessageKind(String file) {
    this.file = file;
  }

  /** The mapping's file in the folder. */
  String file() {
    return file;
  }
}
