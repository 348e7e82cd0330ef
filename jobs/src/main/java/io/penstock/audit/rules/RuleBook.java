package io.penstock.audit.rules;

import io.penstock.Versions;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.Money;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Scope;
import io.penstock.model.Reference.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reference data that the audit goes by, as it holds at any instant.
 *
 * <p>Of the versions of a record the one with the greatest {@code effectiveFrom} that has come
 * counts; where it is a deletion there is none. Every version of a rule is compiled once.
 */
public final class RuleBook {

  private static final Comparator<CompiledRule> HIGHEST_PRIORITY_FIRST =
      Comparator.comparing((CompiledRule compiled) -> compiled.rule().priority())
          .reversed()
          .thenComparing(compiled -> compiled.rule().rule());

  private final Map<String, List<Reference>> shops = new HashMap<>();
  private final Map<String, List<Reference>> rules = new HashMap<>();

  /** Of those articles alone that have a floor. */
  private final Map<String, List<Reference>> skus = new HashMap<>();

  private final Map<String, List<Reference>> playbooks = new HashMap<>();

  private final Map<String, Map<Rule, CompiledRule>> programs = new HashMap<>();

  /** The rules of the instant that was asked for last. */
  private List<CompiledRule> current = List.of();

  /** Those of them that are asked about the orders of a shop. */
  private final Map<Scope, List<CompiledRule>> currentOf = new HashMap<>();

  /** From when until when they hold; never, as long as none were chosen or one has changed. */
  private Instant currentFrom = Instant.MAX;

  private Instant currentUntil = Instant.MAX;

  /** Whether the audit goes by records of this type. */
  public static boolean concerns(Reference.Type type) {
    return switch (type) {
      case SHOP, RULE, PLAYBOOK, SKU -> true;
      case POOL,
          WAREHOUSE,
          DENIAL,
          MAPPING,
          CONTROL_TOTAL,
          BUNDLE,
          GIFT,
          CARRIER,
          WAYBILL_RANGE,
          RING_FENCE,
          INBOUND ->
          false;
    };
  }

  /** Whether the audit need not keep it, where it keeps no version of it yet: most articles. */
  public static boolean saysNothing(Reference reference) {
    return reference.type() == Reference.Type.SKU
        && (reference.sku() == null || reference.sku().floor() == null);
  }

  /**
   * Replaces all versions of one record.
   *
   * @param versions as {@link Versions#merge} gives them; empty where nothing is left of it
   */
  public void set(Reference.Type type, String id, List<Reference> versions) {
    switch (type) {
      case SHOP -> replace(shops, id, versions);
      case PLAYBOOK -> replace(playbooks, id, versions);
      case RULE -> {
        replace(rules, id, versions);
        compile(id, versions);
        currentFrom = Instant.MAX;
      }
      case SKU -> replace(skus, id, versions);
      case POOL,
          WAREHOUSE,
          DENIAL,
          MAPPING,
          CONTROL_TOTAL,
          BUNDLE,
          GIFT,
          CARRIER,
          WAYBILL_RANGE,
          RING_FENCE,
          INBOUND -> {}
    }
  }

  /** The shop; absent where it is unknown at that time. */
  public @Nullable Shop shop(String marketplace, String shop, Instant at) {
    Reference known =
        Versions.effective(shops.getOrDefault(marketplace + "/" + shop, List.of()), at);
    return known == null ? null : known.shop();
  }

  /** What becomes of orders that are held for that reason; absent where nobody said. */
  @Nullable Playbook playbook(String code, Instant at) {
    Reference known = Versions.effective(playbooks.getOrDefault(code, List.of()), at);
    return known == null ? null : known.playbook();
  }

  /** The least that a unit of the article may be sold for; absent where nobody said. */
  @Nullable Money floor(String pool, String sku, Instant at) {
    Reference known = Versions.effective(skus.getOrDefault(pool + "/" + sku, List.of()), at);
    return known == null || known.sku() == null ? null : known.sku().floor();
  }

  /**
   * The rules for an order of that shop at that time, the highest priority first, then by id.
   *
   * @param merchant absent while the shop is unknown
   */
  public List<CompiledRule> rules(
      @Nullable String merchant, String marketplace, String shop, Instant at) {
    if (at.isBefore(currentFrom) || !at.isBefore(currentUntil)) {
      choose(at);
    }
    return currentOf.computeIfAbsent(
        new Scope(merchant, marketplace, shop),
        unknown ->
            current.stream().filter(rule -> rule.covers(merchant, marketplace, shop)).toList());
  }

  private void choose(Instant at) {
    Instant from = Instant.MIN;
    Instant until = Instant.MAX;
    List<CompiledRule> chosen = new ArrayList<>();
    for (Map.Entry<String, List<Reference>> versions : rules.entrySet()) {
      for (Reference version : versions.getValue()) {
        Instant change = version.effectiveFrom();
        if (change.isAfter(at)) {
          until = change.isBefore(until) ? change : until;
        } else {
          from = change.isAfter(from) ? change : from;
        }
      }
      Reference effective = Versions.effective(versions.getValue(), at);
      if (effective != null) {
        chosen.add(program(versions.getKey(), effective));
      }
    }
    chosen.sort(HIGHEST_PRIORITY_FIRST);
    current = List.copyOf(chosen);
    currentOf.clear();
    currentFrom = from;
    currentUntil = until;
  }

  private CompiledRule program(String id, Reference version) {
    CompiledRule compiled = programs.getOrDefault(id, Map.of()).get(version.rule());
    if (compiled == null) {
      throw new IllegalStateException("the rule " + id + " was not compiled");
    }
    return compiled;
  }

  private void compile(String id, List<Reference> versions) {
    Map<Rule, CompiledRule> before = programs.getOrDefault(id, Map.of());
    Map<Rule, CompiledRule> after = new HashMap<>();
    for (Reference version : versions) {
      Rule rule = version.rule();
      if (rule != null && !version.deleted()) {
        CompiledRule known = before.get(rule);
        after.put(rule, known == null ? compile(rule) : known);
      }
    }
    replace(programs, id, after);
  }

  private static CompiledRule compile(Rule rule) {
    try {
      return Rules.compile(rule);
    } catch (UnreadableException admittedByAnOlderRelease) {
      return new CompiledRule(rule, null, null, null);
    }
  }

  private static void replace(
      Map<String, List<Reference>> all, String id, List<Reference> versions) {
    if (versions.isEmpty()) {
      all.remove(id);
    } else {
      all.put(id, versions);
    }
  }

  private static void replace(
      Map<String, Map<Rule, CompiledRule>> all, String id, Map<Rule, CompiledRule> compiled) {
    if (compiled.isEmpty()) {
      all.remove(id);
    } else {
      all.put(id, compiled);
    }
  }
}
