package io.penstock.deploy.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.penstock.deploy.load.PlannedOrder.Item;
import io.penstock.deploy.load.PlannedOrder.Person;
import io.penstock.deploy.load.Version.Stage;
import java.io.IOException;
import java.time.Duration;

/**
 * An order of the Orders API v0, its items within it: amounts with currencies, but none before it
 * is paid; UTC times.
 */
final class AmazonDialect implements Dialect {

  private static final long FIRST_ID = 10_000_000_000_000_000L;
  private static final long ID_RANGE = 80_000_000_000_000_000L;
  private static final Duration PROMISE = Duration.ofDays(2);

  @Override
  public void write(JsonGenerator json, PlannedOrder order, Version version) throws IOException {
    json.writeStartObject();
    if (!version.anonymous()) {
      json.writeStringField("AmazonOrderId", id(order));
    }
    json.writeStringField("OrderStatus", status(version));
    json.writeStringField("OrderType", "StandardOrder");
    json.writeStringField("FulfillmentChannel", "MFN");
    json.writeStringField("SalesChannel", "Amazon.com");
    json.writeStringField("MarketplaceId", "ATVPDKIKX0DER");
    json.writeStringField("PurchaseDate", order.createdAt().toString());
    json.writeStringField("LastUpdateDate", version.modifiedAt().toString());
    json.writeStringField("EarliestShipDate", order.createdAt().toString());
    json.writeStringField("LatestShipDate", order.createdAt().plus(PROMISE).toString());
    json.writeStringField("ShipServiceLevel", "Std US D2D Dom");
    json.writeStringField("ShipmentServiceLevelCategory", "Standard");
    json.writeStringField("PaymentMethod", "Other");
    json.writeBooleanField("IsPrime", false);
    json.writeBooleanField("IsBusinessOrder", false);
    json.writeBooleanField("IsReplacementOrder", false);
    int units = order.items().stream().mapToInt(Item::quantity).sum();
    int shipped = version.stage() == Stage.SHIPPED ? units : 0;
    json.writeNumberField("NumberOfItemsShipped", shipped);
    json.writeNumberField(
        "NumberOfItemsUnshipped", version.stage().isClosed() ? 0 : units - shipped);
    if (version.stage() != Stage.UNPAID) {
      money(json, order, "OrderTotal", order.total());
    }
    person(json, order.person());
    json.writeArrayFieldStart("OrderItems");
    for (int i = 0; i < order.items().size(); i++) {
      line(json, order, i, version);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String id(PlannedOrder order) {
    String digits = Long.toString(FIRST_ID + order.number() % ID_RANGE);
    return digits.substring(0, 3) + "-" + digits.substring(3, 10) + "-" + digits.substring(10);
  }

  private static String status(Version version) {
    return switch (version.stage()) {
      case UNPAID -> "Pending";
      case PAID -> "Unshipped";
      case SHIPPED -> "Shipped";
      case CLOSED_UNPAID, CLOSED_REFUNDED -> "Canceled";
    };
  }

  private static void money(JsonGenerator json, PlannedOrder order, String field, long minor)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("CurrencyCode", order.market().currency);
    json.writeStringField("Amount", Dialect.decimal(minor));
    json.writeEndObject();
  }

  private static void person(JsonGenerator json, Person person) throws IOException {
    json.writeObjectFieldStart("BuyerInfo");
    json.writeStringField("BuyerEmail", person.buyer() + "@marketplace.amazon.com");
    json.writeEndObject();
    json.writeObjectFieldStart("ShippingAddress");
    json.writeStringField("Name", person.name());
    json.writeStringField("AddressLine1", person.street());
    json.writeStringField("City", person.city());
    json.writeStringField("StateOrRegion", person.region());
    json.writeStringField("PostalCode", person.postcode());
    json.writeStringField("CountryCode", "US");
    json.writeStringField("Phone", person.phone());
    json.writeStringField("AddressType", "Residential");
    json.writeEndObject();
  }

  private static void line(JsonGenerator json, PlannedOrder order, int index, Version version)
      throws IOException {
    Item item = order.items().get(index);
    json.writeStartObject();
    json.writeStringField("OrderItemId", Long.toString(FIRST_ID + order.lineNumber(index)));
    json.writeStringField("ASIN", "B0" + (10_000_000 + item.article()));
    json.writeStringField("SellerSKU", item.sku());
    json.writeStringField("Title", item.title());
    json.writeNumberField("QuantityOrdered", item.quantity());
    json.writeNumberField(
        "QuantityShipped", version.stage() == Stage.SHIPPED ? item.quantity() : 0);
    if (version.stage() != Stage.UNPAID) {
      money(json, order, "ItemPrice", item.gross());
      money(json, order, "ItemTax", item.tax());
      money(json, order, "ShippingPrice", index == 0 ? order.freight() : 0);
      money(json, order, "PromotionDiscount", item.discount());
    }
    json.writeStringField("IsGift", "false");
    json.writeStringField("ConditionId", "New");
    json.writeEndObject();
  }
}
