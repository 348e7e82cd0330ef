package io.penstock.stock.freight;

import io.penstock.model.Carrier;
import io.penstock.model.Carrier.Lane;
import io.penstock.model.Reference.Warehouse;
import io.penstock.state.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The services of all carriers at one time. */
public final class Freight {

  /** The services there are, by carrier and name. */
  private final List<Carrier> services;

  private final Map<Way, List<Offer>> known = new HashMap<>();

  private record Way(String warehouse, String country, @Nullable String region) {}

  /** One service on the lane that counts between two places. */
  public record Offer(Carrier service, Lane lane) {

    /** Whether such goods may go with it, however heavy they are. */
    public boolean takes(Transport goods) {
      List<String> classes = service.storageClasses();
      List<String> refused = service.refusedClasses();
      return (goods.carriers() == null || goods.carriers().contains(service.carrier()))
          && (classes == null || goods.isOnlyOf(classes))
          && (refused == null || !goods.hasOneOf(refused));
    }

    /** Whether a parcel of that weight may go with it. */
    public boolean takes(long grams) {
      return Tariff.takes(grams, lane);
    }

    /** As the service is published: {@code carrier/service}. */
    public String id() {
      return service.carrier() + "/" + service.service();
    }

    public long price(long grams) {
      return Tariff.price(grams, lane);
    }
  }

  public Freight(List<Carrier> services) {
    this.services =
        services.stream()
            .sorted(Comparator.comparing(Carrier::carrier).thenComparing(Carrier::service))
            .toList();
  }

  public List<Carrier> services() {
    return services;
  }

  /** Whether no carrier has published anything: then nothing is known of costs and times. */
  public boolean isEmpty() {
    return services.isEmpty();
  }

  /** The services from a warehouse to a place, by carrier and name. */
  public List<Offer> offers(Warehouse from, String country, @Nullable String region) {
    if (services.isEmpty()) {
      return List.of();
    }
    return known.computeIfAbsent(
        new Way(from.warehouse(), country, region), way -> find(from, country, region));
  }

  private List<Offer> find(Warehouse from, String country, @Nullable String region) {
    List<Offer> offers = new ArrayList<>();
    for (Carrier service : services) {
      Lane best = null;
      for (Lane lane : service.lanes()) {
        if (fits(lane, from, country, region)
            && (best == null || precision(lane) > precision(best))) {
          best = lane;
        }
      }
      if (best != null) {
        offers.add(new Offer(service, best));
      }
    }
    return List.copyOf(offers);
  }

  private static boolean fits(Lane lane, Warehouse from, String country, @Nullable String region) {
    return (lane.warehouse() == null || lane.warehouse().equals(from.warehouse()))
        && (lane.fromRegion() == null || lane.fromRegion().equals(from.region()))
        && lane.country().equals(country)
        && (lane.region() == null || Objects.equals(lane.region(), region));
  }

  private static int precision(Lane lane) {
    return (lane.warehouse() == null ? 0 : 4)
        + (lane.fromRegion() == null ? 0 : 2)
        + (lane.region() == null ? 0 : 1);
  }
}
