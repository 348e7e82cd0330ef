package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.connectors.Json;
import io.penstock.model.Consignee;
import io.penstock.model.Money;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.Quality;
import io.penstock.model.RefundStatus;
import io.penstock.model.WmsEvent;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentHashTest {

  private static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");

  private static final Order ORDER =
      new Order(
          "taobao",
          "shop",
          "1",
          OrderStatus.PAID,
          "CNY",
          1,
          2,
          3,
          4,
          5,
          6,
          new Money("EUR", 7),
          AT,
          AT,
          AT,
          AT,
          "UTC",
          true,
          "b",
          new Consignee("n", "p", "c", "r", "c", "d", "s", "z", "t"),
          "m",
          "s",
          List.of(
              new OrderLine(
                  "l", "s", "t", 1, 2, 3, 4, 5, 6, 7, OrderStatus.PAID, RefundStatus.NONE)),
          List.of("F"));

  /** Paths of all fields of the order, those of its consignee and its line included. */
  static Stream<String> fields() {
    return Stream.of(
            names(Order.class, "/"),
            names(Consignee.class, "/consignee/"),
            names(OrderLine.class, "/lines/0/"),
            names(Money.class, "/payout/"))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void everyFieldIsPartOfTheContent(String field) throws Exception {
    ObjectNode changed = Json.mapper().valueToTree(ORDER);
    change((ObjectNode) changed.at(field.substring(0, field.lastIndexOf('/'))), field);

    Order other = Json.read(Json.write(changed), Order.class);

    assertThat(other).isNotEqualTo(ORDER);
    assertThat(ContentHash.of(other)).isNotEqualTo(ContentHash.of(ORDER));
  }

  @ParameterizedTest
  @MethodSource("fieldsOfMessages")
  void everyFieldOfAMessageIsPartOfItsContent(String field) throws Exception {
    WmsEvent message =
        new WmsEvent(
            "m",
            WmsEvent.Type.WEIGHED,
            "o",
            "w",
            AT,
            "d",
            List.of(new WmsEvent.Item("s", 1, Quality.GOOD, Quality.GOOD)),
            "c",
            "t",
            "r",
            1,
            2L,
            3L,
            "p");
    ObjectNode changed = Json.mapper().valueToTree(message);
    if (field.equals("/type")) {
      changed.put("type", WmsEvent.Type.PICKED.name());
    } else {
      change((ObjectNode) changed.at(field.substring(0, field.lastIndexOf('/'))), field);
    }
    WmsEvent other = Json.read(Json.write(changed), WmsEvent.class);

    assertThat(other).isNotEqualTo(message);
    assertThat(ContentHash.of(other)).isNotEqualTo(ContentHash.of(message));
  }

  static Stream<String> fieldsOfMessages() {
    return Stream.of(names(WmsEvent.class, "/"), names(WmsEvent.Item.class, "/items/0/"))
        .flatMap(List::stream);
  }

  @Test
  void aTextThatMovesToTheNextFieldIsAnotherContent() {
    assertThat(ContentHash.of(consignee("ab", "c")))
        .isNotEqualTo(ContentHash.of(consignee("a", "bc")));
  }

  @Test
  void theHashIsTheSameInEveryRunAndRelease() {
    assertThat(Long.toHexString(ContentHash.of(ORDER))).isEqualTo("ce3abe97da4f57e1");
  }

  private static Order consignee(String name, String phone) {
    Consignee consignee = new Consignee(name, phone, null, null, null, null, null, null, null);
    return new Order(
        "taobao",
        "shop",
        "1",
        OrderStatus.PAID,
        "CNY",
        1,
        2,
        3,
        4,
        5,
        6,
        null,
        AT,
        null,
        AT,
        null,
        "UTC",
        false,
        null,
        consignee,
        null,
        null,
        List.of(),
        List.of());
  }

  private static List<String> names(Class<? extends Record> type, String prefix) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      names.add(prefix + component.getName());
    }
    return names;
  }

  /** To some other value that its type has. */
  private static void change(ObjectNode parent, String path) {
    String field = path.substring(path.lastIndexOf('/') + 1);
    JsonNode value = parent.get(field);
    if (value instanceof ArrayNode list) {
      list.removeAll();
    } else if (field.equals("payout")) {
      parent.remove(field);
    } else if (value.isObject()) {
      parent.putObject(field);
    } else if (value.isNumber()) {
      parent.put(field, value.longValue() + 1);
    } else if (value.isBoolean()) {
      parent.put(field, !value.booleanValue());
    } else if (field.equals("status")) {
      parent.put(field, OrderStatus.CANCELLED.name());
    } else if (field.equals("quality") || field.equals("becomes")) {
      parent.put(field, Quality.DAMAGED.name());
    } else if (field.equals("refund")) {
      parent.put(field, RefundStatus.REFUNDED.name());
    } else if (value.textValue().equals(AT.toString())) {
      parent.put(field, AT.plusMillis(1).toString());
    } else {
      parent.put(field, value.textValue() + "x");
    }
  }
}
