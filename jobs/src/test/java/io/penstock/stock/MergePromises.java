package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Sku;
import io.penstock.model.StockRequest;
import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.Gathering;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.StockInput;
import io.penstock.state.WakeList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of orders that wait for one another and leave together, reckoned from what went
 * in and what was told.
 */
final class MergePromises {

  /** What comes late, or waited for goods, was told of before it could be allocated. */
  private static final Duration LATE = Duration.ofSeconds(1);

  private static final Set<StockRequest.Kind> HOLDING_BACK =
      Set.of(StockRequest.Kind.RESERVE, StockRequest.Kind.RETAIN, StockRequest.Kind.KEEP);

  private final @Nullable Merge policy;
  private final StockHarness.Said said;
  private final Map<String, ConsigneeGatherings> gatherings;
  private final Map<String, WakeList> departures;
  private final Instant lastWave;
  private final Set<String> heldBack = new HashSet<>();
  private final Map<String, Order> versions = new HashMap<>();
  private final Map<String, Set<Sku>> articles = new HashMap<>();
  private final Map<String, OrderEvent> merged = new TreeMap<>();

  MergePromises(Playback play, Pool pool) throws Exception {
    this.policy = pool.merge();
    this.said = play.said();
    this.gatherings = play.operator().gatherings();
    this.departures = play.operator().departures();
    this.lastWave = play.lastWave();
    for (StockInput input : play.sent()) {
      if (input.sku() != null && input.sku().sku() != null) {
        Sku article = input.sku().sku();
        articles.computeIfAbsent(article.sku(), sku -> new HashSet<>()).add(onItsWay(article));
      }
      StockRequest request = input.request();
      if (request != null && request.order() != null && HOLDING_BACK.contains(request.kind())) {
        heldBack.add(request.order().key());
      }
      if (request != null && request.order() != null && request.kind().mayLock()) {
        versions.put(version(request.order().key(), request.version()), request.order().order());
      }
    }
    for (OrderEvent event : said.events()) {
      if (event.type() == OrderEvent.Type.MERGED) {
        OrderEvent before = merged.put(String.valueOf(event.deliveryId()), event);
        assertThat(before).as("left twice: %s", event.deliveryId()).isNull();
      }
    }
  }

  /** The id of the delivery that a parcel left in, if it has left, as its order was told. */
  String told(String parcel) {
    String whole = whole(parcel);
    OrderEvent event = merged.get(whole);
    return event == null ? whole : String.valueOf(event.reasons().get(0).detail());
  }

  /** A parcel that went another way than the rest of its own is named after it. */
  static String whole(String parcel) {
    return parcel.replaceFirst("(#\\d+\\.\\d+)(\\.\\d+)+$", "$1");
  }

  /** What each order of a merged delivery was told of it; empty of one that is not merged. */
  List<OrderEvent> members(String delivery) {
    return merged.values().stream()
        .filter(event -> told(String.valueOf(event.deliveryId())).equals(delivery))
        .toList();
  }

  /** The order as it was when that was told. */
  Order version(OrderEvent event) {
    return Objects.requireNonNull(versions.get(version(event.key(), event.version())), event.key());
  }

  void check(Map<String, Delivery> created, List<OrderLock> orders) {
    whatTravelsOrWaitsTogetherMay(created, orders);
    whatAParcelNeedsIsWhatItsArticlesDo(orders);
    aDeliveryHoldsWhatItsOrdersWereTold(created);
    nobodyTravelsWithOthersWhoMayNot(created);
    theBooksKnowWhoTravelledWithWhom(orders);
    whatGathersIsWhatTheGatheringsHold(orders);
    nobodyWaitsTooLong(orders);
  }

  private void aDeliveryHoldsWhatItsOrdersWereTold(Map<String, Delivery> created) {
    Map<String, Map<String, Integer>> goods = new HashMap<>();
    for (OrderEvent event : merged.values()) {
      Map<String, Integer> all =
          goods.computeIfAbsent(told(String.valueOf(event.deliveryId())), id -> new TreeMap<>());
      for (OrderEvent.EventLine line : event.lines()) {
        all.merge(
            event.orderId() + "/" + line.lineId() + "/" + line.sku(),
            line.quantity(),
            Integer::sum);
      }
    }
    for (Delivery delivery : created.values()) {
      if (delivery.lines().stream().anyMatch(line -> line.orderId() != null)) {
        Map<String, Integer> lines = new TreeMap<>();
        for (Delivery.Line line : delivery.lines()) {
          lines.merge(
              line.orderId() + "/" + line.lineId() + "/" + line.sku(),
              line.quantity(),
              Integer::sum);
        }
        assertThat(lines).as("%s", delivery).isEqualTo(goods.remove(delivery.deliveryId()));
      }
    }
    assertThat(goods).as("told as merged, and not created").isEmpty();
  }

  private void nobodyTravelsWithOthersWhoMayNot(Map<String, Delivery> created) {
    Map<String, Integer> members = new TreeMap<>();
    for (OrderEvent event : merged.values()) {
      String id = told(String.valueOf(event.deliveryId()));
      members.merge(id, 1, Integer::sum);
      Delivery delivery = Objects.requireNonNull(created.get(id), id);
      Order order = version(event);
      assertThat(order.consignee()).as("%s", event).isEqualTo(delivery.consignee());
      assertThat(event.warehouse()).isEqualTo(delivery.warehouse());
      assertThat(order.cashOnDelivery()).as("cash on delivery: %s", event).isFalse();
      assertThat(order.flags()).as("%s", event).doesNotContain("SEALED");
      if (order.shipBy() != null) {
        assertThat(delivery.shipBy()).isBeforeOrEqualTo(order.shipBy());
      }
    }
    for (Map.Entry<String, Integer> delivery : members.entrySet()) {
      Merge merge = Objects.requireNonNull(policy, "merged without a policy");
      assertThat(delivery.getValue()).as(delivery.getKey()).isBetween(2, merge.maxOrders());
      if (merge.maxUnits() != null) {
        Delivery whole = Objects.requireNonNull(created.get(delivery.getKey()));
        assertThat(whole.lines().stream().mapToInt(Delivery.Line::quantity).sum())
            .isLessThanOrEqualTo(merge.maxUnits());
      }
    }
  }

  private void theBooksKnowWhoTravelledWithWhom(List<OrderLock> orders) {
    for (OrderLock order : orders) {
      for (Parcel parcel : order.parcels()) {
        assertThat(parcel.toldAs()).isEqualTo(told(parcel.deliveryId()));
        if (parcel.status() == Parcel.Status.RECALLED) {
          assertThat(order.isServed()).as("recalled for another: %s", order).isTrue();
        }
      }
    }
  }

  private void whatGathersIsWhatTheGatheringsHold(List<OrderLock> orders) {
    Set<String> waiting = new HashSet<>();
    for (OrderLock order : orders) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status() == Parcel.Status.GATHERING && !order.reserved()) {
          assertThat(order.isServed()).as("gathers, unwanted: %s", order).isTrue();
          waiting.add(parcel.deliveryId() + "@" + parcel.warehouse());
        }
      }
    }
    Set<String> gathered = new HashSet<>();
    gatherings.forEach(
        (key, row) -> {
          assertThat(row.gatherings()).isNotEmpty();
          for (Gathering gathering : row.gatherings()) {
            assertThat(gathering.parcels())
                .hasSizeBetween(1, Objects.requireNonNull(policy).maxOrders() - 1);
            assertThat(gathering.until()).isAfter(lastWave);
            assertThat(isListed(key, gathering.until())).as("%s", gathering).isTrue();
            for (String parcel : gathering.parcels()) {
              assertThat(gathered.add(parcel + "@" + gathering.warehouse())).isTrue();
            }
          }
        });
    assertThat(gathered).isEqualTo(waiting);
    for (String wave : departures.keySet()) {
      assertThat(Long.parseLong(wave)).isGreaterThan(lastWave.toEpochMilli());
    }
  }

  private boolean isListed(String key, Instant until) {
    return departures.entrySet().stream()
        .anyMatch(
            wave ->
                Math.abs(Long.parseLong(wave.getKey()) - until.toEpochMilli())
                        < Playback.WAVE.toMillis()
                    && wave.getValue().keys().contains(key));
  }

  /**
   * Goods of one class, all of which some carrier takes, as each parcel needed when it was made.
   */
  private void whatTravelsOrWaitsTogetherMay(
      Map<String, Delivery> created, List<OrderLock> orders) {
    Map<String, List<Parcel>> deliveries = new TreeMap<>();
    Map<String, Parcel> parcels = new TreeMap<>();
    for (OrderLock order : orders) {
      for (Parcel parcel : order.parcels()) {
        parcels.put(parcel.deliveryId(), parcel);
        if (parcel.status().isTold()) {
          if (whole(parcel.deliveryId()).equals(parcel.deliveryId())) {
            deliveries.computeIfAbsent(parcel.toldAs(), id -> new ArrayList<>()).add(parcel);
          }
        }
      }
    }
    deliveries.forEach(
        (id, members) -> {
          Delivery delivery = Objects.requireNonNull(created.get(id), id);
          Set<String> carriers = commonCarriers(members);
          assertThat(delivery.carriers() == null ? null : Set.copyOf(delivery.carriers()))
              .as("%s", delivery)
              .isEqualTo(carriers);
          if (members.size() > 1) {
            mayBeTogether(id, members);
          }
        });
    gatherings.forEach(
        (key, row) -> {
          for (Gathering gathering : row.gatherings()) {
            mayBeTogether(
                gathering.toString(),
                gathering.parcels().stream()
                    .map(parcel -> Objects.requireNonNull(parcels.get(parcel), parcel))
                    .toList());
          }
        });
  }

  /** What is said of it that its parcels go by. */
  private static Sku onItsWay(Sku article) {
    return new Sku(
        article.pool(), article.sku(), null, null, article.storageClass(), article.carriers());
  }

  private static void mayBeTogether(String where, List<Parcel> parcels) {
    Set<String> classes = new HashSet<>();
    parcels.forEach(parcel -> classes.addAll(parcel.needs().storageClasses()));
    assertThat(classes).as(where).hasSize(1);
    assertThat(commonCarriers(parcels)).as(where).isNotEqualTo(Set.of());
  }

  private static @Nullable Set<String> commonCarriers(List<Parcel> parcels) {
    Set<String> common = null;
    for (Parcel parcel : parcels) {
      if (parcel.needs().carriers() != null) {
        common = common == null ? new HashSet<>(parcel.needs().carriers()) : common;
        common.retainAll(parcel.needs().carriers());
      }
    }
    return common;
  }

  /**
   * Of articles of which the same was said all along, nobody needs to know when it was said. What
   * is left of a parcel travels as the whole would have.
   */
  private void whatAParcelNeedsIsWhatItsArticlesDo(List<OrderLock> orders) {
    for (OrderLock order : orders) {
      if (order.parcels().stream().anyMatch(p -> !whole(p.deliveryId()).equals(p.deliveryId()))) {
        continue;
      }
      for (Parcel parcel : order.parcels()) {
        if (parcel.lines().stream()
            .allMatch(line -> articles.getOrDefault(line.sku(), Set.of()).size() == 1)) {
          Set<String> classes = new HashSet<>();
          Set<String> carriers = null;
          for (Parcel.Line line : parcel.lines()) {
            Sku article = Objects.requireNonNull(articles.get(line.sku())).iterator().next();
            classes.add(article.storageClass() == null ? "" : article.storageClass());
            if (article.carriers() != null) {
              carriers = carriers == null ? new HashSet<>(article.carriers()) : carriers;
              carriers.retainAll(article.carriers());
            }
          }
          assertThat(Set.copyOf(parcel.needs().storageClasses())).isEqualTo(classes);
          assertThat(
                  parcel.needs().carriers() == null ? null : Set.copyOf(parcel.needs().carriers()))
              .as("%s", parcel)
              .isEqualTo(carriers);
        }
      }
    }
  }

  private void nobodyWaitsTooLong(List<OrderLock> orders) {
    Map<String, Instant> allocated = new HashMap<>();
    for (OrderEvent event : said.events()) {
      // Who was held back waits anew.
      if (event.type() == OrderEvent.Type.ALLOCATED
          && (heldBack.contains(event.key()) || !allocated.containsKey(event.key()))) {
        allocated.put(event.key(), event.at());
      }
    }
    for (OrderLock order : orders) {
      if (!order.reserved()
          && order.parcels().stream().anyMatch(p -> p.status() == Parcel.Status.GATHERING)) {
        Merge merge = Objects.requireNonNull(policy);
        Instant since = Objects.requireNonNull(allocated.get(order.order().key()));
        assertThat(since.plus(Duration.parse(merge.window())).plus(LATE))
            .as("waits: %s", order)
            .isAfter(lastWave);
        Instant shipBy = order.order().order().shipBy();
        if (shipBy != null) {
          assertThat(shipBy.minus(Duration.parse(merge.handling())))
              .as("waits: %s", order)
              .isAfter(lastWave);
        }
      }
    }
  }

  private static String version(String key, int version) {
    return key + "@" + version;
  }
}
