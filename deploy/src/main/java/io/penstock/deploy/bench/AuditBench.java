package io.penstock.deploy.bench;

import io.penstock.audit.Backtest;
import io.penstock.audit.Trial;
import io.penstock.audit.people.PeopleInMemory;
import io.penstock.audit.rules.RuleFile;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.connectors.marketplace.OrderPayloads;
import io.penstock.model.AuditRequest;
import io.penstock.model.Order;
import io.penstock.model.OrderVersion;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Scope;
import io.penstock.model.Reference.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What it costs to judge an order by so many rules and entries of a denylist, beside what it costs
 * only to parse its JSON: the same orders, in turns, on one thread.
 */
public final class AuditBench {

  /**
   * What was measured of one book of rules.
   *
   * @param rules that hold
   * @param asked of them, about each order: the others are of other shops
   * @param denials on the denylist
   * @param parseNanos for an average order
   * @param auditNanos for the same, from the normalised order to the decision: whom it names, and
   *     what the rules say
   */
  public record Row(int rules, int asked, int denials, long parseNanos, long auditNanos) {

    /** How many times the parse alone the judgement costs. */
    public double ratio() {
      return (double) auditNanos / Math.max(1, parseNanos);
    }
  }

  /** What rules are like that sellers add: lists, texts and amounts. None of them fires. */
  private static final List<String> EXPRESSIONS =
      List.of(
          "order.total < 0 && order.currency == 'CNY'",
          "order.lines.exists(line, line.quantity > 1000 && line.amount > 100)",
          "order.lines.exists(line, line.sku.startsWith('NOT-FOR-SALE-'))",
          "order.buyerMessage.contains('no such wish') || order.sellerMemo.contains('no such note')",
          "consignee.city == 'Nowhere' && consignee.region in ['Atlantis', 'Utopia']",
          "order.ageHours > 2000 && order.freight > order.total",
          "order.discount + order.subsidy > 10 * order.total + 100000000",
          "consignee.phone.matches('^000+$')");

  private static final int ALL = 30;

  private final int turns;

  /**
   * @param turns how often each is measured; the median counts
   */
  public AuditBench(int turns) {
    this.turns = turns;
  }

  /**
   * Measures, with up to that many rules and denials.
   *
   * @param records that hold orders
   */
  public List<Row> run(List<RawRecord> records, int manyRules, int manyDenials)
      throws UnreadableException {
    List<OrderVersion> orders = orders(records);
    List<Reference> shops = shops(orders);
    // Whatever is measured first would pay for a JVM that knows none of this yet.
    row(records, orders, shops, rules(ALL, 0), denials(0), ALL);
    List<Row> rows = new ArrayList<>();
    rows.add(row(records, orders, shops, rules(0, 0), denials(0), 0));
    rows.add(row(records, orders, shops, rules(ALL, 0), denials(0), ALL));
    rows.add(row(records, orders, shops, rules(ALL, manyRules - ALL), denials(0), ALL));
    rows.add(row(records, orders, shops, rules(ALL, 0), denials(manyDenials), ALL));
    return rows;
  }

  private Row row(
      List<RawRecord> records,
      List<OrderVersion> orders,
      List<Reference> shops,
      List<Reference> rules,
      List<Reference> denials,
      int asked) {
    List<Reference> all = new ArrayList<>(shops);
    all.addAll(rules);
    Backtest audit = new Backtest(all);
    PeopleInMemory people = new PeopleInMemory(denials);
    List<Row> measured = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      long started = System.nanoTime();
      for (RawRecord record : records) {
        if (OrderPayloads.parse(record).isEmpty()) {
          throw new IllegalStateException("nothing came of it");
        }
      }
      long parsed = System.nanoTime();
      for (OrderVersion order : orders) {
        if (judge(audit, people, order).verdict() == null) {
          throw new IllegalStateException("an order without a verdict");
        }
      }
      long audited = System.nanoTime();
      measured.add(
          new Row(
              rules.size(),
              asked,
              denials.size(),
              (parsed - started) / records.size(),
              (audited - parsed) / orders.size()));
    }
    measured.sort(Comparator.comparing(Row::auditNanos));
    return measured.get(turns / 2);
  }

  /** As the job does: first those whom the order names, then the order. */
  private static Trial judge(Backtest audit, PeopleInMemory people, OrderVersion order) {
    Trial trial = Trial.NEW;
    for (AuditRequest known : people.hear(order)) {
      trial = audit.after(trial, known);
    }
    return audit.after(trial, AuditRequest.of(order));
  }

  private static List<OrderVersion> orders(List<RawRecord> records) throws UnreadableException {
    Normaliser normaliser = new Normaliser(Marketplaces.shipped());
    List<OrderVersion> orders = new ArrayList<>();
    for (RawRecord record : records) {
      for (ReceivedOrder order : normaliser.normalise(record).received(record)) {
        orders.add(new OrderVersion(order, OrderVersion.Outcome.ACCEPTED, 1, false, false));
      }
    }
    return orders;
  }

  private static List<Reference> shops(List<OrderVersion> orders) {
    Set<Shop> shops = new LinkedHashSet<>();
    for (OrderVersion version : orders) {
      Order order = version.received().order();
      shops.add(new Shop(order.marketplace(), order.shop(), "merchant", "pool"));
    }
    return shops.stream()
        .map(shop -> Reference.of(shop.marketplace() + "/" + shop.shop(), Instant.EPOCH, shop))
        .toList();
  }

  /** The rules that a seller starts with, more of everybody's, and others of other shops. */
  private static List<Reference> rules(int ofAll, int ofOthers) {
    List<Reference> rules = new ArrayList<>();
    if (ofAll > 0) {
      RuleFile.starter().records(Instant.EPOCH).stream()
          .filter(record -> record.rule() != null)
          .forEach(rules::add);
    }
    for (int i = rules.size(); i < ofAll + ofOthers; i++) {
      Scope scope = i < ofAll ? null : new Scope(null, null, "other-shop-" + i % 100);
      rules.add(
          Reference.of(
              "rule-" + i,
              Instant.EPOCH,
              new Rule(
                  "rule-" + i,
                  1,
                  EXPRESSIONS.get(i % EXPRESSIONS.size()),
                  Action.HOLD,
                  "RULE_" + i,
                  0,
                  scope,
                  null,
                  null,
                  false,
                  null)));
    }
    return rules;
  }

  private static List<Reference> denials(int count) {
    List<Reference> denials = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      denials.add(
          Reference.of("d" + i, Instant.EPOCH, new Denial(Denial.Kind.BUYER, "nobody-" + i)));
    }
    return denials;
  }
}
