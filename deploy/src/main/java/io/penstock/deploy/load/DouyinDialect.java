package io.penstock.deploy.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.penstock.deploy.load.PlannedOrder.Item;
import io.penstock.deploy.load.PlannedOrder.Person;
import io.penstock.deploy.load.Version.Stage;
import java.io.IOException;
import java.time.Duration;

/** The answer to {@code order.orderDetail}: whole fen, epoch seconds, ciphers beside masks. */
final class DouyinDialect implements Dialect {

  private static final long FIRST_ID = 6_000_000_000_000_000_000L;
  private static final Duration PROMISE = Duration.ofDays(2);

  @Override
  public void write(JsonGenerator json, PlannedOrder order, Version version) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("data");
    json.writeObjectFieldStart("shop_order_detail");
    if (!version.anonymous()) {
      json.writeStringField("order_id", Long.toString(FIRST_ID + order.number()));
    }
    json.writeNumberField("shop_id", 7_700_000 + order.shop().shop().length());
    json.writeStringField("shop_name", order.shop().shop());
    json.writeNumberField("order_level", 2);
    json.writeNumberField("order_type", 0);
    json.writeNumberField("biz", 2);
    status(json, version);
    times(json, order, version);
    money(json, order);
    receiver(json, order.person());
    json.writeStringField("buyer_words", order.buyerMessage());
    json.writeStringField("seller_words", version.memo());
    json.writeStringField("cancel_reason", version.stage().isClosed() ? "不想要了" : "");
    json.writeArrayFieldStart("sku_order_list");
    for (int i = 0; i < order.items().size(); i++) {
      line(json, order, i, version);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeNumberField("code", 10000);
    json.writeStringField("msg", "success");
    json.writeEndObject();
  }

  private static void status(JsonGenerator json, Version version) throws IOException {
    json.writeNumberField(
        "order_status",
        switch (version.stage()) {
          case UNPAID -> 1;
          case PAID -> 2;
          case SHIPPED -> 3;
          case CLOSED_UNPAID, CLOSED_REFUNDED -> 4;
        });
    json.writeNumberField(
        "main_status",
        switch (version.stage()) {
          case UNPAID -> 1;
          case PAID -> 2;
          case SHIPPED -> 3;
          case CLOSED_UNPAID -> 4;
          case CLOSED_REFUNDED -> 21;
        });
  }

  private static void times(JsonGenerator json, PlannedOrder order, Version version)
      throws IOException {
    long paid = version.isPaid() ? version.paidAt().getEpochSecond() : 0;
    json.writeNumberField("create_time", order.createdAt().getEpochSecond());
    json.writeNumberField("update_time", version.modifiedAt().getEpochSecond());
    json.writeNumberField("pay_time", paid);
    json.writeNumberField("exp_ship_time", paid == 0 ? 0 : paid + PROMISE.toSeconds());
    json.writeNumberField(
        "ship_time", version.stage() == Stage.SHIPPED ? version.modifiedAt().getEpochSecond() : 0);
    json.writeNumberField(
        "finish_time", version.stage().isClosed() ? version.modifiedAt().getEpochSecond() : 0);
    json.writeNumberField("order_expire_time", 1800);
  }

  private static void money(JsonGenerator json, PlannedOrder order) throws IOException {
    json.writeNumberField("pay_type", 1);
    json.writeNumberField("order_amount", order.gross() + order.freight() + order.overcharge());
    json.writeNumberField("pay_amount", order.total());
    json.writeNumberField("post_amount", order.freight());
    json.writeNumberField("post_insurance_amount", 0);
    json.writeNumberField("modify_amount", 0);
    json.writeNumberField("modify_post_amount", 0);
    json.writeNumberField("promotion_amount", order.discount());
    json.writeNumberField("promotion_shop_amount", order.discount());
    json.writeNumberField("promotion_platform_amount", 0);
    json.writeNumberField("promotion_talent_amount", 0);
  }

  private static void receiver(JsonGenerator json, Person person) throws IOException {
    json.writeStringField("doudian_open_id", person.buyer());
    json.writeStringField("open_address_id", person.token());
    json.writeStringField("encrypt_post_receiver", cipher("##", person.name()));
    json.writeStringField("encrypt_post_tel", cipher("$$", person.phone()));
    json.writeStringField("mask_post_receiver", Dialect.masked(person.name()));
    json.writeStringField("mask_post_tel", Dialect.masked(person.phone()));
    json.writeObjectFieldStart("post_addr");
    place(json, "province", person.region());
    place(json, "city", person.city());
    place(json, "town", person.district());
    json.writeStringField("encrypt_detail", cipher("##", person.street()));
    json.writeEndObject();
    json.writeObjectFieldStart("mask_post_addr");
    place(json, "province", person.region());
    place(json, "city", person.city());
    place(json, "town", person.district());
    json.writeStringField("detail", Dialect.masked(person.street()));
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, String level, String name) throws IOException {
    json.writeObjectFieldStart(level);
    json.writeStringField("name", name);
    json.writeEndObject();
  }

  /** Not a secret: only of the form that an opaque value has here. */
  private static String cipher(String fence, String text) {
    return text.isEmpty() ? "" : fence + Integer.toHexString(text.hashCode()) + fence + "1" + fence;
  }

  private static void line(JsonGenerator json, PlannedOrder order, int index, Version version)
      throws IOException {
    Item item = order.items().get(index);
    boolean refunded = version.stage() == Stage.CLOSED_REFUNDED;
    json.writeStartObject();
    json.writeStringField("order_id", Long.toString(FIRST_ID + order.lineNumber(index)));
    json.writeStringField("parent_order_id", Long.toString(FIRST_ID + order.number()));
    status(json, version);
    json.writeStringField("code", item.sku());
    json.writeStringField("out_sku_id", "");
    json.writeNumberField("sku_id", 3_410_000_000_000_000L + item.article());
    json.writeNumberField("product_id", 3_660_000_000_000_000_000L + item.article());
    json.writeStringField("product_name", item.title());
    json.writeNumberField("item_num", item.quantity());
    json.writeNumberField("goods_price", item.price());
    json.writeNumberField("origin_amount", item.price());
    json.writeNumberField("sum_amount", item.gross());
    json.writeNumberField("order_amount", item.gross());
    json.writeNumberField("pay_amount", item.amount());
    json.writeNumberField("promotion_amount", item.discount());
    json.writeNumberField("promotion_shop_amount", item.discount());
    json.writeStringField("given_product_type", "");
    json.writeObjectFieldStart("after_sale_info");
    json.writeNumberField("after_sale_status", refunded ? 12 : 0);
    json.writeNumberField("after_sale_type", refunded ? 2 : 0);
    json.writeNumberField("refund_status", refunded ? 3 : 0);
    json.writeEndObject();
    json.writeEndObject();
  }
}
