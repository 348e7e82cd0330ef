package io.penstock.connectors.marketplace;

import static io.penstock.connectors.marketplace.Records.order;
import static io.penstock.connectors.marketplace.Records.orders;
import static io.penstock.connectors.marketplace.Records.raw;
import static io.penstock.connectors.marketplace.Records.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.model.Cause;
import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.RefundStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real payloads have taught, each in the smallest order that shows it. */
class NormaliserTest {

  private static final String TRADE =
      """
      {"tid":%s,"status":"WAIT_SELLER_SEND_GOODS","created":"2026-11-11 00:00:05",
       "modified":"2026-11-11 00:01:20","pay_time":"2026-11-11 00:01:20","payment":"10.00",
       "orders":{"order":[{"oid":%s,"num":1,"price":"10.00","total_fee":"10.00",
         "outer_sku_id":"A","title":"a"}]}}
      """;

  private static final String SHOPIFY =
      """
      {"id":1,"order_number":1001,"currency":"%s","total_price":"%s","financial_status":"%s",
       "gateway":"%s","created_at":"2026-11-27T00:00:05Z","updated_at":"2026-11-27T00:00:05Z",
       "line_items":[{"id":2,"quantity":1,"price":"%s","sku":"A"}]}
      """;

  private static final String AMAZON =
      """
      {"AmazonOrderId":"1-1","OrderStatus":"%s","PurchaseDate":"2026-11-27T05:00:05Z",
       "LastUpdateDate":"2026-11-27T05:00:05Z",
       "OrderTotal":{"CurrencyCode":"%s","Amount":"%s"},
       "OrderItems":[{"OrderItemId":"1","SellerSKU":"A","QuantityOrdered":2,"QuantityShipped":%s,
         "ItemPrice":{"CurrencyCode":"%s","Amount":"%s"}}]}
      """;

  private static final String DOUYIN =
      """
      {"order_id":%s,"order_status":%s,"main_status":%s,"create_time":1794326405,
       "update_time":1794326480,"pay_time":1794326420,"pay_amount":%s,"order_amount":500,
       "sku_order_list":[{"order_id":"71","item_num":1,"origin_amount":500,"pay_amount":500,
         "order_amount":500,"code":"A"}]}
      """;

  @Test
  void anIdAbove2To53IsTheSameOrderAsANumberAndAsText() throws Exception {
    String id = "1347456243421196949";

    ReceivedOrder number = received(raw("taobao", TRADE.formatted(id, id))).get(0);
    ReceivedOrder text =
        received(raw("taobao", TRADE.formatted('"' + id + '"', '"' + id + '"'))).get(0);

    assertThat(number.key()).isEqualTo("taobao/demo-shop/" + id);
    assertThat(text).isEqualTo(number);
  }

  @Test
  void aNeighbouringIdThatADoubleCannotTellApartIsAnotherOrder() throws Exception {
    assertThat(order("taobao", TRADE.formatted("9007199254740993", "9007199254740995")))
        .satisfies(order -> assertThat(order.orderId()).isEqualTo("9007199254740993"))
        .satisfies(
            order -> assertThat(order.lines().get(0).lineId()).isEqualTo("9007199254740995"));
  }

  @Test
  void tmallIsTaobaoUnderAnotherName() throws Exception {
    assertThat(received(raw("Tmall ", TRADE.formatted("7", "7"))))
        .isEqualTo(received(raw("taobao", TRADE.formatted("7", "7"))));
  }

  @Test
  void whereARecordCameFromTravelsWithItsOrders() throws Exception {
    assertThat(received(raw("taobao", TRADE.formatted("7", "7"))))
        .singleElement()
        .satisfies(it -> assertThat(it.cause()).isEqualTo(new Cause("orders.raw", 3, 42)))
        .satisfies(
            it -> assertThat(it.receivedAt()).isEqualTo(Instant.parse("2026-11-11T00:00:00Z")));
  }

  @Test
  void theSpellingOfAPayloadIsNoPartOfItsContent() throws Exception {
    String plain = SHOPIFY.formatted("USD", "10.00", "paid", "x", "10.00");
    String other =
        """
        {"line_items":[{"sku":"\\u0041","price":10.0,"quantity":"1","id":"2"}],"extra":[null],
         "updated_at":"2026-11-26T19:00:05-05:00","created_at":"2026-11-27T00:00:05.000Z",
         "gateway":"x","financial_status":"paid","total_price":10,"currency":"usd",
         "order_number":1001,"id":"1"}
        """;

    assertThat(received(raw("shopify", other)).get(0).contentHash())
        .isEqualTo(received(raw("shopify", plain)).get(0).contentHash());
  }

  @Test
  void aTmallHeaderMayShowMoreThanItsLinesAddUpTo() throws Exception {
    String trade =
        """
        {"tid":1,"status":"WAIT_BUYER_PAY","created":"2026-11-11 00:00:05","total_fee":"4.90",
         "discount_fee":"3.00","payment":"%s",
         "orders":{"order":[{"oid":1,"num":1,"price":"4.90","total_fee":"4.80",
           "discount_fee":"0.10","part_mjz_discount":"3.00"}]}}
        """;

    Order consistent = order("tmall", trade.formatted("1.80"));
    Order inconsistent = order("tmall", trade.formatted("1.90"));

    assertThat(consistent.flags()).isEmpty();
    assertThat(consistent.discountMinor()).isEqualTo(310);
    assertThat(consistent.lines()).extracting(OrderLine::amountMinor).containsExactly(180L);
    assertThat(inconsistent.flags()).containsExactly("TOTAL_MISMATCH");
    assertThat(inconsistent.totalMinor()).isEqualTo(190);
  }

  @ParameterizedTest
  @CsvSource({"JPY, 1200, 1200", "USD, 12.50, 1250", "KWD, 1.250, 1250"})
  void everyCurrencyHasItsOwnNumberOfDecimals(String currency, String amount, long minor)
      throws Exception {
    Order order = order("shopify", SHOPIFY.formatted(currency, amount, "paid", "x", amount));

    assertThat(order.currency()).isEqualTo(currency);
    assertThat(order.totalMinor()).isEqualTo(minor);
    assertThat(order.flags()).isEmpty();
  }

  @Test
  void markersForNothingAreNothing() throws Exception {
    Order order =
        order(
            "taobao",
            """
            {"tid":1,"status":"WAIT_BUYER_PAY","created":"2026-11-11 00:00:05","modified":"",
             "pay_time":"0001-01-01 00:00:00","payment":"0.00","post_fee":"","buyer_nick":"a***b",
             "receiver_zip":"000000","receiver_country":"","receiver_name":null,"oaid":"",
             "buyer_message":"","seller_memo":" ","orders":{"order":[]}}
            """);

    assertThat(order.paidAt()).isNull();
    assertThat(order.modifiedAt()).isEqualTo(order.createdAt());
    assertThat(order.buyer()).isNull();
    assertThat(order.buyerMessage()).isNull();
    assertThat(order.sellerMemo()).isNull();
    assertThat(order.consignee())
        .isEqualTo(new Consignee(null, null, "CN", null, null, null, null, null, null));
  }

  @Test
  void anOrderWithoutLinesIsAnOrder() throws Exception {
    assertThat(
            orders(
                "amazon",
                """
                {"payload":{"Orders":[
                  {"AmazonOrderId":"1","OrderStatus":"Pending","PurchaseDate":"2026-11-27T05:00:05Z",
                   "MarketplaceId":"A1VC38T7YXB528"},
                  {"AmazonOrderId":"2","OrderStatus":"Pending","PurchaseDate":"2026-11-27T05:00:05Z"}
                ]}}
                """))
        .allSatisfy(order -> assertThat(order.flags()).containsExactly("NO_LINES"))
        .extracting(Order::currency, Order::zone)
        .containsExactly(tuple("JPY", "Asia/Tokyo"), tuple("USD", "America/Los_Angeles"));
  }

  @ParameterizedTest
  @CsvSource({
    "pending, x, UNPAID, false",
    "authorized, x, UNPAID, false",
    "partially_paid, x, UNPAID, false",
    "paid, x, PAID, false",
    "partially_refunded, x, PAID, false",
    "pending, Cash on Delivery (COD), PAID, true"
  })
  void aShopifyOrderIsPaidWhenTheMoneyIsThereOrWillBeCash(
      String payment, String gateway, OrderStatus status, boolean cash) throws Exception {
    Order order = order("shopify", SHOPIFY.formatted("USD", "1.00", payment, gateway, "1.00"));

    assertThat(order.status()).isEqualTo(status);
    assertThat(order.cashOnDelivery()).isEqualTo(cash);
    assertThat(order.paidAt() != null).isEqualTo(status == OrderStatus.PAID && !cash);
  }

  @Test
  void aRefundedShopifyOrderWantsNoGoods() throws Exception {
    assertThat(order("shopify", SHOPIFY.formatted("USD", "1.00", "refunded", "x", "1.00")).lines())
        .noneMatch(OrderLine::wantsGoods)
        .extracting(OrderLine::refund)
        .containsExactly(RefundStatus.REFUNDED);
  }

  @ParameterizedTest
  @CsvSource({
    "Unshipped, 0, PAID, PAID",
    "PartiallyShipped, 1, PARTLY_SHIPPED, PARTLY_SHIPPED",
    "PartiallyShipped, 2, PARTLY_SHIPPED, SHIPPED",
    "Shipped, 2, SHIPPED, SHIPPED",
    "Canceled, 0, CANCELLED, CANCELLED",
    "Pending, 0, UNPAID, UNPAID"
  })
  void theLinesOfAnAmazonOrderShipOneByOne(
      String theirs, int shipped, OrderStatus order, OrderStatus line) throws Exception {
    Order mapped =
        order("amazon", AMAZON.formatted(theirs, "USD", "20.00", shipped, "USD", "20.00"));

    assertThat(mapped.status()).isEqualTo(order);
    assertThat(mapped.lines()).extracting(OrderLine::status).containsExactly(line);
    assertThat(mapped.lines()).extracting(OrderLine::unitPriceMinor).containsExactly(1000L);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, UNPAID",
    "1, 103, UNPAID",
    "105, 103, UNPAID",
    "105, 105, PAID",
    "2, 2, PAID",
    "101, 101, PARTLY_SHIPPED",
    "3, 3, SHIPPED",
    "3, 103, SHIPPED",
    "4, 21, CANCELLED",
    "5, 5, COMPLETED",
    "5, 39, COMPLETED",
    "null, 22, CANCELLED"
  })
  void aDouyinOrderHasTwoStatusesOfWhichTheSecondKnowsDeposits(
      String order, String main, OrderStatus ours) throws Exception {
    assertThat(order("douyin", DOUYIN.formatted("7", order, main, "500")).status()).isEqualTo(ours);
  }

  @Test
  void whatADouyinLineOwesIsWithoutItsShareOfTheFreight() throws Exception {
    String json =
        """
        {"order_id":"7","order_status":2,"create_time":1794326405,"pay_time":1794326420,
         "pay_amount":1500,"order_amount":1700,"post_amount":500,
         "sku_order_list":[
           {"order_id":"71","item_num":1,"origin_amount":1000,"pay_amount":1500,"post_amount":500}]}
        """;

    assertThat(order("douyin", json).flags()).isEmpty();
    assertThat(order("douyin", json).lines())
        .extracting(OrderLine::amountMinor)
        .containsExactly(1000L);
    assertThat(order("douyin", DOUYIN.formatted("7", "2", "2", "499")).flags())
        .containsExactly("TOTAL_MISMATCH");
  }

  @Test
  void aMarketplaceThatHoldsAnOrderSaysSo() throws Exception {
    String held =
        TRADE
            .formatted("7", "7")
            .replace("\"tid\"", "\"trade_attr\":\"{\\\"erpHold\\\":\\\"1\\\"}\",\"tid\"");

    assertThat(order("taobao", held).flags()).containsExactly("MARKETPLACE_HOLD");
    assertThat(order("taobao", held.replace("\\\"1\\\"", "\\\"0\\\"")).flags()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\\ud83d\\ude00, \ud83d\ude00",
    "a\\u0000b, a\ufffdb",
    "a\\ud83d, a\ufffd",
    "\\ude00a, \ufffda"
  })
  void whatNoStoreCanKeepIsReplaced(String sent, String kept) throws Exception {
    Order order = order("taobao", TRADE.formatted("7", "7").replace("\"a\"", '"' + sent + '"'));

    assertThat(order.lines()).extracting(OrderLine::title).containsExactly(kept);
  }

  @Test
  void taobaoTradesAreFoundInListsAndInMessages() throws Exception {
    String one = TRADE.formatted("7", "7").replace("\n", "");
    String two = TRADE.formatted("8", "8").replace("\n", "");
    String text = one.replace("\"", "\\\"");

    for (String both :
        List.of(
            "[%s,%s]".formatted(one, two),
            "{\"trades\":{\"trade\":[%s,%s]}}".formatted(one, two),
            "[{\"content\":\"%s\",\"topic\":\"x\"},{\"trade\":%s}]".formatted(text, two),
            "[{\"tid\":7,\"jdp_response\":\"%s\"},{\"trade_get_response\":{\"trade\":%s}}]"
                .formatted(text, two))) {
      assertThat(orders("taobao", both)).extracting(Order::orderId).containsExactly("7", "8");
    }
  }
}
