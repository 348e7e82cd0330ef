package io.penstock.stock.sourcing;

import io.penstock.model.Consignee;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.SourcingDecision.Excluded;
import io.penstock.model.SourcingDecision.Exclusion;
import io.penstock.state.ArticleVersion;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.sourcing.Network.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which warehouses are asked for the goods of an order, and for which of them. */
public final class Candidates {

  /** Of a network of hundreds, an event names the first. */
  private static final int MOST_EXCLUDED = 10;

  private final List<Candidate> asked = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Excluded> excluded = new ArrayList<>();
  private final @Nullable String country;
  private final StockRows rows;
  private final Instant now;

  Candidates(Network network, String pool, OrderLock lock, StockRows rows, Instant now) {
    Consignee consignee = lock.order().order().consignee();
    this.country = consignee.country();
    this.rows = rows;
    this.now = now;
    for (Candidate candidate : network.candidates(pool, consignee)) {
      String name = candidate.warehouse().warehouse();
      Exclusion exclusion = candidate.exclusion();
      if (exclusion == null && lock.refusedBy().contains(name)) {
        exclusion = Exclusion.REFUSED;
      }
      if (exclusion == null) {
        asked.add(candidate);
        names.add(name);
      } else {
        excluded.add(new Excluded(name, exclusion, null));
      }
    }
  }

  private Candidates(Candidates of, String only) {
    this.country = of.country;
    this.rows = of.rows;
    this.now = of.now;
    for (Candidate candidate : of.asked) {
      if (candidate.warehouse().warehouse().equals(only)) {
        asked.add(candidate);
        names.add(only);
      }
    }
  }

  /** The same, of which only one warehouse is asked, if it is at all. */
  public Candidates only(String warehouse) {
    return new Candidates(this, warehouse);
  }

  /** Nearest first. */
  List<Candidate> asked() {
    return asked;
  }

  /** The names of those that are asked, nearest first. */
  public List<String> names() {
    return names;
  }

  /** Units that all of them can promise together. */
  public long available(String sku) throws Exception {
    long units = 0;
    for (Candidate candidate : asked) {
      units += available(sku, candidate.warehouse());
    }
    return units;
  }

  /** Units that one of them can promise. */
  long available(String sku, String warehouse) throws Exception {
    for (Candidate candidate : asked) {
      if (candidate.warehouse().warehouse().equals(warehouse)) {
        return available(sku, candidate.warehouse());
      }
    }
    return 0;
  }

  private long available(String sku, Warehouse warehouse) throws Exception {
    long available = rows.cell(sku, warehouse.warehouse()).available();
    return available == 0 || bar(sku, warehouse) != null ? 0 : available;
  }

  /** Why none of them is asked for an article, by the first of them; absent where one is. */
  public @Nullable Exclusion bar(String sku) throws Exception {
    Exclusion first = null;
    for (Candidate candidate : asked) {
      Exclusion bar = bar(sku, candidate.warehouse());
      if (bar == null) {
        return null;
      }
      first = first == null ? bar : first;
    }
    return first;
  }

  /** Why that one is not asked for an article; absent where it is. */
  @Nullable Exclusion bar(String sku, Warehouse warehouse) throws Exception {
    List<String> classes = warehouse.storageClasses();
    String entered = country == null || country.equals(warehouse.country()) ? null : country;
    if (classes == null && entered == null) {
      return null;
    }
    ArticleVersion article = rows.stock(sku).article(now);
    if (classes != null && !article.transport().isOnlyOf(classes)) {
      return Exclusion.STORAGE_CLASS;
    }
    return entered != null && article.isBarredFrom(entered) ? Exclusion.EXPORT_BAR : null;
  }

  /**
   * Those that have some of the goods, but were not asked for them.
   *
   * @param leftOut those that are asked, but were left out of the plan
   */
  List<Excluded> excluded(List<Parcel.Line> demand, List<Excluded> leftOut) throws Exception {
    Set<String> skus = new LinkedHashSet<>();
    demand.forEach(line -> skus.add(line.sku()));
    List<Excluded> having = new ArrayList<>();
    for (Candidate candidate : asked) {
      for (String sku : skus) {
        Exclusion bar = bar(sku, candidate.warehouse());
        if (bar != null && has(sku, candidate.warehouse().warehouse())) {
          having.add(new Excluded(candidate.warehouse().warehouse(), bar, sku));
        }
      }
    }
    for (List<Excluded> some : List.of(leftOut, excluded)) {
      for (Excluded one : some) {
        if (hasOneOf(skus, one.warehouse())) {
          having.add(one);
        }
      }
    }
    return having.size() > MOST_EXCLUDED ? having.subList(0, MOST_EXCLUDED) : having;
  }

  /** What is excluded whatever it has, in the words of people. */
  public String whyNoneIsAsked() {
    List<String> reasons = new ArrayList<>();
    for (Excluded one : excluded) {
      if (one.reason() != Exclusion.REGION && reasons.size() < MOST_EXCLUDED) {
        reasons.add(one.warehouse() + ": " + one.reason());
      }
    }
    return String.join(", ", reasons);
  }

  private boolean hasOneOf(Set<String> skus, String warehouse) throws Exception {
    for (String sku : skus) {
      if (has(sku, warehouse)) {
        return true;
      }
    }
    return false;
  }

  private boolean has(String sku, String warehouse) throws Exception {
    return rows.cell(sku, warehouse).available() > 0;
  }
}
