package io.penstock.stock;

import io.penstock.model.Inbound;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.WmsEvent;
import io.penstock.state.Lack;
import io.penstock.state.OrderLock;
import io.penstock.state.StockInput;
import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of goods that are to come, reckoned from what was published of purchase orders
 * and what the warehouses received of them.
 */
final class InboundPromises {

  /** Units that are still to come, and when. */
  private record Lot(Instant at, long units, boolean presale) {}

  private final View view;

  /** All that was published of each purchase order and article, by the record's id and time. */
  private final Map<String, NavigableMap<Instant, Reference>> published = new TreeMap<>();

  /** Units that came, by the id of the record that speaks of them. */
  private final Map<String, Long> received = new HashMap<>();

  /** Messages that were dealt with. */
  private final Set<String> messages = new HashSet<>();

  /** What is to come in time, by article. */
  private final Map<String, List<Lot>> lots = new TreeMap<>();

  /** The articles of which something else was published in the last wave. */
  private final Set<String> news = new HashSet<>();

  /** What was told last of each order that waited. */
  private final Map<String, OrderEvent> told = new HashMap<>();

  private @Nullable Instant lastWave;

  InboundPromises(View view) {
    this.view = view;
  }

  /** Takes in what was published, what came, and what was told. */
  void hear() {
    news.clear();
    for (StockInput input : view.arrived()) {
      if (input.sku() != null && input.sku().type() == Reference.Type.INBOUND) {
        published
            .computeIfAbsent(input.sku().id(), id -> new TreeMap<>())
            .put(input.sku().effectiveFrom(), input.sku());
        if (isOfLastWave(input.at())) {
          news.add(sku(input.sku().id()));
        }
      } else if (input.wms() != null && input.wms().purchaseOrder() != null) {
        receive(input.wms());
      }
    }
    if (lastWave == null || lastWave.equals(view.lastWave())) {
      news.clear(); // Others may have joined the queue since, where it is not known what happened.
    }
    lastWave = view.lastWave();
    lots.clear();
    published.forEach((id, versions) -> add(versions, received.getOrDefault(id, 0L)));
    lots.values().forEach(all -> all.sort((one, other) -> one.at().compareTo(other.at())));
    for (OrderEvent event : view.events()) {
      if (event.type() == OrderEvent.Type.BACKORDERED) {
        told.put(event.key(), event);
      }
    }
  }

  private void receive(WmsEvent message) {
    if (messages.add(message.warehouse() + "/" + message.messageId())) {
      for (WmsEvent.Item item : message.items()) {
        String id = StockSamples.POOL + "/" + item.sku() + "#" + message.purchaseOrder();
        received.merge(id, (long) item.quantity(), Long::sum);
      }
    }
  }

  private boolean isOfLastWave(Instant at) {
    Instant end = view.lastWave();
    return !at.isAfter(end) && at.isAfter(end.minus(Playback.WAVE));
  }

  private void add(NavigableMap<Instant, Reference> versions, long received) {
    Map.Entry<Instant, Reference> holds = versions.floorEntry(view.lastWave());
    Inbound said = holds == null ? null : holds.getValue().inbound();
    if (said != null && said.expectedAt().isAfter(view.lastWave()) && said.units() > received) {
      lots.computeIfAbsent(said.sku(), sku -> new ArrayList<>())
          .add(new Lot(said.expectedAt(), said.units() - received, said.presale()));
    }
  }

  private static String sku(String id) {
    return id.substring(id.indexOf('/') + 1, id.lastIndexOf('#'));
  }

  /** Units of an article that are to come in time. */
  long expected(String sku) {
    return lots.getOrDefault(sku, List.of()).stream().mapToLong(Lot::units).sum();
  }

  /** Those of them that may be sold before they come. */
  long presale(String sku) {
    return lots.getOrDefault(sku, List.of()).stream()
        .filter(Lot::presale)
        .mapToLong(Lot::units)
        .sum();
  }

  void check(AvailabilityPromises availability) throws Exception {
    Map<String, Lack> lacks = view.operator().lacks();
    lacks.forEach(this::nobodyIsPromisedWhatIsNotToCome);
    view.locks().forEach((key, lock) -> whoWaitsWasToldWhatIsPromised(lock, lacks.get(key)));
    for (String sku : news) {
      inItsOrderAQueueIsPromisedWhatIsToCome(sku, lacks, availability);
    }
  }

  private void nobodyIsPromisedWhatIsNotToCome(String order, Lack lack) {
    for (Lack.Units one : lack.articles()) {
      Instant when = one.expectedAt();
      if (when != null && !when.equals(Lack.Units.THERE)) {
        Insist.that(when.isAfter(view.lastWave()), "%s of %s", one, order);
      }
    }
  }

  private void whoWaitsWasToldWhatIsPromised(OrderLock lock, @Nullable Lack lack) {
    if (lock.isWaiting() && lock.hold() == null && !lock.reserved()) {
      OrderEvent last = Objects.requireNonNull(told.get(lock.order().key()));
      Instant promised = lack == null ? null : lack.expectedAt();
      Insist.equal(last.expectedAt(), promised, "told of %s: %s", lock, lack);
    }
  }

  private void inItsOrderAQueueIsPromisedWhatIsToCome(
      String sku, Map<String, Lack> lacks, AvailabilityPromises availability) throws Exception {
    WaitingQueue queue = view.operator().queues().getOrDefault(sku, new WaitingQueue(List.of()));
    long before = 0;
    for (Waiting place : queue.entries()) {
      OrderLock lock = Objects.requireNonNull(view.locks().get(place.orderKey()));
      int wanted = view.missing(lock, false).getOrDefault(sku, 0);
      if (wanted == 0) {
        continue;
      }
      before += wanted;
      Instant promised = promised(sku, lacks.get(place.orderKey()));
      Insist.equal(
          promised,
          reckoned(sku, lock, wanted, before, availability),
          "%s of %s, of which %s come",
          wanted,
          sku,
          lots.get(sku));
    }
  }

  private @Nullable Instant reckoned(
      String sku, OrderLock lock, int wanted, long before, AvailabilityPromises availability) {
    if (availability.quotaLeft(lock, sku) < wanted) {
      return null;
    }
    long missing = before - availability.forChannel(lock, sku);
    Instant when = Lack.Units.THERE;
    for (Lot lot : lots.getOrDefault(sku, List.of())) {
      if (missing > 0) {
        missing -= lot.units();
        when = lot.at();
      }
    }
    return missing > 0 ? null : when;
  }

  private static @Nullable Instant promised(String sku, @Nullable Lack lack) {
    return Objects.requireNonNull(lack).articles().stream()
        .filter(one -> one.sku().equals(sku))
        .findFirst()
        .orElseThrow()
        .expectedAt();
  }
}
