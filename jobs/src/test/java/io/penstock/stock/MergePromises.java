package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Delivery;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Sku;
import io.penstock.state.ConsigneeGatherings;
import io.penstock.state.Gathering;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of orders that wait for one another and leave together, reckoned from what went
 * in and what was told.
 */
final class MergePromises {

  /** What comes late, or waited for goods, was told of before it could be allocated. */
  private static final Duration LATE = Duration.ofSeconds(1);

  private final View view;
  private final @Nullable Merge policy;

  /** What orders were told of parcels that left with others, by the parcels' ids. */
  private final Map<String, OrderEvent> merged = new HashMap<>();

  /** The same, by what the deliveries are called in which they left. */
  private final Map<String, List<OrderEvent>> members = new HashMap<>();

  /** When orders got goods: the first time, and the last. */
  private final Map<String, Instant> firstAllocated = new HashMap<>();

  private final Map<String, Instant> lastAllocated = new HashMap<>();

  MergePromises(View view, Pool pool) {
    this.view = view;
    this.policy = pool.merge();
  }

  /** Takes in what was said. */
  void hear() {
    for (OrderEvent event : view.events()) {
      if (event.type() == OrderEvent.Type.MERGED) {
        OrderEvent before = merged.put(String.valueOf(event.deliveryId()), event);
        assertThat(before).as("left twice: %s", event.deliveryId()).isNull();
        members.computeIfAbsent(delivery(event), id -> new ArrayList<>()).add(event);
      } else if (event.type() == OrderEvent.Type.ALLOCATED) {
        firstAllocated.putIfAbsent(event.key(), event.at());
        lastAllocated.put(event.key(), event.at());
      }
    }
  }

  /** The id of the delivery that a parcel left in, if it has left, as its order was told. */
  String told(String parcel) {
    String whole = whole(parcel);
    OrderEvent event = merged.get(whole);
    return event == null ? whole : delivery(event);
  }

  /** In which delivery a parcel left, as the event says. */
  private static String delivery(OrderEvent merged) {
    return String.valueOf(merged.reasons().get(0).detail());
  }

  /** A parcel that went another way than the rest of its own is named after it. */
  static String whole(String parcel) {
    int ordinal = parcel.indexOf('.', parcel.lastIndexOf('#') + 1);
    int part = ordinal < 0 ? -1 : parcel.indexOf('.', ordinal + 1);
    return part < 0 ? parcel : parcel.substring(0, part);
  }

  /** What each order of a merged delivery was told of it; empty of one that is not merged. */
  List<OrderEvent> members(String delivery) {
    return members.getOrDefault(delivery, List.of());
  }

  /** The order as it was when that was told. */
  Order version(OrderEvent event) {
    String version = History.version(event.key(), event.version());
    return Objects.requireNonNull(view.history().versions.get(version), event.key());
  }

  void check(Map<String, Delivery> created) throws Exception {
    whatTravelsOrWaitsTogetherMay(created);
    whatAParcelNeedsIsWhatItsArticlesDo();
    for (String delivery : touched()) {
      Delivery whole = Objects.requireNonNull(created.get(delivery), delivery);
      aDeliveryHoldsWhatItsOrdersWereTold(whole);
      if (!members(delivery).isEmpty()) {
        nobodyTravelsWithOthersWhoMayNot(whole);
      }
    }
    theBooksKnowWhoTravelledWithWhom();
    whatGathersIsWhatTheGatheringsHold();
    nobodyWaitsTooLong();
  }

  /** Deliveries that were created, or of which something was told as merged. */
  private Set<String> touched() {
    Set<String> touched = new HashSet<>();
    for (Delivery delivery : view.deliveries()) {
      if (delivery.action() == Delivery.Action.CREATE
          && !TransferPromises.isLeg(delivery.deliveryId())) {
        touched.add(delivery.deliveryId());
      }
    }
    for (OrderEvent event : view.events()) {
      if (event.type() == OrderEvent.Type.MERGED) {
        touched.add(delivery(event));
      }
    }
    return touched;
  }

  private void aDeliveryHoldsWhatItsOrdersWereTold(Delivery delivery) {
    Map<String, Integer> goods = new TreeMap<>();
    for (OrderEvent event : members(delivery.deliveryId())) {
      for (OrderEvent.EventLine line : event.lines()) {
        goods.merge(
            event.orderId() + "/" + line.lineId() + "/" + line.sku(),
            line.quantity(),
            Integer::sum);
      }
    }
    Map<String, Integer> lines = new TreeMap<>();
    if (delivery.lines().stream().anyMatch(line -> line.orderId() != null)) {
      for (Delivery.Line line : delivery.lines()) {
        lines.merge(
            line.orderId() + "/" + line.lineId() + "/" + line.sku(), line.quantity(), Integer::sum);
      }
    }
    assertThat(lines).as("%s", delivery).isEqualTo(goods);
  }

  private void nobodyTravelsWithOthersWhoMayNot(Delivery delivery) {
    List<OrderEvent> all = members(delivery.deliveryId());
    for (OrderEvent event : all) {
      Order order = version(event);
      assertThat(order.consignee()).as("%s", event).isEqualTo(delivery.consignee());
      assertThat(event.warehouse()).isEqualTo(delivery.warehouse());
      assertThat(order.cashOnDelivery()).as("cash on delivery: %s", event).isFalse();
      assertThat(order.flags()).as("%s", event).doesNotContain("SEALED");
      if (order.shipBy() != null) {
        assertThat(delivery.shipBy()).isBeforeOrEqualTo(order.shipBy());
      }
    }
    Merge merge = Objects.requireNonNull(policy, "merged without a policy");
    assertThat(all.size()).as(delivery.deliveryId()).isBetween(2, merge.maxOrders());
    if (merge.maxUnits() != null) {
      assertThat(delivery.lines().stream().mapToInt(Delivery.Line::quantity).sum())
          .isLessThanOrEqualTo(merge.maxUnits());
    }
  }

  private void theBooksKnowWhoTravelledWithWhom() {
    for (OrderLock order : view.touched()) {
      for (Parcel parcel : order.parcels()) {
        Insist.equal(parcel.toldAs(), told(parcel.deliveryId()), "%s", parcel);
        if (parcel.status() == Parcel.Status.RECALLED) {
          assertThat(order.isServed()).as("recalled for another: %s", order).isTrue();
        }
      }
    }
  }

  private void whatGathersIsWhatTheGatheringsHold() throws Exception {
    Set<String> waiting = new HashSet<>();
    for (OrderLock order : view.locks().values()) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status() == Parcel.Status.GATHERING && !order.reserved()) {
          assertThat(order.isServed()).as("gathers, unwanted: %s", order).isTrue();
          waiting.add(parcel.deliveryId() + "@" + parcel.warehouse());
        }
      }
    }
    Set<String> gathered = new HashSet<>();
    Map<String, WakeList> departures = view.operator().departures();
    view.operator()
        .gatherings()
        .forEach(
            (key, row) -> {
              assertThat(row.gatherings()).isNotEmpty();
              for (Gathering gathering : row.gatherings()) {
                int most = Objects.requireNonNull(policy).maxOrders() - 1;
                int parcels = gathering.parcels().size();
                Insist.that(parcels >= 1 && parcels <= most, "%s", gathering);
                Insist.that(gathering.until().isAfter(view.lastWave()), "%s", gathering);
                Insist.that(isListed(departures, key, gathering.until()), "%s", gathering);
                for (String parcel : gathering.parcels()) {
                  boolean once = gathered.add(parcel + "@" + gathering.warehouse());
                  Insist.that(once, "%s gathers twice", parcel);
                }
              }
            });
    Insist.equal(gathered, waiting, "in gatherings, and in the books");
    for (String wave : departures.keySet()) {
      Insist.that(Long.parseLong(wave) > view.lastWave().toEpochMilli(), "%s is over", wave);
    }
  }

  private static boolean isListed(Map<String, WakeList> departures, String key, Instant until) {
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
  private void whatTravelsOrWaitsTogetherMay(Map<String, Delivery> created) throws Exception {
    Set<String> touched = new TreeSet<>();
    for (OrderLock order : view.touched()) {
      for (Parcel parcel : order.parcels()) {
        if (parcel.status().isTold() && parcel.whole().equals(parcel.deliveryId())) {
          touched.add(parcel.toldAs());
        }
      }
    }
    for (String id : touched) {
      Delivery delivery = Objects.requireNonNull(created.get(id), id);
      List<Parcel> parcels = parcels(id);
      Insist.equal(carriers(delivery.carriers()), commonCarriers(parcels), "%s", delivery);
      if (parcels.size() > 1) {
        mayBeTogether(id, parcels);
      }
    }
    for (ConsigneeGatherings row : view.operator().gatherings().values()) {
      for (Gathering gathering : row.gatherings()) {
        List<Parcel> parcels = new ArrayList<>();
        for (String parcel : gathering.parcels()) {
          parcels.add(Objects.requireNonNull(parcel(parcel), parcel));
        }
        mayBeTogether(gathering.toString(), parcels);
      }
    }
  }

  /** Those that left in a delivery, but for those of which nothing went the way of the whole. */
  private List<Parcel> parcels(String delivery) {
    List<OrderEvent> all = members(delivery);
    List<Parcel> parcels = new ArrayList<>();
    for (String id :
        all.isEmpty()
            ? List.of(delivery)
            : all.stream().map(event -> String.valueOf(event.deliveryId())).toList()) {
      Parcel parcel = parcel(id);
      if (parcel != null) {
        parcels.add(parcel);
      }
    }
    return parcels;
  }

  private @Nullable Parcel parcel(String id) {
    OrderLock order = view.all().get(id.substring(0, id.lastIndexOf('#')));
    return order == null ? null : order.parcel(id);
  }

  private static void mayBeTogether(String where, List<Parcel> parcels) {
    Set<String> classes = new HashSet<>();
    parcels.forEach(parcel -> classes.addAll(parcel.needs().storageClasses()));
    Insist.that(classes.size() == 1, "%s: %s", where, classes);
    Insist.that(!Set.of().equals(commonCarriers(parcels)), "no carrier takes all: %s", where);
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
  private void whatAParcelNeedsIsWhatItsArticlesDo() {
    Map<String, Set<Sku>> articles = view.history().articles;
    for (OrderLock order : view.touched()) {
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
          Insist.equal(Set.copyOf(parcel.needs().storageClasses()), classes, "%s", parcel);
          Insist.equal(carriers(parcel.needs().carriers()), carriers, "%s", parcel);
        }
      }
    }
  }

  private static @Nullable Set<String> carriers(@Nullable List<String> names) {
    return names == null ? null : Set.copyOf(names);
  }

  /** Who was held back waits anew. */
  private void nobodyWaitsTooLong() {
    for (OrderLock order : view.locks().values()) {
      if (!order.reserved() && order.hasGathering()) {
        Merge merge = Objects.requireNonNull(policy);
        String key = order.order().key();
        Map<String, Instant> allocated =
            view.history().heldBack.contains(key) ? lastAllocated : firstAllocated;
        Instant since = Objects.requireNonNull(allocated.get(key));
        assertThat(since.plus(Duration.parse(merge.window())).plus(LATE))
            .as("waits: %s", order)
            .isAfter(view.lastWave());
        Instant shipBy = order.order().order().shipBy();
        if (shipBy != null) {
          assertThat(shipBy.minus(Duration.parse(merge.handling())))
              .as("waits: %s", order)
              .isAfter(view.lastWave());
        }
      }
    }
  }
}
