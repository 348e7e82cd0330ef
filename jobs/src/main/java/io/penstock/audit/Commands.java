package io.penstock.audit;

import io.penstock.audit.Decision.Trigger;
import io.penstock.audit.rules.Judgement;
import io.penstock.model.Command;
import io.penstock.model.Consignee;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.StockRequest.Kind;
import io.penstock.state.AuditRecord;
import io.penstock.state.AuditRecord.AddressEdit;
import io.penstock.state.AuditRecord.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  private final Judge judge;

  Commands(Judge judge) {
    this.judge = judge;
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
      case FORCE -> force(known, newest, command.actor(), by);
      case EDIT_ADDRESS ->
          edit(known, newest, Objects.requireNonNull(command.consignee(), "where to"), by);
      case CANCEL -> cancel(known, newest, command.actor(), by);
    };
  }

  private Decision release(AuditRecord known, ReceivedOrder newest, Trigger by) {
    if (known.outcome() == Outcome.PASSED && !known.conditions().isEmpty()) {
      // Only the stock knows whether they hold it.
      OrderEvent refused = refusal(NOT_HELD, known, newest, by);
      return answer(Kind.RELEASE, known, newest, by, List.of(refused));
    }
    if (known.outcome() != Outcome.HELD) {
      return refused(NOT_HELD, known, newest, by);
    }
    if (!judge.knowsShopOf(newest.order(), by.at())) {
      return refused(Judgement.UNKNOWN_SHOP, known, newest, by);
    }
    List<String> codes = known.reasons().stream().map(Reason::code).toList();
    AuditRecord passed = judge.known(known, newest.order(), by.at()).release(codes);
    List<Reason> reasons =
        known.reasons().stream().map(reason -> reason.ownedBy(null, null)).toList();
    OrderEvent event = event(OrderEvent.Type.PASSED, passed, newest, reasons, by);
    return answer(Kind.ALLOCATE, passed, newest, by, List.of(event));
  }

  private Decision force(AuditRecord known, ReceivedOrder newest, String actor, Trigger by) {
    String over = over(known);
    if (over != null) {
      return refused(over, known, newest, by);
    }
    if (!judge.knowsShopOf(newest.order(), by.at())) {
      return refused(Judgement.UNKNOWN_SHOP, known, newest, by);
    }
    return judged(known.force(actor), newest, null, List.of(), by);
  }

  private Decision edit(AuditRecord known, ReceivedOrder newest, Consignee to, Trigger by) {
    String over = over(known);
    if (over != null) {
      return refused(over, known, newest, by);
    }
    AddressEdit before = known.edit();
    AddressEdit edit =
        new AddressEdit(before == null ? newest.order().consignee() : before.of(), to);
    ReceivedOrder edited = Addresses.edited(newest, edit);
    OrderEvent event = event(OrderEvent.Type.ADDRESS_EDITED, known, edited, List.of(), by);
    return judged(known.sentTo(edit), edited, edited, List.of(event), by);
  }

  /** The order as rules see it now. */
  private Decision judged(
      AuditRecord before,
      ReceivedOrder content,
      @Nullable ReceivedOrder keep,
      List<OrderEvent> first,
      Trigger by) {
    AuditRecord known = judge.known(before, content.order(), by.at());
    Judgement judgement = judge.judge(known, content.order(), by.at());
    AuditRecord after = Audit.after(known, known.version(), judgement, by.at());
    List<OrderEvent> events = new ArrayList<>(first);
    OrderEvent.Type type = Objects.requireNonNull(Audit.type(after.outcome()), "what rules say");
    events.add(event(type, after, content, judgement.reasons(), by));
    Kind kind = Audit.kind(known, judgement);
    return new Decision(
        after,
        keep,
        Decision.request(kind, after, content, after.version(), by, List.copyOf(events)),
        false);
  }

  /** Why nothing can be done any more; absent where something can. */
  private static @Nullable String over(AuditRecord known) {
    if (known.cancelledBy() != null || known.outcome() == Outcome.CANCELLED) {
      return ALREADY_CANCELLED;
    }
    return known.outcome() == Outcome.ALREADY_SHIPPED ? ALREADY_SHIPPED : null;
  }

  private static Decision cancel(
      AuditRecord known, ReceivedOrder newest, String actor, Trigger by) {
    String over = over(known);
    return over != null
        ? refused(over, known, newest, by)
        : answer(Kind.CANCEL, known.cancel(actor), newest, by, List.of());
  }

  private static Decision refused(String why, AuditRecord known, ReceivedOrder newest, Trigger by) {
    return answer(Kind.NOTE, known, newest, by, List.of(refusal(why, known, newest, by)));
  }

  private static OrderEvent refusal(
      String why, AuditRecord known, ReceivedOrder newest, Trigger by) {
    List<Reason> reasons = List.of(Reason.of(why));
    return event(OrderEvent.Type.COMMAND_REFUSED, known, newest, reasons, by);
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
