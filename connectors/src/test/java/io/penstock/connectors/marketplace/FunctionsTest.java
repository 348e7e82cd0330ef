package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

  private static final String SETTINGS =
      "{\"zone\":\"Asia/Shanghai\",\"currency\":\"CNY\",\"orderStatus\":{\"20\":\"PAID\"}}";

  @ParameterizedTest
  @CsvSource({
    "'\"12.50\"', USD, 1250",
    "'\"12.5\"', USD, 1250",
    "'\" 12 \"', USD, 1200",
    "'\"12.500\"', USD, 1250",
    "'\".5\"', USD, 50",
    "'12.5', USD, 1250",
    "'4.10', CNY, 410",
    "'1.2e1', USD, 1200",
    "'\"1200\"', JPY, 1200",
    "'\"1200.00\"', JPY, 1200",
    "'\"1.234\"', KWD, 1234",
    "'1.2', KWD, 1200",
    "'\"0.1\"', USD, 10",
    "'\"0.29\"', USD, 29",
    "'\"10000000000000.00\"', USD, 1000000000000000"
  })
  void moneyIsCountedExactlyInMinorUnits(String value, String currency, long minor) {
    assertThat(eval(value, "money(., \"" + currency + "\", \"price\")").longValue())
        .isEqualTo(minor);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"12.505\"', USD",
    "'12.505', USD",
    "'\"1200.5\"', JPY",
    "'\"1.2345\"', KWD",
    "'\"-1.00\"', USD",
    "'-1', USD",
    "'\"1,200.00\"', USD",
    "'\"12,50\"', EUR",
    "'\"1e3\"', USD",
    "'\"12.5.0\"', USD",
    "'\"-\"', USD",
    "'\".\"', USD",
    "'\"12 USD\"', USD",
    "'\"\u0661\"', USD",
    "'true', USD",
    "'[]', USD",
    "'{\"a\":1}', USD",
    "'1e400', USD",
    "'1e-400', USD",
    "'\"99999999999999999999\"', USD",
    "'\"10000000000000.01\"', USD"
  })
  void anAmountThatCannotBeExactIsRefused(String value, String currency) {
    assertRefused("BAD_AMOUNT", value, "money(., \"" + currency + "\", \"price\")");
  }

  @Test
  void aMissingAmountStaysMissing() {
    assertThat(eval("null", "money(., \"USD\", \"price\")").isNull()).isTrue();
    assertThat(eval("\" \"", "money(., \"USD\", \"price\")").isNull()).isTrue();
    assertThat(eval("{}", "minor(.price, \"price\")").isNull()).isTrue();
  }

  @Test
  void onlyASignedAmountMayBeNegative() {
    assertThat(eval("\"-1.05\"", "signed-money(., \"USD\", \"fee\")").longValue()).isEqualTo(-105);
    assertThat(eval("-10", "signed-minor(., \"fee\")").longValue()).isEqualTo(-10);
    assertRefused("BAD_AMOUNT", "-1", "minor(., \"fee\")");
  }

  @Test
  void minorUnitsComeAsNumbersOrAsText() {
    assertThat(eval("31700", "minor(., \"pay\")").longValue()).isEqualTo(31700);
    assertThat(eval("\"31700\"", "minor(., \"pay\")").longValue()).isEqualTo(31700);
    assertRefused("BAD_AMOUNT", "\"317.5\"", "minor(., \"pay\")");
  }

  @Test
  void aCurrencyMustExistAndAnOrderHasOnlyOne() {
    assertThat(eval("\"usd\"", "currency-code(., \"currency\")").textValue()).isEqualTo("USD");
    assertRefused("BAD_CURRENCY", "\"RMB\"", "currency-code(., \"currency\")");
    assertRefused("BAD_CURRENCY", "\"1\"", "money(., \"XXXX\", \"price\")");
    assertRefused("BAD_CURRENCY", "\"EUR\"", "same-currency(., \"USD\", \"price\")");
    assertThat(eval("null", "same-currency(., \"USD\", \"price\")").textValue()).isEqualTo("USD");
  }

  @Test
  void sumsAndSharesAreExactOrRefused() {
    assertThat(eval("[1, null, 41]", "sum(.)").longValue()).isEqualTo(42);
    assertThat(eval("null", "sum(.)").longValue()).isZero();
    assertThat(eval("301", "share(., 2, 3)").longValue()).isEqualTo(200);
    assertThat(eval("301", "share(., 1, 0)").longValue()).isZero();
    assertThat(eval("5980", "per-unit(., 2)").longValue()).isEqualTo(2990);
    assertRefused("BAD_AMOUNT", "[9223372036854775807, 1]", "sum(.)");
    assertRefused("BAD_AMOUNT", "9223372036854775807", "times(., 2)");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-11 00:00:05, 2026-11-10T16:00:05Z",
    "2026-11-11T00:00:05, 2026-11-10T16:00:05Z",
    "2026-11-11 00:00, 2026-11-10T16:00:00Z",
    "2026-11-11 00:00:05.25, 2026-11-10T16:00:05.250Z",
    // China had summer time then.
    "1988-07-01 12:00:00, 1988-07-01T03:00:00Z"
  })
  void aLocalTimeIsReadInItsZone(String local, String instant) {
    long millis = eval("\"" + local + "\"", "local-time(., $zone, \"created\")").longValue();

    assertThat(Instant.ofEpochMilli(millis)).isEqualTo(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T05:00:05Z, 2026-11-27T05:00:05Z",
    "2026-11-27T00:00:05-05:00, 2026-11-27T05:00:05Z",
    "2026-11-27T13:00:05.058+0800, 2026-11-27T05:00:05.058Z",
    "2026-11-27 13:00:05 +0800, 2026-11-27T05:00:05Z",
    "2026-11-27T05:00:05.123456789Z, 2026-11-27T05:00:05.123Z"
  })
  void anIsoTimeIsReadWithItsOffset(String iso, String instant) {
    long millis = eval("\"" + iso + "\"", "iso-time(., \"created\")").longValue();

    assertThat(Instant.ofEpochMilli(millis)).isEqualTo(instant);
  }

  @Test
  void epochTimesComeInSecondsOrMillisecondsAsNumbersOrAsText() {
    assertThat(eval("1617355413", "epoch-seconds(., \"t\")").longValue()).isEqualTo(1617355413000L);
    assertThat(eval("\"1617355413\"", "epoch-seconds(., \"t\")").longValue())
        .isEqualTo(1617355413000L);
    assertThat(eval("1617355413123", "epoch-millis(., \"t\")").longValue())
        .isEqualTo(1617355413123L);
  }

  @ParameterizedTest
  @CsvSource({"''", "0", "0001-01-01 00:00:00", "0000-00-00 00:00:00"})
  void theWaysToWriteNoTimeAreNoTime(String marker) {
    String json = "\"" + marker + "\"";
    assertThat(eval(json, "local-time(., $zone, \"paid\")").isNull()).isTrue();
    assertThat(eval(json, "iso-time(., \"paid\")").isNull()).isTrue();
    assertThat(eval("0", "epoch-seconds(., \"paid\")").isNull()).isTrue();
    assertThat(eval("null", "epoch-millis(., \"paid\")").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-02-30 00:00:00\"', 'local-time(., $zone, \"t\")'",
    "'\"2026-11-11 00:00:05Z\"', 'local-time(., $zone, \"t\")'",
    "'\"11/11/2026 00:00:05\"', 'local-time(., $zone, \"t\")'",
    "'\"2026-11-11 00:00:5\"', 'local-time(., $zone, \"t\")'",
    "'\"2026-11-11\"', 'local-time(., $zone, \"t\")'",
    "'\"yesterday\"', 'local-time(., $zone, \"t\")'",
    "'[1]', 'local-time(., $zone, \"t\")'",
    "'\"1066-10-14 09:00:00\"', 'local-time(., $zone, \"t\")'",
    "'\"2026-11-27T05:00:05\"', 'iso-time(., \"t\")'",
    "'\"2026-11-27T05:00:05+99:00\"', 'iso-time(., \"t\")'",
    "'\"2026-11-27T05:00:05.\u0661Z\"', 'iso-time(., \"t\")'",
    "'1617355413123', 'epoch-seconds(., \"t\")'",
    "'\"9999999999999999999\"', 'epoch-seconds(., \"t\")'",
    "'1.5', 'epoch-seconds(., \"t\")'",
    "'-5', 'epoch-seconds(., \"t\")'",
    "'99999999999999999999999', 'epoch-millis(., \"t\")'"
  })
  void aTimeThatIsNoneIsRefused(String value, String expression) {
    assertRefused("BAD_TIME", value, expression);
  }

  @Test
  void anIdKeepsEveryDigitHoweverItIsSent() {
    String id = "1347456243421196949";
    assertThat(eval(id, "id(., \"tid\")").textValue()).isEqualTo(id);
    assertThat(eval("\"" + id + "\"", "id(., \"tid\")").textValue()).isEqualTo(id);
    assertThat(eval("123456789012345678901234567890", "id(., \"tid\")").textValue())
        .isEqualTo("123456789012345678901234567890");
  }

  @Test
  void anIdThatItsSenderRoundedIsRefused() {
    assertRefused("BAD_ID", "1.347456243421197e18", "id(., \"tid\")");
    assertRefused("BAD_ID", "{\"a\":1}", "id(., \"tid\")");
    assertRefused("BAD_ID", "\"" + "9".repeat(201) + "\"", "id(., \"tid\")");
    assertThat(eval("0", "id(., \"tid\")").isNull()).isTrue();
    assertThat(eval("\"\"", "id(., \"tid\")").isNull()).isTrue();
  }

  @Test
  void quantitiesAreWholeAndNotNegative() {
    assertThat(eval("\"2\"", "quantity(., \"num\")").intValue()).isEqualTo(2);
    assertThat(eval("2.0", "quantity(., \"num\")").intValue()).isEqualTo(2);
    assertThat(eval("null", "quantity(., \"num\")").isNull()).isTrue();
    for (String bad :
        List.of("1.5", "-1", "1000001", "\"two\"", "\"1.2.3\"", "\".\"", "true", "[2]", "1e99")) {
      assertRefused("BAD_QUANTITY", bad, "quantity(., \"num\")");
    }
  }

  @Test
  void textIsStrippedAndMaskedTextNamesNobody() {
    assertThat(eval("\" a b \"", "text(.)").textValue()).isEqualTo("a b");
    assertThat(eval("\"  \"", "text(.)").isNull()).isTrue();
    assertThat(eval("7", "text(.)").textValue()).isEqualTo("7");
    assertThat(eval("\"autumn77\"", "unmasked(.)").textValue()).isEqualTo("autumn77");
    assertThat(eval("\"a***7\"", "unmasked(.)").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "'\"True\"', true",
    "'\"1\"', true",
    "1, true",
    "'\"0\"', false",
    "false, false",
    "null, false",
    "'\"false\"', false"
  })
  void truthHasManySpellings(String value, boolean yes) {
    assertThat(eval(value, "is-yes(.)").booleanValue()).isEqualTo(yes);
  }

  @Test
  void aStatusIsLookedUpAsNumberOrText() {
    assertThat(eval("20", "status(., $orderStatus, \"s\")").textValue()).isEqualTo("PAID");
    assertThat(eval("\"20\"", "status(., $orderStatus, \"s\")").textValue()).isEqualTo("PAID");
    assertRefused("UNKNOWN_STATUS", "null", "status(., $orderStatus, \"s\")");
    assertRefused("UNKNOWN_STATUS", "[20]", "status(., $orderStatus, \"s\")");
  }

  @Test
  void anUnknownStatusIsQuotedOnlyWhereItCanBeNobodysName() {
    assertThatThrownBy(() -> eval("\"WAIT_A_BIT\"", "status(., $orderStatus, \"s\")"))
        .hasMessageEndingWith(": WAIT_A_BIT");
    assertThatThrownBy(() -> eval("\"13800000000\"", "status(., $orderStatus, \"s\")"))
        .hasMessageNotContaining("138");
    assertThatThrownBy(() -> eval("\"Ada Example\"", "status(., $orderStatus, \"s\")"))
        .hasMessageNotContaining("Ada");
  }

  @Test
  void aDocumentInsideATextIsReadAsExactlyAsOneOutside() {
    assertThat(
            eval("{\"c\":\"{\\\"tid\\\":1347456243421196949}\"}", "embedded-json(.c, \"c\").tid")
                .asText())
        .isEqualTo("1347456243421196949");
    assertThat(eval("{\"c\":{\"tid\":1}}", "embedded-json(.c, \"c\").tid").intValue()).isEqualTo(1);
    assertRefused("BROKEN_JSON", "\"{\\\"tid\\\":\"", "embedded-json(., \"c\")");
  }

  @Test
  void rowsAreAListOfObjects() {
    assertThat(eval("null", "size(rows(., \"r\"))").intValue()).isZero();
    assertThat(eval("{\"a\":1}", "rows(., \"r\")")).hasSize(1);
    assertRefused("BAD_LINES", "[1]", "rows(., \"r\")");
    assertRefused("BAD_LINES", "\"x\"", "rows(., \"r\")");
  }

  @Test
  void numbersAreSummedByTheirOwner() {
    JsonNode sums =
        eval(
            "[{\"id\":9007199254740993,\"n\":1},{\"id\":9007199254740993,\"n\":2},{\"id\":7,\"n\":5},{}]",
            "sum-by(., \"id\", \"n\")");

    assertThat(sums.toString()).isEqualTo("{\"9007199254740993\":3,\"7\":5}");
  }

  @Test
  void rowsOfOneUnitEachBecomeLinesWithQuantities() {
    JsonNode lines =
        eval(
            "[{\"id\":1,\"sku\":\"A\",\"price\":5},{\"id\":2,\"sku\":\"B\",\"price\":5},"
                + "{\"id\":3,\"sku\":\"A\",\"price\":5},{\"id\":4,\"sku\":\"A\",\"price\":4}]",
            "[for (unit-rows(., [\"sku\", \"price\"])) {\"q\": .quantity, \"id\": .row.id,"
                + " \"all\": [for (.all) .id]}]");

    assertThat(lines.toString())
        .isEqualTo(
            "[{\"q\":2,\"id\":1,\"all\":[1,3]},{\"q\":1,\"id\":2,\"all\":[2]},"
                + "{\"q\":1,\"id\":4,\"all\":[4]}]");
  }

  @Test
  void ordersAreFoundHoweverTheyAreWrapped() {
    String order = "{\"id\":1,\"status\":\"paid\",\"lines\":[{\"id\":2,\"status\":\"x\"}]}";
    String found = "[" + order + "]";
    String expression = "objects-with(., [\"id\", \"status\"])";

    assertThat(eval(order, expression).toString()).as("bare").isEqualTo(found);
    assertThat(eval("{\"answer\":{\"list\":[" + order + "]}}", expression).toString())
        .as("in an answer, the outermost only")
        .isEqualTo(found);
    assertThat(eval("{\"data\":" + quoted(order) + "}", expression).toString())
        .as("as text")
        .isEqualTo(found);
    assertThat(eval("{\"id\":1,\"note\":\"{not JSON\"}", expression).toString())
        .as("without one of the fields")
        .isEqualTo("[]");
  }

  @Test
  void linesWithoutIdsAreNamedAndNumberedWhereTheyRepeat() {
    JsonNode lines =
        eval(
            "[{\"sku\":7},{\"sku\":\"A\"},{\"sku\":7},{\"sku\":7}]",
            "[for (line-ids(., \"sku\")) .lineId]");

    assertThat(lines.toString()).isEqualTo("[\"7\",\"A\",\"7-2\",\"7-3\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "'PAID,PAID', PAID",
    "'UNPAID,PAID', UNPAID",
    "'PAID,SHIPPED', PARTLY_SHIPPED",
    "'PARTLY_SHIPPED,SHIPPED', PARTLY_SHIPPED",
    "'SHIPPED,DELIVERED', SHIPPED",
    "'CANCELLED,DELIVERED', DELIVERED",
    "'CANCELLED,PAID', PAID",
    "'CANCELLED,CANCELLED', CANCELLED"
  })
  void anOrderStandsWhereItsOpenLinesStand(String lines, String order) {
    String words = "[\"" + lines.replace(",", "\",\"") + "\"]";

    assertThat(eval(words, "overall-status(.)").asText()).isEqualTo(order);
    assertThat(eval("[]", "overall-status(.)").isNull()).isTrue();
  }

  private static String quoted(String document) {
    return "\"" + document.replace("\"", "\\\"") + "\"";
  }

  private static void assertRefused(String code, String value, String expression) {
    assertThatThrownBy(() -> eval(value, expression))
        .as("%s of %s", expression, value)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static JsonNode eval(String value, String expression) {
    TreeMap<MessageKind, String> mappings = new TreeMap<>(Map.of(MessageKind.ORDER, expression));
    return Mapping.of(
            new Marketplace("test", List.of(), "test", SETTINGS, mappings), MessageKind.ORDER)
        .apply(Payloads.parse(value.getBytes(StandardCharsets.UTF_8)), null);
  }
}
