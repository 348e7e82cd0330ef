package io.penstock.stock;

import io.penstock.model.Reference;
import io.penstock.model.StockLevel;
import io.penstock.model.StockRequest;
import io.penstock.model.WmsEvent;
import io.penstock.state.OrderLock;
import io.penstock.state.SkuStock;
import io.penstock.state.StockInput;
import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import io.penstock.stock.Messages.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that reaches a pool within one wave, dealt with in an order that depends on the records
 * alone: first what is known and what is there, then what ends, then what is wanted, by precedence.
 *
 * <p>So a replay decides the same, however the topics' records were interleaved, and scarce stock
 * goes to the higher priority although it arrived some milliseconds later.
 */
final class Wave {

  private final String pool;
  private final StockRows rows;
  private final Network network;
  private final Outbox out;
  private final Books books;
  private final WarehouseReports reports;
  private final Requests requests;
  private final StockPool stock;
  private final MergeWindow window;
  private final Holds holds;
  private final Instant end;

  /**
   * A wave of one pool.
   *
   * @param end its last millisecond
   */
  Wave(String pool, StockRows rows, Network network, Instant end, Alarm alarm, Outbox out) {
    this.pool = pool;
    this.rows = rows;
    this.network = network;
    this.end = end;
    this.out = out;
    this.books = new Books(rows);
    Messages messages = new Messages(pool, out);
    Deliveries deliveries = new Deliveries(rows);
    this.window =
        new MergeWindow(rows, books, deliveries, messages, network.merge(pool), alarm, end);
    this.reports = new WarehouseReports(rows, books, deliveries, messages, out);
    this.requests =
        new Requests(rows, new Recalls(rows, deliveries, window, messages), window, messages);
    this.holds = new Holds(rows, messages, network, alarm, end);
    this.stock = new StockPool(pool, rows, books, messages, network, window, holds);
  }

  /**
   * @param inputs in the order of arrival, which is the order of the records for one order and for
   *     one warehouse
   */
  void run(List<StockInput> inputs) throws Exception {
    pass(inputs);
    announceSkus(inputs);
    hearWarehouses(inputs);
    Map<String, StockInput> asked = newestRequests(inputs);
    for (StockInput input : asked.values()) {
      StockRequest request = request(input);
      switch (request.kind()) {
        case ALLOCATE -> requests.want(request, trigger(input));
        case SUSPEND -> requests.suspend(request, trigger(input));
        case RETAIN -> requests.retain(request, trigger(input));
        case RESUME -> requests.resume(request, trigger(input));
        case CANCEL, SETTLE -> requests.end(request, trigger(input));
        case NOTE -> throw new IllegalArgumentException("a note asks for nothing");
      }
    }
    giveBack();
    for (Map.Entry<Waiting, Candidate> next : candidates(asked).entrySet()) {
      Candidate candidate = next.getValue();
      if (candidate.sku == null || rows.stock(candidate.sku).available() > 0) {
        stock.fulfil(next.getKey().orderKey(), candidate.trigger);
      }
    }
    holds.escalate();
    holds.lookAgain();
    window.close();
    publishLevels();
    rows.flush();
  }

  /** What was decided upstream. Of what is held back it depends on whether it still can be. */
  private void pass(List<StockInput> inputs) {
    for (StockInput input : inputs) {
      StockRequest request = input.request();
      if (request != null && !request.kind().isConditional()) {
        request.events().forEach(out::event);
      }
    }
  }

  /** Who lost its goods only because it travelled with others has them back before anybody else. */
  private void giveBack() throws Exception {
    Map<Waiting, Trigger> bereft = new TreeMap<>();
    for (Map.Entry<String, Trigger> order : reports.bereft().entrySet()) {
      OrderLock lock = rows.lock(order.getKey());
      if (lock != null) {
        bereft.put(lock.place(), order.getValue());
      }
    }
    for (Map.Entry<Waiting, Trigger> order : bereft.entrySet()) {
      stock.fulfil(order.getKey().orderKey(), order.getValue());
    }
  }

  private void announceSkus(List<StockInput> inputs) throws Exception {
    for (StockInput input : inputs) {
      Reference reference = input.sku();
      if (reference != null) {
        String sku = reference.id().substring(reference.id().indexOf('/') + 1);
        books.announce(sku, !reference.deleted(), trigger(input));
      }
    }
  }

  private void hearWarehouses(List<StockInput> inputs) throws Exception {
    List<StockInput> told = new ArrayList<>();
    for (StockInput input : inputs) {
      if (input.wms() != null) {
        told.add(input);
      }
    }
    // Stable: one warehouse's messages keep their order.
    told.sort(
        Comparator.comparing(StockInput::at).thenComparing(input -> message(input).warehouse()));
    for (StockInput input : told) {
      reports.book(message(input), trigger(input));
    }
  }

  /**
   * A later request of the same order replaces an earlier one, because each says what is wanted in
   * all; but never one of a newer version.
   */
  private static Map<String, StockInput> newestRequests(List<StockInput> inputs) {
    Map<String, StockInput> newest = new TreeMap<>();
    for (StockInput input : inputs) {
      StockRequest request = input.request();
      if (request != null && request.order() != null) {
        newest.merge(
            request.order().key(),
            input,
            (one, other) -> request(one).version() > request(other).version() ? one : other);
      }
    }
    return newest;
  }

  /**
   * @param sku the SKU in whose queue it waited; without stock of it, it need not be tried
   */
  private record Candidate(Trigger trigger, @Nullable String sku) {}

  /** Who may get something now: new wishes, parcels that came back, and those who waited. */
  private Map<Waiting, Candidate> candidates(Map<String, StockInput> asked) throws Exception {
    Map<Waiting, Candidate> candidates = new TreeMap<>();
    Map<String, Trigger> due = new LinkedHashMap<>();
    for (Map.Entry<String, StockInput> request : asked.entrySet()) {
      due.put(request.getKey(), trigger(request.getValue()));
    }
    for (Map.Entry<String, Trigger> returned : reports.toSource().entrySet()) {
      due.putIfAbsent(returned.getKey(), returned.getValue());
    }
    for (Map.Entry<String, Trigger> order : due.entrySet()) {
      OrderLock lock = rows.lock(order.getKey());
      if (lock != null) {
        candidates.put(lock.place(), new Candidate(order.getValue(), null));
      }
    }
    for (Map.Entry<String, Trigger> supply : books.supplied().entrySet()) {
      String only = books.wasAnnounced(supply.getKey()) ? null : supply.getKey();
      for (Waiting waiting : rows.queue(supply.getKey())) {
        candidates.putIfAbsent(waiting, new Candidate(supply.getValue(), only));
      }
    }
    wakeUnserved(candidates);
    return candidates;
  }

  /** Once after each change of the network, those whom no warehouse has served are tried again. */
  private void wakeUnserved(Map<Waiting, Candidate> candidates) throws Exception {
    List<Waiting> unserved = rows.queue(WaitingQueue.UNSERVED);
    if (unserved.isEmpty() || rows.wereTried(network.warehouses())) {
      return;
    }
    for (Waiting waiting : unserved) {
      OrderLock lock = rows.lock(waiting.orderKey());
      if (lock != null) {
        Trigger trigger = new Trigger(lock.order().cause(), end, null);
        candidates.putIfAbsent(waiting, new Candidate(trigger, null));
      }
    }
  }

  private void publishLevels() throws Exception {
    for (String sku : rows.changedSkus()) {
      SkuStock row = rows.stock(sku);
      out.level(new StockLevel(pool, sku, row.onHand(), row.locked(), row.available(), end));
    }
  }

  private static Trigger trigger(StockInput input) {
    StockRequest request = input.request();
    return new Trigger(input.cause(), input.at(), request == null ? null : request.actor());
  }

  private static StockRequest request(StockInput input) {
    StockRequest request = input.request();
    if (request == null) {
      throw new IllegalStateException("no request at " + input.cause());
    }
    return request;
  }

  private static WmsEvent message(StockInput input) {
    WmsEvent message = input.wms();
    if (message == null) {
      throw new IllegalStateException("no message at " + input.cause());
    }
    return message;
  }
}
