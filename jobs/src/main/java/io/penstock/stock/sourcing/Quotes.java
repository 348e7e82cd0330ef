package io.penstock.stock.sourcing;

import io.penstock.model.Reference.Parcels;
import io.penstock.stock.freight.Tariff;
import io.penstock.stock.sourcing.Cartons.Load;
import io.penstock.stock.sourcing.Site.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a parcel costs, and whether it is late, by where it leaves and what is in it. */
final class Quotes {

  /**
   * What is known and asked of the parcels.
   *
   * @param published whether any carrier has published a service
   * @param priced whether the pool has a currency: else nothing costs anything
   * @param promised whether the order must have arrived at some time
   * @param parcels into what parcels the goods are divided; absent: they are one parcel
   */
  record Terms(boolean published, boolean priced, boolean promised, @Nullable Parcels parcels) {}

  /**
   * What is known of the goods that one warehouse ships.
   *
   * @param blocked whether they cannot leave before there are numbers for a waybill. More goods
   *     change nothing of that: so it is, too, where those who have none would not take all
   * @param late whether they leave or arrive too late, with the best service for them; with more
   *     goods they are so, too
   * @param leastCost what they cost at least, whatever is added and however late they are
   * @param cost freight and handling; that of the cheapest service in time, else of the fastest
   */
  record Quote(boolean blocked, boolean late, long leastCost, long cost) {}

  private final List<Site> sites;
  private final Wanted wanted;
  private final Terms terms;

  /** By site, as far as they were asked. */
  private final @Nullable Takers[] takers;

  private final @Nullable Quote[] ofNothing;

  Quotes(List<Site> sites, Wanted wanted, Terms terms) {
    this.sites = sites;
    this.wanted = wanted;
    this.terms = terms;
    this.takers = new @Nullable Takers[sites.size()];
    this.ofNothing = new @Nullable Quote[sites.size()];
  }

  /** Whether what is in a parcel can make a difference. */
  boolean dependOnGoods() {
    return terms.published();
  }

  /** Before anything is in it. */
  Quote ofNothing(int site) {
    Quote known = ofNothing[site];
    if (known == null) {
      known = of(site, new long[wanted.articles()]);
      ofNothing[site] = known;
    }
    return known;
  }

  /**
   * With so much in it.
   *
   * @param units by article
   */
  Quote of(int site, long[] units) {
    Site from = sites.get(site);
    boolean late = from.late();
    long leastCost = from.handlingMinor();
    long cost = from.handlingMinor();
    boolean stranded = false;
    if (terms.published()) {
      Takers of = takers(site);
      for (Load load : Cartons.loads(terms.parcels(), units, wanted)) {
        Service best = of.best(load);
        // Who is late with less is not in time with more, although nobody takes it.
        late |= best == null ? terms.promised() || of.hasLate() : !best.inTime();
        stranded |= best == null;
        leastCost += load.parcels * of.leastPrice(load, Tariff.DEAREST);
        cost += load.parcels * (best == null ? Tariff.DEAREST : best.offer().price(load.grams));
      }
      stranded = stranded && of.hasShut();
    }
    return new Quote(stranded, late, terms.priced() ? leastCost : 0, terms.priced() ? cost : 0);
  }

  /** Those that would take one parcel for less, but not when it leaves. */
  List<Service> passedOver(int site, long[] units) {
    return takers(site).passedOver(Cartons.load(units, wanted));
  }

  /** The one that takes one parcel; absent where none does. */
  @Nullable Service taken(int site, long[] units) {
    return takers(site).best(Cartons.load(units, wanted));
  }

  private Takers takers(int site) {
    Takers known = takers[site];
    if (known == null) {
      known = new Takers(sites.get(site).services(), wanted);
      takers[site] = known;
    }
    return known;
  }
}
