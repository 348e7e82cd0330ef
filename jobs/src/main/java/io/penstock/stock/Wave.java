package io.penstock.stock;

import io.penstock.model.Reference;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.model.WmsEvent;
import io.penstock.state.OrderLock;
import io.penstock.state.StockInput;
import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import io.penstock.stock.Turns.Turn;
import io.penstock.stock.books.Alarm;
import io.penstock.stock.books.Arrivals;
import io.penstock.stock.books.Availability;
import io.penstock.stock.books.Beginnings;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Capacity;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.books.Stores;
import io.penstock.stock.books.Waybills;
import io.penstock.stock.goods.Bundles;
import io.penstock.stock.goods.Catalogue;
import io.penstock.stock.goods.Gifts;
import io.penstock.stock.merge.CompanyGifts;
import io.penstock.stock.merge.MergePolicy;
import io.penstock.stock.merge.MergeWindow;
import io.penstock.stock.sourcing.Bookings;
import io.penstock.stock.sourcing.Network;
import io.penstock.stock.sourcing.Planner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that reaches a pool within one wave, dealt with in an order that depends on the records
 * alone: first what is known and what is there, then what ends, then what is wanted, by precedence.
 *
 * <p>So a replay decides the same, however the topics' records were interleaved, and scarce stock
 * goes to the higher priority although it arrived some milliseconds later.
 *
 * <p>It needs nothing of Flink: what a pool knows may lie in keyed state or in maps.
 */
public final class Wave {

  private final StockRows rows;
  private final Network network;
  private final Outbox out;
  private final Books books;
  private final Arrivals arrivals;
  private final Beginnings beginnings;
  private final Availability availability;
  private final Levels levels;
  private final Capacity capacity;
  private final Waybills waybills;
  private final Alarm alarm;
  private final Catalogue catalogue;
  private final WarehouseReports reports;
  private final Aftermath aftermath;
  private final Requests requests;
  private final Shortages shortages;
  private final Transfers transfers;
  private final Planner planner;
  private final PromiseDates dates;
  private final StockPool stock;
  private final MergeWindow window;
  private final Holds holds;
  private final Reminders reminders;
  private final Unanswered unanswered;
  private final Instant end;

  /**
   * A wave of one pool.
   *
   * @param stores what the pool knows; what the wave changes of it is there when it has run
   * @param published all that was published of the network, in all its versions
   * @param end its last millisecond
   */
  public Wave(
      String pool,
      Stores stores,
      Iterable<Reference> published,
      Instant end,
      Alarm alarm,
      Outbox out)
      throws Exception {
    this.rows = new StockRows(stores);
    this.network = Network.at(end, published);
    this.catalogue = Catalogue.at(end, stores);
    this.end = end;
    this.out = out;
    this.alarm = alarm;
    Instant latest = rows.latest(end);
    this.beginnings = new Beginnings(rows, alarm, end, latest);
    this.availability = new Availability(rows, latest);
    this.levels = new Levels(pool, rows, availability, catalogue.bundles(), out, end, latest);
    this.books = new Books(pool, rows, out, beginnings, latest);
    this.arrivals = new Arrivals(rows, beginnings, latest);
    this.capacity = new Capacity(rows, alarm, end);
    Messages messages = new Messages(pool, out);
    Deliveries deliveries = new Deliveries(rows);
    Bundles bundles = catalogue.bundles();
    Gifts gifts = new Gifts(catalogue.gifts());
    MergePolicy merge = network.merge(pool);
    this.waybills = new Waybills(rows, alarm, end);
    Bookings bookings = new Bookings(network, rows, capacity, waybills, end);
    CompanyGifts company =
        new CompanyGifts(
            rows, books, availability, deliveries, catalogue.gifts(), bookings, merge, end);
    this.window =
        new MergeWindow(
            rows,
            books,
            capacity,
            bookings,
            deliveries,
            messages,
            gifts,
            company,
            merge,
            alarm,
            end);
    this.aftermath = new Aftermath(rows, messages, gifts);
    this.reminders = new Reminders(rows, alarm, end);
    this.unanswered = new Unanswered(rows, messages, network, reminders, end);
    this.transfers =
        new Transfers(rows, books, deliveries, messages, network, aftermath, unanswered);
    this.reports =
        new WarehouseReports(
            rows, books, arrivals, deliveries, messages, network, out, aftermath, transfers);
    Recalls recalls = new Recalls(rows, deliveries, window, messages, unanswered, transfers);
    this.shortages = new Shortages(rows, books, deliveries, recalls, window, aftermath, transfers);
    this.requests = new Requests(rows, recalls, window, messages, bundles, gifts, aftermath);
    this.holds = new Holds(rows, messages, network, reminders, alarm, end);
    this.planner = new Planner(pool, network, rows, capacity, bookings, end);
    this.dates = new PromiseDates(rows, availability, arrivals, messages, end);
    this.stock =
        new StockPool(
            rows,
            books,
            availability,
            messages,
            network,
            planner,
            window,
            holds,
            bundles,
            gifts,
            transfers,
            dates);
  }

  /**
   * Deals with what has come, once.
   *
   * @param inputs in the order of arrival, which is the order of the records for one order and for
   *     one warehouse
   */
  public void run(List<StockInput> inputs) throws Exception {
    release(inputs);
    pass(inputs);
    readCatalogue(inputs);
    hearWarehouses(inputs);
    Map<String, StockInput> asked = newestRequests(inputs);
    for (StockInput input : inOrder(asked)) {
      StockRequest request = request(input);
      switch (request.kind()) {
        case ALLOCATE, RELEASE -> requests.want(request, trigger(input));
        case RESERVE -> requests.reserve(request, trigger(input));
        case SUSPEND -> requests.suspend(request, trigger(input));
        case RETAIN -> requests.retain(request, false, trigger(input));
        case KEEP -> requests.retain(request, true, trigger(input));
        case RESUME -> requests.resume(request, trigger(input));
        case ABANDON -> requests.abandon(request, trigger(input));
        case CANCEL, SETTLE -> requests.end(request, trigger(input));
        case NOTE -> throw new IllegalArgumentException("a note asks for nothing");
      }
    }
    shortages.makeUp();
    assemble();
    giveBack();
    List<String> due = reminders.take();
    List<String> begun = beginnings.take();
    serve(asked, holds.release(due), begun);
    holds.escalate();
    unanswered.handOver(due);
    holds.lookAgain();
    window.close();
    offerAgain();
    dates.tellAgain(begun);
    levels.publish();
    beginnings.keep();
    catalogue.gifts().forget();
    capacity.forget();
    catalogue.flush();
    rows.flush();
  }

  /** First, because a newer version may replace the request, and knows nothing of the person. */
  private void release(List<StockInput> inputs) throws Exception {
    List<StockInput> releases = new ArrayList<>();
    for (StockInput input : inputs) {
      StockRequest request = input.request();
      if (request != null && request.kind() == Kind.RELEASE) {
        releases.add(input);
      }
    }
    // Stable: those of one order keep theirs.
    releases.sort(Comparator.comparing(Wave::place));
    for (StockInput input : releases) {
      requests.release(request(input), trigger(input));
    }
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

  /**
   * Who lost its goods only because it travelled with others, or is held but keeps them, or is to
   * have them at another address, has them back before anybody else.
   */
  private void giveBack() throws Exception {
    Map<Waiting, Trigger> bereft = new TreeMap<>();
    for (Map.Entry<String, Trigger> order : aftermath.bereft().entrySet()) {
      OrderLock lock = rows.lock(order.getKey());
      if (lock != null) {
        bereft.put(lock.place(), order.getValue());
      }
    }
    for (Map.Entry<Waiting, Trigger> order : bereft.entrySet()) {
      stock.fulfil(order.getKey().orderKey(), order.getValue());
    }
  }

  /** Whose goods have been brought together has them before anybody. */
  private void assemble() throws Exception {
    List<Member> parcels = new ArrayList<>();
    for (String parcelId : transfers.arrived().keySet()) {
      Member waiting = transfers.waiting(parcelId);
      if (waiting != null) {
        parcels.add(waiting);
      }
    }
    parcels.sort(
        Comparator.comparing((Member one) -> one.lock().place()).thenComparing(Member::parcelId));
    for (Member one : parcels) {
      String parcelId = one.parcelId();
      stock.assemble(parcelId, Objects.requireNonNull(transfers.arrived().get(parcelId)));
    }
  }

  private void readCatalogue(List<StockInput> inputs) throws Exception {
    for (StockInput input : inputs) {
      Reference reference = input.sku();
      if (reference != null) {
        String name = Catalogue.name(reference);
        if (reference.type() == Reference.Type.BUNDLE) {
          Set<String> before = catalogue.bundles().articles(name);
          catalogue.bundles().publish(name, reference);
          levels.compose(name, before, catalogue.bundles().articles(name));
          books.offer(name, reference, trigger(input));
        } else if (reference.type() == Reference.Type.GIFT) {
          catalogue.gifts().publish(name, reference);
        } else if (reference.type() == Reference.Type.WAYBILL_RANGE) {
          waybills.publish(reference);
        } else if (reference.type() == Reference.Type.RING_FENCE) {
          books.fence(name, reference, trigger(input));
        } else if (reference.type() == Reference.Type.INBOUND) {
          arrivals.publish(name, reference, trigger(input));
        } else {
          books.announce(name, reference, trigger(input));
        }
      }
    }
  }

  /** What ends first, because it gives back gifts; then what is wanted, by precedence. */
  private static List<StockInput> inOrder(Map<String, StockInput> asked) {
    List<StockInput> inOrder = new ArrayList<>(asked.values());
    inOrder.sort(
        Comparator.comparing((StockInput input) -> isWish(input)).thenComparing(Wave::place));
    return inOrder;
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

  private static boolean isWish(StockInput input) {
    return switch (request(input).kind()) {
      case ALLOCATE, RESERVE, RESUME, RELEASE -> true;
      case SUSPEND, RETAIN, KEEP, CANCEL, ABANDON, SETTLE, NOTE -> false;
    };
  }

  private static Waiting place(StockInput input) {
    StockRequest request = request(input);
    return Waiting.of(request.priority(), Objects.requireNonNull(request.order()));
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
        newest.merge(request.order().key(), input, Wave::newest);
      }
    }
    return newest;
  }

  /** Who lets pass what rules hold changes nothing else of the version: it is wanted, or over. */
  private static StockInput newest(StockInput one, StockInput other) {
    StockRequest before = request(one);
    StockRequest after = request(other);
    if (before.version() != after.version()) {
      return before.version() > after.version() ? one : other;
    }
    boolean released = after.kind() == Kind.RELEASE;
    boolean goesOn = released || (after.kind() == Kind.ALLOCATE && after.events().isEmpty());
    return switch (before.kind()) {
      case RESUME -> goesOn ? StockInput.of(after.as(Kind.RESUME, before.events())) : other;
      case ALLOCATE -> released ? StockInput.of(after.as(Kind.ALLOCATE, List.of())) : other;
      case CANCEL, ABANDON, SETTLE -> released ? one : other;
      case RESERVE, SUSPEND, RETAIN, KEEP, RELEASE, NOTE -> other;
    };
  }

  /**
   * Who may get something now, by precedence: new wishes, parcels that came back, and those who
   * waited.
   *
   * @param released those that a playbook lets pass
   * @param begun articles of which something begins to hold
   */
  private void serve(
      Map<String, StockInput> asked, Map<String, Trigger> released, List<String> begun)
      throws Exception {
    Map<String, Trigger> due = new LinkedHashMap<>();
    for (Map.Entry<String, StockInput> request : asked.entrySet()) {
      due.put(request.getKey(), trigger(request.getValue()));
    }
    released.forEach(due::putIfAbsent);
    aftermath.toSource().forEach(due::putIfAbsent);
    Turns turns = new Turns(rows, availability, end);
    for (Map.Entry<String, Trigger> order : due.entrySet()) {
      turns.add(order.getKey(), order.getValue());
    }
    for (Map.Entry<String, Trigger> supply : books.supplied().entrySet()) {
      turns.addQueue(supply.getKey(), supply.getValue(), books.wasAnnounced(supply.getKey()));
    }
    if (planner.goesByPresales()) {
      for (Map.Entry<String, Trigger> other : arrivals.changed().entrySet()) {
        turns.addQueue(other.getKey(), other.getValue(), true);
      }
    }
    for (String sku : begun) {
      levels.look(sku);
      turns.addQueue(sku, null, planner.goesByPresales());
    }
    // Once after each change of the network, those whom no warehouse has served are tried again.
    if (!rows.isQueueEmpty(WaitingQueue.UNSERVED) && !rows.wereTried(network.warehouses())) {
      turns.addUnserved();
    }
    addNumbered(turns);
    for (Turn next = turns.next(); next != null; next = turns.next()) {
      stock.fulfil(next.orderKey(), next.trigger());
    }
  }

  /** Those who wait for a waybill: there are numbers, or others may carry their parcels. */
  private void addNumbered(Turns turns) throws Exception {
    if (waybills.carriers().isEmpty()) {
      return;
    }
    boolean others = !rows.werePassedOver(network.services());
    for (String carrier : waybills.carriers()) {
      if (!rows.isQueueEmpty(WaitingQueue.waybills(carrier))) {
        turns.addNumbered(
            carrier, () -> others || !waybills.isNumbered(carrier) || waybills.left(carrier) > 0);
      }
    }
    waybills.cameBack();
  }

  /** What came back when nobody was served any more is for those who wait. */
  private void offerAgain() throws Exception {
    for (String carrier : waybills.carriers()) {
      out.waybillsLeft(carrier, waybills.left(carrier));
    }
    if (waybills.cameBack()) {
      alarm.wake(end.plusMillis(1));
    }
  }

  private static Trigger trigger(StockInput input) {
    StockRequest request = input.request();
    WmsEvent message = input.wms();
    return new Trigger(
        input.cause(),
        input.at(),
        request == null ? null : request.actor(),
        message == null ? null : message.position());
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
