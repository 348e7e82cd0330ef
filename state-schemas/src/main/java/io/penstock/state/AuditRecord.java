package io.penstock.state;

import io.penstock.model.Consignee;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Shop;
import io.penstock.model.Repute;
import io.penstock.model.StockCondition;
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
 * @param passed whether the stock pool may be at work on it: a version of it was passed, or goods
 *     are locked for it while it is held
 * @param reasons what holds the order, and whose it is until when; empty unless {@link
 *     Outcome#HELD}
 * @param heldSince since when it has been held without a break; absent unless {@link Outcome#HELD}
 * @param released the reason codes that a person or a playbook let pass; they hold no later version
 * @param cancelledBy the person or playbook who ended the order; its later versions are rejected
 * @param priority the order's rank when stock is scarce, as rules gave it; the higher the earlier
 * @param dueAt when the order is judged again although nothing came; only of one that waits or is
 *     held
 * @param commandIds the last few commands, oldest first: a repetition of one changes nothing
 * @param reputes what is known of those whom this version names, or the next, which is on its way
 * @param retained whether it was stopped after it had passed, by what came to be known later: it is
 *     held back only where no warehouse has it yet
 * @param forcedBy the person who answers for it whatever rules say; absent where nobody does
 * @param holding the codes of those of the reasons that hold it
 * @param edit the address that a person gave it; absent where nobody did
 * @param conditions what the stock must ask before goods are locked for it; as far as it passed, or
 *     would but for what holds it
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
    List<String> commandIds,
    List<Repute> reputes,
    boolean retained,
    @Nullable String forcedBy,
    List<String> holding,
    @Nullable AddressEdit edit,
    List<StockCondition> conditions) {

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
          List.of(),
          List.of(),
          false,
          null,
          List.of(),
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

  /**
   * A person's correction. It holds for as long as the marketplace gives what was corrected.
   *
   * @param of what the marketplace gave
   * @param to where it goes instead
   */
  public record AddressEdit(Consignee of, Consignee to) {}

  /** A component that a snapshot of an older release does not have yet is empty. */
  public AuditRecord {
    outcome = outcome == null ? Outcome.WAITING : outcome;
    reasons = reasons == null ? List.of() : reasons;
    released = released == null ? List.of() : released;
    commandIds = commandIds == null ? List.of() : commandIds;
    reputes = reputes == null ? List.of() : reputes;
    holding = holding == null ? List.of() : holding;
    conditions = conditions == null ? List.of() : conditions;
  }

  /** Whether it may yet be stopped, as far as the audit can see. */
  public boolean isOpen() {
    return switch (outcome) {
      case WAITING, HELD, PASSED -> version > 0;
      case REJECTED, ALREADY_SHIPPED, CANCELLED -> false;
    };
  }

  /** The same order, of the shop as it is known now; one that has passed stays in its pool. */
  public AuditRecord of(@Nullable Shop shop) {
    if (passed) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.merchant = shop == null ? null : shop.merchant();
    draft.pool = shop == null ? null : shop.pool();
    return draft.record();
  }

  /**
   * The order after a version of it was judged.
   *
   * @param why all reasons, of an order that is held
   * @param stops the codes of those of them that hold it
   * @param at when
   * @param rank when stock is scarce
   * @param due when it is to be judged again although nothing came
   */
  public AuditRecord judged(
      int newVersion,
      Outcome newOutcome,
      List<Reason> why,
      Set<String> stops,
      Instant at,
      int rank,
      @Nullable Instant due) {
    boolean held = newOutcome == Outcome.HELD;
    Draft draft = new Draft(this);
    draft.outcome = newOutcome;
    draft.version = newVersion;
    draft.passed = passed || newOutcome == Outcome.PASSED;
    draft.reasons = held ? why : List.of();
    draft.holding = held ? stops.stream().sorted().toList() : List.of();
    draft.heldSince = held ? (heldSince == null ? at : heldSince) : null;
    draft.priority = rank;
    draft.dueAt = due;
    draft.retained = false;
    return draft.record();
  }

  /** The same order, of which the stock must ask that. */
  public AuditRecord asking(List<StockCondition> ofStock) {
    if (conditions.equals(ofStock)) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.conditions = ofStock;
    return draft.record();
  }

  /** The same order, which is held while goods are locked for it. */
  public AuditRecord withPool() {
    Draft draft = new Draft(this);
    draft.passed = true;
    return draft.record();
  }

  /** The same order, which had passed when it was stopped. */
  public AuditRecord retain() {
    Draft draft = new Draft(this);
    draft.retained = true;
    return draft.record();
  }

  /**
   * The order while it is judged again.
   *
   * @param why what holds it, as its playbooks changed it
   * @param codes what holds it no longer
   */
  public AuditRecord heldBy(List<Reason> why, List<String> codes) {
    Draft draft = new Draft(this);
    draft.reasons = why;
    draft.released = with(codes);
    return draft.record();
  }

  /** The order after a person let it pass. */
  public AuditRecord release(List<String> codes) {
    Draft draft = new Draft(this);
    draft.outcome = Outcome.PASSED;
    draft.passed = true;
    draft.reasons = List.of();
    draft.holding = List.of();
    draft.heldSince = null;
    draft.released = with(codes);
    draft.conditions = conditions.stream().filter(one -> !codes.contains(one.reason())).toList();
    draft.dueAt = null;
    draft.retained = false;
    return draft.record();
  }

  /** The same order, for which a person answers from now on. */
  public AuditRecord force(String actor) {
    Draft draft = new Draft(this);
    draft.forcedBy = actor;
    return draft.record();
  }

  /** The same order, which a person sends elsewhere; or no longer. */
  public AuditRecord sentTo(@Nullable AddressEdit correction) {
    Draft draft = new Draft(this);
    draft.edit = correction;
    return draft.record();
  }

  /** The order after a person ended it. */
  public AuditRecord cancel(String actor) {
    Draft draft = new Draft(this);
    draft.outcome = Outcome.CANCELLED;
    draft.reasons = List.of();
    draft.holding = List.of();
    draft.heldSince = null;
    draft.cancelledBy = actor;
    draft.conditions = List.of();
    draft.dueAt = null;
    draft.retained = false;
    return draft.record();
  }

  /** The same order, which has heard this command. */
  public AuditRecord heard(String commandId) {
    List<String> ids = new ArrayList<>(commandIds);
    ids.add(commandId);
    Draft draft = new Draft(this);
    draft.commandIds = List.copyOf(ids.subList(Math.max(0, ids.size() - COMMANDS), ids.size()));
    return draft.record();
  }

  /** The same order, with what is known of one more of those whom it names. */
  public AuditRecord knowing(Repute repute) {
    Draft draft = new Draft(this);
    List<Repute> known = new ArrayList<>(reputes);
    known.removeIf(one -> one.kind() == repute.kind() && one.version() <= repute.version());
    known.add(repute);
    draft.reputes = List.copyOf(known);
    return draft.record();
  }

  /** The same order, without what was known of those whom older versions named. */
  public AuditRecord knowingOf(int newVersion) {
    if (reputes.isEmpty()) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.reputes = reputes.stream().filter(one -> one.version() >= newVersion).toList();
    return draft.record();
  }

  private List<String> with(List<String> codes) {
    Set<String> all = new LinkedHashSet<>(released);
    all.addAll(codes);
    return List.copyOf(all);
  }

  /** A copy that is being changed. */
  private static final class Draft {

    private Outcome outcome;
    private int version;
    private @Nullable String merchant;
    private @Nullable String pool;
    private boolean passed;
    private List<Reason> reasons;
    private @Nullable Instant heldSince;
    private List<String> released;
    private @Nullable String cancelledBy;
    private int priority;
    private @Nullable Instant dueAt;
    private List<String> commandIds;
    private List<Repute> reputes;
    private boolean retained;
    private @Nullable String forcedBy;
    private List<String> holding;
    private @Nullable AddressEdit edit;
    private List<StockCondition> conditions;

    Draft(AuditRecord of) {
      outcome = of.outcome;
      version = of.version;
      merchant = of.merchant;
      pool = of.pool;
      passed = of.passed;
      reasons = of.reasons;
      heldSince = of.heldSince;
      released = of.released;
      cancelledBy = of.cancelledBy;
      priority = of.priority;
      dueAt = of.dueAt;
      commandIds = of.commandIds;
      reputes = of.reputes;
      retained = of.retained;
      forcedBy = of.forcedBy;
      holding = of.holding;
      edit = of.edit;
      conditions = of.conditions;
    }

    AuditRecord record() {
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
          commandIds,
          reputes,
          retained,
          forcedBy,
          holding,
          edit,
          conditions);
    }
  }
}
