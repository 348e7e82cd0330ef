package io.penstock.stock.sourcing;

import io.penstock.state.Parcel;
import io.penstock.stock.sourcing.Quotes.Quote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Divides an order over exactly these warehouses, so that the score is the least.
 *
 * <p>Where it makes no difference what is in which parcel, the first division that fits is the
 * best. Otherwise all are tried, in an order in which the first warehouse gets the most, but for
 * those of which it is clear before they are complete that they are not better: no line that is
 * added makes a parcel cheaper or less late. Of equally good ones the first is taken.
 */
final class Division {

  /** Says what the parcels of some warehouses score together. */
  interface Scoring {
    long[] score(Quote[] parcels, ToLongFunction<Quote> cost);
  }

  /** How many more steps may be tried for the order. */
  static final class Budget {
    private int left;
    private boolean exceeded;

    Budget(int steps) {
      left = steps;
    }

    boolean spend() {
      if (left == 0) {
        exceeded = true;
        return false;
      }
      left--;
      return true;
    }

    void exceed() {
      exceeded = true;
    }

    /** Whether something was not tried for that. */
    boolean isExceeded() {
      return exceeded;
    }
  }

  /** The best division. */
  static final class Found {
    final long[] score;

    /** For each article, by line and warehouse. */
    final List<int[][]> units;

    Found(long[] score, List<int[][]> units) {
      this.score = score;
      this.units = units;
    }
  }

  private final Wanted wanted;
  private final Quotes quotes;
  private final int[] sites;
  private final boolean withinLines;
  private final Scoring scoring;
  private final Budget budget;

  /** What is placed: by site and article, and by article, line and site. */
  private final long[][] parcels;

  private final List<int[][]> placed = new ArrayList<>();
  private final List<int[]> largestFirst = new ArrayList<>();

  /** What is known of the parcels as they are, by site. */
  private final Quote[] quoted;

  private long @Nullable [] cutoff;
  private @Nullable Found best;

  Division(
      Wanted wanted,
      Quotes quotes,
      int[] sites,
      boolean withinLines,
      Scoring scoring,
      Budget budget) {
    this.wanted = wanted;
    this.quotes = quotes;
    this.sites = sites;
    this.withinLines = withinLines;
    this.scoring = scoring;
    this.budget = budget;
    this.parcels = new long[sites.length][wanted.articles()];
    this.quoted = new Quote[sites.length];
  }

  /**
   * Finds the best division.
   *
   * @param worse a score that must not be exceeded; absent: any
   * @return null where it cannot be divided so, or only with a worse score
   */
  @Nullable Found best(long @Nullable [] worse) {
    cutoff = worse;
    for (int article = 0; article < wanted.articles(); article++) {
      List<Parcel.Line> lines = wanted.lines(article);
      int[][] packed = Packing.pack(lines, available(article), withinLines, budget);
      if (packed == null) {
        return null;
      }
      put(article, packed);
      placed.add(packed);
      largestFirst.add(Packing.largestFirst(lines));
    }
    for (int site = 0; site < sites.length; site++) {
      quoted[site] = quotes.of(sites[site], parcels[site]);
    }
    complete();
    if (quotes.dependOnGoods()) {
      tryAll();
    }
    return best;
  }

  private void tryAll() {
    for (int article = 0; article < placed.size(); article++) {
      int[][] none = new int[placed.get(article).length][sites.length];
      placed.set(article, none);
      put(article, none);
    }
    for (int site = 0; site < sites.length; site++) {
      quoted[site] = quotes.ofNothing(sites[site]);
    }
    if (mayBeBest()) {
      place(0, 0);
    }
  }

  private long[] available(int article) {
    long[] available = new long[sites.length];
    for (int site = 0; site < sites.length; site++) {
      available[site] = wanted.available(sites[site], article);
    }
    return available;
  }

  private void put(int article, int[][] packed) {
    for (int site = 0; site < sites.length; site++) {
      parcels[site][article] = 0;
      for (int[] line : packed) {
        parcels[site][article] += line[site];
      }
    }
  }

  /** Tries all places for the line, which is counted in its article, and those after it. */
  private void place(int article, int line) {
    if (article == wanted.articles()) {
      complete();
    } else if (withinLines) {
      pour(article, 0, wanted.units()[article]);
    } else if (line == wanted.lines(article).size()) {
      place(article + 1, 0);
    } else {
      int which = largestFirst.get(article)[line];
      int units = wanted.lines(article).get(which).quantity();
      for (int site = 0; site < sites.length; site++) {
        if (wanted.available(sites[site], article) - parcels[site][article] >= units) {
          if (!budget.spend()) {
            return;
          }
          placed.get(article)[which][site] = units;
          Quote before = quoted[site];
          ship(site, article, parcels[site][article] + units);
          if (mayBeBest()) {
            place(article, line + 1);
          }
          takeBack(site, article, units, before);
          placed.get(article)[which][site] = 0;
        }
      }
    }
  }

  /** Tries all numbers of units in this warehouse and the rest in those after it. */
  private void pour(int article, int site, long rest) {
    if (site == sites.length) {
      if (rest == 0) {
        place(article + 1, 0);
      }
      return;
    }
    long most = Math.min(rest, wanted.available(sites[site], article));
    long least = Math.max(0, rest - availableAfter(site, article));
    Quote before = quoted[site];
    for (long units = most; units >= least; units--) {
      if (!budget.spend()) {
        break;
      }
      ship(site, article, units);
      if (mayBeBest()) {
        pour(article, site + 1, rest - units);
      }
    }
    takeBack(site, article, parcels[site][article], before);
  }

  private long availableAfter(int site, int article) {
    long available = 0;
    for (int other = site + 1; other < sites.length; other++) {
      available += wanted.available(sites[other], article);
    }
    return available;
  }

  private void ship(int site, int article, long units) {
    parcels[site][article] = units;
    quoted[site] = quotes.of(sites[site], parcels[site]);
  }

  private void takeBack(int site, int article, long units, Quote before) {
    parcels[site][article] -= units;
    quoted[site] = before;
  }

  /** Whether something may come of it: what is added makes no parcel cheaper or less late. */
  private boolean mayBeBest() {
    if (isBlocked()) {
      return false;
    }
    long[] least = scoring.score(quoted, Quote::leastCost);
    return (best == null || Arrays.compare(least, best.score) < 0)
        && (cutoff == null || Arrays.compare(least, cutoff) <= 0);
  }

  private boolean isBlocked() {
    for (Quote parcel : quoted) {
      if (parcel.blocked()) {
        return true;
      }
    }
    return false;
  }

  private void complete() {
    if (isBlocked()) {
      return;
    }
    for (long[] parcel : parcels) {
      if (isEmpty(parcel)) {
        return;
      }
    }
    long[] score = scoring.score(quoted, Quote::cost);
    if ((best == null || Arrays.compare(score, best.score) < 0)
        && (cutoff == null || Arrays.compare(score, cutoff) <= 0)) {
      best = new Found(score, units());
    }
  }

  private static boolean isEmpty(long[] parcel) {
    for (long units : parcel) {
      if (units > 0) {
        return false;
      }
    }
    return true;
  }

  private List<int[][]> units() {
    List<int[][]> units = new ArrayList<>();
    for (int article = 0; article < wanted.articles(); article++) {
      units.add(withinLines ? poured(article) : copy(placed.get(article)));
    }
    return units;
  }

  /** The units of each warehouse, given to the lines. */
  private int[][] poured(int article) {
    long[] left = new long[sites.length];
    for (int site = 0; site < sites.length; site++) {
      left[site] = parcels[site][article];
    }
    return Packing.pour(wanted.lines(article), largestFirst.get(article), left);
  }

  private static int[][] copy(int[][] of) {
    return Arrays.stream(of).map(int[]::clone).toArray(int[][]::new);
  }
}
