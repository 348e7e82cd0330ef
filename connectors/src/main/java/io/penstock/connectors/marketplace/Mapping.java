package io.penstock.connectors.marketplace;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.penstock.connectors.Json;
import io.penstock.model.AfterSalesCase;
import io.penstock.model.OrderStatus;
import io.penstock.model.RefundStatus;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A marketplace's mapping of one kind of message, compiled: turns a payload into canonical objects,
 * still as JSON.
 *
 * <p>Everything that can be wrong with the marketplace's files is found here, at submission.
 */
final class Mapping {

  private static final List<Function> FUNCTIONS =
      Stream.of(MoneyFunctions.ALL, TimeFunctions.ALL, TextFunctions.ALL, RowFunctions.ALL)
          .flatMap(List::stream)
          .toList();

  private static final String EVENT = "event";

  private final String marketplace;
  private final Expression expression;
  private final Map<String, JsonNode> variables;

  private Mapping(String marketplace, Expression expression, Map<String, JsonNode> variables) {
    this.marketplace = marketplace;
    this.expression = expression;
    this.variables = variables;
  }

  /** Throws {@link IllegalArgumentException} that names the file and the position in it. */
  static Mapping of(Marketplace marketplace, MessageKind kind) {
    String source = marketplace.source() + "/" + kind.file();
    String text = Objects.requireNonNull(marketplace.mappings().get(kind), source);
    Map<String, JsonNode> variables = variables(marketplace);
    MappingText.check(text, variables.keySet(), source);
    // The interpreter looks each of them up for each record.
    variables.keySet().retainAll(MappingText.variables(text));
    try {
      return new Mapping(
          marketplace.name(),
          new Parser(new StringReader(text)).withSource(source).withFunctions(FUNCTIONS).compile(),
          variables);
    } catch (JsltException broken) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: line %d, column %d: %s",
              source,
              broken.getLine(),
              broken.getColumn(),
              broken.getMessageWithoutLocation().lines().findFirst().orElse("")),
          broken);
    }
  }

  /**
   * Every field of {@code marketplace.json} is a variable of that name in the mapping. One whose
   * name ends in {@code Status} is a table from the marketplace's words to ours; {@code event} is
   * what the record's header of that name says.
   */
  private static Map<String, JsonNode> variables(Marketplace marketplace) {
    String source = marketplace.source() + "/marketplace.json";
    JsonNode settings = settings(marketplace.settings(), source);
    Map<String, JsonNode> variables = new HashMap<>();
    settings.properties().forEach(field -> variables.put(field.getKey(), field.getValue()));
    checkDefaults(settings, source);
    variables.forEach(
        (name, value) -> {
          if (name.endsWith("Status")) {
            checkTable(value, name, words(name), source);
          }
        });
    variables.put(EVENT, NullNode.getInstance());
    return variables;
  }

  private static Enum<?>[] words(String table) {
    return switch (table) {
      case "refundStatus" -> RefundStatus.values();
      case "caseStatus" -> AfterSalesCase.Status.values();
      default -> OrderStatus.values();
    };
  }

  static JsonNode settings(String text, String source) {
    try {
      JsonNode settings = Json.mapper().readTree(text);
      if (!settings.isObject()) {
        throw new IllegalArgumentException(source + ": is not a JSON object");
      }
      return settings;
    } catch (JsonProcessingException broken) {
      JsonLocation at = broken.getLocation();
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: line %d, column %d: not JSON",
              source,
              at.getLineNr(),
              at.getColumnNr()),
          broken);
    }
  }

  private static void checkDefaults(JsonNode settings, String source) {
    try {
      ZoneId.of(settings.path("zone").asText());
    } catch (DateTimeException noZone) {
      throw new IllegalArgumentException(
          source + ": 'zone' must be a zone such as Asia/Shanghai", noZone);
    }
    try {
      Currency.getInstance(settings.path("currency").asText());
    } catch (IllegalArgumentException noCurrency) {
      throw new IllegalArgumentException(
          source + ": 'currency' must be an ISO 4217 code", noCurrency);
    }
  }

  private static void checkTable(JsonNode table, String name, Enum<?>[] words, String source) {
    Set<String> ours = Stream.of(words).map(Enum::name).collect(Collectors.toSet());
    for (Map.Entry<String, JsonNode> row : table.properties()) {
      if (!ours.contains(row.getValue().asText())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: '%s' maps '%s' to '%s', which is none of %s",
                source,
                name,
                row.getKey(),
                row.getValue().asText(),
                Arrays.toString(words)));
      }
    }
  }

  /**
   * Null, one canonical object or a list of them, as the mapping gives it.
   *
   * <p>A mapping is data and may be anybody's: whatever it does to a payload must end as that
   * record's failure and not as the job's.
   *
   * @param event what the record's header says that happened
   */
  JsonNode apply(JsonNode payload, @Nullable String event) {
    Map<String, JsonNode> known = variables;
    if (event != null && variables.containsKey(EVENT)) {
      known = new HashMap<>(variables);
      known.put(EVENT, TextNode.valueOf(event));
    }
    try {
      return expression.apply(known, payload);
    } catch (Refusal refusal) {
      throw refusal;
    } catch (JsltException failed) {
      // Its message may quote the payload; its position is in our file.
      throw failed(", line " + failed.getLine() + ", column " + failed.getColumn());
    } catch (RuntimeException | StackOverflowError failed) {
      throw failed(" unexpectedly, with " + failed.getClass().getSimpleName());
    }
  }

  private Refusal failed(String how) {
    return new Refusal("MAPPING_FAILED", "the mapping of " + marketplace + " fails" + how);
  }
}
