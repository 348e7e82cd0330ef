package io.penstock.stock;

import static io.penstock.stock.StockSamples.NOON;
import static io.penstock.stock.StockSamples.POOL;

import io.penstock.model.Cause;
import io.penstock.model.Consignee;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderStatus;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.RefundStatus;
import io.penstock.model.StockCondition;
import io.penstock.model.StockRequest;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one version of an order asks of the stock, in the words of the tests.
 *
 * @param goods one for each line, such as {@code TEE*2}; a unit costs 1,000 unless the line says
 *     what it costs in all, as {@code TEE*2=999} does; {@code !} at the end: its money went back
 * @param recordNumber tells the records of one test apart
 */
record Wish(
    String orderId,
    int version,
    int priority,
    Instant paidAt,
    String region,
    Instant at,
    long recordNumber,
    List<String> goods,
    How how) {

  /** What is special about an order, its consignee or its lines. */
  record How(
      String marketplace,
      @Nullable String token,
      @Nullable String name,
      @Nullable String street,
      String country,
      @Nullable Instant shipBy,
      boolean cashOnDelivery,
      RefundStatus refund,
      List<String> flags,
      @Nullable String buyer,
      List<StockCondition> conditions) {

    static final How NORMAL =
        new How(
            "tmall",
            null,
            null,
            "a street",
            "CN",
            null,
            false,
            RefundStatus.NONE,
            List.of(),
            null,
            List.of());
  }

  /** What a wish is made of, to change some of it. */
  private static final class Draft {
    private final String orderId;
    private int version;
    private int priority;
    private Instant paidAt;
    private String region;
    private Instant at;
    private long recordNumber;
    private List<String> goods;
    private String marketplace;
    private @Nullable String token;
    private @Nullable String name;
    private @Nullable String street;
    private String country;
    private @Nullable Instant shipBy;
    private boolean cashOnDelivery;
    private RefundStatus refund;
    private List<String> flags;
    private @Nullable String buyer;
    private List<StockCondition> conditions;

    private Draft(Wish wish) {
      orderId = wish.orderId;
      version = wish.version;
      priority = wish.priority;
      paidAt = wish.paidAt;
      region = wish.region;
      at = wish.at;
      recordNumber = wish.recordNumber;
      goods = wish.goods;
      marketplace = wish.how.marketplace;
      token = wish.how.token;
      name = wish.how.name;
      street = wish.how.street;
      country = wish.how.country;
      shipBy = wish.how.shipBy;
      cashOnDelivery = wish.how.cashOnDelivery;
      refund = wish.how.refund;
      flags = wish.how.flags;
      buyer = wish.how.buyer;
      conditions = wish.how.conditions;
    }

    private Wish wish() {
      return new Wish(
          orderId,
          version,
          priority,
          paidAt,
          region,
          at,
          recordNumber,
          goods,
          new How(
              marketplace,
              token,
              name,
              street,
              country,
              shipBy,
              cashOnDelivery,
              refund,
              flags,
              buyer,
              conditions));
    }
  }

  Wish how(How newHow) {
    return new Wish(orderId, version, priority, paidAt, region, at, recordNumber, goods, newHow);
  }

  private Wish with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.wish();
  }

  static Wish of(String orderId, String... goods) {
    return new Wish(
        orderId, 1, 0, NOON.minusSeconds(60), "Zhejiang", NOON, 0, List.of(goods), How.NORMAL);
  }

  Wish version(int newVersion) {
    return with(draft -> draft.version = newVersion);
  }

  Wish priority(int newPriority) {
    return with(draft -> draft.priority = newPriority);
  }

  Wish paidSecondsAgo(int seconds) {
    return paidAt(NOON.minusSeconds(seconds));
  }

  Wish paidAt(Instant newPaidAt) {
    return with(draft -> draft.paidAt = newPaidAt);
  }

  Wish goods(String... newGoods) {
    return goods(List.of(newGoods));
  }

  Wish goods(List<String> newGoods) {
    return with(draft -> draft.goods = newGoods);
  }

  Wish from(String newBuyer) {
    return with(draft -> draft.buyer = newBuyer);
  }

  Wish to(String newRegion) {
    return with(draft -> draft.region = newRegion);
  }

  Wish in(String newCountry) {
    return with(draft -> draft.country = newCountry);
  }

  Wish at(Instant newAt) {
    return with(draft -> draft.at = newAt);
  }

  Wish recordNumber(long number) {
    return with(draft -> draft.recordNumber = number);
  }

  /** By a token that the marketplace gave. */
  Wish forToken(String newToken) {
    return with(draft -> draft.token = newToken);
  }

  /** Without a token, as far as the marketplace shows it. */
  Wish forPerson(@Nullable String newName, String newStreet) {
    return with(
        draft -> {
          draft.token = null;
          draft.name = newName;
          draft.street = newStreet;
        });
  }

  Wish shipBy(Instant time) {
    return with(draft -> draft.shipBy = time);
  }

  Wish cashOnDelivery() {
    return with(draft -> draft.cashOnDelivery = true);
  }

  Wish refund(RefundStatus newRefund) {
    return with(draft -> draft.refund = newRefund);
  }

  Wish on(String newMarketplace) {
    return with(draft -> draft.marketplace = newMarketplace);
  }

  Wish flagged(String... newFlags) {
    return with(draft -> draft.flags = List.of(newFlags));
  }

  /** What rules ask of the stock: each a reason and what holds, such as {@code HALF: true}. */
  Wish unless(String... rules) {
    List<StockCondition> conditions = new ArrayList<>();
    for (String rule : rules) {
      String[] parts = rule.split(": ", 2);
      conditions.add(new StockCondition(parts[0].toLowerCase(Locale.ROOT), 1, parts[0], parts[1]));
    }
    return with(draft -> draft.conditions = conditions);
  }

  /** A person lets it pass where rules hold it. */
  StockInput release() {
    return request(Kind.RELEASE, OrderEvent.Type.COMMAND_REFUSED);
  }

  StockInput allocate() {
    return request(Kind.ALLOCATE);
  }

  StockInput suspend() {
    return request(Kind.SUSPEND);
  }

  /** It may have goods, but no warehouse may know yet. */
  StockInput reserve() {
    return request(Kind.RESERVE);
  }

  /** Held back, unless a warehouse has it. */
  StockInput retain() {
    return request(Kind.RETAIN, OrderEvent.Type.HELD);
  }

  /** Over, where it was held back. */
  StockInput abandon() {
    return request(Kind.ABANDON);
  }

  /** Wanted again, where it was held back. */
  StockInput resume() {
    return request(Kind.RESUME, OrderEvent.Type.PASSED);
  }

  StockInput cancel() {
    return request(Kind.CANCEL);
  }

  StockInput settle() {
    return request(Kind.SETTLE);
  }

  /** The request, with events that were decided upstream. */
  StockInput request(Kind kind, OrderEvent.Type... before) {
    List<OrderEvent> events = new ArrayList<>();
    for (OrderEvent.Type type : before) {
      events.add(OrderEvent.of(type, received(), version, List.of()));
    }
    return StockInput.of(
        new StockRequest(
            kind,
            POOL,
            kind == Kind.NOTE ? null : received(),
            version,
            priority,
            at,
            cause(),
            "acme",
            null,
            events,
            how.conditions));
  }

  ReceivedOrder received() {
    List<OrderLine> lines = new ArrayList<>();
    for (String line : goods) {
      boolean refunded = line.endsWith("!");
      String[] parts = line.replace("!", "").split("[*=]", -1);
      int units = Integer.parseInt(parts[1]);
      lines.add(
          new OrderLine(
              String.valueOf(lines.size() + 1),
              parts[0],
              "an article",
              units,
              1_000,
              0,
              0,
              parts.length > 2 ? Long.parseLong(parts[2]) : 1_000L * units,
              0,
              0,
              OrderStatus.PAID,
              refunded ? RefundStatus.REFUNDED : how.refund));
    }
    Order order =
        new Order(
            how.marketplace,
            "shop-1",
            orderId,
            OrderStatus.PAID,
            "CNY",
            9_900,
            0,
            0,
            0,
            0,
            0,
            null,
            paidAt,
            paidAt,
            at,
            how.shipBy,
            "Asia/Shanghai",
            how.cashOnDelivery,
            how.buyer,
            new Consignee(
                how.name, null, how.country, region, "a city", null, how.street, null, how.token),
            null,
            null,
            lines,
            how.flags);
    return new ReceivedOrder(order, order.hashCode(), cause(), at);
  }

  private Cause cause() {
    return new Cause("orders.raw", 0, recordNumber);
  }
}
