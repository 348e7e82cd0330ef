package io.penstock.stock;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Timeout;
import io.penstock.state.OrderLock;
import io.penstock.state.WaitingQueue;
import io.penstock.stock.books.Alarm;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.sourcing.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the pool itself holds orders for: an article or a region that it does not know, or what a
 * rule says of the stock. In whose hands it is, and what comes of its deadline: a rule's hold may
 * be lifted then; all else goes into other hands, because nobody can answer for what is not known,
 * and the stock ends no order by itself.
 */
final class Holds {

  private final StockRows rows;
  private final Messages messages;
  private final Network network;
  private final Reminders reminders;
  private final Alarm alarm;
  private final Instant now;
  private final List<String> reminded = new ArrayList<>();

  /**
   * @param now the end of the wave
   */
  Holds(
      StockRows rows,
      Messages messages,
      Network network,
      Reminders reminders,
      Alarm alarm,
      Instant now) {
    this.rows = rows;
    this.messages = messages;
    this.network = network;
    this.reminders = reminders;
    this.alarm = alarm;
    this.now = now;
  }

  /**
   * The reason in somebody's hands. What held the order before stays in the hands in which it is,
   * however often it is looked at meanwhile.
   */
  Reason owned(OrderLock order, Reason reason, Instant since) throws Exception {
    Reason before = order.hold();
    if (before != null && before.code().equals(reason.code())) {
      remind(order, before.dueBy());
      return reason.ownedBy(before.owner(), before.dueBy());
    }
    Playbook playbook = network.playbook(reason.code());
    if (playbook == null) {
      return reason;
    }
    Instant due = due(playbook, since);
    remind(order, due);
    return reason.ownedBy(playbook.owner(), due);
  }

  private void remind(OrderLock order, @Nullable Instant due) throws Exception {
    if (due != null) {
      reminders.remind(order.order().key(), due);
    }
  }

  private static @Nullable Instant due(Playbook playbook, Instant since) {
    return playbook.deadline() == null
        ? null
        : since.plus(Duration.parse(playbook.deadline())).truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Lets pass what is overdue and may pass: goods may be locked for it now. Comes before {@link
   * #escalate}.
   *
   * @param due the orders to look at in this wave
   */
  Map<String, Trigger> release(List<String> due) throws Exception {
    Map<String, Trigger> released = new LinkedHashMap<>();
    reminded.addAll(due);
    for (String orderKey : reminded) {
      OrderLock order = rows.lock(orderKey);
      Reason hold = overdue(order);
      if (order == null || hold == null || !order.isHeldByRule() || !mayPass(hold)) {
        continue;
      }
      rows.keep(order.with(order.conditions().waive(hold.code())).heldFor(null));
      Trigger trigger = onTimeout(order, hold);
      Reason why = Reason.of(Reason.RELEASED_ON_TIMEOUT, hold.code());
      messages.order(
          OrderEvent.Type.PASSED, order, trigger, List.of(hold.ownedBy(null, null), why));
      released.put(orderKey, trigger);
    }
    return released;
  }

  private boolean mayPass(Reason hold) {
    Playbook playbook = network.playbook(hold.code());
    return playbook != null && playbook.onTimeout() == Timeout.RELEASE;
  }

  /** What holds the order although its deadline is over; absent where nothing does. */
  private @Nullable Reason overdue(@Nullable OrderLock order) {
    Reason hold = order == null || !order.isWaiting() ? null : order.hold();
    Instant due = hold == null ? null : hold.dueBy();
    return due == null || due.isAfter(now) ? null : hold;
  }

  private static Trigger onTimeout(OrderLock order, Reason hold) {
    return new Trigger(order.order().cause(), Objects.requireNonNull(hold.dueBy()), null);
  }

  /** Puts into other hands what is overdue. */
  void escalate() throws Exception {
    for (String orderKey : reminded) {
      OrderLock order = rows.lock(orderKey);
      Reason hold = overdue(order);
      if (order == null || hold == null) {
        continue;
      }
      Playbook playbook = network.playbook(hold.code());
      String to = playbook == null ? null : playbook.escalateTo();
      Reason escalated = hold.ownedBy(to == null ? hold.owner() : to, null);
      OrderLock handed = order.heldFor(escalated);
      rows.keep(handed);
      messages.order(OrderEvent.Type.HELD, handed, onTimeout(order, hold), List.of(escalated));
    }
  }

  /** A warehouse may come to serve a region without a word to the pool, so it looks again. */
  void lookAgain() throws Exception {
    Playbook playbook = network.playbook(Reason.UNSERVED_REGION);
    String recheck = playbook == null ? null : playbook.recheck();
    if (recheck != null && !alarm.isTimeOver() && !rows.isQueueEmpty(WaitingQueue.UNSERVED)) {
      long often = Duration.parse(recheck).toMillis();
      // Of all the waves until then one wakes the pool.
      alarm.wake(Instant.ofEpochMilli((now.toEpochMilli() / often + 1) * often));
    }
  }
}
