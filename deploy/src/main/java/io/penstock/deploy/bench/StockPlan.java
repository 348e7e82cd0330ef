package io.penstock.deploy.bench;

import io.penstock.model.Cause;
import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.RefundStatus;
import io.penstock.model.StockRequest;
import io.penstock.model.WmsEvent;
import io.penstock.state.StockInput;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * What a stock stage is given: every article is published and received in every warehouse, in
 * blocks of articles, and then orders come, 100,000 a minute. The same number gives the same input.
 *
 * @param pools among which articles and orders are spread evenly
 * @param skus in all pools together: a multiple of {@code pools} blocks
 * @param hot whether half the lines are for ten articles of each pool
 */
record StockPlan(int pools, int skus, int warehouses, int orders, boolean hot)
    implements MapFunction<Long, StockInput>, Serializable {

  /** Articles that are received in one message. */
  static final int BLOCK = 500;

  private static final Instant OPENING = Instant.parse("2026-11-11T00:00:00Z");

  /** Of each article in each warehouse. */
  static final int UNITS = 100_000;

  private static final int HOT = 10;
  private static final long BLOCK_MILLIS = 200;
  private static final long ORDER_MICROS = 600;

  StockPlan {
    if (skus % (pools * BLOCK) != 0) {
      throw new IllegalArgumentException(
          "articles must come in blocks of " + BLOCK + " for each of " + pools + " pools: " + skus);
    }
  }

  long opening() {
    return (long) blocks() * (BLOCK + warehouses);
  }

  long inputs() {
    return opening() + orders;
  }

  /** The warehouses, each in a region of its own, and all of them serve everywhere. */
  List<Reference> network() {
    List<Reference> network = new ArrayList<>();
    for (int i = 0; i < warehouses; i++) {
      Reference.Warehouse one =
          new Reference.Warehouse(warehouse(i), "CN", region(i), List.of("*"), 0);
      network.add(Reference.of(warehouse(i), Instant.EPOCH, one));
    }
    return network;
  }

  /** All warehouses, the one of a region first. */
  List<String> nearestFirst(String region) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < warehouses; i++) {
      all.add(region.equals(region(i)) ? 0 : all.size(), warehouse(i));
    }
    return all;
  }

  @Override
  public StockInput map(Long index) {
    if (index >= opening()) {
      return order(index - opening(), index);
    }
    int block = (int) (index / (BLOCK + warehouses));
    int step = (int) (index % (BLOCK + warehouses));
    Instant at = OPENING.plusMillis(block * BLOCK_MILLIS);
    String pool = pool(block % pools);
    int first = block / pools * BLOCK;
    if (step < BLOCK) {
      String sku = sku(first + step);
      Reference.Sku article = new Reference.Sku(pool, sku, null, null, null, null);
      Reference published = Reference.of(pool + "/" + sku, Instant.EPOCH, article);
      return StockInput.of(pool, published, cause("reference", index), at);
    }
    List<WmsEvent.Item> items = new ArrayList<>(BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      items.add(new WmsEvent.Item(sku(first + i), UNITS));
    }
    WmsEvent receipt =
        new WmsEvent(
            "r" + index,
            WmsEvent.Type.RECEIPT,
            pool,
            warehouse(step - BLOCK),
            at,
            null,
            items,
            null,
            null,
            null);
    return StockInput.of(receipt, cause("wms.events", index), at);
  }

  private StockInput order(long number, long index) {
    SplittableRandom dice = new SplittableRandom(number);
    Instant at = OPENING.plusMillis((blocks() + 5) * BLOCK_MILLIS + number * ORDER_MICROS / 1_000);
    List<OrderLine> lines = new ArrayList<>();
    for (int line = 1 + dice.nextInt(4); line > 0; line--) {
      String sku = sku(dice.nextInt(hot && dice.nextBoolean() ? HOT : skus / pools));
      lines.add(line(String.valueOf(line), sku, 1 + dice.nextInt(2)));
    }
    Consignee consignee =
        new Consignee(
            "Li Wei",
            "13800000000",
            "CN",
            region(dice.nextInt(warehouses)),
            "City",
            "District",
            "1 Long Street",
            null,
            null);
    long total = lines.stream().mapToLong(OrderLine::amountMinor).sum();
    Order order =
        new Order(
            "taobao",
            "shop-1",
            String.valueOf(number),
            OrderStatus.PAID,
            "CNY",
            total,
            0,
            0,
            0,
            0,
            0,
            null,
            at,
            at,
            at,
            null,
            "Asia/Shanghai",
            false,
            "buyer-" + number,
            consignee,
            null,
            null,
            lines,
            List.of());
    Cause cause = cause("orders.raw", index);
    return StockInput.of(
        new StockRequest(
            StockRequest.Kind.ALLOCATE,
            pool((int) (number % pools)),
            new ReceivedOrder(order, number, cause, at),
            1,
            0,
            at,
            cause,
            "merchant",
            null,
            List.of(),
            List.of()));
  }

  private static OrderLine line(String id, String sku, int units) {
    long amount = units * 9_900L;
    return new OrderLine(
        id, sku, "", units, 9_900, 0, 0, amount, 0, 0, OrderStatus.PAID, RefundStatus.NONE);
  }

  private int blocks() {
    return skus / BLOCK;
  }

  private static String pool(int number) {
    return "pool-" + number;
  }

  static String sku(int number) {
    return "SKU-" + number;
  }

  static String warehouse(int number) {
    return "WH-" + number;
  }

  private static String region(int number) {
    return "Region-" + number;
  }

  private static Cause cause(String topic, long offset) {
    return new Cause(topic, 0, offset);
  }
}
