package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import io.penstock.model.OrderStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists of rows: the lines of an order, however many rows a marketplace spends on one. */
final class RowFunctions {

  private static final int DEEPEST_WRAPPING = 12;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static final List<Function> ALL =
      List.of(
          new Helper("rows", 2, a -> rows(a[0], a[1].asText())),
          new Helper("objects-with", 2, a -> objectsWith(a[0], a[1])),
          new Helper("line-ids", 2, a -> lineIds(a[0], a[1].asText())),
          new Helper("overall-status", 1, a -> overallStatus(a[0])),
          new Helper("sum-by", 3, a -> sumBy(a[0], a[1].asText(), a[2].asText())),
          new Helper("unit-rows", 2, a -> unitRows(a[0], a[1])),
          new Helper("apportion", 4, a -> apportion(a[0], a[1].asText(), a[2], a[3].asText())));

  /** A list of objects; a missing list has no rows, and a single object is its only row. */
  private static JsonNode rows(JsonNode value, String field) {
    if (value.isObject()) {
      return JSON.arrayNode().add(value);
    }
    if (TextFunctions.isBlank(value)) {
      return JSON.arrayNode();
    }
    if (!value.isArray()) {
      throw notRows(field);
    }
    for (JsonNode row : value) {
      if (!row.isObject()) {
        throw notRows(field);
      }
    }
    return value;
  }

  private static Refusal notRows(String field) {
    return new Refusal("BAD_LINES", "'" + field + "' is not a list of objects");
  }

  /**
   * The outermost objects that have all of these fields, in the order of the document: whatever
   * answer, list or relay they are wrapped into, also where the wrapping holds them as text.
   */
  private static JsonNode objectsWith(JsonNode document, JsonNode fields) {
    ArrayNode found = JSON.arrayNode();
    collect(document, fields, found, 0);
    return found;
  }

  private static void collect(JsonNode node, JsonNode fields, ArrayNode found, int depth) {
    if (depth > DEEPEST_WRAPPING) {
      return;
    }
    if (node.isObject() && hasAll(node, fields)) {
      found.add(node);
    } else if (node.isContainerNode()) {
      node.forEach(child -> collect(child, fields, found, depth + 1));
    } else if (node.isTextual() && looksLikeJson(node.textValue())) {
      Payloads.embedded(node.textValue())
          .ifPresent(document -> collect(document, fields, found, depth + 1));
    }
  }

  private static boolean hasAll(JsonNode object, JsonNode fields) {
    for (JsonNode field : fields) {
      if (!object.has(field.asText())) {
        return false;
      }
    }
    return true;
  }

  private static boolean looksLikeJson(String text) {
    return text.length() > 2 && (text.charAt(0) == '{' || text.charAt(0) == '[');
  }

  /**
   * The rows with a {@code lineId} each, for marketplaces that give lines no ids: what is in the
   * field, and from the second row of the same on a number behind it.
   */
  private static JsonNode lineIds(JsonNode rows, String field) {
    Map<String, Integer> times = new HashMap<>();
    ArrayNode named = JSON.arrayNode();
    for (JsonNode row : rows) {
      String value = row.path(field).asText();
      int time = times.merge(value, 1, Integer::sum);
      named.add(copy(row).put("lineId", time == 1 ? value : value + "-" + time));
    }
    return named;
  }

  /** Where an order is whose lines are there, for marketplaces that give orders no status. */
  private static JsonNode overallStatus(JsonNode lines) {
    Set<OrderStatus> open = EnumSet.noneOf(OrderStatus.class);
    for (JsonNode line : lines) {
      open.add(OrderStatus.valueOf(line.asText()));
    }
    if (open.size() > 1) {
      open.remove(OrderStatus.CANCELLED);
    }
    if (open.isEmpty()) {
      return NullNode.getInstance();
    }
    boolean anyToGo = open.contains(OrderStatus.UNPAID) || open.contains(OrderStatus.PAID);
    boolean anyGone =
        open.stream().anyMatch(one -> one.compareTo(OrderStatus.PAID) > 0)
            && !open.contains(OrderStatus.CANCELLED);
    OrderStatus least = Collections.min(open);
    return TextNode.valueOf((anyToGo && anyGone ? OrderStatus.PARTLY_SHIPPED : least).name());
  }

  /** An object that gives, for each value of one field, the sum of another. */
  private static JsonNode sumBy(JsonNode rows, String key, String number) {
    ObjectNode sums = JSON.objectNode();
    for (JsonNode row : rows) {
      JsonNode name = row.path(key);
      if (!name.isMissingNode() && !name.isNull()) {
        long sum = sums.path(name.asText()).asLong() + row.path(number).asLong();
        sums.put(name.asText(), sum);
      }
    }
    return sums;
  }

  /**
   * Rows of one unit each that agree in the named fields become one: {@code {"row": the first,
   * "quantity": how many, "all": all of them}}, in the order of their first appearance.
   */
  private static JsonNode unitRows(JsonNode rows, JsonNode fields) {
    Map<List<JsonNode>, ObjectNode> groups = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      List<JsonNode> key = new ArrayList<>();
      for (JsonNode field : fields) {
        key.add(row.path(field.asText()));
      }
      ObjectNode group =
          groups.computeIfAbsent(
              key,
              first -> JSON.objectNode().<ObjectNode>set("row", row).set("all", JSON.arrayNode()));
      group.withArray("all").add(row);
      group.put("quantity", group.path("quantity").asInt() + 1);
    }
    ArrayNode merged = JSON.arrayNode();
    merged.addAll(groups.values());
    return merged;
  }

  /** The rows with one field more each: its share of an amount, by the weight in another field. */
  private static JsonNode apportion(JsonNode rows, String field, JsonNode amount, String weight) {
    long[] weights = new long[rows.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.max(0, rows.get(i).path(weight).asLong());
    }
    long whole = Math.max(0, amount.asLong());
    long[] shares = Apportionment.shares(whole, weights);
    ArrayNode shared = JSON.arrayNode();
    for (int i = 0; i < weights.length; i++) {
      shared.add(copy(rows.get(i)).put(field, shares[i]));
    }
    return shared;
  }

  /** One that can be given a field of its own; what lies in the fields stays shared. */
  private static ObjectNode copy(JsonNode row) {
    return JSON.objectNode().setAll((ObjectNode) row);
  }

  private RowFunctions() {}
}
