package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Samples.Sample;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.RawRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Makes one number of a sample another one, each in turn, and checks that no amount becomes wrong
 * without a flag: either the record is refused, or the total is still explained by its lines as it
 * was before, or the order says by how much it is not.
 */
class WrongAmountTest {

  private static final BigDecimal SEVEN = BigDecimal.valueOf(7);

  private static final List<UnaryOperator<BigDecimal>> WRONGS =
      List.of(amount -> amount.multiply(SEVEN), amount -> amount.add(SEVEN), BigDecimal::negate);

  /** Charges beside the goods, of an order whose total is not fixed and is computed with them. */
  private static final String CHARGE = "paymentCharge";

  /** Those with an order that has no flag, so that one can be missed. */
  static List<Sample> samples() throws Exception {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : Samples.all()) {
      List<Order> orders = Records.normalised(sample.raw()).orders();
      if (sample.isJson() && orders.stream().anyMatch(order -> order.flags().isEmpty())) {
        samples.add(sample);
      }
    }
    return samples;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noAmountIsWrongWithoutAFlag(Sample sample) throws Exception {
    List<Order> right = Records.normalised(sample.raw()).orders();
    JsonNode document = Json.mapper().readTree(sample.bytes());
    List<String> silent = new ArrayList<>();
    int wrongs = 0;
    for (Place place : places(document)) {
      for (UnaryOperator<BigDecimal> wrong : WRONGS) {
        JsonNode other = place.other(wrong);
        if (other != null && !place.field().equals(CHARGE)) {
          wrongs++;
          JsonNode before = place.set(other);
          check(right, read(sample.raw(Json.write(document))), place + " = " + other, silent);
          place.set(before);
        }
      }
    }
    assertThat(wrongs).isPositive();
    assertThat(silent).isEmpty();
  }

  private static void check(List<Order> right, List<Order> read, String what, List<String> silent) {
    if (read.size() != right.size()) {
      return;
    }
    for (int i = 0; i < read.size(); i++) {
      Order order = read.get(i);
      boolean compared = right.get(i).flags().isEmpty() && order.flags().isEmpty();
      if (compared && !isExplained(order, right.get(i))) {
        silent.add(what + " makes the total " + order.totalMinor() + " of " + unexplained(order));
      }
    }
  }

  /** The rest may be the tax, where prices come without it, or what it was. */
  static boolean isExplained(Order order, Order right) {
    long rest = unexplained(order);
    return rest == 0 || rest == order.taxMinor() || rest == unexplained(right);
  }

  private static long unexplained(Order order) {
    return order.totalMinor()
        - order.freightMinor()
        - order.lines().stream().mapToLong(OrderLine::amountMinor).sum();
  }

  private static List<Order> read(RawRecord raw) {
    try {
      return Records.normalised(raw).orders();
    } catch (UnreadableException refused) {
      return List.of();
    }
  }

  /** A number of a document. */
  private record Place(JsonNode parent, String field, int index) {

    JsonNode value() {
      return parent.isObject() ? parent.get(field) : parent.get(index);
    }

    JsonNode set(JsonNode value) {
      JsonNode before = value();
      if (parent instanceof ObjectNode object) {
        object.set(field, value);
      } else if (parent instanceof ArrayNode list) {
        list.set(index, value);
      }
      return before;
    }

    /** Another number in the same spelling; null where it is none. */
    @Nullable JsonNode other(UnaryOperator<BigDecimal> wrong) {
      JsonNode value = value();
      if (value.isNumber()) {
        return value.isIntegralNumber()
            ? Json.mapper()
                .getNodeFactory()
                .numberNode(wrong.apply(value.decimalValue()).toBigInteger())
            : Json.mapper().getNodeFactory().numberNode(wrong.apply(value.decimalValue()));
      }
      try {
        return TextNode.valueOf(wrong.apply(new BigDecimal(value.asText())).toPlainString());
      } catch (NumberFormatException noNumber) {
        return null;
      }
    }

    @Override
    public String toString() {
      return parent.isObject() ? field : "[" + index + "]";
    }
  }

  private static List<Place> places(JsonNode node) {
    List<Place> places = new ArrayList<>();
    collect(node, places);
    return places;
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node.isObject()) {
      node.fieldNames()
          .forEachRemaining(field -> add(node.get(field), new Place(node, field, 0), places));
    } else {
      for (int i = 0; i < node.size(); i++) {
        add(node.get(i), new Place(node, "", i), places);
      }
    }
  }

  private static void add(JsonNode child, Place place, List<Place> places) {
    if (child.isContainerNode()) {
      collect(child, places);
    } else if (child.isNumber() || child.isTextual()) {
      places.add(place);
    }
  }
}
