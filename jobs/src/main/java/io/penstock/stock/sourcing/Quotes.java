package io.penstock.stock.sourcing;

import io.penstock.model.Reference.Parcels;
import io.penstock.stock.freight.Tariff;
import io.penstock.stock.sourcing.Cartons.Load;
import io.penstock.stock.sourcing.Site.Service;
import java.util.ArrayList;
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
    if (!terms.published()) {
      return false;
    }
    for (Load load : loads(units)) {
      Service best = best(site, load);
      if (best == null ? terms.promised() || hasLate(site) : !best.inTime()) {
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
        if (!service.isShut() && takes(service, load)) {
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

  /** Who is late with less is not in time with more, although nobody takes it. */
  private boolean hasLate(int site) {
    for (Service service : sites.get(site).services()) {
      if (!service.inTime()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether it cannot leave before there are numbers for its waybill. More goods in it change
   * nothing of that: so it is, too, where those who have none would not take all of it.
   */
  boolean isBlocked(int site, long[] units) {
    for (Service service : sites.get(site).services()) {
      if (service.isShut() && takesSome(service)) {
        return loads(units).stream().anyMatch(load -> best(site, load) == null);
      }
    }
    return false;
  }

  private boolean takesSome(Service service) {
    for (int article = 0; article < wanted.articles(); article++) {
      if (service.offer().takes(wanted.article(article).transport())) {
        return true;
      }
    }
    return false;
  }

  /** Those that would take one parcel for less, but not when it leaves. */
  List<Service> passedOver(int site, long[] units) {
    Load load = Cartons.load(units, wanted);
    Service best = best(site, load);
    List<Service> passedOver = new ArrayList<>(0);
    for (Service service : sites.get(site).services()) {
      boolean cheaper = best == null || price(service, load.grams) < price(best, load.grams);
      if (service.obstacle() != null && cheaper && takes(service, load)) {
        passedOver.add(service);
      }
    }
    return passedOver;
  }

  private static long price(Service service, long grams) {
    return service.offer().price(grams);
  }

  /** The one that takes one parcel; absent where none does. */
  @Nullable Service taken(int site, long[] units) {
    return best(site, Cartons.load(units, wanted));
  }

  private @Nullable Service best(int site, Load load) {
    Service best = null;
    for (Service service : sites.get(site).services()) {
      boolean taken = !service.isShut() && takes(service, load);
      if (taken && (best == null || isBetter(service, best, load.grams))) {
        best = service;
      }
    }
    return best;
  }

  private static boolean isBetter(Service one, Service other, long grams) {
    if (one.inTime() != other.inTime()) {
      return one.inTime();
    }
    if (one.later() != other.later()) {
      return one.later() < other.later();
    }
    int faster = Integer.compare(one.transitDays(), other.transitDays());
    int cheaper = Long.compare(price(one, grams), price(other, grams));
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
