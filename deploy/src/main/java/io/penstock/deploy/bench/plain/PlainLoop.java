package io.penstock.deploy.bench.plain;

import io.penstock.connectors.Json;
import io.penstock.deploy.load.Message;
import io.penstock.model.Reference;
import io.penstock.model.WmsEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One thread that reads raw orders by Jackson's databind, counts each once, audits it by a dozen
 * predicates, locks all of its goods or none, and writes what came of it as JSON.
 */
public final class PlainLoop {

  /** What comes of a record. */
  public enum Outcome {
    UNREADABLE,
    REDELIVERED,
    STALE,
    WAITING,
    ALREADY_SHIPPED,
    CANCELLED,
    HELD,
    ALLOCATED,
    BACKORDERED,
    /** A later version of an order that has its goods. */
    KEPT
  }

  private record Seen(String modified, long checksum) {}

  private record Waiting(PlainOrder order, String pool) {}

  private record Event(
      String order,
      Outcome outcome,
      @Nullable String reason,
      @Nullable String modified,
      long totalMinor,
      @Nullable List<PlainStock.Lock> locks) {}

  private final Map<String, String> poolOfShop = new HashMap<>();
  private final List<Reference.Warehouse> warehouses = new ArrayList<>();
  private final Map<String, int[]> nearestFirst = new HashMap<>();
  private final Map<String, Seen> seen = new HashMap<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private final PlainAudit audit;
  private final PlainStock stock;
  private final CRC32C checksum = new CRC32C();

  /**
   * @param references shops, warehouses, articles and whom to deny
   */
  public PlainLoop(List<Reference> references) {
    Set<String> articles = new HashSet<>();
    Set<String> denied = new HashSet<>();
    for (Reference reference : references) {
      if (reference.shop() != null) {
        Reference.Shop shop = reference.shop();
        poolOfShop.put(shop.marketplace() + "/" + shop.shop(), shop.pool());
      } else if (reference.warehouse() != null) {
        warehouses.add(reference.warehouse());
      } else if (reference.sku() != null) {
        articles.add(reference.sku().pool() + "/" + reference.sku().sku());
      } else if (reference.denial() != null) {
        denied.add(reference.denial().value());
      }
    }
    audit = new PlainAudit(articles, denied);
    stock = new PlainStock(warehouses.stream().map(Reference.Warehouse::warehouse).toList());
  }

  /** Takes goods in, and serves those who wait, in the order in which they came. */
  public void receive(WmsEvent receipt) {
    for (WmsEvent.Item item : receipt.items()) {
      stock.receive(receipt.owner() + "/" + item.sku(), receipt.warehouse(), item.quantity());
    }
    waiting
        .entrySet()
        .removeIf(
            entry -> {
              Waiting one = entry.getValue();
              return lock(entry.getKey(), one.pool(), one.order()) != null;
            });
  }

  /** Takes the next record in and returns what is to be said of it. */
  public byte[] take(Message message) {
    Event event = event(message);
    counts.merge(event.outcome(), 1L, Long::sum);
    return Json.write(event);
  }

  /** How many records came to what. */
  public long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /** Different orders that could be read. */
  public long orders() {
    return seen.size();
  }

  PlainStock stock() {
    return stock;
  }

  private Event event(Message message) {
    String shop = message.marketplace() + "/" + message.shop();
    PlainOrder order;
    try {
      order = NativeOrder.read(message.marketplace(), message.payload());
    } catch (IOException broken) {
      return new Event(shop, Outcome.UNREADABLE, "BROKEN", null, 0, null);
    }
    String pool = poolOfShop.get(shop);
    if (order == null || order.id() == null || pool == null) {
      return new Event(shop, Outcome.UNREADABLE, "INCOMPLETE", null, 0, null);
    }
    String key = shop + "/" + order.id();
    Outcome repeated = repeats(key, order, message.payload());
    if (repeated != null) {
      return said(key, repeated, null, order, null);
    }
    return switch (order.status()) {
      case UNPAID -> said(key, Outcome.WAITING, null, order, null);
      case SHIPPED -> said(key, Outcome.ALREADY_SHIPPED, null, order, null);
      case CLOSED -> {
        waiting.remove(key);
        stock.release(key);
        yield said(key, Outcome.CANCELLED, null, order, null);
      }
      case PAID -> paid(key, pool, order);
    };
  }

  private Event paid(String key, String pool, PlainOrder order) {
    if (stock.holdsLocks(key)) {
      return said(key, Outcome.KEPT, null, order, null);
    }
    String reason = audit.judge(order);
    if (reason == null && !audit.knows(pool, order)) {
      reason = "UNKNOWN_SKU";
    }
    if (reason != null) {
      return said(key, Outcome.HELD, reason, order, null);
    }
    List<PlainStock.Lock> locks = lock(key, pool, order);
    if (locks == null) {
      waiting.put(key, new Waiting(order, pool));
      return said(key, Outcome.BACKORDERED, null, order, null);
    }
    return said(key, Outcome.ALLOCATED, null, order, locks);
  }

  private @Nullable List<PlainStock.Lock> lock(String key, String pool, PlainOrder order) {
    int[] tried = nearestFirst.computeIfAbsent(order.receiver().region(), this::nearestFirst);
    return stock.lock(key, pool, order.lines(), tried);
  }

  /** Null for a new version. */
  private @Nullable Outcome repeats(String key, PlainOrder order, byte[] payload) {
    checksum.reset();
    checksum.update(payload);
    Seen now = new Seen(order.modified(), checksum.getValue());
    Seen before = seen.get(key);
    if (before != null) {
      if (before.equals(now)) {
        return Outcome.REDELIVERED;
      } else if (before.modified().compareTo(now.modified()) > 0) {
        return Outcome.STALE;
      }
    }
    seen.put(key, now);
    return null;
  }

  /** Those that serve the region, then all others. */
  private int[] nearestFirst(@Nullable String region) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < warehouses.size(); i++) {
      Reference.Warehouse one = warehouses.get(i);
      boolean near =
          region != null && (region.equals(one.region()) || one.serves().contains(region));
      places.add(near ? 0 : places.size(), i);
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  private static Event said(
      String key,
      Outcome outcome,
      @Nullable String reason,
      PlainOrder order,
      @Nullable List<PlainStock.Lock> locks) {
    return new Event(key, outcome, reason, order.modified(), order.totalMinor(), locks);
  }
}
