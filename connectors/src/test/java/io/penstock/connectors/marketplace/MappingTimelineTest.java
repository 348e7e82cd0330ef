package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Order;
import io.penstock.model.Reference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTimelineTest {

  private static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");
  private static final String SAMPLE =
      """
      {"id":7,"state":"paid","currency":"EUR","total":"10.00","created":"2026-11-11T11:00:00Z",
      "lines":[{"id":1,"sku":"MUG-1","quantity":1,"price":"10.00"}]}
      """;

  @TempDir Path parent;

  private final MappingTimeline timeline =
      new MappingTimeline(new Normaliser(Marketplaces.shipped()));
  private Reference.Mapping cornerShop;

  @BeforeEach
  void describeAMarketplace() throws Exception {
    cornerShop = Marketplaces.toPublish(FolderTemplate.write(parent, "corner-shop"));
  }

  @Test
  void aMappingHoldsFromItsInstantOnAndUntilItsEnd() throws Exception {
    timeline.set(
        "corner-shop",
        List.of(published(NOON, cornerShop), end("corner-shop", NOON.plusSeconds(60))));

    assertThat(codeAt(NOON.minusMillis(1))).isEqualTo("UNKNOWN_MARKETPLACE");
    assertThat(zoneAt(NOON)).isEqualTo("UTC");
    assertThat(zoneAt(NOON.plusSeconds(59))).isEqualTo("UTC");
    assertThat(codeAt(NOON.plusSeconds(60))).isEqualTo("UNKNOWN_MARKETPLACE");
  }

  @Test
  void aNewerMappingReplacesAnOlderOneAndLeavesTheOthersAlone() throws Exception {
    timeline.set(
        "corner-shop",
        List.of(
            published(NOON, cornerShop),
            published(NOON.plusSeconds(60), with("\"zone\": $zone", "\"zone\": \"Asia/Tokyo\""))));
    timeline.set(
        "shopify", List.of(published(NOON.plusSeconds(30), renamed(cornerShop, "shopify"))));

    assertThat(zoneAt(NOON.plusSeconds(59))).isEqualTo("UTC");
    assertThat(zoneAt(NOON.plusSeconds(60))).isEqualTo("Asia/Tokyo");
    assertThat(codeAt("shopify", NOON)).isEqualTo("NOT_AN_ORDER");
    assertThat(at("shopify", NOON.plusSeconds(60)).orderId()).isEqualTo("7");
    assertThat(codeAt("etsy", NOON.plusSeconds(90))).isEqualTo("NOT_AN_ORDER");
  }

  @Test
  void theEndOfAMappingGivesBackTheOneThatIsShipped() throws Exception {
    timeline.set(
        "shopify",
        List.of(
            published(NOON, renamed(cornerShop, "shopify")), end("shopify", NOON.plusSeconds(60))));

    assertThat(at("shopify", NOON).orderId()).isEqualTo("7");
    assertThat(codeAt("shopify", NOON.plusSeconds(60))).isEqualTo("NOT_AN_ORDER");
  }

  @Test
  void aMappingThatThisReleaseCannotReadLeavesTheOneBefore() throws Exception {
    timeline.set(
        "corner-shop",
        List.of(
            published(NOON, cornerShop),
            published(NOON.plusSeconds(60), with("\"zone\": $zone", "\"zone\": gone()"))));

    assertThat(zoneAt(NOON.plusSeconds(60))).isEqualTo("UTC");
  }

  @Test
  void whatIsWrongWithAMappingIsNamedWithItsPlace() {
    assertThatThrownBy(() -> Marketplaces.check(with("\"zone\": $zone", "\"zone\": gone()")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("corner-shop/order.jslt: line ");
    assertThatThrownBy(() -> Marketplaces.check(new Reference.Mapping("corner-shop", List.of())))
        .hasMessage("the marketplace lacks a file: corner-shop/marketplace.json");
  }

  private Reference.Mapping with(String old, String replacement) {
    List<Reference.MappingFile> files =
        cornerShop.files().stream()
            .map(
                file ->
                    new Reference.MappingFile(file.name(), file.text().replace(old, replacement)))
            .toList();
    assertThat(files).isNotEqualTo(cornerShop.files());
    return new Reference.Mapping("corner-shop", files);
  }

  private static Reference.Mapping renamed(Reference.Mapping mapping, String name) {
    return new Reference.Mapping(name, mapping.files());
  }

  private static Reference published(Instant from, Reference.Mapping mapping) {
    return mapping.from(from);
  }

  private static Reference end(String marketplace, Instant from) {
    return Reference.end(Reference.Type.MAPPING, marketplace, from);
  }

  private String zoneAt(Instant time) throws UnreadableException {
    return at("corner-shop", time).zone();
  }

  private Order at(String marketplace, Instant time) throws UnreadableException {
    return timeline.at(time).normalise(Records.raw(marketplace, SAMPLE)).orders().get(0);
  }

  private String codeAt(Instant time) {
    return codeAt("corner-shop", time);
  }

  private String codeAt(String marketplace, Instant time) {
    try {
      at(marketplace, time);
    } catch (UnreadableException refused) {
      return refused.code();
    }
    throw new AssertionError("it was read");
  }
}
