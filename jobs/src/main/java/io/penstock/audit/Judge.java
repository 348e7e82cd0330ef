package io.penstock.audit;

import io.penstock.audit.rules.CompiledRule;
import io.penstock.audit.rules.Judgement;
import io.penstock.audit.rules.OrderView;
import io.penstock.audit.rules.Playbooks;
import io.penstock.audit.rules.RuleBook;
import io.penstock.model.Order;
import io.penstock.model.Reason;
import io.penstock.state.AuditRecord;
import io.penstock.state.AuditRecord.Outcome;
import java.time.Instant;
import java.util.List;

/** Asks all rules about an order, and gives what they hold into the hands of its owners. */
final class Judge {

  private final RuleBook book;
  private final Playbooks playbooks;

  Judge(RuleBook book) {
    this.book = book;
    this.playbooks = new Playbooks(book);
  }

  Playbooks playbooks() {
    return playbooks;
  }

  /** The same order, of its shop as the reference data knows it at that time. */
  AuditRecord known(AuditRecord kept, String marketplace, String shop, Instant at) {
    return kept.of(book.shop(marketplace, shop, at));
  }

  AuditRecord known(AuditRecord kept, Order order, Instant at) {
    return known(kept, order.marketplace(), order.shop(), at);
  }

  /** Whether the reference data knows the shop of the order at that time. */
  boolean knowsShopOf(Order order, Instant at) {
    return book.shop(order.marketplace(), order.shop(), at) != null;
  }

  /**
   * @param known the order so far, of the shop as it is known
   */
  Judgement judge(AuditRecord known, Order order, Instant at) {
    OrderView view = new OrderView(order, known, book, at);
    List<CompiledRule> rules = book.rules(known.merchant(), order.marketplace(), order.shop(), at);
    Judgement judgement =
        Judgement.of(view, knowsShopOf(order, at), rules, known.released(), known.forcedBy());
    if (judgement.outcome() != Outcome.HELD) {
      return judgement;
    }
    List<Reason> owned =
        playbooks.owned(judgement.reasons(), judgement.holding(), known.reasons(), at);
    Instant since = known.heldSince() == null ? at : known.heldSince();
    return judgement.inHands(owned, playbooks.next(owned, judgement.holding(), since, at));
  }
}
