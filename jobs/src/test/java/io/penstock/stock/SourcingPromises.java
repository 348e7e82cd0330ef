package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Carrier.Lane;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Criterion;
import io.penstock.model.Reference.Dispatch;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Parcels;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.SourcingDecision;
import io.penstock.model.SourcingDecision.Way;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the stock promises of where orders are shipped from, in pools that go by prices and
 * calendars. In one warehouse a day is over three seconds after noon; another closes after two.
 */
final class SourcingPromises {

  private static final Map<String, String> REGIONS =
      Map.of("w1", "Zhejiang", "w2", "Beijing", "w3", "Guangdong");
  private static final Map<String, Integer> PRIORITIES = Map.of("w1", 1, "w2", 3, "w3", 2);
  private static final Map<String, Long> PRICES = Map.of("w1", 900L, "w2", 700L, "w3", 800L);
  private static final Parcels PARCELS = new Parcels(null, true);
  private static final Map<String, Integer> CAPACITIES = Map.of("w2", 12, "w3", 9);

  private final View view;
  private final Pool policy;
  private final ShippingPromises shipping;

  SourcingPromises(View view, Pool policy) {
    this.view = view;
    this.policy = policy;
    this.shipping = new ShippingPromises(view);
  }

  static Pool pool(SplitPolicy split, @Nullable Merge merge, @Nullable List<Criterion> objective) {
    return new Pool(POOL, split, merge, objective, "CNY", "P2D", null, PARCELS);
  }

  /** What such pools know besides. All goods that any one carrier takes cost the same. */
  static Reference[] published() {
    return new Reference[] {
      warehouse("w2", new Dispatch("+11:59:57", null, null, null, CAPACITIES.get("w2"))),
      warehouse("w3", new Dispatch("+11:58:58", "23:59", null, null, CAPACITIES.get("w3"))),
      carrier("SF"),
      carrier("JD"),
      carrier("YTO")
    };
  }

  private static Reference warehouse(String name, Dispatch dispatch) {
    return Reference.of(
        name,
        Instant.EPOCH,
        new Warehouse(
            name,
            "CN",
            Objects.requireNonNull(REGIONS.get(name)),
            List.of("*"),
            Objects.requireNonNull(PRIORITIES.get(name)),
            null,
            null,
            null,
            dispatch,
            null));
  }

  private static Reference carrier(String name) {
    List<Lane> lanes =
        new TreeSet<>(PRICES.keySet())
            .stream()
                .map(
                    from -> {
                      long price = Objects.requireNonNull(PRICES.get(from));
                      return new Lane(from, null, "CN", null, 0, price, null, null, 1, null);
                    })
                .toList();
    return Reference.of(name + "/s", Instant.EPOCH, ShippingPromises.carrier(name, lanes));
  }

  void check() throws Exception {
    if (policy.currency() == null) {
      assertThat(view.operator().leaving()).isEmpty();
      return;
    }
    noMoreLeaveThanMay();
    whatLeavesIsCounted();
    shipping.check();
    theBestOfTheWaysIsChosen();
    noParcelHoldsGoodsOfSeveralClasses();
  }

  private void noParcelHoldsGoodsOfSeveralClasses() {
    if (policy.split() != SplitPolicy.NEVER) {
      for (OrderLock lock : view.touched()) {
        for (Parcel parcel : lock.parcels()) {
          if (ShippingPromises.isMade(parcel)) {
            Insist.equal(parcel.needs().storageClasses().size(), 1, "%s", parcel);
          }
        }
      }
    }
  }

  private void noMoreLeaveThanMay() throws Exception {
    leaving()
        .forEach(
            (day, parcels) ->
                assertThat(parcels)
                    .as(day)
                    .isBetween(1, CAPACITIES.get(day.substring(0, day.indexOf('/')))));
  }

  /** By day, whatever service takes them. */
  private Map<String, Integer> leaving() throws Exception {
    Map<String, Integer> leaving = new TreeMap<>(view.operator().leaving());
    leaving.keySet().removeIf(ShippingPromises::isOfAService);
    return leaving;
  }

  /** Each parcel that was made and not given up, where no day is over yet. */
  private void whatLeavesIsCounted() throws Exception {
    Map<String, Integer> counted = new TreeMap<>();
    leaving().forEach((day, parcels) -> counted.merge(day.substring(0, 2), parcels, Integer::sum));
    Map<String, Integer> made = new TreeMap<>();
    Set<String> unknown = new TreeSet<>();
    for (OrderLock lock : view.all().values()) {
      for (Parcel parcel : lock.parcels()) {
        boolean part = !parcel.whole().equals(parcel.deliveryId());
        if (part || parcel.warehouse().equals("w1")) {
          continue;
        }
        if (ShippingPromises.isMade(parcel)) {
          made.merge(parcel.warehouse(), 1, Integer::sum);
        }
        if (parcel.status() == Parcel.Status.GATHERING) {
          unknown.add(parcel.deliveryId());
        }
      }
    }
    Insist.equal(view.operator().leavingOn().keySet(), unknown, "whose day is not known");
    if (view.lastWave().isBefore(NOON.plusSeconds(3))) {
      Insist.equal(counted, made, "parcels that leave, and that were made");
    } else {
      assertThat(counted.get("w3")).isEqualTo(made.get("w3"));
    }
  }

  /** As the numbers say, which are reckoned anew as far as the event alone allows. */
  private void theBestOfTheWaysIsChosen() {
    for (OrderEvent event : view.events()) {
      SourcingDecision decision = event.sourcing();
      if (decision == null) {
        continue;
      }
      assertThat(event.type()).isIn(OrderEvent.Type.ALLOCATED, OrderEvent.Type.RESERVED);
      String from = String.valueOf(event.reasons().get(0).detail());
      Set<String> chosen = Set.of(from.substring(0, from.indexOf(", of ")).split(", ", -1));
      assertThat(Set.copyOf(decision.ranking().get(0).warehouses())).isEqualTo(chosen);
      for (Way way : decision.ranking()) {
        assertThat(way.score()).hasSameSizeAs(decision.criteria());
        for (int i = 0; i < way.score().size(); i++) {
          long score = way.score().get(i);
          Long known = known(decision.criteria().get(i), way, event, score);
          assertThat(known).as("%s of %s", decision.criteria().get(i), way).isEqualTo(score);
        }
      }
      for (int i = 1; i < decision.ranking().size(); i++) {
        isNotBetter(decision, decision.ranking().get(i), decision.ranking().get(i - 1));
        isNotBetter(decision, decision.ranking().get(i), decision.ranking().get(0));
      }
    }
  }

  /** The score as it must be; where more than the event is needed to know, whatever it is. */
  private Long known(Criterion criterion, Way way, OrderEvent event, long score) {
    return switch (criterion) {
      case PARCELS -> (long) way.warehouses().size();
      case DISTANCE ->
          way.warehouses().stream()
              .filter(from -> !Objects.equals(REGIONS.get(from), event.region()))
              .count();
      case PRIORITY -> {
        // Who refused the order does not count, so the highest may be lower.
        long below = 0;
        for (String from : way.warehouses()) {
          below += 3L - Objects.requireNonNull(PRIORITIES.get(from));
        }
        yield score <= below ? score : below;
      }
      case COST -> {
        long least = 0;
        for (String from : way.warehouses()) {
          least += Objects.requireNonNull(PRICES.get(from));
        }
        boolean unknown = score >= 1_000_000_000_000L;
        // Goods of each class go in a parcel of their own, and the event does not tell of classes.
        boolean several = policy.split() != SplitPolicy.NEVER && score > least;
        boolean full = way.warehouses().size() > 1 || score % least == 0;
        yield unknown || (several && full) ? score : least;
      }
      case PROMISE, COMPANY -> Math.max(0, Math.min(score, way.warehouses().size()));
      case CAPACITY -> Math.max(0, Math.min(score, 1_000L * way.warehouses().size()));
    };
  }

  private static void isNotBetter(SourcingDecision decision, Way worse, Way better) {
    for (int i = 0; i < worse.score().size(); i++) {
      int compared = worse.score().get(i).compareTo(better.score().get(i));
      if (compared != 0) {
        assertThat(compared).as("%s before %s", better, worse).isPositive();
        if (decision.ranking().get(0).equals(better)) {
          assertThat(worse.lostBy()).isEqualTo(decision.criteria().get(i));
        }
        return;
      }
    }
    assertThat(worse.warehouses().stream().collect(Collectors.joining(",")))
        .isGreaterThan(better.warehouses().stream().collect(Collectors.joining(",")));
  }
}
