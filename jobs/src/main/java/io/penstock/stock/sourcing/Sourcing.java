package io.penstock.stock.sourcing;

import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.SourcingDecision.Search;
import io.penstock.state.Parcel;
import io.penstock.stock.sourcing.Quotes.Quote;
import io.penstock.stock.sourcing.Site.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the warehouses that an order is shipped from: all lines or none, and of all permitted ways
 * the one that is best by the pool's {@link Objective}; of equally good ones, the one whose
 * warehouses come first by name.
 *
 * <p>Most orders are decided by looking at each warehouse that has everything: where the best of
 * them is not worse than any division could be, none is tried. Otherwise the divisions over each
 * set of warehouses that have something are, those sets first that promise most.
 */
final class Sourcing {

  /** All divisions are looked at where so many warehouses at most have something. */
  private static final int WIDEST_EXACT_SEARCH = 6;

  /** Of more, the first so many, the fewer of them together first, until there is a way. */
  private static final int WIDEST_SEARCH = 12;

  /** So many steps are tried for one order; those of six warehouses and a few lines need fewer. */
  private static final int MOST_STEPS = 20_000;

  /** How many ways are ranked, the chosen one included. */
  static final int MOST_RANKED = 6;

  /** Units of a SKU that a warehouse can promise. */
  interface Availability {
    long available(String sku, String warehouse) throws Exception;
  }

  /**
   * What one warehouse ships in one parcel.
   *
   * @param with absent where no service takes it
   * @param passedOver services that would take it for less
   */
  record Share(
      Site from, List<Parcel.Line> lines, @Nullable Service with, List<Service> passedOver) {}

  /** All ways that count, best first. */
  record Ranking(Search search, List<Choice> choices) {}

  private final List<Parcel.Line> demand;
  private final List<Site> sites;
  private final Wanted wanted;
  private final Quotes quotes;
  private final SplitPolicy policy;
  private final Objective objective;
  private final @Nullable Cartons cartons;
  private final int highestPriority;

  /**
   * @param demand lines that want goods; two may name the same SKU
   * @param sites best first: of equally good divisions, the first of them get the most
   */
  Sourcing(
      List<Parcel.Line> demand,
      List<Site> sites,
      Wanted wanted,
      Quotes.Terms terms,
      SplitPolicy policy,
      Objective objective,
      @Nullable Cartons cartons) {
    this.demand = demand;
    this.sites = sites;
    this.wanted = wanted;
    this.quotes = new Quotes(sites, wanted, terms);
    this.policy = policy;
    this.objective = objective;
    this.cartons = cartons;
    int highest = Integer.MIN_VALUE;
    for (Site site : sites) {
      highest = Math.max(highest, site.priority());
    }
    this.highestPriority = highest;
  }

  /** The best ways to fill the demand; none where no permitted one exists. */
  Ranking rank() {
    List<Choice> ranked = new ArrayList<>();
    for (int site = 0; site < sites.size(); site++) {
      if (wanted.hasAll(site)) {
        addWhole(ranked, site);
      }
    }
    Collections.sort(ranked);
    if (!mayBeDivided() || (!ranked.isEmpty() && nothingBeats(ranked.get(0).score))) {
      return new Ranking(Search.EXACT, firstOf(ranked));
    }
    int[] some = havingSome();
    int most = policy == SplitPolicy.WITHIN_LINES ? some.length : demand.size();
    Division.Budget budget = new Division.Budget(MOST_STEPS);
    boolean exact = some.length <= WIDEST_EXACT_SEARCH;
    if (exact) {
      divide(sets(some, 2, most), ranked, budget);
    } else {
      int[] near = Arrays.copyOf(some, Math.min(some.length, WIDEST_SEARCH));
      for (int size = 2; size <= Math.min(most, near.length); size++) {
        divide(sets(near, size, size), ranked, budget);
        if (!ranked.isEmpty()) {
          break;
        }
      }
    }
    boolean all = exact && !budget.isExceeded();
    return new Ranking(all ? Search.EXACT : Search.BOUNDED, firstOf(ranked));
  }

  /** Each warehouse that could ship all, if it were there; the best first. */
  List<Choice> wherever() {
    List<Choice> choices = new ArrayList<>();
    for (int site = 0; site < sites.size(); site++) {
      addWhole(choices, site);
    }
    Collections.sort(choices);
    return choices;
  }

  private static List<Choice> firstOf(List<Choice> ranked) {
    return ranked.size() <= MOST_RANKED ? ranked : ranked.subList(0, MOST_RANKED);
  }

  private boolean mayBeDivided() {
    return switch (policy) {
      case NEVER -> false;
      case BETWEEN_LINES -> demand.size() > 1;
      case WITHIN_LINES -> demand.size() > 1 || demand.get(0).quantity() > 1;
    };
  }

  /** Adds that one ships all, unless it cannot leave there. */
  private void addWhole(List<Choice> choices, int site) {
    Quote quote = quotes.of(site, wanted.units());
    if (!quote.blocked()) {
      long[] score = objective.nothing();
      objective.add(score, sites.get(site), highestPriority, quote.late(), quote.cost());
      List<String> name = List.of(sites.get(site).warehouse());
      choices.add(new Choice(score, name, new int[] {site}, null));
    }
  }

  /** What a parcel from there adds to the score at least. */
  private void addLeast(long[] score, int site) {
    Quote least = quotes.ofNothing(site);
    objective.add(score, sites.get(site), highestPriority, least.late(), least.leastCost());
  }

  /** Whether no two parcels or more can score less: by each number for itself. */
  private boolean nothingBeats(long[] score) {
    long[] least = new long[score.length];
    long[] second = new long[score.length];
    Arrays.fill(least, Long.MAX_VALUE);
    Arrays.fill(second, Long.MAX_VALUE);
    int having = 0;
    for (int site = 0; site < sites.size(); site++) {
      if (!wanted.hasSome(site)) {
        continue;
      }
      having++;
      long[] one = objective.nothing();
      addLeast(one, site);
      for (int i = 0; i < one.length; i++) {
        if (one[i] < least[i]) {
          second[i] = least[i];
          least[i] = one[i];
        } else if (one[i] < second[i]) {
          second[i] = one[i];
        }
      }
    }
    for (int i = 0; having > 1 && i < score.length; i++) {
      long two = least[i] + second[i];
      if (two != score[i]) {
        return two > score[i];
      }
    }
    return true;
  }

  private int[] havingSome() {
    int[] some = new int[sites.size()];
    int count = 0;
    for (int site = 0; site < some.length; site++) {
      if (wanted.hasSome(site)) {
        some[count++] = site;
      }
    }
    return Arrays.copyOf(some, count);
  }

  /** Adds to those of one warehouse the best division over each set of several. */
  private void divide(List<Choice> sets, List<Choice> ranked, Division.Budget budget) {
    boolean withinLines = policy == SplitPolicy.WITHIN_LINES;
    for (Choice least : sets) {
      Choice last = ranked.size() < MOST_RANKED ? null : ranked.get(MOST_RANKED - 1);
      if (last != null && last.compareTo(least) < 0) {
        return; // And so is last to all that follow.
      }
      if (onlyAdds(least, ranked)) {
        continue;
      }
      Division.Scoring scoring = (parcels, cost) -> score(least.sites, parcels, cost);
      Division.Found found =
          new Division(wanted, quotes, least.sites, withinLines, scoring, budget)
              .best(last == null ? null : last.score);
      if (found != null) {
        Choice choice = new Choice(found.score, least.names, least.sites, found.units);
        if (!onlyAdds(choice, ranked)) {
          int at = Collections.binarySearch(ranked, choice);
          ranked.add(at < 0 ? -at - 1 : at, choice);
        }
      }
    }
  }

  private static boolean onlyAdds(Choice choice, List<Choice> ranked) {
    for (Choice other : ranked) {
      if (choice.onlyAddsTo(other)) {
        return true;
      }
    }
    return false;
  }

  private long[] score(int[] from, Quote[] parcels, ToLongFunction<Quote> cost) {
    long[] score = objective.nothing();
    for (int i = 0; i < from.length; i++) {
      Quote of = parcels[i];
      objective.add(score, sites.get(from[i]), highestPriority, of.late(), cost.applyAsLong(of));
    }
    return score;
  }

  /** All sets of so many of them, with what they score at least, least first. */
  private List<Choice> sets(int[] of, int fewest, int most) {
    List<Choice> sets = new ArrayList<>();
    for (int some = 1; some < 1 << of.length; some++) {
      int size = Integer.bitCount(some);
      if (size < fewest || size > most) {
        continue;
      }
      int[] members = new int[size];
      long[] least = objective.nothing();
      List<String> names = new ArrayList<>(size);
      for (int i = 0; i < of.length; i++) {
        if ((some >> i & 1) == 1) {
          addLeast(least, of[i]);
          members[names.size()] = of[i];
          names.add(sites.get(of[i]).warehouse());
        }
      }
      Collections.sort(names);
      sets.add(new Choice(least, names, members, null));
    }
    Collections.sort(sets);
    return sets;
  }

  /** What each warehouse ships, in the order of the sites. */
  List<Share> shares(Choice choice) throws Exception {
    List<int[][]> division = choice.division;
    if (division == null) {
      return shares(choice.sites[0], demand);
    }
    Map<String, Integer> position = new HashMap<>();
    for (Parcel.Line line : demand) {
      position.putIfAbsent(line.lineId(), position.size());
    }
    List<Share> shares = new ArrayList<>(choice.sites.length);
    for (int i = 0; i < choice.sites.length; i++) {
      List<Parcel.Line> lines = new ArrayList<>();
      for (int article = 0; article < wanted.articles(); article++) {
        int[][] units = division.get(article);
        for (int line = 0; line < units.length; line++) {
          if (units[line][i] > 0) {
            Parcel.Line of = wanted.lines(article).get(line);
            lines.add(new Parcel.Line(of.lineId(), of.sku(), units[line][i]));
          }
        }
      }
      lines.sort(Comparator.comparingInt(line -> position.getOrDefault(line.lineId(), 0)));
      shares.addAll(shares(choice.sites[i], lines));
    }
    return shares;
  }

  /** One of each parcel that goes from there. */
  private List<Share> shares(int site, List<Parcel.Line> lines) throws Exception {
    List<Share> shares = new ArrayList<>(1);
    for (List<Parcel.Line> parcel : cartons == null ? List.of(lines) : cartons.of(lines)) {
      long[] units = wanted.units(parcel);
      shares.add(
          new Share(
              sites.get(site), parcel, quotes.taken(site, units), quotes.passedOver(site, units)));
    }
    return shares;
  }
}
