package io.penstock.audit;

import static io.penstock.audit.Samples.SHOP;
import static io.penstock.audit.Samples.book;
import static io.penstock.audit.Samples.rule;
import static io.penstock.audit.Samples.stockRule;

import io.penstock.model.AuditRequest;
import io.penstock.model.Order;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Action;
import io.penstock.model.StockRequest;
import io.penstock.state.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order that is audited step by step, and what is asked of the stock at each. */
abstract class OneOrder {

  static final Reference UNPAID = rule("unpaid", "!order.paid", Action.WAIT);
  static final Reference BIG = rule("big", "order.total > 20000", Action.HOLD);
  static final Reference DENYLIST = rule("denied", "denied", Action.HOLD);
  static final Reference BULK = rule("bulk", "order.units >= 3", Action.HOLD);
  static final String HALF = "lines.exists(l, l.quantity * 2 > l.atp)";
  static final Reference SCARCE = stockRule("scarce", HALF, 0);
  static final Reference BULK_SCARCE =
      stockRule("bulk-scarce", 1, Instant.EPOCH, "order.units > 900", HALF, 9);
  static final Reference NO_CAPS =
      rule("no-caps", "order.lines.exists(l, l.sku == 'CAP')", Action.REJECT);

  Audit audit = new Audit(book(SHOP));
  @Nullable AuditRecord kept;
  @Nullable ReceivedOrder newest;

  void given(Reference... references) {
    audit = new Audit(book(references));
  }

  StockRequest ask(AuditRequest request) {
    return Objects.requireNonNull(decide(request).request());
  }

  Decision decide(AuditRequest request) {
    Decision decision = audit.decide(kept, newest, request);
    kept = decision.keep() == null ? kept : decision.keep();
    newest = decision.newest() == null ? newest : decision.newest();
    return decision;
  }

  static List<String> told(StockRequest request) {
    return request.events().stream()
        .map(event -> event.type() + " " + event.reasons().stream().map(Reason::code).toList())
        .toList();
  }

  static Order content(StockRequest request) {
    return Objects.requireNonNull(request.order()).order();
  }
}
