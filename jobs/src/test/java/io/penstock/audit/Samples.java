package io.penstock.audit;

import io.penstock.Versions;
import io.penstock.audit.rules.RuleBook;
import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.Command;
import io.penstock.model.Consignee;
import io.penstock.model.NewsVersion;
import io.penstock.model.Order;
import io.penstock.model.OrderLine;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.ReceivedNews;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.Reference.ActiveHours;
import io.penstock.model.Reference.Denial;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Rule;
import io.penstock.model.Reference.Scope;
import io.penstock.model.Reference.Shop;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.RefundStatus;
import io.penstock.model.Repute;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Orders, commands and reference data in the words of the tests. */
public final class Samples {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  public static final Reference SHOP = shop("tmall", "shop-1", "acme", "acme-pool");

  public static Instant after(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  public static Order order(String id, OrderStatus status) {
    return new Order(
        "tmall",
        "shop-1",
        id,
        status,
        "CNY",
        25_900,
        900,
        1_000,
        0,
        0,
        0,
        null,
        NOON.minus(Duration.ofHours(5)),
        status == OrderStatus.UNPAID ? null : NOON.minus(Duration.ofHours(4)),
        NOON,
        null,
        "Asia/Shanghai",
        false,
        "buyer-7",
        street("1 Lake Rd"),
        "ring twice",
        null,
        List.of(line("1", "TEE-M", 2, 20_000), line("2", "CAP", 1, 5_000)),
        List.of());
  }

  public static OrderLine line(String id, String sku, int quantity, long amount) {
    return new OrderLine(
        id,
        sku,
        "an article",
        quantity,
        amount / quantity,
        0,
        0,
        amount,
        0,
        0,
        OrderStatus.PAID,
        RefundStatus.NONE);
  }

  public static Order withFlags(Order order, String... flags) {
    return new Order(
        order.marketplace(),
        order.shop(),
        order.orderId(),
        order.status(),
        order.currency(),
        order.totalMinor(),
        order.freightMinor(),
        order.discountMinor(),
        order.subsidyMinor(),
        order.taxMinor(),
        order.differenceMinor(),
        order.payout(),
        order.createdAt(),
        order.paidAt(),
        order.modifiedAt(),
        order.shipBy(),
        order.zone(),
        order.cashOnDelivery(),
        order.buyer(),
        order.consignee(),
        order.buyerMessage(),
        order.sellerMemo(),
        order.lines(),
        List.of(flags));
  }

  public static Consignee street(String street) {
    return new Consignee(
        "Wu Ming", "138****0000", "CN", "Zhejiang", "Hangzhou", "Xihu", street, "310000", "oaid-1");
  }

  public static Order withoutConsignee(Order order) {
    return new Order(
        order.marketplace(),
        order.shop(),
        order.orderId(),
        order.status(),
        order.currency(),
        order.totalMinor(),
        order.freightMinor(),
        order.discountMinor(),
        order.subsidyMinor(),
        order.taxMinor(),
        order.differenceMinor(),
        order.payout(),
        order.createdAt(),
        order.paidAt(),
        order.modifiedAt(),
        order.shipBy(),
        order.zone(),
        order.cashOnDelivery(),
        null,
        Consignee.UNKNOWN,
        null,
        null,
        order.lines(),
        order.flags());
  }

  public static ReceivedOrder received(Order order, Instant at) {
    return new ReceivedOrder(
        order, order.hashCode(), new Cause("orders.raw", 0, at.getEpochSecond()), at);
  }

  public static OrderVersion accepted(Order order, int version, Instant at) {
    return new OrderVersion(
        received(order, at), OrderVersion.Outcome.ACCEPTED, version, false, false);
  }

  public static AuditRequest paid(String id, int version, Instant at) {
    return version(id, OrderStatus.PAID, version, at);
  }

  public static AuditRequest version(String id, OrderStatus status, int version, Instant at) {
    return AuditRequest.of(accepted(order(id, status), version, at));
  }

  /** News that only say where the order stands, and what intake made of them. */
  public static AuditRequest news(
      String id, OrderStatus status, NewsVersion.Outcome outcome, int version, Instant at) {
    OrderNews news =
        new OrderNews(
            "tmall", "shop-1", id, "told", OrderNews.Change.STATUS, status, at, List.of());
    return AuditRequest.of(
        new NewsVersion(
            new ReceivedNews(news, new Cause("orders.raw", 1, at.getEpochSecond()), at),
            outcome,
            version,
            outcome == NewsVersion.Outcome.FETCH ? 1 : 0,
            at));
  }

  public static AuditRequest release(String commandId, String orderId, Instant at) {
    return command(commandId, Command.Type.RELEASE, orderId, at);
  }

  public static AuditRequest cancel(String commandId, String orderId, Instant at) {
    return command(commandId, Command.Type.CANCEL, orderId, at);
  }

  public static AuditRequest force(String commandId, String orderId, Instant at) {
    return command(commandId, Command.Type.FORCE, orderId, at);
  }

  public static AuditRequest sendTo(
      String commandId, String orderId, Consignee consignee, Instant at) {
    return command(commandId, Command.Type.EDIT_ADDRESS, orderId, consignee, at);
  }

  /** Whether the buyer of an order is on the denylist. */
  public static AuditRequest denied(String orderId, int version, boolean denied, Instant at) {
    return AuditRequest.of(
        new Repute(
            Denial.Kind.BUYER,
            Order.key("tmall", "shop-1", orderId),
            version,
            denied,
            1,
            1,
            0,
            null,
            0,
            new Cause("reference", 0, at.getEpochSecond()),
            at));
  }

  private static AuditRequest command(
      String commandId, Command.Type type, String orderId, Instant at) {
    return command(commandId, type, orderId, null, at);
  }

  private static AuditRequest command(
      String commandId,
      Command.Type type,
      String orderId,
      @Nullable Consignee consignee,
      Instant at) {
    Command command =
        new Command(commandId, type, "tmall", "shop-1", orderId, "lin", at, null, consignee);
    return AuditRequest.of(command, new Cause("commands", 0, at.getEpochSecond()), at);
  }

  public static Reference shop(String marketplace, String shop, String merchant, String pool) {
    return shop(marketplace, shop, merchant, pool, Instant.EPOCH);
  }

  public static Reference shop(
      String marketplace, String shop, String merchant, String pool, Instant from) {
    return Reference.of(
        marketplace + "/" + shop, from, new Shop(marketplace, shop, merchant, pool));
  }

  public static Reference rule(String id, String expression, Action action) {
    return rule(id, 1, Instant.EPOCH, expression, action, 0);
  }

  public static Reference rule(
      String id, int version, Instant from, String expression, Action action, int priority) {
    Rule rule =
        new Rule(
            id,
            version,
            expression,
            action,
            id.toUpperCase(Locale.ROOT),
            priority,
            null,
            null,
            null,
            false,
            null);
    return Reference.of(id, from, rule);
  }

  /** A rule of which only the action and what it needs matters. */
  public static Reference rule(String id, Action action, String value, int priority) {
    return rule(id, "true", action, value, priority, null, null);
  }

  public static Reference rule(
      String id,
      String expression,
      Action action,
      @Nullable String value,
      int priority,
      @Nullable Scope scope,
      @Nullable ActiveHours hours) {
    String reason = id.toUpperCase(Locale.ROOT);
    Rule rule =
        new Rule(id, 1, expression, action, reason, priority, scope, hours, value, false, null);
    return Reference.of(id, Instant.EPOCH, rule);
  }

  /** A rule that holds by what the stock is, whatever the order is. */
  public static Reference stockRule(String id, String stockExpression, int priority) {
    return stockRule(id, 1, Instant.EPOCH, "true", stockExpression, priority);
  }

  public static Reference stockRule(
      String id,
      int version,
      Instant from,
      String expression,
      String stockExpression,
      int priority) {
    return Reference.of(
        id,
        from,
        new Rule(
            id,
            version,
            expression,
            Action.HOLD,
            id.toUpperCase(Locale.ROOT),
            priority,
            null,
            null,
            null,
            false,
            stockExpression));
  }

  /** A hold for which goods are locked meanwhile. */
  public static Reference keeping(String id, String expression) {
    Rule rule = Objects.requireNonNull(rule(id, expression, Action.HOLD).rule());
    return Reference.of(
        id,
        Instant.EPOCH,
        new Rule(
            rule.rule(),
            rule.version(),
            rule.expression(),
            rule.action(),
            rule.reason(),
            rule.priority(),
            null,
            null,
            null,
            true,
            null));
  }

  public static Reference playbook(
      String code,
      @Nullable String deadline,
      @Nullable Timeout onTimeout,
      @Nullable String recheck) {
    String escalateTo = onTimeout == Timeout.ESCALATE ? "head-of-sales" : null;
    return Reference.of(
        code, Instant.EPOCH, new Playbook(code, "sales", deadline, onTimeout, escalateTo, recheck));
  }

  public static Reference denial(String id, Denial.Kind kind, String value, Instant from) {
    return Reference.of(id, from, new Denial(kind, value));
  }

  public static Reference deleted(Reference.Type type, String id, Instant from) {
    return Reference.end(type, id, from);
  }

  public static RuleBook book(Reference... references) {
    RuleBook book = new RuleBook();
    Map<String, List<Reference>> versions = new HashMap<>();
    for (Reference reference : references) {
      List<Reference> merged =
          Versions.merge(
              versions.getOrDefault(reference.type() + reference.id(), List.of()),
              reference,
              Instant.EPOCH);
      versions.put(reference.type() + reference.id(), merged);
      book.set(reference.type(), reference.id(), merged);
    }
    return book;
  }

  private Samples() {}
}
