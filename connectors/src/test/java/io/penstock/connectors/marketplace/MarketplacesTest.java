package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketplacesTest {

  private static final String SETTINGS =
      "{\"zone\":\"UTC\",\"currency\":\"EUR\",\"aliases\":[\"stall\"],"
          + "\"orderStatus\":{\"open\":\"PAID\"}}";

  private static final String MAPPING =
      """
      {
        "orderId": id(.no, "no"),
        "status": status(.state, $orderStatus, "state"),
        "currency": $currency,
        "totalMinor": money(.sum, $currency, "sum"),
        "createdAt": iso-time(.at, "at"),
        "zone": $zone
      }
      """;

  @TempDir Path folder;

  @Test
  void everyShippedFolderIsInTheIndex() throws IOException {
    try (Stream<Path> folders = Files.list(Samples.FOLDER)) {
      List<String> names =
          folders.filter(Files::isDirectory).map(each -> each.getFileName().toString()).toList();

      assertThat(Marketplaces.shipped().names()).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void aFurtherMarketplaceIsAFolder() throws Exception {
    write("market-481", SETTINGS, MAPPING);

    Marketplaces marketplaces = Marketplaces.shippedAnd(folder.toString());

    assertThat(marketplaces.names()).contains("market-481", "taobao");
    for (String name : List.of("market-481", "stall")) {
      assertThat(read(marketplaces, name))
          .extracting(ReceivedOrder::key)
          .containsExactly("market-481/demo-shop/A-1");
    }
  }

  @Test
  void noFolderMeansOnlyTheShippedOnes() {
    assertThat(Marketplaces.shippedAnd(" ").names()).isEqualTo(Marketplaces.shipped().names());
  }

  @Test
  void aFurtherMarketplaceReplacesAShippedOneOfItsName() throws Exception {
    write("shopify", SETTINGS, MAPPING);

    assertThat(read(Marketplaces.shippedAnd(folder.toString()), "shopify"))
        .extracting(ReceivedOrder::key)
        .containsExactly("shopify/demo-shop/A-1");
  }

  @Test
  void theyTravelWithoutTheirFiles() throws Exception {
    write("market-481", SETTINGS, MAPPING);
    Marketplaces marketplaces = Marketplaces.shippedAnd(folder.toString());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(marketplaces);
    }
    Files.delete(folder.resolve("market-481/order.jslt"));

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Marketplaces arrived = (Marketplaces) in.readObject();
      assertThat(arrived.names()).isEqualTo(marketplaces.names());
      assertThat(read(arrived, "market-481")).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"orderId\": id(.no,}         | order.jslt: line 1, column 19",
        "{\"orderId\": ident(.no)}      | order.jslt: line 1, column 13",
        "{\"orderId\": id(.no)}         | order.jslt: line 1, column 13",
        "{\"orderId\": $orderid}        | order.jslt: line 1, column 13: $orderid",
        "{\"at\": now()}                | order.jslt: line 1, column 8: now()",
      })
  void aBrokenMappingIsFoundAtSubmissionWithItsPlace(String mapping, String where)
      throws IOException {
    write("market-481", SETTINGS, mapping);

    assertThatThrownBy(() -> Marketplaces.shippedAnd(folder.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("market-481")
        .hasMessageContaining(where);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"zone\":\"UTC\"                        | marketplace.json: line 1, column 14: not JSON",
        "[]                                       | marketplace.json: is not a JSON object",
        "{\"zone\":\"Mars\",\"currency\":\"EUR\"} | 'zone' must be a zone",
        "{\"zone\":\"UTC\",\"currency\":\"euro\"} | 'currency' must be an ISO 4217 code",
      })
  void brokenSettingsAreFoundAtSubmission(String settings, String where) throws IOException {
    write("market-481", settings, MAPPING);

    assertThatThrownBy(() -> Marketplaces.shippedAnd(folder.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("market-481")
        .hasMessageContaining(where);
  }

  @Test
  void aStatusTableThatNamesNoStatusOfOursIsFoundAtSubmission() throws IOException {
    write("market-481", SETTINGS.replace("PAID", "PAYED"), MAPPING);

    assertThatThrownBy(() -> Marketplaces.shippedAnd(folder.toString()))
        .hasMessageContaining("'orderStatus' maps 'open' to 'PAYED'");
  }

  @Test
  void aMissingFileOrFolderIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("market-481"));

    assertThatThrownBy(() -> Marketplaces.shippedAnd(folder.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("market-481/marketplace.json");
    assertThatThrownBy(() -> Marketplaces.shippedAnd(folder.resolve("nowhere").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void commentsAndStringsInAMappingAreNoCode() throws IOException {
    write(
        "market-481",
        SETTINGS,
        "// now() and $nothing\n"
            + MAPPING.replace("\"zone\": $zone", "\"zone\": \"$now() // x\""));

    assertThat(Marketplaces.shippedAnd(folder.toString()).names()).contains("market-481");
  }

  @Test
  void whatAMarketplaceLetsASellerDoIsPartOfItsFolder() {
    Marketplaces shipped = Marketplaces.shipped();

    assertThat(shipped.capabilities("douyin"))
        .isEqualTo(
            new Capabilities(
                true, Capabilities.TrackingNumbers.MANY_PER_LINE, true, true, Map.of()));
    assertThat(Objects.requireNonNull(shipped.capabilities("amazon")).carrier("FEDEX"))
        .isEqualTo("FedEx");
    assertThat(Objects.requireNonNull(shipped.capabilities("xianyu")).intercept())
        .as("not known")
        .isNull();
    assertThat(shipped.capabilities("bazaar")).isNull();
    for (String name : shipped.names()) {
      if (!name.equals("alipay")) {
        assertThat(Objects.requireNonNull(shipped.capabilities(name)).partialShipment())
            .as(name)
            .isNotNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`{\"partialShipment\":\"yes\"}` | 'capabilities.partialShipment' must be true or false",
        "`{\"trackingNumbers\":\"TWO\"}` | 'capabilities.trackingNumbers' must be one of",
        "`{\"teleport\":true}` | 'capabilities' has 'teleport', which is none of"
      })
  void aCapabilityThatIsNoneIsRefused(String capabilities, String why) throws Exception {
    write(
        "bazaar",
        "{\"zone\":\"UTC\",\"currency\":\"EUR\",\"capabilities\":" + capabilities + "}",
        "{}");

    assertThatThrownBy(() -> Marketplaces.shippedAnd(folder.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aMarketplaceIsFoundByAliasAndInAnyCase() {
    Marketplaces shipped = Marketplaces.shipped();

    assertThat(Objects.requireNonNull(shipped.find("TMALL")).name()).isEqualTo("taobao");
    assertThat(shipped.find("bazaar")).isNull();
  }

  private static List<ReceivedOrder> read(Marketplaces marketplaces, String name) throws Exception {
    RawRecord raw =
        Records.raw(
            name,
            "{\"no\":\"A-1\",\"state\":\"open\",\"sum\":\"1.00\",\"at\":\"2026-11-11T00:00:00Z\"}");
    return new Normaliser(marketplaces).normalise(raw).received(raw);
  }

  private void write(String name, String settings, String mapping) throws IOException {
    Path marketplace = Files.createDirectories(folder.resolve(name));
    Files.writeString(marketplace.resolve("marketplace.json"), settings);
    Files.writeString(marketplace.resolve("order.jslt"), mapping);
  }
}
