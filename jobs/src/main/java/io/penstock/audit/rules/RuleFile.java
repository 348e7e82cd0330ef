package io.penstock.audit.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A file of audit rules, and of what becomes of the orders that they hold: {@code {"rules": [...],
 * "playbooks": [...]}}, each as the contract of the reference data has it.
 *
 * @param rules in the order of the file
 * @param playbooks in the order of the file
 */
public record RuleFile(List<Rule> rules, List<Playbook> playbooks) implements Serializable {

  private static final String STARTER = "/rules/starter.json";

  /** A misspelt field would be passed over in silence, and its rule would be another one. */
  private static final ObjectReader STRICT =
      Json.mapper()
          .readerFor(RuleFile.class)
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public RuleFile {
    rules = rules == null ? List.of() : List.copyOf(rules);
    playbooks = playbooks == null ? List.of() : List.copyOf(playbooks);
  }

  /**
   * Reads a file.
   *
   * @throws UnreadableException for what is not of the form, with the place
   */
  public static RuleFile of(byte[] json) throws UnreadableException {
    try {
      RuleFile file = STRICT.readValue(json);
      if (file == null || (file.rules.isEmpty() && file.playbooks.isEmpty())) {
        throw new UnreadableException("NO_RULES", "the file holds neither rules nor playbooks");
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
    return OrderView.NAMES.describe();
  }

  /** The same for what a rule says of the stock. */
  public static List<String> stockFields() {
    return StockView.NAMES.describe();
  }

  /** The names of the rules that hold by what the stock is: nothing but the stock can say whom. */
  public List<String> askingStock() {
    return rules.stream().filter(rule -> rule.stockExpression() != null).map(Rule::rule).toList();
  }

  /** What is wrong with it, one sentence each; none where all of it can be published. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Reference record : records(Instant.EPOCH)) {
      if (!names.add(record.type() + record.id())) {
        problems.add(record.id() + ": the file holds it twice");
      }
      try {
        Admission.check(record);
      } catch (UnreadableException refused) {
        problems.add(record.id() + ": " + refused.reason());
      }
    }
    return problems;
  }

  /** The records that publish it. */
  public List<Reference> records(Instant effectiveFrom) {
    List<Reference> records = new ArrayList<>();
    for (Rule rule : rules) {
      records.add(Reference.of(String.valueOf(rule.rule()), effectiveFrom, rule));
    }
    for (Playbook playbook : playbooks) {
      records.add(Reference.of(String.valueOf(playbook.code()), effectiveFrom, playbook));
    }
    return List.copyOf(records);
  }
}
