package io.penstock.deploy.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders of our own making, each for one thing that must come out right.
 *
 * @param shop names the case; each has a shop of its own
 * @param code of the dead letter that each payload must become; absent where it is an order
 */
record Planted(String marketplace, String shop, @Nullable String code, List<byte[]> payloads) {

  /** As a {@code double} it would end in 2. */
  static final String BIG_ID = "9007199254740993";

  /** It is in no catalogue. */
  static final String NOBODYS_SKU = "NOBODYS";

  /** It is in the catalogue, but goods come only at the very end. */
  static final String LATE_SKU = "LATE";

  private static final String FIRST = "2026-03-01T10:00:00Z";
  private static final String LATER = "2026-03-01T11:00:00Z";

  static List<Planted> all() {
    return List.of(
        refused("broken-json", "BROKEN_JSON", "{\"id\":"),
        refused("no-id", "MISSING_ORDER_ID", paid("\"order_number\":1", "USD", "5.00", "CUP")),
        refused("negative-amount", "BAD_AMOUNT", paid("\"id\":1", "USD", "-5.00", "CUP")),
        refused("amount-in-words", "BAD_AMOUNT", paid("\"id\":1", "USD", "five", "CUP")),
        refused("half-a-yen", "BAD_AMOUNT", paid("\"id\":1", "JPY", "12.5", "CUP")),
        refused("five-megabytes", "TOO_LARGE", "\"" + "x".repeat(5_000_000) + "\""),
        new Planted("nowhere", "unheard-of", "UNKNOWN_MARKETPLACE", List.of("{}".getBytes(UTF_8))),
        order("big-id", paid("\"id\":" + BIG_ID, "USD", "5.00", "CUP")),
        order("yen", paid("\"id\":1", "JPY", "1250", "CUP")),
        order("dinars", paid("\"id\":1", "KWD", "1.234", "CUP")),
        order("unknown-sku", paid("\"id\":1", "USD", "5.00", NOBODYS_SKU)),
        order("unpaid-then-cancelled", pending(), cancelled("CUP")),
        order("cancelled-before-known", cancelled("CUP"), paid("\"id\":1", "USD", "5.00", "CUP")),
        order("no-goods", paid("\"id\":1", "USD", "5.00", LATE_SKU)),
        order("no-goods-then-cancelled", paid("\"id\":1", "USD", "5.00", LATE_SKU)));
  }

  /** What comes when all the others have come to rest. */
  static Planted afterwards() {
    return order("no-goods-then-cancelled", cancelled(LATE_SKU));
  }

  private static Planted refused(String shop, String code, String payload) {
    return new Planted("shopify", shop, code, List.of(payload.getBytes(UTF_8)));
  }

  private static Planted order(String shop, String... versions) {
    List<byte[]> payloads = new ArrayList<>();
    for (String version : versions) {
      payloads.add(version.getBytes(UTF_8));
    }
    return new Planted("shopify", shop, null, payloads);
  }

  private static String paid(String id, String currency, String total, String sku) {
    return payload(id, currency, total, "paid", FIRST, "null", sku);
  }

  private static String pending() {
    return payload("\"id\":1", "USD", "5.00", "pending", FIRST, "null", "CUP");
  }

  private static String cancelled(String sku) {
    return payload("\"id\":1", "USD", "5.00", "voided", LATER, "\"" + LATER + "\"", sku);
  }

  private static String payload(
      String id,
      String currency,
      String total,
      String payment,
      String updated,
      String cancelled,
      String sku) {
    return """
        {%s,"currency":"%s","total_price":"%s","financial_status":"%s","created_at":"%s",\
        "updated_at":"%s","cancelled_at":%s,\
        "line_items":[{"id":1,"sku":"%s","quantity":1,"price":"1"}]}"""
        .formatted(id, currency, total, payment, FIRST, updated, cancelled, sku);
  }
}
