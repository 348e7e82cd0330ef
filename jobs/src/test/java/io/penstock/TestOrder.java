package io.penstock;

import io.penstock.connectors.Json;
import io.penstock.model.Cause;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.RawRecord;
import io.penstock.model.Reason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order of three units whose events are numbered as the ledger numbers them. */
public final class TestOrder {

  public static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

  private final String marketplace;
  private final String shop;
  private final String orderId;

  private long sequence;
  private int version = 1;
  private String currency = "CNY";
  private long totalMinor = 9_900;
  private Instant placedAt = NOON.minusSeconds(60);
  private @Nullable Instant paidAt = NOON.minusSeconds(30);
  private String zone = "Asia/Shanghai";
  private int units = 3;

  public TestOrder(String marketplace, String shop, String orderId) {
    this.marketplace = marketplace;
    this.shop = shop;
    this.orderId = orderId;
  }

  public static TestOrder of(String orderId) {
    return new TestOrder("taobao", "shop-1", orderId);
  }

  public TestOrder costs(String newCurrency, long minor) {
    currency = newCurrency;
    totalMinor = minor;
    return this;
  }

  public TestOrder has(int newUnits) {
    units = newUnits;
    version++;
    return this;
  }

  public TestOrder placed(String at) {
    placedAt = Instant.parse(at);
    return this;
  }

  public TestOrder paid(@Nullable String at) {
    paidAt = at == null ? null : Instant.parse(at);
    return this;
  }

  public TestOrder in(String newZone) {
    zone = newZone;
    return this;
  }

  public OrderEvent event(
      OrderEvent.Type type, OrderEvent.Status status, Instant at, String... codes) {
    return event(type, status, at, Stream.of(codes).map(Reason::of).toList());
  }

  private OrderEvent event(
      OrderEvent.Type type, OrderEvent.Status status, Instant at, List<Reason> reasons) {
    sequence++;
    return new OrderEvent(
        marketplace,
        shop,
        orderId,
        sequence,
        type,
        status,
        version,
        at,
        at,
        new Cause("penstock.orders.raw", 0, sequence),
        reasons,
        null,
        type == OrderEvent.Type.RECEIVED ? null : "merchant-1",
        type == OrderEvent.Type.RECEIVED ? null : "pool-1",
        currency,
        totalMinor,
        placedAt,
        paidAt,
        null,
        zone,
        "CN",
        "Zhejiang",
        null,
        null,
        null,
        null,
        null,
        List.of(new EventLine("1", "TEE-M", units, totalMinor, null)),
        null,
        null);
  }

  public OrderEvent delivery(
      OrderEvent.Type type, OrderEvent.Status status, Instant at, int ordinal, String... codes) {
    return event(type, status, at, codes)
        .ofDelivery(
            orderId + "#1." + ordinal,
            "north",
            "SF",
            "SF" + ordinal,
            List.of(new EventLine("1", "TEE-M", 1, 0, null)));
  }

  public OrderEvent received(Instant at) {
    return event(OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, at);
  }

  public OrderEvent passed(Instant at) {
    return event(OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, at);
  }

  public OrderEvent held(Instant at, Reason... reasons) {
    return event(OrderEvent.Type.HELD, OrderEvent.Status.HELD, at, List.of(reasons));
  }

  public OrderEvent held(Instant at, String... codes) {
    return event(OrderEvent.Type.HELD, OrderEvent.Status.HELD, at, codes);
  }

  public OrderEvent allocated(Instant at) {
    return event(OrderEvent.Type.ALLOCATED, OrderEvent.Status.ALLOCATED, at);
  }

  public OrderEvent cancelled(Instant at) {
    return event(OrderEvent.Type.CANCELLED, OrderEvent.Status.CANCELLED, at);
  }

  /** The event as the topic holds it. */
  public static RawRecord raw(OrderEvent event, long offset) {
    return new RawRecord(
        "penstock.order-events",
        Math.floorMod(event.key().hashCode(), 4),
        offset,
        event.at(),
        null,
        null,
        null,
        event.type().name(),
        Json.write(event));
  }

  public static RawRecord raw(byte[] value, Instant at, long offset) {
    return new RawRecord("penstock.order-events", 0, offset, at, null, null, null, null, value);
  }
}
