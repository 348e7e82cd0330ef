package io.penstock.stock.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Carrier;
import io.penstock.model.Carrier.Lane;
import io.penstock.model.Reference.Criterion;
import io.penstock.model.Reference.Parcels;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.SourcingDecision.Obstacle;
import io.penstock.model.SourcingDecision.Search;
import io.penstock.state.ArticleVersion;
import io.penstock.state.Parcel;
import io.penstock.state.Transport;
import io.penstock.stock.freight.Freight.Offer;
import io.penstock.stock.sourcing.Site.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is chosen, and what is ranked after it, is what trying everything finds: every line, or
 * every unit, in every warehouse, reckoned by other code.
 */
class BestOfAllTest {

  private static final int CASES = 2_000;
  private static final List<String> SKUS = List.of("A", "B", "C");

  /** All of one random case, as the test sees it. */
  private final Map<String, Long> stock = new HashMap<>();

  private final Map<String, ArticleVersion> articles = new HashMap<>();
  private final List<Site> sites = new ArrayList<>();
  private final List<Parcel.Line> demand = new ArrayList<>();
  private Quotes.Terms terms = new Quotes.Terms(false, false, false, null);
  private List<Criterion> criteria = List.of();

  /** One way, as the test reckons it. */
  private record Tried(List<Long> score, List<String> warehouses) {}

  @ParameterizedTest
  @EnumSource
  void nothingIsBetterThanTheChoice(SplitPolicy policy) throws Exception {
    Random dice = new Random(policy.ordinal() + 11);
    int divided = 0;
    int ranked = 0;
    int whole = 0;
    for (int run = 0; run < CASES; run++) {
      deal(dice, policy);
      Sourcing.Ranking ranking = sourcing(policy).rank();
      assertThat(ranking.search()).isEqualTo(Search.EXACT);
      List<Tried> all = best(policy);
      List<Tried> found = ranking.choices().stream().map(BestOfAllTest::tried).toList();
      if (found.isEmpty()) {
        assertThat(all).as("case %s", run).isEmpty();
        continue;
      }
      assertThat(found.get(0)).as("case %s of %s", run, policy).isEqualTo(all.get(0));
      List<Tried> single = all.stream().filter(one -> one.warehouses().size() == 1).toList();
      boolean onlyWhole = found.stream().allMatch(one -> one.warehouses().size() == 1);
      assertThat(found)
          .as("case %s of %s", run, policy)
          .isEqualTo(onlyWhole ? first(single) : first(all));
      divided += found.get(0).warehouses().size() > 1 ? 1 : 0;
      ranked += onlyWhole || found.size() == 1 ? 0 : 1;
      whole += onlyWhole ? 1 : 0;
      isWhatItClaims(sourcing(policy), ranking.choices().get(0));
    }
    assertThat(whole).isGreaterThan(100);
    if (policy != SplitPolicy.NEVER) {
      assertThat(divided).isGreaterThan(100);
      assertThat(ranked).isGreaterThan(100);
    }
  }

  @Test
  void anOrderOfVeryManyUnitsIsDividedInBoundedTime() throws Exception {
    Random dice = new Random(3);
    terms = new Quotes.Terms(true, true, false, null);
    criteria = List.of(Criterion.COST);
    for (int i = 1; i <= 3; i++) {
      demand.add(new Parcel.Line("l" + i, SKUS.get(i - 1), 5_000));
      articles.put(
          SKUS.get(i - 1), new ArticleVersion(Instant.EPOCH, Transport.ORDINARY, i, List.of()));
    }
    for (String name : List.of("w1", "w2", "w3", "w4", "w5")) {
      SKUS.forEach(sku -> stock.put(name + sku, 1_500L));
      sites.add(site(name, dice));
    }

    Sourcing.Ranking ranking = sourcing(SplitPolicy.WITHIN_LINES).rank();

    assertThat(ranking.search()).isEqualTo(Search.BOUNDED);
    isWhatItClaims(sourcing(SplitPolicy.WITHIN_LINES), ranking.choices().get(0));
  }

  private static List<Tried> first(List<Tried> all) {
    return all.subList(0, Math.min(Sourcing.MOST_RANKED, all.size()));
  }

  private static Tried tried(Choice choice) {
    List<Long> score = new ArrayList<>();
    for (long number : choice.score) {
      score.add(number);
    }
    return new Tried(score, choice.names);
  }

  private Sourcing sourcing(SplitPolicy policy) throws Exception {
    Wanted wanted =
        Wanted.of(
            demand,
            sites,
            (sku, warehouse) -> stock.getOrDefault(warehouse + sku, 0L),
            sku -> articles.getOrDefault(sku, ArticleVersion.PLAIN));
    return new Sourcing(demand, sites, wanted, terms, policy, Objective.of(criteria), null);
  }

  /** The goods that are shipped are those that are wanted and there, and score what it says. */
  private void isWhatItClaims(Sourcing sourcing, Choice choice) throws Exception {
    Map<String, Long> perLine = new HashMap<>();
    Map<String, Map<String, Long>> parcels = new TreeMap<>();
    for (Sourcing.Share share : sourcing.shares(choice)) {
      for (Parcel.Line line : share.lines()) {
        assertThat(line.quantity()).isPositive();
        perLine.merge(line.lineId(), (long) line.quantity(), Long::sum);
        parcels
            .computeIfAbsent(share.from().warehouse(), name -> new TreeMap<>())
            .merge(line.sku(), (long) line.quantity(), Long::sum);
      }
    }
    demand.forEach(
        line -> assertThat(perLine).containsEntry(line.lineId(), (long) line.quantity()));
    parcels.forEach(
        (warehouse, goods) ->
            goods.forEach(
                (sku, units) ->
                    assertThat(units)
                        .isLessThanOrEqualTo(stock.getOrDefault(warehouse + sku, 0L))));
    assertThat(new Tried(score(parcels), List.copyOf(parcels.keySet()))).isEqualTo(tried(choice));
  }

  // The dice.

  private void deal(Random dice, SplitPolicy policy) {
    stock.clear();
    articles.clear();
    sites.clear();
    demand.clear();
    boolean units = policy == SplitPolicy.WITHIN_LINES;
    int lines = 1 + dice.nextInt(units ? 3 : 4);
    int places = 1 + dice.nextInt(units ? 4 : lines == 4 ? 5 : 6);
    for (int line = 1; line <= lines; line++) {
      String sku = SKUS.get(dice.nextInt(SKUS.size()));
      demand.add(new Parcel.Line("l" + line, sku, 1 + dice.nextInt(units && places == 4 ? 2 : 3)));
    }
    for (String sku : SKUS) {
      String storageClass = dice.nextInt(4) == 0 ? "CHILLED" : null;
      List<String> carriers = dice.nextInt(4) == 0 ? List.of("X", "Z") : null;
      articles.put(
          sku,
          new ArticleVersion(
              Instant.EPOCH, Transport.of(storageClass, carriers), dice.nextInt(5), List.of()));
    }
    terms =
        new Quotes.Terms(
            dice.nextInt(4) > 0,
            dice.nextInt(6) > 0,
            dice.nextInt(3) > 0,
            dice.nextInt(3) > 0 ? null : parcels(dice));
    List<String> names = new ArrayList<>(List.of("w1", "w2", "w3", "w4", "w5", "w6"));
    Collections.shuffle(names, dice);
    for (String name : names.subList(0, places)) {
      SKUS.forEach(sku -> stock.put(name + sku, (long) dice.nextInt(5)));
      sites.add(site(name, dice));
    }
    criteria = new ArrayList<>(List.of(Criterion.values()));
    if (dice.nextInt(3) > 0) {
      Collections.shuffle(criteria, dice);
      criteria = criteria.subList(0, 1 + dice.nextInt(criteria.size()));
    }
  }

  private static Parcels parcels(Random dice) {
    return new Parcels(dice.nextInt(4) == 0 ? null : 1 + dice.nextInt(9), dice.nextBoolean());
  }

  private Site site(String name, Random dice) {
    List<Service> services = new ArrayList<>();
    for (String carrier : List.of("X", "Y", "Z")) {
      if (terms.published() && dice.nextInt(3) > 0) {
        Lane lane =
            new Lane(
                null,
                null,
                "CN",
                null,
                dice.nextInt(4),
                dice.nextInt(6),
                dice.nextBoolean() ? 1 + dice.nextInt(3) : null,
                1L + dice.nextInt(4),
                dice.nextInt(4),
                dice.nextInt(3) == 0 ? 1 + dice.nextInt(12) : null);
        List<String> classes =
            switch (dice.nextInt(4)) {
              case 0 -> List.of("ORDINARY");
              case 1 -> List.of("ORDINARY", "CHILLED");
              default -> null;
            };
        List<String> refused = dice.nextInt(6) == 0 ? List.of("CHILLED") : null;
        Carrier of = new Carrier(carrier, "s", "CNY", classes, List.of(lane), refused, null);
        int later = dice.nextInt(3) == 0 ? 1 + dice.nextInt(2) : 0;
        boolean inTime =
            (!terms.promised() || lane.transitDays() <= dice.nextInt(4))
                && (later == 0 || dice.nextBoolean());
        Obstacle obstacle = later > 0 ? Obstacle.QUOTA_USED : null;
        obstacle = dice.nextInt(8) == 0 ? Obstacle.NO_WAYBILL_LEFT : obstacle;
        Offer offer = new Offer(of, lane);
        services.add(new Service(offer, lane.transitDays(), inTime, null, later, obstacle));
      }
    }
    return new Site(
        name,
        dice.nextInt(3),
        dice.nextInt(3) - 1,
        dice.nextInt(4) == 0,
        null,
        dice.nextInt(3) * 100,
        dice.nextInt(5) == 0,
        dice.nextInt(4),
        services);
  }

  // Everything is tried.

  /** For each set of warehouses the best; those that only add to a better one left out. */
  private List<Tried> best(SplitPolicy policy) {
    Map<List<String>, Tried> best = new HashMap<>();
    tryLine(0, policy, new TreeMap<>(), best);
    List<Tried> sorted = new ArrayList<>(best.values());
    sorted.sort(
        Comparator.comparing(Tried::score, BestOfAllTest::compare)
            .thenComparing(Tried::warehouses, BestOfAllTest::compare));
    List<Tried> kept = new ArrayList<>();
    for (Tried one : sorted) {
      if (kept.stream().noneMatch(better -> one.warehouses().containsAll(better.warehouses()))) {
        kept.add(one);
      }
    }
    return kept;
  }

  private static <T extends Comparable<T>> int compare(List<T> one, List<T> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (!one.get(i).equals(other.get(i))) {
        return one.get(i).compareTo(other.get(i));
      }
    }
    return one.size() - other.size();
  }

  private void tryLine(
      int next,
      SplitPolicy policy,
      Map<String, Map<String, Long>> parcels,
      Map<List<String>, Tried> best) {
    if (next == demand.size()) {
      boolean permitted = policy != SplitPolicy.NEVER || parcels.size() == 1;
      if (permitted && sites.stream().noneMatch(site -> isBlocked(site, parcels))) {
        List<String> names = List.copyOf(new TreeSet<>(parcels.keySet()));
        best.merge(
            names,
            new Tried(score(parcels), names),
            (one, other) -> compare(one.score(), other.score()) <= 0 ? one : other);
      }
      return;
    }
    int units = demand.get(next).quantity();
    tryUnits(next, 0, units, policy, parcels, best);
  }

  private void tryUnits(
      int line,
      int site,
      int rest,
      SplitPolicy policy,
      Map<String, Map<String, Long>> parcels,
      Map<List<String>, Tried> best) {
    if (rest == 0) {
      tryLine(line + 1, policy, parcels, best);
      return;
    }
    if (site == sites.size()) {
      return;
    }
    String sku = demand.get(line).sku();
    String name = sites.get(site).warehouse();
    for (int units = 0; units <= rest; units++) {
      boolean permitted = units == 0 || units == rest || policy == SplitPolicy.WITHIN_LINES;
      boolean wholeLine = policy == SplitPolicy.WITHIN_LINES || rest == demand.get(line).quantity();
      Map<String, Long> parcel = parcels.getOrDefault(name, Map.of());
      long there = stock.getOrDefault(name + sku, 0L) - parcel.getOrDefault(sku, 0L);
      if (permitted && wholeLine && units <= there) {
        Map<String, Map<String, Long>> more = new TreeMap<>(parcels);
        if (units > 0) {
          Map<String, Long> fuller = new TreeMap<>(parcel);
          fuller.merge(sku, (long) units, Long::sum);
          more.put(name, fuller);
        }
        tryUnits(line, site + 1, rest - units, policy, more, best);
      }
    }
  }

  private List<Long> score(Map<String, Map<String, Long>> parcels) {
    List<Criterion> all = new ArrayList<>(criteria);
    if (!all.contains(Criterion.PARCELS)) {
      all.add(Criterion.PARCELS);
    }
    int highest = sites.stream().mapToInt(Site::priority).max().orElseThrow();
    List<Long> score = new ArrayList<>();
    for (Criterion criterion : all) {
      long sum = 0;
      for (Site site : sites) {
        Map<String, Long> goods = parcels.get(site.warehouse());
        if (goods != null) {
          sum +=
              switch (criterion) {
                case PROMISE -> isLate(site, goods) ? 1 : 0;
                case PARCELS -> 1;
                case COMPANY -> site.company() ? 0 : 1;
                case COST -> cost(site, goods);
                case DISTANCE -> site.distance();
                case PRIORITY -> highest - site.priority();
                case CAPACITY -> site.taken();
              };
        }
      }
      score.add(sum);
    }
    return score;
  }

  private boolean isLate(Site site, Map<String, Long> goods) {
    boolean late =
        terms.published()
            && parcels(goods).stream()
                .anyMatch(
                    one -> {
                      List<Service> permitted = permitted(site, one);
                      return permitted.isEmpty()
                          ? terms.promised() || !site.services().stream().allMatch(Service::inTime)
                          : permitted.stream().noneMatch(Service::inTime);
                    });
    return site.late() || late;
  }

  private long cost(Site site, Map<String, Long> goods) {
    if (!terms.priced()) {
      return 0;
    }
    long cost = site.handlingMinor();
    for (Load parcel : terms.published() ? parcels(goods) : List.<Load>of()) {
      cost += freight(site, parcel);
    }
    return cost;
  }

  /** Goods of which one parcel is made, which weighs that. */
  private record Load(Set<String> skus, long grams) {}

  private List<Load> parcels(Map<String, Long> goods) {
    Parcels rule = terms.parcels();
    Map<String, Map<String, Long>> apart = new TreeMap<>();
    goods.forEach(
        (sku, units) ->
            apart
                .computeIfAbsent(
                    rule == null || !rule.oneClass() ? "" : storageClass(sku),
                    name -> new TreeMap<>())
                .put(sku, units));
    List<Load> parcels = new ArrayList<>();
    for (Map<String, Long> some : apart.values()) {
      long left = grams(some);
      while (rule != null && rule.mostGrams() != null && left > rule.mostGrams()) {
        parcels.add(new Load(some.keySet(), rule.mostGrams()));
        left -= rule.mostGrams();
      }
      parcels.add(new Load(some.keySet(), left));
    }
    return parcels;
  }

  private static List<Service> first(List<Service> of, ToIntFunction<Service> by) {
    int least = of.stream().mapToInt(by).min().orElseThrow();
    return of.stream().filter(one -> by.applyAsInt(one) == least).toList();
  }

  private long freight(Site site, Load parcel) {
    List<Service> permitted = permitted(site, parcel);
    if (permitted.isEmpty()) {
      return 1_000_000_000_000L;
    }
    List<Service> inTime = permitted.stream().filter(Service::inTime).toList();
    List<Service> from = first(inTime.isEmpty() ? permitted : inTime, Service::later);
    if (inTime.isEmpty()) {
      from = first(from, Service::transitDays);
    }
    return from.stream()
        .mapToLong(one -> price(one.offer().lane(), parcel.grams()))
        .min()
        .orElseThrow();
  }

  /** It has some of the goods, and nobody who may take them now; others could take some of all. */
  private boolean isBlocked(Site site, Map<String, Map<String, Long>> parcels) {
    Map<String, Long> goods = parcels.get(site.warehouse());
    return goods != null
        && parcels(goods).stream().anyMatch(one -> permitted(site, one).isEmpty())
        && site.services().stream()
            .filter(one -> one.obstacle() == Obstacle.NO_WAYBILL_LEFT)
            .anyMatch(one -> demand.stream().anyMatch(line -> goesWith(line.sku(), one)));
  }

  private List<Service> permitted(Site site, Load parcel) {
    return site.services().stream()
        .filter(one -> one.obstacle() != Obstacle.NO_WAYBILL_LEFT)
        .filter(
            one -> {
              Integer most = one.offer().lane().maxGrams();
              return most == null || parcel.grams() <= most;
            })
        .filter(one -> parcel.skus().stream().allMatch(sku -> goesWith(sku, one)))
        .toList();
  }

  private String storageClass(String sku) {
    Transport needs = articles.getOrDefault(sku, ArticleVersion.PLAIN).transport();
    return needs.storageClasses().get(0).isEmpty() ? "ORDINARY" : "CHILLED";
  }

  private boolean goesWith(String sku, Service service) {
    Transport needs = articles.getOrDefault(sku, ArticleVersion.PLAIN).transport();
    Carrier carrier = service.offer().service();
    @Nullable List<String> classes = carrier.storageClasses();
    @Nullable List<String> refused = carrier.refusedClasses();
    return (classes == null || classes.contains(storageClass(sku)))
        && (refused == null || !refused.contains(storageClass(sku)))
        && (needs.carriers() == null || needs.carriers().contains(carrier.carrier()));
  }

  private long grams(Map<String, Long> goods) {
    return goods.entrySet().stream()
        .mapToLong(
            one ->
                one.getValue()
                    * articles.getOrDefault(one.getKey(), ArticleVersion.PLAIN).weightGrams())
        .sum();
  }

  private static long price(Lane lane, long weight) {
    long price = lane.firstMinor();
    Integer step = lane.stepGrams();
    Long stepMinor = lane.stepMinor();
    if (step != null && stepMinor != null) {
      for (long grams = weight; grams > lane.firstGrams(); grams -= step) {
        price += stepMinor;
      }
    }
    return price;
  }
}
