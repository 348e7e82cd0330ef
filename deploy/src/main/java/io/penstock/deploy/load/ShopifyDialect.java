package io.penstock.deploy.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.penstock.deploy.load.PlannedOrder.Item;
import io.penstock.deploy.load.PlannedOrder.Person;
import io.penstock.deploy.load.Version.Stage;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The body of an order webhook: three status axes, decimal text, offsets on every time. */
final class ShopifyDialect implements Dialect {

  /** Such ids stay below 2^53, as the marketplace's own do. */
  private static final long ID_RANGE = 8_000_000_000_000_000L;

  private static final DateTimeFormatter EASTERN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX").withZone(ZoneOffset.ofHours(-5));

  @Override
  public void write(JsonGenerator json, PlannedOrder order, Version version) throws IOException {
    json.writeStartObject();
    if (!version.anonymous()) {
      json.writeNumberField("id", order.number() % ID_RANGE);
    }
    json.writeStringField("name", "#" + (1001 + order.index()));
    json.writeNumberField("order_number", 1001 + order.index());
    json.writeBooleanField("test", false);
    json.writeStringField("source_name", "web");
    status(json, version);
    json.writeStringField("created_at", EASTERN.format(order.createdAt()));
    json.writeStringField("updated_at", EASTERN.format(version.modifiedAt()));
    if (version.isPaid()) {
      json.writeStringField("processed_at", EASTERN.format(version.paidAt()));
    }
    money(json, order);
    person(json, order.person());
    json.writeStringField("note", version.memo());
    json.writeArrayFieldStart("line_items");
    for (int i = 0; i < order.items().size(); i++) {
      line(json, order, i, version);
    }
    json.writeEndArray();
    refunds(json, order, version);
    json.writeEndObject();
  }

  private static void status(JsonGenerator json, Version version) throws IOException {
    json.writeStringField(
        "financial_status",
        switch (version.stage()) {
          case UNPAID -> "pending";
          case PAID, SHIPPED -> "paid";
          case CLOSED_UNPAID -> "voided";
          case CLOSED_REFUNDED -> "refunded";
        });
    text(json, "fulfillment_status", fulfilment(version));
    Instant closed = version.stage().isClosed() ? version.modifiedAt() : null;
    text(json, "cancelled_at", closed == null ? null : EASTERN.format(closed));
    text(json, "cancel_reason", closed == null ? null : "customer");
  }

  private static @Nullable String fulfilment(Version version) {
    return version.stage() == Stage.SHIPPED ? "fulfilled" : null;
  }

  private static void text(JsonGenerator json, String field, @Nullable String value)
      throws IOException {
    json.writeFieldName(field);
    json.writeString(value);
  }

  private static void money(JsonGenerator json, PlannedOrder order) throws IOException {
    json.writeStringField("currency", order.market().currency);
    json.writeBooleanField("taxes_included", false);
    json.writeStringField("total_line_items_price", Dialect.decimal(order.gross()));
    json.writeStringField("subtotal_price", Dialect.decimal(order.gross() - order.discount()));
    json.writeStringField("total_discounts", Dialect.decimal(order.discount()));
    json.writeStringField("total_tax", Dialect.decimal(order.tax()));
    json.writeStringField("total_price", Dialect.decimal(order.total()));
    json.writeArrayFieldStart("shipping_lines");
    json.writeStartObject();
    json.writeStringField("code", "Standard");
    json.writeStringField("title", "Standard");
    json.writeStringField("price", Dialect.decimal(order.freight()));
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void person(JsonGenerator json, Person person) throws IOException {
    json.writeObjectFieldStart("customer");
    json.writeNumberField("id", Long.parseLong(person.buyer()));
    json.writeStringField("state", "disabled");
    json.writeEndObject();
    json.writeObjectFieldStart("shipping_address");
    json.writeStringField("name", person.name());
    json.writeStringField("phone", person.phone());
    json.writeStringField("address1", person.street());
    json.writeStringField("address2", "");
    json.writeStringField("city", person.city());
    json.writeStringField("zip", person.postcode());
    json.writeStringField("province", person.district());
    json.writeStringField("province_code", person.region());
    json.writeStringField("country", "United States");
    json.writeStringField("country_code", "US");
    json.writeEndObject();
  }

  private static void line(JsonGenerator json, PlannedOrder order, int index, Version version)
      throws IOException {
    Item item = order.items().get(index);
    json.writeStartObject();
    json.writeNumberField("id", order.lineNumber(index) % ID_RANGE);
    json.writeNumberField("product_id", 632_000_000L + item.article());
    json.writeNumberField("variant_id", 39_000_000L + item.article());
    json.writeStringField("sku", item.sku());
    json.writeStringField("title", item.title());
    json.writeStringField("name", item.title());
    json.writeNumberField("quantity", item.quantity());
    json.writeStringField("price", Dialect.decimal(item.price()));
    json.writeStringField("total_discount", "0.00");
    json.writeArrayFieldStart("discount_allocations");
    if (item.discount() > 0) {
      json.writeStartObject();
      json.writeStringField("amount", Dialect.decimal(item.discount()));
      json.writeNumberField("discount_application_index", 0);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tax_lines");
    json.writeStartObject();
    json.writeStringField("title", "State Tax");
    json.writeStringField("price", Dialect.decimal(item.tax()));
    json.writeNumberField("rate", item.taxPercent() / 100.0);
    json.writeEndObject();
    json.writeEndArray();
    text(json, "fulfillment_status", fulfilment(version));
    json.writeStringField("fulfillment_service", "manual");
    json.writeBooleanField("requires_shipping", true);
    json.writeEndObject();
  }

  private static void refunds(JsonGenerator json, PlannedOrder order, Version version)
      throws IOException {
    json.writeArrayFieldStart("refunds");
    if (version.stage() == Stage.CLOSED_REFUNDED) {
      json.writeStartObject();
      json.writeNumberField("id", order.number() % ID_RANGE);
      json.writeStringField("created_at", EASTERN.format(version.modifiedAt()));
      json.writeArrayFieldStart("refund_line_items");
      for (int i = 0; i < order.items().size(); i++) {
        Item item = order.items().get(i);
        json.writeStartObject();
        json.writeNumberField("line_item_id", order.lineNumber(i) % ID_RANGE);
        json.writeNumberField("quantity", item.quantity());
        json.writeStringField("subtotal", Dialect.decimal(item.amount()));
        json.writeStringField("restock_type", "cancel");
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
