package io.penstock.state;

import io.penstock.model.Reason;
import io.penstock.model.Reference.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the audit remembers of one order. Kept in savepoints.
 *
 * @param outcome of the newest judged version, or of the command that followed it
 * @param version the newest judged version
 * @param merchant absent while the shop is unknown
 * @param pool whose stock the order takes; absent while the shop is unknown. Once the order has
 *     passed it stays, because that pool has the order, wherever its shop belongs by then
 * @param passed whether any version of it was ever passed to the stock pool
 * @param reasons what holds the order, and whose it is until when; empty unless {@link
 *     Outcome#HELD}
 * @param heldSince since when it has been held without a break; absent unless {@link Outcome#HELD}
 * @param released the reason codes that a person or a playbook let pass; they hold no later version
 * @param cancelledBy the person or playbook who ended the order; its later versions are rejected
 * @param priority the order's rank when stock is scarce, as rules gave it; the higher the earlier
 * @param dueAt when the order is judged again although nothing came; only of one that waits or is
 *     held
 * @param commandIds the last few commands, oldest first: a repetition of one changes nothing
 */
public record AuditRecord(
    Outcome outcome,
    int version,
    @Nullable String merchant,
    @Nullable String pool,
    boolean passed,
    List<Reason> reasons,
    @Nullable Instant heldSince,
    List<String> released,
    @Nullable String cancelledBy,
    int priority,
    @Nullable Instant dueAt,
    List<String> commandIds) {

  /** An order of which nothing is known yet. */
  public static final AuditRecord NEW =
      new AuditRecord(
          Outcome.WAITING,
          0,
          null,
          null,
          false,
          List.of(),
          null,
          List.of(),
          null,
          0,
          null,
          List.of());

  /** A sender repeats a command within minutes; nobody gives an order more commands than this. */
  private static final int COMMANDS = 8;

  /** What became of the newest version. */
  public enum Outcome {
    WAITING,
    HELD,
    REJECTED,
    PASSED,
    ALREADY_SHIPPED,
    CANCELLED
  }

  /** A component that a snapshot of an older release does not have yet is empty. */
  public AuditRecord {
    outcome = outcome == null ? Outcome.WAITING : outcome;
    reasons = reasons == null ? List.of() : reasons;
    released = released == null ? List.of() : released;
    commandIds = commandIds == null ? List.of() : commandIds;
  }

  /** The same order, of the shop as it is known now; one that has passed stays in its pool. */
  public AuditRecord of(@Nullable Shop shop) {
    return passed
        ? this
        : new AuditRecord(
            outcome,
            version,
            shop == null ? null : shop.merchant(),
            shop == null ? null : shop.pool(),
            false,
            reasons,
            heldSince,
            released,
            cancelledBy,
            priority,
            dueAt,
            commandIds);
  }

  /**
   * The order after a version of it was judged.
   *
   * @param why what must be cleared; only of an order that is held
   * @param at when
   * @param rank when stock is scarce
   * @param due when it is to be judged again although nothing came
   */
  public AuditRecord judged(
      int newVersion,
      Outcome newOutcome,
      List<Reason> why,
      Instant at,
      int rank,
      @Nullable Instant due) {
    boolean held = newOutcome == Outcome.HELD;
    return new AuditRecord(
        newOutcome,
        newVersion,
        merchant,
        pool,
        passed || newOutcome == Outcome.PASSED,
        held ? why : List.of(),
        held ? (heldSince == null ? at : heldSince) : null,
        released,
        cancelledBy,
        rank,
        due,
        commandIds);
  }

  /**
   * The order while it is judged again.
   *
   * @param why what holds it, as its playbooks changed it
   * @param codes what holds it no longer
   */
  public AuditRecord heldBy(List<Reason> why, List<String> codes) {
    Set<String> all = new LinkedHashSet<>(released);
    all.addAll(codes);
    return new AuditRecord(
        outcome,
        version,
        merchant,
        pool,
        passed,
        why,
        heldSince,
        List.copyOf(all),
        cancelledBy,
        priority,
        dueAt,
        commandIds);
  }

  /** The order after a person let it pass. */
  public AuditRecord release(List<String> codes) {
    Set<String> all = new LinkedHashSet<>(released);
    all.addAll(codes);
    return new AuditRecord(
        Outcome.PASSED,
        version,
        merchant,
        pool,
        true,
        List.of(),
        null,
        List.copyOf(all),
        cancelledBy,
        priority,
        null,
        commandIds);
  }

  /** The order after a person ended it. */
  public AuditRecord cancel(String actor) {
    return new AuditRecord(
        Outcome.CANCELLED,
        version,
        merchant,
        pool,
        passed,
        List.of(),
        null,
        released,
        actor,
        priority,
        null,
        commandIds);
  }

  /** The same order, which has heard this command. */
  public AuditRecord heard(String commandId) {
    List<String> ids = new ArrayList<>(commandIds);
    ids.add(commandId);
    List<String> last = ids.subList(Math.max(0, ids.size() - COMMANDS), ids.size());
    return new AuditRecord(
        outcome,
        version,
        merchant,
        pool,
        passed,
        reasons,
        heldSince,
        released,
        cancelledBy,
        priority,
        dueAt,
        List.copyOf(last));
  }
}
