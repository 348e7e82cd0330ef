package io.penstock.deploy.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.penstock.deploy.load.PlannedOrder.Item;
import io.penstock.deploy.load.PlannedOrder.Person;
import java.io.IOException;
import java.time.Duration;

/** The answer to {@code taobao.trade.fullinfo.get}: yuan as text, Chinese time, masked persons. */
final class TaobaoDialect implements Dialect {

  private static final long FIRST_ID = 4_000_000_000_000_000_000L;

  @Override
  public void write(JsonGenerator json, PlannedOrder order, Version version) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("trade_fullinfo_get_response");
    json.writeObjectFieldStart("trade");
    if (!version.anonymous()) {
      json.writeNumberField("tid", FIRST_ID + order.number());
      json.writeStringField("tid_str", Long.toString(FIRST_ID + order.number()));
    }
    json.writeStringField("status", status(version));
    json.writeStringField("type", "fixed");
    json.writeStringField("seller_nick", order.shop().shop());
    json.writeStringField("title", order.shop().shop());
    times(json, order, version);
    money(json, order, version);
    receiver(json, order.person());
    json.writeStringField("buyer_message", order.buyerMessage());
    json.writeStringField("seller_memo", version.memo());
    json.writeNumberField("seller_flag", version.memo().isEmpty() ? 0 : 3);
    json.writeStringField("shipping_type", "express");
    json.writeStringField("trade_from", "WAP,WAP");
    json.writeNumberField("num", order.items().stream().mapToInt(Item::quantity).sum());
    json.writeObjectFieldStart("orders");
    json.writeArrayFieldStart("order");
    for (int i = 0; i < order.items().size(); i++) {
      line(json, order, i, version);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String status(Version version) {
    return switch (version.stage()) {
      case UNPAID -> "WAIT_BUYER_PAY";
      case PAID -> "WAIT_SELLER_SEND_GOODS";
      case SHIPPED -> "WAIT_BUYER_CONFIRM_GOODS";
      case CLOSED_UNPAID -> "TRADE_CLOSED_BY_TAOBAO";
      case CLOSED_REFUNDED -> "TRADE_CLOSED";
    };
  }

  private static void times(JsonGenerator json, PlannedOrder order, Version version)
      throws IOException {
    json.writeStringField("created", Dialect.chinese(order.createdAt()));
    json.writeStringField("modified", Dialect.chinese(version.modifiedAt()));
    if (version.isPaid()) {
      json.writeStringField("pay_time", Dialect.chinese(version.paidAt()));
    } else {
      json.writeStringField(
          "timeout_action_time", Dialect.chinese(order.createdAt().plus(Duration.ofDays(1))));
    }
    if (version.stage() == Version.Stage.SHIPPED) {
      json.writeStringField("consign_time", Dialect.chinese(version.modifiedAt()));
    }
    if (version.stage().isClosed()) {
      json.writeStringField("end_time", Dialect.chinese(version.modifiedAt()));
    }
  }

  private static void money(JsonGenerator json, PlannedOrder order, Version version)
      throws IOException {
    String payment = Dialect.decimal(order.total());
    json.writeStringField("payment", payment);
    json.writeStringField("total_fee", Dialect.decimal(order.gross()));
    json.writeStringField("post_fee", Dialect.decimal(order.freight()));
    json.writeStringField("discount_fee", "0.00");
    json.writeStringField("adjust_fee", "0.00");
    json.writeStringField("cod_fee", "0.00");
    json.writeStringField("cod_status", "NEW_CREATED");
    json.writeStringField("received_payment", "0.00");
    json.writeStringField("available_confirm_fee", version.isPaid() ? payment : "0.00");
    json.writeNumberField("point_fee", 0);
    json.writeBooleanField("has_post_fee", order.freight() > 0);
  }

  private static void receiver(JsonGenerator json, Person person) throws IOException {
    json.writeStringField("buyer_nick", Dialect.masked(person.name()) + "*");
    json.writeStringField("buyer_open_uid", person.buyer());
    json.writeStringField("oaid", person.token());
    json.writeStringField("receiver_name", Dialect.masked(person.name()));
    json.writeStringField("receiver_mobile", Dialect.masked(person.phone()));
    json.writeStringField("receiver_country", "");
    json.writeStringField("receiver_state", person.region());
    json.writeStringField("receiver_city", person.city());
    json.writeStringField("receiver_district", person.district());
    json.writeStringField("receiver_address", Dialect.masked(person.street()));
    json.writeStringField("receiver_zip", person.postcode());
  }

  private static void line(JsonGenerator json, PlannedOrder order, int index, Version version)
      throws IOException {
    Item item = order.items().get(index);
    String amount = Dialect.decimal(item.amount());
    json.writeStartObject();
    json.writeNumberField("oid", FIRST_ID + order.lineNumber(index));
    json.writeStringField("status", status(version));
    json.writeStringField(
        "refund_status",
        version.stage() == Version.Stage.CLOSED_REFUNDED ? "SUCCESS" : "NO_REFUND");
    json.writeStringField("title", item.title());
    json.writeNumberField("num", item.quantity());
    json.writeNumberField("num_iid", 620_000_000_000L + item.article());
    json.writeStringField("outer_iid", item.sku().isEmpty() ? "" : item.sku() + "-P");
    json.writeStringField("outer_sku_id", item.sku());
    json.writeStringField("sku_id", Long.toString(4_600_000_000_000L + item.article()));
    json.writeStringField("price", Dialect.decimal(item.price()));
    json.writeStringField("discount_fee", Dialect.decimal(item.discount()));
    json.writeStringField("adjust_fee", "0.00");
    json.writeStringField("part_mjz_discount", "0.00");
    json.writeStringField("total_fee", amount);
    json.writeStringField("payment", amount);
    json.writeStringField("divide_order_fee", amount);
    json.writeStringField("order_from", "WAP,WAP");
    json.writeStringField("seller_type", "B");
    json.writeBooleanField("is_oversold", false);
    json.writeEndObject();
  }
}
