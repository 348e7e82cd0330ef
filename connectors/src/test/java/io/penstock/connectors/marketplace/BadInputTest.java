package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.RawRecord;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way of being unreadable has its code, and none quotes the person in the payload. */
class BadInputTest {

  /** Appears in every bad payload where it can, and may appear in no reason. */
  private static final String PERSON = "Ada-Example-13800000000";

  private static final Normaliser NORMALISER = new Normaliser(Marketplaces.shipped());

  private static final String ORDER =
      """
      {"id":1,"order_number":1001,"currency":"USD","total_price":"10.00","financial_status":"paid",
       "created_at":"2026-11-27T00:00:05Z","note":"Ada-Example-13800000000",
       "line_items":[{"id":2,"quantity":1,"price":"10.00","sku":"A"}]}
      """;

  static Stream<Arguments> bad() {
    return Stream.of(
        arguments("MISSING_ORDER_ID", "shopify", with("\"id\":1,\"o", "\"o")),
        arguments("MISSING_ORDER_ID", "shopify", with("\"id\":1", "\"id\":\" \"")),
        arguments("BAD_ID", "shopify", with("\"id\":1", "\"id\":1.5")),
        arguments("BAD_ID", "shopify", with("\"id\":1", "\"id\":{\"a\":\"" + PERSON + "\"}")),
        arguments("BAD_AMOUNT", "shopify", with("total_price\":\"10.00", "total_price\":\"-10.00")),
        arguments("BAD_AMOUNT", "shopify", with("total_price\":\"10.00", "total_price\":\"10.001")),
        arguments(
            "BAD_AMOUNT", "shopify", with("total_price\":\"10.00", "total_price\":\"" + PERSON)),
        arguments("BAD_AMOUNT", "shopify", with("\"price\":\"10.00", "\"price\":\"1O.00")),
        arguments(
            "BAD_AMOUNT",
            "taobao",
            "{\"tid\":1,\"status\":\"WAIT_BUYER_PAY\",\"created\":\"2026-11-11 00:00:05\"}"),
        arguments("BAD_CURRENCY", "shopify", with("USD", "ZZZ")),
        arguments("BAD_CURRENCY", "shopify", with("USD", PERSON)),
        arguments(
            "BAD_CURRENCY",
            "amazon",
            "{\"AmazonOrderId\":\"1\",\"OrderStatus\":\"Unshipped\",\"PurchaseDate\":\"2026-11-27T05:00:05Z\","
                + "\"OrderTotal\":{\"CurrencyCode\":\"USD\",\"Amount\":\"1.00\"},\"OrderItems\":[{\"OrderItemId\":\"1\","
                + "\"QuantityOrdered\":1,\"ItemPrice\":{\"CurrencyCode\":\"EUR\",\"Amount\":\"1.00\"}}]}"),
        arguments("BAD_QUANTITY", "shopify", with("\"quantity\":1", "\"quantity\":0")),
        arguments("BAD_QUANTITY", "shopify", with("\"quantity\":1", "\"quantity\":-1")),
        arguments("BAD_QUANTITY", "shopify", with("\"quantity\":1", "\"quantity\":1.5")),
        arguments(
            "BAD_QUANTITY", "shopify", with("\"quantity\":1", "\"quantity\":\"" + PERSON + "\"")),
        arguments("BAD_QUANTITY", "shopify", with("\"quantity\":1,", "")),
        arguments("BAD_TIME", "shopify", with("2026-11-27T00:00:05Z", "2026-11-27 00:00:05")),
        arguments("BAD_TIME", "shopify", with("2026-11-27T00:00:05Z", PERSON)),
        arguments("BAD_TIME", "shopify", with("\"created_at\":\"2026-11-27T00:00:05Z\",", "")),
        arguments("BAD_LINES", "shopify", with("[{\"id\":2", "[\"" + PERSON + "\",{\"id\":2")),
        arguments("BAD_LINES", "shopify", with("\"id\":2,", "")),
        arguments(
            "BAD_LINES", "shopify", with("[{\"id\":2", "[{\"id\":2,\"quantity\":1},{\"id\":2")),
        arguments("UNKNOWN_STATUS", "shopify", with("paid", "owed")),
        arguments("UNKNOWN_STATUS", "shopify", with("paid", PERSON)),
        arguments("NOT_AN_ORDER", "shopify", "{}"),
        arguments("NOT_AN_ORDER", "shopify", "[]"),
        arguments("NOT_AN_ORDER", "shopify", "null"),
        arguments("NOT_AN_ORDER", "shopify", "\"" + PERSON + "\""),
        arguments("NOT_AN_ORDER", "shopify", ""),
        arguments("NOT_AN_ORDER", "shopify", "{\"orders\":[]}"),
        arguments("NOT_AN_ORDER", "shopify", "{\"draft_order\":{\"id\":1}}"),
        arguments(
            "NOT_AN_ORDER",
            "amazon",
            "{\"payload\":{\"AmazonOrderId\":\"1\",\"BuyerName\":\"" + PERSON + "\"}}"),
        arguments("NOT_AN_ORDER", "amazon", "{\"payload\":{\"Orders\":[]}}"),
        arguments("BROKEN_JSON", "shopify", ORDER.substring(0, ORDER.length() / 2)),
        arguments("BROKEN_JSON", "shopify", ORDER + "x"),
        arguments("BROKEN_JSON", "shopify", ORDER + ORDER),
        arguments("BROKEN_JSON", "shopify", with("\"id\":1", "\"id\":1,\"id\":2")),
        arguments("BROKEN_JSON", "shopify", "[".repeat(100_000)),
        arguments("BROKEN_JSON", "shopify", "{\"order\":".repeat(101) + "1" + "}".repeat(101)),
        arguments("BROKEN_JSON", "shopify", with("\"id\":1", "\"id\":" + "9".repeat(500))),
        arguments("BROKEN_TABLE", "alipay", "a,b\n1,2,3\n"),
        arguments("BAD_AMOUNT", "alipay", "支付宝交易号,商户订单号,业务类型,商家实收（元）\n1,2,交易,x"),
        arguments("BROKEN_XML", "walmart", "<order><purchaseOrderId>" + PERSON + "</order>"),
        arguments("BROKEN_XML", "walmart", "<!DOCTYPE o [<!ENTITY e \"text\">]><o><a>&e;</a></o>"),
        arguments("BROKEN_XML", "walmart", "<a>".repeat(101) + "</a>".repeat(101)),
        arguments("NOT_AN_ORDER", "walmart", "<order>" + PERSON + "</order>"),
        arguments("BROKEN_JSON", "taobao", "{\"jdp_response\":\"{" + PERSON + "\"}"));
  }

  @ParameterizedTest(name = "{0} {1} #{index}")
  @MethodSource("bad")
  void whatCannotBeReadHasACodeAndAReasonWithoutThePerson(
      String code, String marketplace, String payload) {
    assertRefused(code, Records.raw(marketplace, payload));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error(.note)", "def deep(x) deep($x) deep(.)", "number(.note)"})
  void aMappingThatFailsFailsOnlyTheRecord(String mapping, @TempDir Path folder) throws Exception {
    Path marketplace = Files.createDirectories(folder.resolve("market-481"));
    Files.writeString(
        marketplace.resolve("marketplace.json"), "{\"zone\":\"UTC\",\"currency\":\"EUR\"}");
    Files.writeString(marketplace.resolve("order.jslt"), mapping);
    Normaliser normaliser = new Normaliser(Marketplaces.shippedAnd(folder.toString()));

    assertRefused("MAPPING_FAILED", Records.raw("market-481", ORDER), normaliser);
  }

  @Test
  void aRecordInAnotherEncodingIsNotGuessedAt() {
    String chinese = ORDER.replace("\"A\"", "\"保温杯\"");

    assertRefused("BROKEN_JSON", Records.raw("shopify", chinese.getBytes(Charset.forName("GBK"))));
  }

  @Test
  void aRecordOfFiveMegabytesIsNotEvenParsed() {
    byte[] huge = new byte[5 << 20];

    assertRefused("TOO_LARGE", Records.raw("shopify", huge));
  }

  @Test
  void theLargestRecordIsStillRead() throws Exception {
    String padded = ORDER + " ".repeat(1000 - ORDER.length());
    Normaliser small = new Normaliser(Marketplaces.shipped(), 1000);

    assertThat(small.normalise(Records.raw("shopify", padded)).orders()).hasSize(1);
    assertThatThrownBy(() -> small.normalise(Records.raw("shopify", padded + " ")))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void aRecordMustSayWhereItCameFrom() {
    assertRefused("MISSING_MARKETPLACE", headers(null, "shop"));
    assertRefused("MISSING_MARKETPLACE", headers(" ", "shop"));
    assertRefused("MISSING_SHOP", headers("shopify", null));
    assertRefused("MISSING_SHOP", headers("shopify", ""));
    assertRefused("UNKNOWN_MARKETPLACE", headers(PERSON, "shop"));
  }

  @Test
  void ofSeveralFaultsTheFirstToBeMetIsNamed() {
    RawRecord all =
        new RawRecord("t", 0, 0, Instant.EPOCH, null, null, null, null, new byte[2 << 20]);

    assertRefused("TOO_LARGE", all);
  }

  @Test
  void oneBadOrderOfAListRefusesTheRecord() {
    String list = "{\"orders\":[" + ORDER + "," + with("\"quantity\":1", "\"quantity\":0") + "]}";

    assertRefused("BAD_QUANTITY", Records.raw("shopify", list));
  }

  @Test
  void unitsThatTogetherCannotBeCountedAreRefused() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2200; i++) {
      lines.append(i == 0 ? "" : ",");
      lines.append("{\"id\":").append(i + 1).append(",\"quantity\":1000000}");
    }
    String order = ORDER.replaceAll("\"line_items\":\\[.*]", "\"line_items\":[" + lines + "]");

    assertRefused("BAD_QUANTITY", Records.raw("shopify", order));
  }

  private static RawRecord headers(@Nullable String marketplace, @Nullable String shop) {
    byte[] value = ORDER.getBytes(StandardCharsets.UTF_8);
    return new RawRecord("t", 0, 0, Instant.EPOCH, null, marketplace, shop, null, value);
  }

  private static String with(String old, String replacement) {
    if (!ORDER.contains(old)) {
      throw new AssertionError("not in the order: " + old);
    }
    return ORDER.replace(old, replacement);
  }

  private static void assertRefused(String code, RawRecord raw) {
    assertRefused(code, raw, NORMALISER);
  }

  private static void assertRefused(String code, RawRecord raw, Normaliser normaliser) {
    assertThatThrownBy(() -> normaliser.normalise(raw))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            unreadable -> {
              assertThat(unreadable.code()).isEqualTo(code);
              assertThat(unreadable.reason()).isNotBlank().doesNotContain(List.of("Ada", "1380"));
              assertThat(unreadable.getCause()).isNull();
            });
  }
}
