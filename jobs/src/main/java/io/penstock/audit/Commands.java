package io.penstock.audit;

import io.penstock.audit.Decision.Trigger;
import io.penstock.audit.rules.Judgement;
import io.penstock.audit.rules.RuleBook;
import io.penstock.model.Command;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference.Shop;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import io.penstock.state.AuditRecord.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a person's command does to an order.
 *
 * <p>A command that cannot be followed is answered in the order's own ledger and changes nothing; a
 * repeated one is not answered again.
 */
final class Commands {

  /** The order is not held, so there is nothing to release. */
  static final String NOT_HELD = "NOT_HELD";

  static final String ALREADY_CANCELLED = "ALREADY_CANCELLED";

  /** The goods have left, so the order cannot end without trade. */
  static final String ALREADY_SHIPPED = "ALREADY_SHIPPED";

  private final RuleBook book;

  Commands(RuleBook book) {
    this.book = book;
  }

  Decision decide(
      @Nullable AuditRecord kept, @Nullable ReceivedOrder newest, Command command, Trigger by) {
    if (kept == null || newest == null) {
      return Decision.UNKNOWN_ORDER;
    }
    if (kept.commandIds().contains(command.commandId())) {
      return Decision.NOTHING;
    }
    AuditRecord known = kept.heard(command.commandId());
    return switch (command.type()) {
      case RELEASE -> release(known, newest, by);
      case CANCEL -> cancel(known, newest, command.actor(), by);
    };
  }

  private Decision release(AuditRecord known, ReceivedOrder newest, Trigger by) {
    if (known.outcome() != Outcome.HELD) {
      return refused(NOT_HELD, known, newest, by);
    }
    Order order = newest.order();
    Shop shop = book.shop(order.marketplace(), order.shop(), by.at());
    if (shop == null) {
      return refused(Judgement.UNKNOWN_SHOP, known, newest, by);
    }
    List<String> codes = known.reasons().stream().map(Reason::code).toList();
    AuditRecord passed = known.of(shop).release(codes);
    List<Reason> reasons =
        known.reasons().stream().map(reason -> reason.ownedBy(null, null)).toList();
    OrderEvent event = event(OrderEvent.Type.PASSED, passed, newest, reasons, by);
    return answer(Kind.ALLOCATE, passed, newest, by, List.of(event));
  }

  private static Decision cancel(
      AuditRecord known, ReceivedOrder newest, String actor, Trigger by) {
    if (known.cancelledBy() != null || known.outcome() == Outcome.CANCELLED) {
      return refused(ALREADY_CANCELLED, known, newest, by);
    }
    if (known.outcome() == Outcome.ALREADY_SHIPPED) {
      return refused(ALREADY_SHIPPED, known, newest, by);
    }
    return answer(Kind.CANCEL, known.cancel(actor), newest, by, List.of());
  }

  private static Decision refused(String why, AuditRecord known, ReceivedOrder newest, Trigger by) {
    List<Reason> reasons = List.of(Reason.of(why));
    OrderEvent event = event(OrderEvent.Type.COMMAND_REFUSED, known, newest, reasons, by);
    return answer(Kind.NOTE, known, newest, by, List.of(event));
  }

  private static Decision answer(
      Kind kind, AuditRecord known, ReceivedOrder newest, Trigger by, List<OrderEvent> events) {
    return new Decision(
        known, null, Decision.request(kind, known, newest, known.version(), by, events), false);
  }

  private static OrderEvent event(
      OrderEvent.Type type,
      AuditRecord known,
      ReceivedOrder newest,
      List<Reason> reasons,
      Trigger by) {
    return OrderEvent.of(type, newest, known.version(), reasons)
        .in(known.merchant(), known.pool())
        .causedBy(by.cause(), by.at(), by.actor());
  }
}
