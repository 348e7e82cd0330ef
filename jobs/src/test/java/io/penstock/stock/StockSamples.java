package io.penstock.stock;

import io.penstock.model.Bundle;
import io.penstock.model.Cause;
import io.penstock.model.Delivery;
import io.penstock.model.Inbound;
import io.penstock.model.OrderEvent;
import io.penstock.model.Quality;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Sku;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.Reference.Warehouse;
import io.penstock.model.RingFence;
import io.penstock.model.WmsEvent;
import io.penstock.model.WmsEvent.Item;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Warehouses, articles and messages in the words of the tests. */
public final class StockSamples {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final String POOL = "acme-pool";
  public static final String SHOP = "tmall/shop-1/";

  public static Instant after(long millis) {
    return NOON.plusMillis(millis);
  }

  public static Reference warehouse(String name, String region, int priority, String... serves) {
    return warehouse(name, region, priority, Instant.EPOCH, serves);
  }

  public static Reference warehouse(
      String name, String region, int priority, Instant from, String... serves) {
    Warehouse warehouse = new Warehouse(name, "CN", region, List.of(serves), priority);
    return Reference.of(name, from, warehouse);
  }

  public static Reference split(SplitPolicy policy) {
    return pool(new Pool(POOL, policy, null));
  }

  /** Orders of one consignee wait half an hour; a warehouse needs four hours for one. */
  public static Reference merging(int maxOrders) {
    return merging(new Merge("PT30M", "PT4H", maxOrders, null));
  }

  public static Reference merging(Merge merge) {
    return pool(new Pool(POOL, SplitPolicy.BETWEEN_LINES, merge));
  }

  public static Reference pool(Pool pool) {
    return Reference.of(POOL, Instant.EPOCH, pool);
  }

  public static Reference playbook(String code, String deadline, Timeout then) {
    String to = then == Timeout.ESCALATE ? "head" : null;
    return Reference.of(code, Instant.EPOCH, new Playbook(code, "sales", deadline, then, to, null));
  }

  public static StockInput announced(String sku, Instant at) {
    return article(sku, Instant.EPOCH, at, null);
  }

  /**
   * What an article needs on its way, from some time on.
   *
   * @param carriers none: any
   */
  public static StockInput article(
      String sku, Instant from, Instant at, @Nullable String storageClass, String... carriers) {
    List<String> named = carriers.length == 0 ? null : List.of(carriers);
    Sku article = new Sku(POOL, sku, null, null, storageClass, named);
    Reference reference = Reference.of(POOL + "/" + sku, from, article);
    return StockInput.of(POOL, reference, new Cause("reference", 0, 0), at);
  }

  /** An article of which so much is kept back, and so much offered beyond what is there. */
  public static StockInput terms(
      String sku, int safetyStock, int oversell, Instant from, Instant at) {
    return terms(announced(sku, at), safetyStock, oversell, from);
  }

  /** The same article, of which so much is kept back and oversold from then on. */
  public static StockInput terms(StockInput article, int safetyStock, int oversell, Instant from) {
    Reference reference = Objects.requireNonNull(article.sku());
    Sku sku = Objects.requireNonNull(reference.sku());
    Sku kept =
        new Sku(
            POOL,
            sku.sku(),
            null,
            null,
            sku.storageClass(),
            sku.carriers(),
            null,
            null,
            safetyStock,
            oversell);
    return published(Reference.of(reference.id(), from, kept), article.at());
  }

  /** What a channel may have of an article from some time on; absent: it does not say. */
  public static StockInput fence(
      String sku,
      String channel,
      @Nullable Integer units,
      @Nullable Integer atMost,
      Instant from,
      Instant at) {
    RingFence fence = new RingFence(POOL, sku, channel, units, atMost);
    return published(Reference.of(fence.id(), from, fence), at);
  }

  /** That nothing is said from then on; since ever: as if nothing had been said. */
  public static StockInput noFence(String sku, String channel, Instant from, Instant at) {
    String id = new RingFence(POOL, sku, channel, null, null).id();
    return published(Reference.end(Reference.Type.RING_FENCE, id, from), at);
  }

  /** That nothing was ever published of the article. */
  public static StockInput unpublished(String sku, Instant at) {
    Reference reference = Reference.end(Reference.Type.SKU, POOL + "/" + sku);
    return StockInput.of(POOL, reference, new Cause("reference", 0, 1), at);
  }

  public static StockInput withdrawn(String sku, Instant at) {
    Reference reference = Reference.end(Reference.Type.SKU, POOL + "/" + sku, at);
    return StockInput.of(POOL, reference, new Cause("reference", 0, 1), at);
  }

  /**
   * What a bundle is from some time on.
   *
   * @param parts such as {@code TEE*2:118}: two of them, which weigh 118 of the price
   */
  public static StockInput bundle(
      String sku, int version, Instant from, Instant at, String... parts) {
    List<Bundle.Component> components = new ArrayList<>();
    for (String part : parts) {
      String[] words = part.split("[*:]", -1);
      components.add(
          new Bundle.Component(words[0], Integer.parseInt(words[1]), Long.parseLong(words[2])));
    }
    Bundle bundle = new Bundle(POOL, sku, version, components);
    return published(Reference.of(POOL + "/" + sku, from, bundle), at);
  }

  public static StockInput published(Reference reference, Instant at) {
    return StockInput.of(POOL, reference, new Cause("reference", 0, 2), at);
  }

  /** A receipt, or a correction where the type says so. */
  public static StockInput counted(
      WmsEvent.Type type, String messageId, String warehouse, String sku, int units, Instant at) {
    return message(messageId, type, warehouse, at, null, List.of(new Item(sku, units)));
  }

  /** The same receipt, of goods that were ordered so. */
  public static StockInput ordered(String purchaseOrder, StockInput input) {
    WmsEvent event = Objects.requireNonNull(input.wms());
    return StockInput.of(
        new WmsEvent(
            event.messageId(),
            event.type(),
            event.owner(),
            event.warehouse(),
            event.at(),
            event.deliveryId(),
            event.items(),
            event.carrier(),
            event.trackingNumber(),
            event.reason(),
            event.weightGrams(),
            event.position(),
            event.asOf(),
            purchaseOrder),
        input.cause(),
        input.at());
  }

  /**
   * What a purchase order is to bring.
   *
   * @param from when it begins to hold
   */
  public static StockInput inbound(
      String sku,
      String purchaseOrder,
      int units,
      Instant expectedAt,
      boolean presale,
      Instant from,
      Instant at) {
    Inbound inbound = new Inbound(POOL, sku, purchaseOrder, units, expectedAt, presale);
    return published(Reference.of(inbound.id(), from, inbound), at);
  }

  /**
   * What a warehouse tells of a delivery.
   *
   * @param delivery without the shop: {@code 1#1.1}
   */
  public static StockInput told(
      WmsEvent.Type type, String messageId, String warehouse, String delivery, Instant at) {
    return message(messageId, type, warehouse, at, SHOP + delivery, List.of());
  }

  /** What a warehouse that numbers its messages tells of its goods: {@code TEE*2 DAMAGED}. */
  public static StockInput ofGoods(
      WmsEvent.Type type,
      String warehouse,
      Instant at,
      long position,
      @Nullable Long asOf,
      String... goods) {
    List<Item> items = new ArrayList<>();
    for (String text : goods) {
      String[] words = text.split("[ *>]", -1);
      items.add(
          new Item(
              words[0],
              Integer.parseInt(words[1]),
              words.length > 2 ? Quality.valueOf(words[2]) : null,
              words.length > 3 ? Quality.valueOf(words[3]) : null));
    }
    return inCount(message("p" + position, type, warehouse, at, null, items), position, asOf);
  }

  /** The same message, with its place in the warehouse's own count. */
  public static StockInput inCount(StockInput input, @Nullable Long position, @Nullable Long asOf) {
    WmsEvent event = Objects.requireNonNull(input.wms());
    return StockInput.of(
        new WmsEvent(
            event.messageId(),
            event.type(),
            event.owner(),
            event.warehouse(),
            event.at(),
            event.deliveryId(),
            event.items(),
            event.carrier(),
            event.trackingNumber(),
            event.reason(),
            event.weightGrams(),
            position,
            asOf,
            event.purchaseOrder()),
        input.cause(),
        input.at());
  }

  public static StockInput message(
      String messageId,
      WmsEvent.Type type,
      String warehouse,
      Instant at,
      @Nullable String deliveryId,
      List<Item> items) {
    Integer grams = type == WmsEvent.Type.WEIGHED ? 430 : null;
    WmsEvent event =
        new WmsEvent(
            messageId,
            type,
            POOL,
            warehouse,
            at,
            deliveryId,
            items,
            "SF",
            "SF-1",
            "too heavy",
            grams,
            null,
            null,
            null);
    return StockInput.of(event, new Cause("wms.events", 0, messageId.hashCode()), at);
  }

  /** As the tests write it: {@code 1 ALLOCATED [SINGLE_WAREHOUSE]}, {@code 1#1.1 SHIPPED}. */
  public static String text(OrderEvent event) {
    String about =
        event.deliveryId() == null ? event.orderId() : event.deliveryId().substring(SHOP.length());
    List<String> reasons = event.reasons().stream().map(Reason::code).toList();
    return about + " " + event.type() + (reasons.isEmpty() ? "" : " " + reasons);
  }

  /** As the tests write it: {@code CREATE 1#1.1 north [TEE*2]}. */
  public static String text(Delivery delivery) {
    List<String> goods =
        delivery.lines().stream().map(line -> line.sku() + "*" + line.quantity()).toList();
    return delivery.action()
        + " "
        + delivery.deliveryId().substring(SHOP.length())
        + " "
        + delivery.warehouse()
        + " "
        + goods;
  }

  private StockSamples() {}
}
