package io.penstock.deploy.bench.micro;

import io.penstock.audit.Backtest;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normaliser;
import io.penstock.deploy.bench.DayRecords;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.load.SampleReference;
import io.penstock.model.AuditRequest;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderVersion;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Sku;
import io.penstock.model.StockRequest;
import io.penstock.state.StockInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a small peak day as one stage after another hands them on, made by the stages. What
 * several benchmarks of one JVM need is made once.
 */
final class Stages {

  /** The pool that sells most. */
  static final String POOL = "lanting";

  private static final PeakDay DAY = new PeakDay(1, 1_000);

  private static final Once<List<RawRecord>> RECORDS = new Once<>(() -> DayRecords.readable(DAY));
  private static final Once<Normaliser> NORMALISER =
      new Once<>(() -> new Normaliser(Marketplaces.shipped()));
  private static final Once<List<Reference>> PUBLISHED = new Once<>(SampleReference::records);
  private static final Once<List<ReceivedOrder>> RECEIVED = new Once<>(Stages::read);
  private static final Once<List<AuditRequest>> ACCEPTED = new Once<>(Stages::accept);
  private static final Once<List<StockInput>> PASSED = new Once<>(Stages::pass);
  private static final Once<List<OrderEvent>> EVENTS = new Once<>(Stages::tell);

  /** What the demo's marketplaces sent. */
  static List<RawRecord> records() throws Exception {
    return RECORDS.get();
  }

  static Normaliser normaliser() throws Exception {
    return NORMALISER.get();
  }

  /** The sample reference data. */
  static List<Reference> published() throws Exception {
    return PUBLISHED.get();
  }

  /** Each order as it was read first. */
  static List<ReceivedOrder> received() throws Exception {
    return RECEIVED.get();
  }

  /** What intake says of them: all are new. */
  static List<AuditRequest> accepted() throws Exception {
    return ACCEPTED.get();
  }

  /** What the audit asks of the pool for those that it lets pass, if all articles are known. */
  static List<StockInput> passed() throws Exception {
    return PASSED.get();
  }

  /** What the pool tells of a wave of them. */
  static List<OrderEvent> events() throws Exception {
    return EVENTS.get();
  }

  private static List<ReceivedOrder> read() throws Exception {
    Set<String> seen = new HashSet<>();
    List<ReceivedOrder> received = new ArrayList<>();
    for (RawRecord raw : records()) {
      for (ReceivedOrder order : normaliser().normalise(raw).received(raw)) {
        if (seen.add(order.key())) {
          received.add(order);
        }
      }
    }
    return received;
  }

  private static List<AuditRequest> accept() throws Exception {
    List<AuditRequest> accepted = new ArrayList<>();
    for (ReceivedOrder order : received()) {
      accepted.add(
          AuditRequest.of(new OrderVersion(order, OrderVersion.Outcome.ACCEPTED, 1, false, false)));
    }
    return accepted;
  }

  private static List<StockInput> pass() throws Exception {
    Backtest audit = new Backtest(published());
    List<String> articles =
        published().stream()
            .map(Reference::sku)
            .filter(sku -> sku != null && sku.pool().equals(POOL))
            .map(Sku::sku)
            .toList();
    List<StockInput> passed = new ArrayList<>();
    for (AuditRequest request : accepted()) {
      StockRequest asked = audit.asked(request);
      if (asked != null
          && asked.kind() == StockRequest.Kind.ALLOCATE
          && asked.pool().equals(POOL)
          && articles.containsAll(skus(request))) {
        passed.add(StockInput.of(asked));
      }
    }
    return passed;
  }

  private static List<String> skus(AuditRequest request) {
    OrderVersion version = Objects.requireNonNull(request.version());
    return version.received().order().lines().stream().map(OrderLine::sku).toList();
  }

  private static List<OrderEvent> tell() throws Exception {
    StockMicro stock = new StockMicro();
    stock.setUp();
    return stock.lock().stream()
        .filter(OrderEvent.class::isInstance)
        .map(OrderEvent.class::cast)
        .toList();
  }

  /** Makes something when it is first asked for. */
  private static final class Once<T> {

    private final Callable<T> maker;
    private @Nullable T made;

    Once(Callable<T> maker) {
      this.maker = maker;
    }

    synchronized T get() throws Exception {
      T known = made;
      if (known == null) {
        known = maker.call();
        made = known;
      }
      return known;
    }
  }

  private Stages() {}
}
