package io.penstock.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penstock.contracts.Contracts;
import io.penstock.model.Command;
import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.MarketplaceCommand;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.PrintBatch;
import io.penstock.model.Reference;
import io.penstock.model.ShopException;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.model.StockUpdate;
import io.penstock.model.WmsEvent;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we read and write on our topics is what the public contracts say. */
class JsonKeepsContractsTest {

  private static final Map<String, Class<?>> RECORDS =
      Map.ofEntries(
          Map.entry("wms.events", WmsEvent.class),
          Map.entry("reference", Reference.class),
          Map.entry("commands", Command.class),
          Map.entry("order-events", OrderEvent.class),
          Map.entry("deliveries", Delivery.class),
          Map.entry("print-batches", PrintBatch.class),
          Map.entry("stock-levels", StockLevel.class),
          Map.entry("stock-movements", StockMovement.class),
          Map.entry("marketplace-commands", MarketplaceCommand.class),
          Map.entry("marketplace-stock", StockUpdate.class),
          Map.entry("exceptions", ShopException.class),
          Map.entry("dead-letters", DeadLetter.class),
          Map.entry("order", Order.class));

  static Stream<Arguments> examples() {
    return RECORDS.keySet().stream()
        .sorted()
        .flatMap(
            contract ->
                Contracts.examples(contract).entrySet().stream()
                    .map(file -> Arguments.of(file.getKey(), contract, file.getValue())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void whatWasReadIsWrittenAgainAsItWas(String file, String contract, JsonNode example)
      throws Exception {
    byte[] written = Json.write(read(contract, example));

    assertThat(Json.mapper().readTree(written)).isEqualTo(example);
    assertThat(Contracts.violations(contract, written)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void whatIsAddedLaterIsPassedOver(String file, String contract, JsonNode example)
      throws Exception {
    ObjectNode grown = example.deepCopy();
    grown.putObject("addedLater").put("x", 1);

    assertThat(Json.mapper().readTree(Json.write(read(contract, grown)))).isEqualTo(example);
  }

  /** What a contract lets a sender leave out, the reader must not ask for. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void whatIsOptionalMayBeAbsentAndADefaultStandsForIt(
      String file, String contract, JsonNode example) throws Exception {
    for (Map.Entry<String, JsonNode> property :
        Contracts.schema(contract).get("properties").properties()) {
      ObjectNode without = example.deepCopy();
      without.remove(property.getKey());
      if (Contracts.violations(contract, without).isEmpty()) {
        JsonNode written = Json.mapper().readTree(Json.write(read(contract, without)));
        ObjectNode expected = without.deepCopy();
        if (property.getValue().has("default")) {
          expected.set(property.getKey(), property.getValue().get("default"));
        }
        assertThat(written).as("without %s", property.getKey()).isEqualTo(expected);
      }
    }
  }

  /** Inputs are read by these records alone: nobody validates them against the contracts. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void anInputWithoutWhatIsRequiredIsUnreadable(String file, String contract, JsonNode example) {
    if (!contract.equals("wms.events")
        && !contract.equals("reference")
        && !contract.equals("commands")) {
      return;
    }
    for (JsonNode required : Contracts.schema(contract).get("required")) {
      ObjectNode without = example.deepCopy();
      without.remove(required.asText());
      assertThatThrownBy(() -> read(contract, without))
          .as("without %s", required)
          .isInstanceOf(UnreadableException.class);
    }
  }

  private static Object read(String contract, JsonNode document) throws Exception {
    Class<?> record = Objects.requireNonNull(RECORDS.get(contract), contract);
    return Json.read(Json.mapper().writeValueAsBytes(document), record);
  }
}
