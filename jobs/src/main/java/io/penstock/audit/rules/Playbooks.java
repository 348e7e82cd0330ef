package io.penstock.audit.rules;

import io.penstock.connectors.UnreadableException;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Timeout;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of orders that are held: in whose hands they are, until when, and what happens then.
 *
 * <p>The deadline of a reason runs from when it began to hold the order, however often the order is
 * judged meanwhile.
 */
public final class Playbooks {

  /** The refusal of a playbook. */
  static final String REFUSED = "PLAYBOOK_REFUSED";

  /** What the stock holds orders for, or has somebody look at. */
  private static final Set<String> OF_STOCK =
      Set.of(
          Reason.UNKNOWN_SKU,
          Reason.UNSERVED_REGION,
          Reason.NO_WAYBILL_LEFT,
          Reason.CANCEL_UNANSWERED,
          Reason.WAREHOUSE_EXCEPTION);

  private static final Duration SHORTEST_RECHECK = Duration.ofMinutes(1);
  private static final Duration SHORTEST_DEADLINE = Duration.ofMinutes(1);

  /** An order is judged again after this part of the time for which it has been held, or later. */
  private static final int SLOWER_WITH_AGE = 16;

  private final RuleBook book;

  public Playbooks(RuleBook book) {
    this.book = book;
  }

  /**
   * What the playbooks say of an order that was held for too long.
   *
   * @param released the codes that hold it no longer
   * @param cancelled the code that ended it; absent where none did
   * @param reasons what held it, with what has changed hands
   */
  public record Overdue(List<String> released, @Nullable String cancelled, List<Reason> reasons) {}

  /** Refuses what contradicts itself, with the field. */
  static void check(Playbook playbook) throws UnreadableException {
    if ((playbook.deadline() == null) != (playbook.onTimeout() == null)) {
      throw refused("'deadline' and 'onTimeout' need each other");
    }
    if ((playbook.onTimeout() == Timeout.ESCALATE) != (playbook.escalateTo() != null)) {
      throw refused("'escalateTo' belongs to ESCALATE");
    }
    boolean cannotBeWaived =
        OF_STOCK.contains(playbook.code())
            || playbook.code().equals(Judgement.UNKNOWN_SHOP)
            || playbook.code().equals(CompiledRule.RULE_FAILED);
    if (playbook.onTimeout() == Timeout.RELEASE && cannotBeWaived) {
      throw refused("'onTimeout' cannot be RELEASE: nobody can answer for what is not known");
    }
    if (playbook.onTimeout() == Timeout.CANCEL && OF_STOCK.contains(playbook.code())) {
      throw refused("'onTimeout' cannot be CANCEL: the stock ends no order by itself");
    }
    if (playbook.deadline() != null) {
      Spans.of(playbook.deadline(), "playbook.deadline", SHORTEST_DEADLINE, REFUSED);
    }
    if (playbook.recheck() != null) {
      Spans.of(playbook.recheck(), "playbook.recheck", SHORTEST_RECHECK, REFUSED);
    }
  }

  private static UnreadableException refused(String why) {
    return new UnreadableException(REFUSED, "the playbook's " + why);
  }

  /**
   * The reasons with their owners and deadlines.
   *
   * @param holding the codes of those that hold the order
   * @param before what held it before: that stays in the hands in which it is
   */
  public List<Reason> owned(
      List<Reason> reasons, Set<String> holding, List<Reason> before, Instant at) {
    List<Reason> owned = new ArrayList<>(reasons.size());
    for (Reason reason : reasons) {
      owned.add(holding.contains(reason.code()) ? owned(reason, before, at) : reason);
    }
    return List.copyOf(owned);
  }

  private Reason owned(Reason reason, List<Reason> before, Instant at) {
    for (Reason earlier : before) {
      if (earlier.code().equals(reason.code()) && earlier.owner() != null) {
        return reason.ownedBy(earlier.owner(), earlier.dueBy());
      }
    }
    Playbook playbook = book.playbook(reason.code(), at);
    if (playbook == null) {
      return reason;
    }
    String deadline = playbook.deadline();
    return reason.ownedBy(
        playbook.owner(), deadline == null ? null : whole(at.plus(Duration.parse(deadline))));
  }

  /**
   * When the order is to be judged again although nothing came; absent where no playbook says so.
   *
   * <p>The longer it is held the less often: an order that nobody releases would otherwise be
   * judged every minute for ever, and after a long silence all at once.
   *
   * @param owned what holds it
   * @param since when that began
   */
  public @Nullable Instant next(
      List<Reason> owned, Set<String> holding, Instant since, Instant at) {
    Duration seldom = Duration.between(since, at).dividedBy(SLOWER_WITH_AGE);
    Instant next = null;
    for (Reason reason : owned) {
      if (!holding.contains(reason.code())) {
        continue;
      }
      next = earlier(next, reason.dueBy());
      Playbook playbook = book.playbook(reason.code(), at);
      String recheck = playbook == null ? null : playbook.recheck();
      if (recheck != null) {
        Duration often = Duration.parse(recheck);
        next = earlier(next, whole(at.plus(often.compareTo(seldom) > 0 ? often : seldom)));
      }
    }
    return next;
  }

  /** Timers have milliseconds: one that fires before its time would be the last. */
  private static Instant whole(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }

  /**
   * Of what held an order: what is overdue at that time, and what happens now.
   *
   * @param holding the codes of those that still hold it: no other ends or releases it
   */
  public Overdue overdue(List<Reason> before, Set<String> holding, Instant at) {
    List<String> released = new ArrayList<>();
    List<Reason> reasons = new ArrayList<>();
    String cancelled = null;
    for (Reason reason : before) {
      boolean isDue = reason.dueBy() != null && !reason.dueBy().isAfter(at);
      if (!isDue || !holding.contains(reason.code())) {
        reasons.add(reason);
        continue;
      }
      Playbook playbook = book.playbook(reason.code(), at);
      Timeout now = playbook == null ? null : playbook.onTimeout();
      if (now == Timeout.RELEASE) {
        released.add(reason.code());
      } else if (now == Timeout.CANCEL) {
        cancelled = reason.code();
      }
      String to = now == Timeout.ESCALATE && playbook != null ? playbook.escalateTo() : null;
      reasons.add(reason.ownedBy(to == null ? reason.owner() : to, null));
    }
    return new Overdue(List.copyOf(released), cancelled, List.copyOf(reasons));
  }
}
