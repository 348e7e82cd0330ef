package io.penstock.deploy.load;

import io.penstock.deploy.load.Mix.Story;
import io.penstock.deploy.load.PlannedOrder.Damage;
import io.penstock.deploy.load.PlannedOrder.Step;
import io.penstock.deploy.load.Version.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Turns the story of one order into the messages that tell it.
 *
 * <p>Nothing comes later than one window after the order itself, a repetition of it at most two: so
 * whoever plays the day has only that many orders in mind.
 */
final class Script {

  private static final String MEMO = "赠品已备注";

  private final long slot;
  private final Instant createdAt;
  private final Instant paidAt;
  private final long window;
  private final SplittableRandom dice;

  /**
   * @param window in slots
   */
  Script(long slot, Instant createdAt, long window, SplittableRandom dice) {
    this.slot = slot;
    this.createdAt = createdAt;
    this.window = window;
    this.dice = dice;
    this.paidAt = createdAt.plusSeconds(5 + dice.nextInt(55));
  }

  List<Step> of(Story story) {
    Step paid = step(0, Stage.PAID, paidAt, "");
    List<Step> steps =
        switch (story) {
          case PAID_AT_ONCE -> List.of(paid);
          case PAID_LATER ->
              List.of(
                  step(0, Stage.UNPAID, createdAt, ""),
                  step(within(window), Stage.PAID, paidAt, ""));
          case NEVER_PAID ->
              List.of(
                  step(0, Stage.UNPAID, createdAt, ""),
                  step(within(window), Stage.CLOSED_UNPAID, later(1800), ""));
          case CANCELLED_AFTER_PAYMENT ->
              List.of(paid, step(within(window / 4), Stage.CLOSED_REFUNDED, later(300), ""));
          case CANCELLED_BEFORE_KNOWN ->
              List.of(
                  step(0, Stage.CLOSED_REFUNDED, later(300), ""),
                  step(within(window / 4), Stage.PAID, paidAt, ""));
          case OVERTAKEN ->
              List.of(
                  step(0, Stage.PAID, later(60), MEMO),
                  step(within(window / 8), Stage.PAID, paidAt, ""));
          case NEW_MEMO -> List.of(paid, step(within(window / 2), Stage.PAID, later(120), MEMO));
          case TWINS -> List.of(paid, step(within(window / 8), Stage.PAID, paidAt, MEMO));
          case SHIPPED_ELSEWHERE -> List.of(step(0, Stage.SHIPPED, later(3600), ""));
          case CUT_SHORT -> List.of(damaged(Damage.CUT_SHORT));
          case WITHOUT_ID -> List.of(damaged(Damage.WITHOUT_ID));
          case UNKNOWN_MARKETPLACE -> List.of(damaged(Damage.UNKNOWN_MARKETPLACE));
        };
    return withRepetitions(steps);
  }

  private List<Step> withRepetitions(List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    for (Step step : steps) {
      if (dice.nextDouble() < Mix.REDELIVERED) {
        all.add(new Step(step.slot() + within(window), step.version(), step.damage()));
      }
    }
    return all;
  }

  private Step step(long after, Stage stage, Instant modifiedAt, String memo) {
    return new Step(slot + after, new Version(stage, paidAt, modifiedAt, memo, false), Damage.NONE);
  }

  private Step damaged(Damage damage) {
    boolean anonymous = damage == Damage.WITHOUT_ID;
    return new Step(slot, new Version(Stage.PAID, paidAt, paidAt, "", anonymous), damage);
  }

  private Instant later(int seconds) {
    return paidAt.plusSeconds(seconds);
  }

  /** At least one slot: what follows never comes at the same moment. */
  private long within(long slots) {
    return 1 + dice.nextLong(Math.max(1, slots));
  }
}
