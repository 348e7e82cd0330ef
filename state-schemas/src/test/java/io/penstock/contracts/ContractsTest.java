package io.penstock.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts are sound, their examples keep them, and what breaks them is noticed. */
class ContractsTest {

  static Stream<String> schemas() {
    return Stream.concat(Contracts.ALL.stream(), Stream.of("common"));
  }

  static Stream<String> contracts() {
    return Contracts.ALL.stream();
  }

  /** All but the marketplaces' own payloads, of which we require nothing. */
  static Stream<String> ours() {
    return contracts().filter(contract -> !contract.endsWith(".raw"));
  }

  static Stream<String> withWords() {
    return ours().filter(contract -> !words(contract).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyContractIsAJsonSchemaOf202012(String name) {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(Contracts.schema(name).toString(), InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everythingInAContractIsDescribed(String name) {
    JsonNode schema = Contracts.schema(name);

    assertThat(schema.path("title").asText()).isNotBlank();
    assertThat(schema.path("description").asText()).isNotBlank();
    assertThat(undescribed(schema, name)).isEmpty();
    if (Contracts.ALL.contains(name) && !name.equals("order")) {
      assertThat(schema.path("x-key").asText()).as("the record's key").isNotBlank();
      assertThat(schema.path("x-headers").isObject()).as("the record's headers").isTrue();
    }
  }

  /** A closed object would make every addition a breach for those who validate what they read. */
  @ParameterizedTest
  @MethodSource("schemas")
  void contractsCanGrow(String name) {
    assertThat(Contracts.schema(name).findValues("additionalProperties")).isEmpty();
    assertThat(Contracts.schema(name).findValues("unevaluatedProperties")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyExampleKeepsItsContract(String contract) {
    Map<String, JsonNode> examples = Contracts.examples(contract);

    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    examples.forEach(
        (file, example) -> assertThat(Contracts.violations(contract, example)).as(file).isEmpty());
  }

  @Test
  void everyExampleBelongsToAContract() {
    assertThat(Contracts.exampleFiles())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Contracts.ALL).contains(Contracts.contractOf(file)));
  }

  /** Readers see from the examples what each kind of record looks like. */
  @ParameterizedTest
  @MethodSource("ours")
  void everyEnumeratedValueHasAnExample(String contract) {
    Set<String> shown = new TreeSet<>();
    Contracts.examples(contract).values().forEach(example -> collectTexts(example, shown));

    assertThat(shown).containsAll(words(contract));
  }

  @ParameterizedTest
  @MethodSource("ours")
  void whatLacksARequiredPropertyBreaksTheContract(String contract) {
    everyMutant(
        contract,
        (example, property) -> {
          if (required(contract).contains(property)) {
            example.remove(property);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("ours")
  void whatHasAPropertyOfAnotherTypeBreaksTheContract(String contract) {
    everyMutant(
        contract,
        (example, property) -> example.set(property, JsonNodeFactory.instance.numberNode(0.5)));
  }

  @ParameterizedTest
  @MethodSource("withWords")
  void whatHasAnUnknownWordInAnEnumerationBreaksTheContract(String contract) {
    everyMutant(
        contract,
        (example, property) -> {
          if (words(contract).contains(example.get(property).asText())) {
            example.put(property, "SOMETHING_ELSE");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("ours")
  void whatHasATimeWithoutAZoneBreaksTheContract(String contract) {
    everyMutant(
        contract,
        (example, property) -> {
          if (Contracts.schema(contract).at("/properties/" + property).has("format")) {
            example.put(property, "2026-11-11 00:00:00");
          }
        });
  }

  @Test
  void aDeliverysAnswerNamesTheDelivery() {
    assertThat(broken("wms.events", "wms.events.shipped.json", e -> e.remove("deliveryId")))
        .isNotEmpty();
    assertThat(broken("wms.events", "wms.events.receipt.json", e -> e.put("deliveryId", "x#1.1")))
        .isEmpty();
  }

  @Test
  void onlyAnAdjustmentIsSigned() {
    Consumer<ObjectNode> negative = e -> ((ObjectNode) e.at("/items/0")).put("quantity", -1);
    Consumer<ObjectNode> zero = e -> ((ObjectNode) e.at("/items/0")).put("quantity", 0);

    assertThat(broken("wms.events", "wms.events.adjustment.json", negative)).isEmpty();
    assertThat(broken("wms.events", "wms.events.adjustment.json", zero)).isNotEmpty();
    assertThat(broken("wms.events", "wms.events.receipt.json", negative)).isNotEmpty();
    assertThat(broken("wms.events", "wms.events.shipped.json", negative)).isNotEmpty();
  }

  @Test
  void aReceiptOfNothingIsNone() {
    assertThat(broken("wms.events", "wms.events.receipt.json", e -> e.putArray("items")))
        .isNotEmpty();
    assertThat(broken("wms.events", "wms.events.picked.json", e -> e.remove("items"))).isEmpty();
  }

  @Test
  void referenceDataCarriesExactlyThePartThatItsTypeNames() {
    assertThat(broken("reference", "reference.shop.json", e -> e.remove("shop"))).isNotEmpty();
    assertThat(broken("reference", "reference.shop.json", e -> e.put("type", "POOL"))).isNotEmpty();
    assertThat(broken("reference", "reference.deleted-rule.json", e -> e.put("deleted", false)))
        .isNotEmpty();
  }

  @Test
  void whatIsToBeSentIsNotNothing() {
    assertThat(broken("deliveries", "deliveries.create.json", e -> e.putArray("lines")))
        .isNotEmpty();
  }

  @Test
  void anUnknownPropertyIsPassedOver() {
    for (String contract : ours().toList()) {
      String file = Contracts.examples(contract).keySet().iterator().next();
      assertThat(broken(contract, file, e -> e.put("addedLater", 1))).as(file).isEmpty();
    }
  }

  @Test
  void theExamplesOfDeadLettersFitTheirOwnValues() throws Exception {
    for (JsonNode letter : Contracts.examples("dead-letters").values()) {
      if (letter.has("valueBase64")) {
        byte[] value = Base64.getDecoder().decode(letter.get("valueBase64").asText());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(value);
        assertThat(value).hasSize(letter.get("bytes").asInt());
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(letter.get("sha256").asText());
      }
    }
  }

  private interface Mutation {
    void of(ObjectNode example, String property);
  }

  /** Changes each property of each example in turn: each change that is one must be noticed. */
  private static void everyMutant(String contract, Mutation mutation) {
    int mutants = 0;
    for (Map.Entry<String, JsonNode> example : Contracts.examples(contract).entrySet()) {
      for (Map.Entry<String, JsonNode> property : example.getValue().properties()) {
        ObjectNode mutant = example.getValue().deepCopy();
        mutation.of(mutant, property.getKey());
        if (!mutant.equals(example.getValue())) {
          mutants++;
          assertThat(Contracts.violations(contract, mutant))
              .as("%s with a changed %s", example.getKey(), property.getKey())
              .isNotEmpty();
        }
      }
    }
    assertThat(mutants).isPositive();
  }

  private static List<String> broken(String contract, String file, Consumer<ObjectNode> change) {
    JsonNode original = Objects.requireNonNull(Contracts.examples(contract).get(file), file);
    ObjectNode example = original.deepCopy();
    change.accept(example);
    return Contracts.violations(contract, example);
  }

  /** Of all enumerations together. */
  private static Set<String> words(String contract) {
    Set<String> words = new TreeSet<>();
    Contracts.schema(contract)
        .findValues("x-enum-descriptions")
        .forEach(descriptions -> descriptions.fieldNames().forEachRemaining(words::add));
    return words;
  }

  private static Set<String> required(String contract) {
    Set<String> required = new TreeSet<>();
    Contracts.schema(contract).get("required").forEach(name -> required.add(name.asText()));
    return required;
  }

  private static void collectTexts(JsonNode node, Set<String> into) {
    if (node.isTextual()) {
      into.add(node.asText());
    }
    node.forEach(child -> collectTexts(child, into));
  }

  /** The places of properties without a description, and of enumerations with undescribed words. */
  private static List<String> undescribed(JsonNode node, String at) {
    List<String> places = new ArrayList<>();
    boolean conditional = at.contains("/allOf") || at.contains("/then") || at.contains("/if");
    boolean refined = conditional || at.contains("/anyOf") || at.contains("/dependentSchemas");
    if (!refined) {
      for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
        if (property.getValue().path("description").asText().isBlank()) {
          places.add(at + "/" + property.getKey());
        }
      }
      if (node.has("enum")) {
        Set<String> words = new TreeSet<>();
        node.get("enum").forEach(word -> words.add(word.asText()));
        Set<String> described = new TreeSet<>();
        node.path("x-enum-descriptions").fieldNames().forEachRemaining(described::add);
        if (!words.equals(described)) {
          places.add(at + ": " + words + " but described are " + described);
        }
      }
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      if (child.getValue().isObject()) {
        places.addAll(undescribed(child.getValue(), at + "/" + child.getKey()));
      }
    }
    return places;
  }
}
