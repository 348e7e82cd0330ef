package io.penstock.audit;

import io.penstock.audit.Decision.Trigger;
import io.penstock.audit.rules.Judgement;
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
import io.penstock.model.Repute;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import io.penstock.state.AuditRecord.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  private final Judge judge;
  private final Commands commands;
  private final Recheck recheck;

  Audit(RuleBook book) {
    this.judge = new Judge(book);
    this.commands = new Commands(judge);
    this.recheck = new Recheck(judge);
  }

  /** How orders are judged of which nothing new has come. */
  Recheck recheck() {
    return recheck;
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
    Repute repute = request.repute();
    if (repute != null) {
      return recheck.repute(kept, newest, repute);
    }
    OrderVersion version = request.version();
    if (version == null) {
      throw new IllegalArgumentException("not one of four: " + request.cause());
    }
    return version(kept, version, by);
  }

  private Decision news(
      @Nullable AuditRecord kept, @Nullable ReceivedOrder newest, NewsVersion told, Trigger by) {
    OrderNews news = told.received().news();
    AuditRecord known =
        judge.known(
            kept == null ? AuditRecord.NEW : kept, news.marketplace(), news.shop(), by.at());
    return switch (told.outcome()) {
      case KNOWN -> noted(OrderEvent.Type.REDELIVERED, known, newest, told, by);
      case STALE -> noted(OrderEvent.Type.STALE, known, newest, told, by);
      case FETCH -> noted(OrderEvent.Type.FETCH_REQUESTED, known, newest, told, by);
      case APPLIED ->
          newest == null
              ? noted(OrderEvent.Type.FETCH_REQUESTED, known, null, told, by)
              : accepted(known, Told.apply(newest, told), by);
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
    AuditRecord known =
        judge.known(
            kept == null ? AuditRecord.NEW : kept, order.marketplace(), order.shop(), by.at());
    return switch (version.outcome()) {
      case REDELIVERED -> unchanged(OrderEvent.Type.REDELIVERED, known, version, by);
      case STALE -> unchanged(OrderEvent.Type.STALE, known, version, by);
      case ACCEPTED -> accepted(known, version, by);
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

  private Decision accepted(AuditRecord before, OrderVersion given, Trigger by) {
    AuditRecord known = before.knowingOf(given.version());
    OrderVersion version = given;
    if (known.edit() != null) {
      known = known.sentTo(Addresses.stillEdited(known.edit(), given.received().order()));
      version = Addresses.edited(given, known.edit());
    }
    Order order = version.received().order();
    if (order.status() == OrderStatus.CANCELLED) {
      return judged(known, version, by, settled(known, Outcome.CANCELLED, List.of()));
    }
    if (order.status().isShipped()) {
      List<Reason> echo = known.passed() ? List.of(Reason.of(ECHO)) : List.of();
      return judged(known, version, by, settled(known, Outcome.ALREADY_SHIPPED, echo));
    }
    if (known.cancelledBy() != null) {
      boolean byPlaybook = known.cancelledBy().startsWith(Recheck.PLAYBOOK);
      Reason why = Reason.of(byPlaybook ? CANCELLED_BY_PLAYBOOK : CANCELLED_BY_HAND);
      return judged(known, version, by, settled(known, Outcome.REJECTED, List.of(why)));
    }
    return judged(known, version, by, judge.judge(known, order, by.at()));
  }

  /** What needs no rule: the order's rank stays. */
  private static Judgement settled(AuditRecord known, Outcome outcome, List<Reason> reasons) {
    return new Judgement(outcome, reasons, Set.of(), known.priority(), false, null, List.of());
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
            kind(known, judgement),
            after,
            version.received(),
            version.version(),
            by,
            List.copyOf(events)),
        false);
  }

  static AuditRecord after(AuditRecord known, int version, Judgement judgement, Instant at) {
    AuditRecord after =
        known
            .judged(
                version,
                judgement.outcome(),
                judgement.reasons(),
                judgement.holding(),
                at,
                judgement.rank(),
                judgement.dueAt())
            .asking(judgement.conditions());
    return isReserved(known, judgement) ? after.withPool() : after;
  }

  private static boolean isReserved(AuditRecord known, Judgement judgement) {
    return judgement.keepsStock() && known.pool() != null;
  }

  static Kind kind(AuditRecord known, Judgement judgement) {
    if (isReserved(known, judgement)) {
      return Kind.RESERVE;
    }
    return switch (judgement.outcome()) {
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
  static OrderEvent.@Nullable Type type(Outcome outcome) {
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
