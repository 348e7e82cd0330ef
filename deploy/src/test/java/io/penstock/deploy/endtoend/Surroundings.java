package io.penstock.deploy.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.connectors.Json;
import io.penstock.connectors.kafka.Topics;
import io.penstock.model.Reference;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What orders meet: shops, rules, and two warehouses that keep the goods of one pool.
 *
 * @param at the time of everything
 * @param records takes it
 */
record Surroundings(Instant at, List<ProducerRecord<byte[], byte[]>> records) {

  /** The key of a rule that does not compile. */
  static final String BROKEN_RULE = "RULE/broken";

  private static final List<String> HOUSES = List.of("north", "south");
  private static final int ITEMS_AT_ONCE = 500;

  /**
   * @param id marketplace/shop
   */
  void shop(String id) {
    String[] parts = id.split("/", -1);
    reference(
        "SHOP",
        id,
        "{\"marketplace\":\"%s\",\"shop\":\"%s\",\"merchant\":\"m\",\"pool\":\"p\"}"
            .formatted(parts[0], parts[1]));
  }

  void network() {
    reference("POOL", "p", "{\"pool\":\"p\",\"split\":\"BETWEEN_LINES\"}");
    for (String house : HOUSES) {
      reference(
          "WAREHOUSE",
          house,
          "{\"warehouse\":\"%s\",\"country\":\"BR\",\"region\":\"SP\",\"serves\":[\"*\"],\"priority\":%d}"
              .formatted(house, HOUSES.indexOf(house)));
    }
  }

  void rules() {
    rule("unpaid", "!order.paid && !order.cashOnDelivery", "WAIT");
    rule("no-lines", "size(order.lines) == 0", "HOLD");
    rule("broken", "order.lines.(", "HOLD");
  }

  private void rule(String name, String expression, String action) {
    reference(
        "RULE",
        name,
        "{\"rule\":\"%s\",\"version\":1,\"expression\":\"%s\",\"action\":\"%s\",\"reason\":\"%s\",\"priority\":1}"
            .formatted(name, expression, action, name));
  }

  void sku(String sku) {
    Reference one =
        Reference.of(
            "p/" + sku, Instant.EPOCH, new Reference.Sku("p", sku, null, null, null, null));
    add(Topics.REFERENCE, "SKU/" + one.id(), Json.write(one));
  }

  /** The same number of units of each SKU, at every warehouse. */
  void receipts(List<String> skus, int units) {
    for (String house : HOUSES) {
      for (int from = 0; from < skus.size(); from += ITEMS_AT_ONCE) {
        List<WmsEvent.Item> items =
            skus.subList(from, Math.min(skus.size(), from + ITEMS_AT_ONCE)).stream()
                .map(sku -> new WmsEvent.Item(sku, units))
                .toList();
        WmsEvent receipt =
            new WmsEvent(
                String.join(" ", house, skus.get(from)),
                WmsEvent.Type.RECEIPT,
                "p",
                house,
                at,
                null,
                items,
                null,
                null,
                null);
        add(Topics.WMS_EVENTS, house, Json.write(receipt));
      }
    }
  }

  private void reference(String type, String id, String part) {
    String json =
        "{\"type\":\"%s\",\"id\":\"%s\",\"effectiveFrom\":\"2020-01-01T00:00:00Z\",\"deleted\":false,\"%s\":%s}"
            .formatted(type, id, type.toLowerCase(Locale.ROOT), part);
    add(Topics.REFERENCE, type + "/" + id, json.getBytes(UTF_8));
  }

  private void add(String topic, String key, byte[] value) {
    records.add(
        new ProducerRecord<>(
            Input.PREFIX + topic, 0, at.toEpochMilli(), key.getBytes(UTF_8), value));
  }
}
