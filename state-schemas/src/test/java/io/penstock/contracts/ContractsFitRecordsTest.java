package io.penstock.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record and its contract say the same: names, types, words, and what may be absent. */
class ContractsFitRecordsTest {

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

  static Stream<String> contracts() {
    return Contracts.ALL.stream().filter(contract -> !contract.endsWith(".raw"));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void theContractFitsItsRecord(String contract) {
    Class<?> record = Objects.requireNonNull(RECORDS.get(contract), contract);

    fits(record, Contracts.schema(contract), contract, contract);
  }

  private static void fits(Class<?> record, JsonNode schema, String contract, String at) {
    assertThat(schema.path("type").asText()).as(at).isEqualTo("object");
    assertThat(names(schema.path("properties"))).as(at).isEqualTo(componentNames(record));
    for (RecordComponent component : record.getRecordComponents()) {
      String name = component.getName();
      JsonNode property = schema.at("/properties/" + name);
      boolean mayBeAbsent =
          component.getAnnotatedType().isAnnotationPresent(Nullable.class)
              || property.has("default");
      assertThat(!words(schema, "required").contains(name))
          .as("%s.%s may be absent", at, name)
          .isEqualTo(mayBeAbsent);
      fits(component.getGenericType(), property, contract, at + "." + name);
    }
  }

  private static void fits(Type type, JsonNode declared, String contract, String at) {
    JsonNode schema = resolved(declared, contract);
    String file =
        declared.path("$ref").asText().startsWith("common.schema.json") ? "common" : contract;
    String jsonType = schema.path("type").asText();
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      assertThat(jsonType).as(at).isEqualTo("array");
      fits(list.getActualTypeArguments()[0], schema.get("items"), file, at + "[]");
    } else if (type == String.class) {
      assertThat(jsonType).as(at).isEqualTo("string");
      assertThat(schema.has("enum")).as("%s is a free text", at).isFalse();
    } else if (type == int.class
        || type == long.class
        || type == Integer.class
        || type == Long.class) {
      assertThat(jsonType).as(at).isEqualTo("integer");
    } else if (type == boolean.class || type == Boolean.class) {
      assertThat(jsonType).as(at).isEqualTo("boolean");
    } else if (type == Instant.class) {
      assertThat(schema.path("format").asText()).as(at).isEqualTo("date-time");
    } else if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
      assertThat(words(schema, "enum"))
          .as(at)
          .isEqualTo(Arrays.stream(enumeration.getEnumConstants()).map(Object::toString).toList());
    } else if (type instanceof Class<?> record && record.isRecord()) {
      fits(record, schema, file, at);
    } else {
      throw new AssertionError(at + ": no rule how " + type + " appears in JSON");
    }
  }

  private static JsonNode resolved(JsonNode declared, String contract) {
    if (!declared.has("$ref")) {
      return declared;
    }
    String ref = declared.get("$ref").asText();
    int hash = ref.indexOf('#');
    String file = hash == 0 ? contract : ref.substring(0, ref.indexOf(".schema.json"));
    return Contracts.schema(file).at(ref.substring(hash + 1));
  }

  private static Set<String> componentNames(Class<?> record) {
    Set<String> names = new TreeSet<>();
    for (RecordComponent component : record.getRecordComponents()) {
      names.add(component.getName());
    }
    return names;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> words(JsonNode schema, String keyword) {
    return Stream.iterate(0, i -> i < schema.path(keyword).size(), i -> i + 1)
        .map(i -> schema.get(keyword).get(i).asText())
        .toList();
  }
}
