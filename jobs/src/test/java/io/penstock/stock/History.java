package io.penstock.stock;

import io.penstock.model.Gift;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Sku;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.model.WmsEvent;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What went in, by what promises ask for. Not to be changed by those who read it. */
final class History {

  private static final Set<Kind> HOLDING_BACK = Set.of(Kind.RESERVE, Kind.RETAIN, Kind.KEEP);

  /** Orders that were held back, or kept, at some time. */
  final Set<String> heldBack = new HashSet<>();

  /** Each version of an order for which goods may be locked, by {@link #version}. */
  final Map<String, Order> versions = new HashMap<>();

  /** Versions that somebody wanted, and did not only suspend. */
  final Set<String> wanted = new HashSet<>();

  /** All that was said of each article that its parcels go by. */
  final Map<String, Set<Sku>> articles = new HashMap<>();

  /** One version of each gift that is given together, by its line: all say the same of goods. */
  final Map<String, Gift> giftsGivenTogether = new TreeMap<>();

  /** From when each version of a bundle holds. */
  final Map<Integer, Instant> bundlesFrom = new HashMap<>();

  /** All that was said of each line, by order and line with a blank between. */
  final Map<String, Set<OrderLine>> lines = new HashMap<>();

  /** For whose parcels each number of a waybill is. */
  final Map<String, Set<String>> waybills = new HashMap<>();

  /** Deliveries that a warehouse could not stop. */
  final Set<String> stopFailed = new HashSet<>();

  static String version(String key, int version) {
    return key + "@" + version;
  }

  void add(StockInput input) {
    if (input.sku() != null) {
      add(input.sku());
    }
    if (input.wms() != null && input.wms().type() == WmsEvent.Type.CANCEL_FAILED) {
      stopFailed.add(String.valueOf(input.wms().deliveryId()));
    }
    StockRequest request = input.request();
    if (request != null && request.order() != null) {
      add(request, request.order().key(), request.order().order());
    }
  }

  private void add(Reference said) {
    Sku article = said.sku();
    if (article != null) {
      articles.computeIfAbsent(article.sku(), sku -> new HashSet<>()).add(onItsWay(article));
    }
    if (said.bundle() != null) {
      bundlesFrom.put(said.bundle().version(), said.effectiveFrom());
    }
    if (said.waybillRange() != null) {
      WaybillPromises.publish(said.waybillRange(), waybills);
    }
    Gift gift = said.gift();
    if (gift != null && gift.together()) {
      giftsGivenTogether.put("gift/" + gift.gift(), gift);
    }
  }

  private static Sku onItsWay(Sku article) {
    return new Sku(
        article.pool(), article.sku(), null, null, article.storageClass(), article.carriers());
  }

  private void add(StockRequest request, String key, Order order) {
    String version = version(key, request.version());
    if (HOLDING_BACK.contains(request.kind())) {
      heldBack.add(key);
    }
    if (request.kind().mayLock()) {
      versions.put(version, order);
    }
    if (request.kind() != Kind.SUSPEND) {
      wanted.add(version);
    }
    for (OrderLine line : order.lines()) {
      lines.computeIfAbsent(order.key() + " " + line.lineId(), name -> new HashSet<>()).add(line);
    }
  }
}
