package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Samples.Sample;
import io.penstock.model.AfterSalesCase;
import io.penstock.model.BillLine;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.RefundStatus;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What marketplaces do that a reader would not expect, one test each. */
class TrapsTest {

  @Test
  void anIdAboveTwoToTheFiftyThirdThatIsANumberKeepsAllItsDigits() throws Exception {
    assertThat(sample("xianyu", "paid-below-the-listed-price"))
        .extracting(Order::orderId)
        .containsExactly("2600000000000000001");
  }

  @Test
  void anIdThatIsANumberInOneMessageAndTextInTheNextIsOneKey() throws Exception {
    String text = sampleText("wechatshop", "to-ship-with-two-discounts");
    String number = text.replace("\"3700000000000000001\"", "3700000000000000001");

    assertThat(number).isNotEqualTo(text);
    assertThat(Records.order("wechatshop", number).key())
        .isEqualTo(Records.order("wechatshop", text).key());
  }

  @ParameterizedTest
  @CsvSource({
    "taobao, '{\"Tid\":4200000000000000017,\"Status\":\"WAIT_BUYER_CONFIRM_GOODS\",\"type\":\"fixed\"}'",
    "tiktokshop, '{\"type\":1,\"data\":{\"order_id\":\"57\",\"order_status\":\"UNPAID\"}}'",
    "wechatshop, '{\"Event\":\"channels_ec_order_pay\",\"order_info\":{\"order_id\":37}}'",
    "shopee, '{\"code\":3,\"data\":{\"ordersn\":\"26A\",\"status\":\"READY_TO_SHIP\"}}'",
    "mercadolibre, '{\"id\":1,\"orders\":[{\"id\":2}],\"shipment\":{\"id\":3},\"family_pack_id\":null}'"
  })
  void aStatusInAPushIsNotTrustedAsAnOrder(String marketplace, String push) throws Exception {
    assertThat(Records.normalised(Records.raw(marketplace, push)))
        .satisfies(read -> assertThat(read.orders()).isEmpty())
        .satisfies(read -> assertThat(read.news()).hasSize(1));
  }

  @Test
  void aStatusThatDoesNotFitTheEventIsNotBelieved() throws Exception {
    assertThat(read("taobao", "created-pushed-by-a-relay-with-another-status.json").news())
        .singleElement()
        .extracting(OrderNews::change, OrderNews::status)
        .containsExactly(OrderNews.Change.STATUS, null);
  }

  @Test
  void theTypeOfAnEventThatIsNotInItsBodyIsInTheHeader() throws Exception {
    byte[] body = bytes("taobao", "refund-asked-for-pushed-by-a-relay.json");

    assertThat(Records.normalised(Records.raw("taobao", "256", body)).cases())
        .extracting(AfterSalesCase::status)
        .containsExactly(AfterSalesCase.Status.REQUESTED);
    assertThat(Records.normalised(Records.raw("taobao", "32768", body)).cases())
        .extracting(AfterSalesCase::status)
        .containsExactly(AfterSalesCase.Status.CLOSED);
    assertThat(Records.normalised(Records.raw("taobao", body)))
        .satisfies(read -> assertThat(read.cases()).isEmpty())
        .satisfies(
            read ->
                assertThat(read.news())
                    .extracting(OrderNews::change)
                    .containsExactly(OrderNews.Change.REFUND));
  }

  @ParameterizedTest
  @CsvSource({
    "wechatshop, waiting-for-another-sku.json",
    "wechatshop, event-another-sku-asked-for.xml",
    "amazon, buyer-wants-to-cancel-one-line-from-a-queue.json",
    "douyin, address-change-asked-for-and-memo-changed.json"
  })
  void whatIsAskedForBeforeShippingMakesTheOrderReadAnew(String marketplace, String sample)
      throws Exception {
    assertThat(read(marketplace, sample).news().get(0))
        .extracting(OrderNews::change, OrderNews::status)
        .containsExactly(OrderNews.Change.CHANGE_REQUESTED, null);
  }

  @Test
  void aTableInTheMarketplacesOwnEncodingIsRead() throws Exception {
    byte[] gbk = bytes("alipay", "trades-and-a-refund-in-gbk.csv");
    String text = new String(gbk, Charset.forName("GB18030"));

    assertThat(new String(gbk, StandardCharsets.UTF_8)).contains("\ufffd");
    Normalised read = Records.normalised(Records.raw("alipay", gbk));
    assertThat(Records.normalised(Records.raw("alipay", text))).isEqualTo(read);
    assertThat(read.bill())
        .filteredOn(line -> line.type() == BillLine.Type.REFUND)
        .as("a refund has a sign of its own")
        .isNotEmpty()
        .allMatch(line -> line.amountMinor() < 0);
  }

  /** Marketplaces push messages again; an edit within a status is no repetition. */
  @Test
  void whatIsPushedAgainIsTheSameAndWhatWasEditedIsNot() throws Exception {
    String pushed = sampleText("taobao", "paid-two-lines");
    String spelled = pushed.replaceAll("\\s*\n\\s*", " ");
    String edited = pushed.replaceAll("(\"modified\": *\"[^\"]*)[0-9]\"", "$19\"");

    assertThat(edited).isNotEqualTo(pushed);
    assertThat(hash(spelled)).isEqualTo(hash(pushed));
    assertThat(hash(edited)).isNotEqualTo(hash(pushed));
  }

  private static long hash(String payload) throws Exception {
    return Records.received(Records.raw("taobao", payload)).get(0).contentHash();
  }

  @Test
  void anOrderThatLiesAsTextInsideAnotherDocumentIsRead() throws Exception {
    assertThat(sample("taobao", "row-of-the-pushed-database-cash-on-delivery")).hasSize(1);
  }

  @Test
  void aTotalThatItsLinesDoNotExplainIsFlaggedWithTheDifference() throws Exception {
    assertThat(sample("shopee", "cancelling-and-below-its-lines").get(1))
        .satisfies(order -> assertThat(order.flags()).contains("TOTAL_MISMATCH"))
        .extracting(Order::totalMinor, Order::differenceMinor)
        .containsExactly(4_000L, -900L);
  }

  @ParameterizedTest
  @CsvSource({
    "lazada, three-units-of-two-kinds",
    "tiktokshop, two-units-with-both-discounts",
    "shein, two-units-with-a-coupon"
  })
  void rowsOfOneUnitEachBecomeAQuantity(String marketplace, String sample) throws Exception {
    assertThat(sample(marketplace, sample).get(0).lines().get(0).quantity()).isEqualTo(2);
  }

  @Test
  void unitsOfOneLineWithDifferentStatesAreCounted() throws Exception {
    assertThat(sample("walmart", "part-shipped-with-a-promotion").get(0).lines())
        .extracting(OrderLine::quantity, OrderLine::status)
        .containsExactly(tuple(3, OrderStatus.PARTLY_SHIPPED), tuple(1, OrderStatus.CANCELLED));
  }

  @ParameterizedTest
  @CsvSource({"rakuten, two-baskets-coupons-and-points", "coupang, two-boxes-of-one-order"})
  void severalParcelsOfOneIdAreOneOrder(String marketplace, String sample) throws Exception {
    assertThat(sample(marketplace, sample)).singleElement().satisfies(TrapsTest::hasTwoLines);
  }

  @Test
  void whatMarketplacesWriteForNothingIsNothing() throws Exception {
    Order jd = sample("jd", "locked-and-cancelled-in-a-search").get(1);
    assertThat(jd.paidAt()).as("0001-01-01").isNull();
    Order rakuten = sample("rakuten", "postage-not-fixed-and-cancelling").get(0);
    assertThat(rakuten.freightMinor()).as("-9999").isZero();
    assertThat(rakuten.totalMinor()).as("known parts of a total of -9999").isEqualTo(4_400);
    Order shein = sample("shein", "refunded-and-cash-with-an-empty-time").get(1);
    assertThat(shein.paidAt()).as("an empty text").isNull();
    Order wechat = sample("wechatshop", "to-ship-with-two-discounts").get(0);
    assertThat(wechat.lines().get(0).amountMinor()).as("false for a number").isEqualTo(17_143);
  }

  @Test
  void truthComesInManySpellings() throws Exception {
    assertThat(sample("lazada", "part-shipped-returned-and-cancelling").get(0).flags())
        .as("True")
        .contains("MARKETPLACE_HOLD");
    assertThat(sample("lazada", "three-units-of-two-kinds").get(0).flags())
        .as("false")
        .doesNotContain("MARKETPLACE_HOLD");
  }

  @Test
  void aDiscountAboveThePriceMakesNoNegativeAmount() throws Exception {
    String order =
        sampleText("shein", "two-units-with-a-coupon")
            .replace(
                "\"orderCurrencyStoreCouponPrice\": 30.45",
                "\"orderCurrencyStoreCouponPrice\": 801.06")
            .replace("\"storeDiscountTotalPrice\": 60.9", "\"storeDiscountTotalPrice\": 1602.12");

    assertThat(Records.order("shein", order))
        .extracting(Order::totalMinor, read -> read.lines().get(0).amountMinor())
        .containsExactly(0L, 0L);
  }

  @Test
  void twoCurrenciesInOneOrderAreBothKept() throws Exception {
    Order ebay = sample("ebay", "paid-out-in-another-currency").get(0);
    assertThat(ebay.total()).isEqualTo(new Money("EUR", 9_500));
    assertThat(ebay.payout()).isEqualTo(new Money("GBP", 7_010));
  }

  @Test
  void theSignOfADiscountIsItsSendersHabit() throws Exception {
    assertThat(sample("magento", "part-shipped-configurable").get(0).discountMinor())
        .as("negative in the header, positive on the line")
        .isEqualTo(500);
    assertThat(sample("ebay", "paid-out-in-another-currency").get(0).freightMinor())
        .as("a negative discount on the freight")
        .isEqualTo(500);
    assertThat(sample("walmart", "part-shipped-with-a-promotion").get(0).discountMinor())
        .as("a negative charge")
        .isEqualTo(300);
  }

  @Test
  void aRefundIsAnAxisOfItsOwn() throws Exception {
    assertThat(sample("magento", "cash-on-hold-and-closed").get(2).lines().get(0))
        .extracting(OrderLine::status, OrderLine::refund)
        .containsExactly(OrderStatus.COMPLETED, RefundStatus.REFUNDED);
  }

  @Test
  void aTextInAnotherEncodingIsNamedAsSuch() throws Exception {
    byte[] gbk = "{\"订单\":\"茶\"}".getBytes(Charset.forName("GBK"));

    assertThatThrownBy(() -> Records.received(Records.raw("taobao", gbk)))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            refused -> assertThat(refused.code()).isEqualTo("BROKEN_JSON"));
  }

  @Test
  void aCommaTooManyIsNamedWithItsPlace() {
    assertThatThrownBy(() -> Records.orders("shopee", "{\"response\":{\"order_list\":[],}}"))
        .hasMessageContaining("line 1, column");
  }

  @ParameterizedTest
  @CsvSource({
    "kuaishou, must-not-ship-and-refunded",
    "jd, locked-and-cancelled-in-a-search",
    "tiktokshop, on-hold-and-part-shipped",
    "pinduoduo, group-not-formed-and-refunded-in-a-list",
    "ebay, cancelling-cancelled-and-refunded",
    "aliexpress, frozen-finished-and-never-paid"
  })
  void whatTheMarketplaceForbidsToShipIsHeld(String marketplace, String sample) throws Exception {
    assertThat(sample(marketplace, sample).get(0).flags()).contains("MARKETPLACE_HOLD");
  }

  @Test
  void aLineWithoutTheSellersSkuIsStillALine() throws Exception {
    assertThat(sample("woocommerce", "paid-with-a-coupon-and-a-fee").get(0).lines())
        .extracting(OrderLine::sku)
        .containsExactly("MUG-1", "");
  }

  @Test
  void oneSkuOnTwoLinesWithoutIdsIsTwoLines() throws Exception {
    assertThat(sample("jd", "locked-and-cancelled-in-a-search").get(1).lines())
        .extracting(OrderLine::lineId)
        .containsExactly("100001", "100001-2");
  }

  private static void hasTwoLines(Order order) {
    assertThat(order.lines()).hasSize(2);
  }

  private static Normalised read(String marketplace, String file) throws Exception {
    return Records.normalised(
        new Sample(
                marketplace, Samples.FOLDER.resolve(marketplace).resolve("samples").resolve(file))
            .raw());
  }

  private static byte[] bytes(String marketplace, String file) throws Exception {
    return Files.readAllBytes(Samples.FOLDER.resolve(marketplace).resolve("samples").resolve(file));
  }

  private static List<Order> sample(String marketplace, String name) throws Exception {
    return Records.received(Records.raw(marketplace, sampleText(marketplace, name))).stream()
        .map(ReceivedOrder::order)
        .toList();
  }

  private static String sampleText(String marketplace, String name) throws Exception {
    return Files.readString(
        Samples.FOLDER.resolve(marketplace).resolve("samples").resolve(name + ".json"));
  }
}
