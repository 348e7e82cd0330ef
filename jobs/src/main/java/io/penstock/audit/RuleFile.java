package io.penstock.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of audit rules: {@code {"rules": [...]}}, each as the contract of the reference data has
 * it.
 *
 * @param rules in the order of the file
 */
public record RuleFile(List<Rule> rules) {

  private static final String STARTER = "/rules/starter.json";

  /** A misspelt field would be passed over in silence, and its rule would be another one. */
  private static final ObjectReader STRICT =
      Json.mapper()
          .readerFor(RuleFile.class)
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public RuleFile {
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  /**
   * Reads a file.
   *
   * @throws UnreadableException for what is not of the form, with the place
   */
  public static RuleFile of(byte[] json) throws UnreadableException {
    try {
      RuleFile file = STRICT.readValue(json);
      if (file == null || file.rules.isEmpty()) {
        throw new UnreadableException("NO_RULES", "the file holds no rules");
      }
      return file;
    } catch (JsonProcessingException broken) {
      throw UnreadableException.ofJson(broken);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The rules that a seller starts with, as text. */
  public static byte[] starterText() {
    try (InputStream file = RuleFile.class.getResourceAsStream(STARTER)) {
      return Objects.requireNonNull(file, STARTER).readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The rules that a seller starts with. */
  public static RuleFile starter() {
    try {
      return of(starterText());
    } catch (UnreadableException broken) {
      throw new IllegalStateException(STARTER + ": " + broken.reason(), broken);
    }
  }

  /** What a rule may know of an order: the name, its type, and what it says, a line for each. */
  public static List<String> fields() {
    return OrderView.describe();
  }

  /** What is wrong with its rules, one sentence each; none where all can be published. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Set<@Nullable String> names = new HashSet<>();
    for (Rule rule : rules) {
      if (!names.add(rule.rule())) {
        problems.add(rule.rule() + ": the file holds it twice");
      }
      try {
        Admission.check(record(rule, Instant.EPOCH));
      } catch (UnreadableException refused) {
        problems.add(rule.rule() + ": " + refused.reason());
      }
    }
    return problems;
  }

  /** The records that publish the rules. */
  public List<Reference> records(Instant effectiveFrom) {
    return rules.stream().map(rule -> record(rule, effectiveFrom)).toList();
  }

  private static Reference record(Rule rule, Instant effectiveFrom) {
    return new Reference(
        Reference.Type.RULE,
        String.valueOf(rule.rule()),
        effectiveFrom,
        false,
        null,
        null,
        null,
        null,
        rule,
        null,
        null,
        null);
  }
}
