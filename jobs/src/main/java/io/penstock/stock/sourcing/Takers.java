package io.penstock.stock.sourcing;

import io.penstock.stock.sourcing.Cartons.Load;
import io.penstock.stock.sourcing.Site.Service;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The services of one warehouse, and which of the articles that an order wants each may take. */
final class Takers {

  private final List<Service> services;

  /** By service and article. */
  private final boolean[][] takes;

  Takers(List<Service> services, Wanted wanted) {
    this.services = services;
    this.takes = new boolean[services.size()][wanted.articles()];
    for (int service = 0; service < takes.length; service++) {
      for (int article = 0; article < wanted.articles(); article++) {
        takes[service][article] =
            services.get(service).offer().takes(wanted.article(article).transport());
      }
    }
  }

  /** The one that takes each of these parcels; absent where none does. */
  @Nullable Service best(Load load) {
    Service best = null;
    for (int i = 0; i < takes.length; i++) {
      Service service = services.get(i);
      boolean taken = !service.isShut() && takes(i, load);
      if (taken && (best == null || isBetter(service, best, load.grams))) {
        best = service;
      }
    }
    return best;
  }

  /** What the cheapest asks for each of these parcels, however late it is; if there is one. */
  long leastPrice(Load load, long ifNone) {
    long least = ifNone;
    for (int i = 0; i < takes.length; i++) {
      Service service = services.get(i);
      if (!service.isShut() && takes(i, load)) {
        least = Math.min(least, price(service, load.grams));
      }
    }
    return least;
  }

  /** Those that would take the parcel for less than the best, but not when it leaves. */
  List<Service> passedOver(Load load) {
    Service best = best(load);
    List<Service> passedOver = new ArrayList<>(0);
    for (int i = 0; i < takes.length; i++) {
      Service service = services.get(i);
      boolean cheaper = best == null || price(service, load.grams) < price(best, load.grams);
      if (service.obstacle() != null && cheaper && takes(i, load)) {
        passedOver.add(service);
      }
    }
    return passedOver;
  }

  /** Whether one is late, whatever it takes. */
  boolean hasLate() {
    for (Service service : services) {
      if (!service.inTime()) {
        return true;
      }
    }
    return false;
  }

  /** Whether one has no number left for a waybill that takes some of the articles. */
  boolean hasShut() {
    for (int i = 0; i < takes.length; i++) {
      if (services.get(i).isShut() && takesSome(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean takesSome(int service) {
    for (boolean some : takes[service]) {
      if (some) {
        return true;
      }
    }
    return false;
  }

  private boolean takes(int service, Load load) {
    if (!services.get(service).offer().takes(load.grams)) {
      return false;
    }
    boolean[] taken = takes[service];
    for (int article = 0; article < taken.length; article++) {
      if (!taken[article] && load.has(article)) {
        return false;
      }
    }
    return true;
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

  private static long price(Service service, long grams) {
    return service.offer().price(grams);
  }
}
