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

  private final List<Site> sites;
  private final Wanted wanted;
  private final Terms terms;

  Quotes(List<Site> sites, Wanted wanted, Terms terms) {
    this.sites = sites;
    this.wanted = wanted;
    this.terms = terms;
  }

  /** Whether what is in a parcel can make a difference. */
  boolean dependOnGoods() {
    return terms.published();
  }

  /**
   * Whether it leaves or arrives too late, with the best service for it.
   *
   * @param units by article
   */
  boolean isLate(int site, long[] units) {
    if (sites.get(site).late()) {
      return true;
    }
    if (!terms.published() || !terms.promised()) {
      return false;
    }
    for (Load load : loads(units)) {
      Service best = best(site, load);
      if (best == null || !best.inTime()) {
        return true;
      }
    }
    return false;
  }

  /** Freight and handling; that of the cheapest service in time, else of the fastest. */
  long cost(int site, long[] units) {
    if (!terms.priced()) {
      return 0;
    }
    long handling = sites.get(site).handlingMinor();
    if (!terms.published()) {
      return handling;
    }
    long cost = handling;
    for (Load load : loads(units)) {
      Service best = best(site, load);
      cost += load.parcels * (best == null ? Tariff.DEAREST : best.offer().price(load.grams));
    }
    return cost;
  }

  /** What it costs at least, whatever is added to it and however late it is. */
  long leastCost(int site, long[] units) {
    if (!terms.priced()) {
      return 0;
    }
    long handling = sites.get(site).handlingMinor();
    if (!terms.published()) {
      return handling;
    }
    long cost = handling;
    for (Load load : loads(units)) {
      long least = Tariff.DEAREST;
      for (Service service : sites.get(site).services()) {
        if (takes(service, load)) {
          least = Math.min(least, service.offer().price(load.grams));
        }
      }
      cost += load.parcels * least;
    }
    return cost;
  }

  private List<Load> loads(long[] units) {
    return Cartons.loads(terms.parcels(), units, wanted);
  }

  private @Nullable Service best(int site, Load load) {
    Service best = null;
    for (Service service : sites.get(site).services()) {
      if (takes(service, load) && (best == null || isBetter(service, best, load.grams))) {
        best = service;
      }
    }
    return best;
  }

  private static boolean isBetter(Service one, Service other, long grams) {
    if (one.inTime() != other.inTime()) {
      return one.inTime();
    }
    int faster = Integer.compare(one.transitDays(), other.transitDays());
    int cheaper = Long.compare(one.offer().price(grams), other.offer().price(grams));
    return (one.inTime() || faster == 0) ? cheaper < 0 : faster < 0;
  }

  private boolean takes(Service service, Load load) {
    if (!service.offer().takes(load.grams)) {
      return false;
    }
    long[] units = load.units;
    for (int article = 0; article < units.length; article++) {
      if (units[article] > 0 && !service.offer().takes(wanted.article(article).transport())) {
        return false;
      }
    }
    return true;
  }
}
