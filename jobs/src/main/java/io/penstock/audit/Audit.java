package io.penstock.audit;

import io.penstock.audit.Decision.Trigger;
import io.penstock.audit.rules.CompiledRule;
import io.penstock.audit.rules.Judgement;
import io.penstock.audit.rules.OrderView;
import io.penstock.audit.rules.Playbooks;
import io.penstock.audit.rules.RuleBook;
import io.penstock.model.AuditRequest;
import io.penstock.model.Command;
import io.penstock.model.NewsVersion;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderNews;
import io.penstock.model.OrderStatus;
import io.penstock.model.OrderVersion;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference.Shop;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import io.penstock.state.AuditRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an order may be fulfilled.
 *
 * <p>Total and deterministic. Every accepted version has exactly one outcome: an event of the
 * audit, or a cancellation that the stock pool will tell of. An order that is held because its shop
 * was unknown stays held when the shop becomes known, until it is released or comes again.
 */
final class Audit {

  /** The marketplace shows what we told it ourselves. */
  static final String ECHO = "ECHO";

  /** Intake had to choose between two contents of the same modified time. */
  static final String CONFLICTING_CONTENT = "CONFLICTING_CONTENT";

  /** The marketplace had cancelled the order before. */
  static final String REOPENED = "REOPENED";

  /** A person ended the order, so no later version of it is fulfilled. */
  static final String CANCELLED_BY_HAND = "CANCELLED_BY_HAND";

  /** It was held for as long as its playbook allows, so no later version of it is fulfilled. */
  static final String CANCELLED_BY_PLAYBOOK = "CANCELLED_BY_PLAYBOOK";

  /** Stands before the reason's code where a playbook and no person ended an order. */
  static final String PLAYBOOK = "playbook/";

  private final RuleBook book;
  private final Commands commands;
  private final Playbooks playbooks;

  Audit(RuleBook book) {
    this.book = book;
    this.commands = new Commands(book);
    this.playbooks = new Playbooks(book);
  }

  /**
   * @param kept absent for an order that was never judged
   * @param newest the content that a command or news are about; not needed for a version
   */
  Decision decide(
      @Nullable AuditRecord kept, @Nullable ReceivedOrder newest, AuditRequest request) {
    Command command = request.command();
    if (command != null) {
      return commands.decide(
          kept, newest, command, new Trigger(request.cause(), request.at(), command.actor()));
    }
    Trigger by = new Trigger(request.cause(), request.at(), null);
    NewsVersion told = request.news();
    if (told != null) {
      return news(kept, newest, told, by);
    }
    OrderVersion version = request.version();
    if (version == null) {
      throw new IllegalArgumentException("not one of three: " + request.cause());
    }
    return version(kept, version, by);
  }

  private Decision news(
      @Nullable AuditRecord kept, @Nullable ReceivedOrder newest, NewsVersion told, Trigger by) {
    OrderNews news = told.received().news();
    Shop shop = book.shop(news.marketplace(), news.shop(), by.at());
    AuditRecord known = (kept == null ? AuditRecord.NEW : kept).of(shop);
    return switch (told.outcome()) {
      case KNOWN -> noted(OrderEvent.Type.REDELIVERED, known, newest, told, by);
      case STALE -> noted(OrderEvent.Type.STALE, known, newest, told, by);
      case FETCH -> noted(OrderEvent.Type.FETCH_REQUESTED, known, newest, told, by);
      case APPLIED ->
          newest == null
              ? noted(OrderEvent.Type.FETCH_REQUESTED, known, null, told, by)
              : accepted(known, Told.apply(newest, told), by, shop != null);
    };
  }

  private static Decision noted(
      OrderEvent.Type type,
      AuditRecord known,
      @Nullable ReceivedOrder newest,
      NewsVersion told,
      Trigger by) {
    OrderEvent event = Told.event(type, newest, told).in(known.merchant(), known.pool());
    return new Decision(null, null, Decision.note(known, by, List.of(event)), false);
  }

  private Decision version(@Nullable AuditRecord kept, OrderVersion version, Trigger by) {
    Order order = version.received().order();
    Shop shop = book.shop(order.marketplace(), order.shop(), by.at());
    AuditRecord known = (kept == null ? AuditRecord.NEW : kept).of(shop);
    return switch (version.outcome()) {
      case REDELIVERED -> unchanged(OrderEvent.Type.REDELIVERED, known, version, by);
      case STALE -> unchanged(OrderEvent.Type.STALE, known, version, by);
      case ACCEPTED -> accepted(known, version, by, shop != null);
    };
  }

  private static Decision unchanged(
      OrderEvent.Type type, AuditRecord known, OrderVersion version, Trigger by) {
    List<OrderEvent> events = List.of(event(type, known, version, List.of()));
    return new Decision(
        null,
        null,
        Decision.request(Kind.NOTE, known, version.received(), version.version(), by, events),
        false);
  }

  private Decision accepted(
      AuditRecord known, OrderVersion version, Trigger by, boolean shopKnown) {
    Order order = version.received().order();
    if (order.status() == OrderStatus.CANCELLED) {
      return judged(known, version, by, settled(known, Outcome.CANCELLED, List.of()));
    }
    if (order.status().isShipped()) {
      List<Reason> echo = known.passed() ? List.of(Reason.of(ECHO)) : List.of();
      return judged(known, version, by, settled(known, Outcome.ALREADY_SHIPPED, echo));
    }
    if (known.cancelledBy() != null) {
      boolean byPlaybook = known.cancelledBy().startsWith(PLAYBOOK);
      Reason why = Reason.of(byPlaybook ? CANCELLED_BY_PLAYBOOK : CANCELLED_BY_HAND);
      return judged(known, version, by, settled(known, Outcome.REJECTED, List.of(why)));
    }
    return judged(known, version, by, judgement(known, order, shopKnown, by.at()));
  }

  /** What needs no rule: the order's rank stays. */
  private static Judgement settled(AuditRecord known, Outcome outcome, List<Reason> reasons) {
    return new Judgement(outcome, reasons, Set.of(), known.priority(), null);
  }

  private Judgement judgement(AuditRecord known, Order order, boolean shopKnown, Instant at) {
    OrderView view = new OrderView(order, known.merchant(), book, at);
    List<CompiledRule> rules = book.rules(known.merchant(), order.marketplace(), order.shop(), at);
    Judgement judgement = Judgement.of(view, shopKnown, rules, known.released());
    if (judgement.outcome() != Outcome.HELD) {
      return judgement;
    }
    List<Reason> owned =
        playbooks.owned(judgement.reasons(), judgement.holding(), known.reasons(), at);
    Instant since = known.heldSince() == null ? at : known.heldSince();
    return judgement.inHands(owned, playbooks.next(owned, judgement.holding(), since, at));
  }

  /**
   * Judges an order whose time has come although nothing came: one that waited for nothing else, or
   * one that is held and whose playbooks want it.
   *
   * @param kept due
   * @param newest the content of the order
   */
  Decision due(AuditRecord kept, ReceivedOrder newest) {
    Instant at = Objects.requireNonNull(kept.dueAt(), "an order that is due");
    Order order = newest.order();
    Shop shop = book.shop(order.marketplace(), order.shop(), at);
    AuditRecord known = kept.of(shop);
    Judgement judgement = judgement(known, order, shop != null, at);
    Playbooks.Overdue overdue = playbooks.overdue(kept.reasons(), judgement.holding(), at);
    if (overdue.cancelled() != null) {
      return cancelled(known, newest, PLAYBOOK + overdue.cancelled(), at);
    }
    known = known.heldBy(overdue.reasons(), overdue.released());
    judgement = judgement(known, order, shop != null, at);
    AuditRecord after = after(known, known.version(), judgement, at);
    boolean same = after.outcome() == Outcome.HELD && after.reasons().equals(kept.reasons());
    OrderEvent.Type type = type(judgement.outcome());
    if (type == null || same) {
      return new Decision(after, null, null, false);
    }
    List<Reason> reasons = new ArrayList<>(judgement.reasons());
    if (!overdue.released().isEmpty()) {
      reasons.add(Reason.of(Reason.RELEASED_ON_TIMEOUT, String.join(", ", overdue.released())));
    }
    OrderEvent event =
        OrderEvent.of(type, newest, known.version(), List.copyOf(reasons))
            .in(known.merchant(), known.pool())
            .causedBy(newest.cause(), at, null);
    Kind kind = kind(known, judgement.outcome());
    Trigger by = new Trigger(newest.cause(), at, null);
    return new Decision(
        after,
        null,
        Decision.request(kind, after, newest, known.version(), by, List.of(event)),
        false);
  }

  private static Decision cancelled(
      AuditRecord known, ReceivedOrder newest, String actor, Instant at) {
    Trigger by = new Trigger(newest.cause(), at, actor);
    AuditRecord after = known.cancel(actor);
    return new Decision(
        after,
        null,
        Decision.request(Kind.CANCEL, after, newest, known.version(), by, List.of()),
        false);
  }

  private static Decision judged(
      AuditRecord known, OrderVersion version, Trigger by, Judgement judgement) {
    List<OrderEvent> events = new ArrayList<>(2);
    events.add(event(OrderEvent.Type.RECEIVED, known, version, remarks(version)));
    OrderEvent.Type type = type(judgement.outcome());
    if (type != null) {
      events.add(event(type, known, version, judgement.reasons()));
    }
    AuditRecord after = after(known, version.version(), judgement, by.at());
    return new Decision(
        after,
        version.received(),
        Decision.request(
            kind(known, judgement.outcome()),
            after,
            version.received(),
            version.version(),
            by,
            List.copyOf(events)),
        false);
  }

  private static AuditRecord after(
      AuditRecord known, int version, Judgement judgement, Instant at) {
    return known.judged(
        version, judgement.outcome(), judgement.reasons(), at, judgement.rank(), judgement.dueAt());
  }

  private static Kind kind(AuditRecord known, Outcome outcome) {
    return switch (outcome) {
      case PASSED -> Kind.ALLOCATE;
      case CANCELLED -> Kind.CANCEL;
      case ALREADY_SHIPPED -> Kind.SETTLE;
      case WAITING, HELD, REJECTED -> isFulfilled(known) ? Kind.SUSPEND : Kind.NOTE;
    };
  }

  /** Whether the pool may be at work on the order; one that a person ended it has given up. */
  private static boolean isFulfilled(AuditRecord known) {
    return known.passed() && known.cancelledBy() == null;
  }

  /** Absent for a cancellation: the stock pool tells of it, once it knows what it held. */
  private static OrderEvent.@Nullable Type type(Outcome outcome) {
    return switch (outcome) {
      case WAITING -> OrderEvent.Type.WAITING;
      case HELD -> OrderEvent.Type.HELD;
      case REJECTED -> OrderEvent.Type.REJECTED;
      case PASSED -> OrderEvent.Type.PASSED;
      case ALREADY_SHIPPED -> OrderEvent.Type.ALREADY_SHIPPED;
      case CANCELLED -> null;
    };
  }

  private static List<Reason> remarks(OrderVersion version) {
    List<Reason> remarks = new ArrayList<>();
    if (version.conflicting()) {
      remarks.add(Reason.of(CONFLICTING_CONTENT));
    }
    if (version.reopened()) {
      remarks.add(Reason.of(REOPENED));
    }
    for (String flag : version.received().order().flags()) {
      remarks.add(Reason.of(flag));
    }
    return List.copyOf(remarks);
  }

  private static OrderEvent event(
      OrderEvent.Type type, AuditRecord known, OrderVersion version, List<Reason> reasons) {
    return OrderEvent.of(type, version.received(), version.version(), reasons)
        .in(known.merchant(), known.pool());
  }
}
