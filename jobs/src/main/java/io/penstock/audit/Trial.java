package io.penstock.audit;

import io.penstock.model.ReceivedOrder;
import io.penstock.model.Retrial;
import io.penstock.state.AuditRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far one order has come before one book of rules, in a backtest.
 *
 * @param record what the audit keeps of it; absent until it was judged
 * @param newest its content; absent until it came
 * @param verdict so far; absent until it was judged
 */
public record Trial(
    @Nullable AuditRecord record,
    @Nullable ReceivedOrder newest,
    Retrial.@Nullable Verdict verdict) {

  public static final Trial NEW = new Trial(null, null, null);
}
