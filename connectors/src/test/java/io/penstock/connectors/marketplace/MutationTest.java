package io.penstock.connectors.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Samples.Sample;
import io.penstock.model.Order;
import io.penstock.model.RawRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damages the samples at random and checks what must hold of whatever comes in.
 *
 * <p>Goal: no payload, however damaged, ends as anything but orders that keep their promises or one
 * failure with a code. Method: a seed makes all damages of a run: bytes cut off, overwritten or in
 * another encoding, fields dropped, doubled into lists, and given values of other types or without
 * measure. A failure names its seed; run with {@code -Dmutation.seed=N} to see that one again.
 */
class MutationTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DAMAGES = 20;
  private static final int HUGE = 30_000;

  private static final List<Charset> OTHER_ENCODINGS =
      List.of(
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          StandardCharsets.ISO_8859_1,
          Charset.forName("GB18030"));

  static LongStream seeds() {
    Long only = Long.getLong("mutation.seed");
    return only == null ? LongStream.range(0, 25) : LongStream.of(only);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverComesInEndsAsOrdersOrAsAFailureWithACode(long seed) throws Exception {
    Random random = new Random(seed);
    for (Sample sample : Samples.all()) {
      for (int i = 0; i < DAMAGES; i++) {
        check(sample, sample.raw(damaged(sample, random)));
      }
    }
  }

  private static void check(Sample sample, RawRecord raw) throws Exception {
    Normalised read;
    try {
      read = Records.normalised(raw);
    } catch (UnreadableException unreadable) {
      assertThat(unreadable.code()).matches("[A-Z_]+");
      assertThat(unreadable.reason()).isNotBlank().doesNotContain("unexpectedly");
      return;
    }
    assertThat(Facts.of(read)).isNotEmpty();
    assertThat(Json.write(read)).isNotEmpty();
    for (Order order : read.orders()) {
      assertThat(order.orderId()).isNotBlank();
      assertThat(order.modifiedAt()).isNotNull();
      assertThat(order.totalMinor()).isNotNegative();
      assertThat(order.units()).isNotNegative();
    }
    noAmountIsWrongWithoutAFlag(sample, read.orders());
  }

  private static void noAmountIsWrongWithoutAFlag(Sample sample, List<Order> read)
      throws Exception {
    for (Order right : Records.normalised(sample.raw()).orders()) {
      for (Order order : read) {
        if (order.key().equals(right.key()) && order.flags().isEmpty() && right.flags().isEmpty()) {
          assertThat(WrongAmountTest.isExplained(order, right))
              .as("%s: %s", sample, order)
              .isTrue();
        }
      }
    }
  }

  private static byte[] damaged(Sample sample, Random random) throws Exception {
    byte[] payload = sample.bytes();
    int kind = random.nextInt(sample.isJson() ? 7 : 3);
    if (kind == 0) {
      return Arrays.copyOf(payload, random.nextInt(payload.length));
    }
    if (kind == 1) {
      byte[] overwritten = payload.clone();
      overwritten[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      return overwritten;
    }
    if (kind == 2) {
      Charset other = OTHER_ENCODINGS.get(random.nextInt(OTHER_ENCODINGS.size()));
      return new String(payload, StandardCharsets.UTF_8).getBytes(other);
    }
    JsonNode document = Json.mapper().readTree(payload);
    for (int i = random.nextInt(3); i >= 0; i--) {
      damage(document, random);
    }
    return Json.write(document);
  }

  private static void damage(JsonNode document, Random random) {
    List<ContainerNode<?>> parents = new ArrayList<>();
    collect(document, parents);
    ContainerNode<?> parent = parents.get(random.nextInt(parents.size()));
    if (parent.isEmpty()) {
      return;
    }
    int child = random.nextInt(parent.size());
    if (parent instanceof ArrayNode list) {
      list.set(child, other(list.get(child), random));
    } else if (parent instanceof ObjectNode object) {
      String field = new ArrayList<>(object.properties()).get(child).getKey();
      if (random.nextInt(3) == 0) {
        object.remove(field);
      } else {
        object.set(field, other(object.get(field), random));
      }
    }
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> parents) {
    if (node instanceof ContainerNode<?> container) {
      parents.add(container);
      container.forEach(child -> collect(child, parents));
    }
  }

  private static JsonNode other(JsonNode value, Random random) {
    return switch (random.nextInt(17)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.textNode("");
      case 2 -> JSON.textNode("x");
      case 3 -> JSON.textNode("\ud800");
      case 4 -> JSON.numberNode(-1);
      case 5 -> JSON.numberNode(1.5);
      case 6 -> JSON.numberNode(BigInteger.TEN.pow(50));
      case 7 -> JSON.numberNode(new BigDecimal("1e300"));
      case 8 -> JSON.booleanNode(random.nextBoolean());
      case 9 -> JSON.arrayNode();
      case 10 -> JSON.objectNode();
      case 11 -> JSON.arrayNode().add(value).add(value);
      case 12 -> JSON.textNode("9".repeat(HUGE));
      case 13 -> repeated(value, HUGE / 100);
      case 14 -> nested(value, HUGE / 100);
      case 15 -> JSON.objectNode().set("trade", value);
      default -> JSON.textNode(value.asText() + "0");
    };
  }

  private static ArrayNode repeated(JsonNode value, int times) {
    ArrayNode list = JSON.arrayNode(times);
    for (int i = 0; i < times; i++) {
      list.add(value);
    }
    return list;
  }

  private static JsonNode nested(JsonNode value, int deep) {
    JsonNode nested = value;
    for (int i = 0; i < deep; i++) {
      nested = JSON.arrayNode().add(nested);
    }
    return nested;
  }
}
