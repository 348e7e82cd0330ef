package io.penstock.stock;

import io.penstock.model.Reason;
import io.penstock.model.Reference.Playbook;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Transfer;
import io.penstock.state.Transfer.Leg;
import io.penstock.state.Transfer.Stage;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.sourcing.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Recalls that a warehouse does not answer. The order stays as it is, because nobody knows whether
 * its goods will leave; after the deadline of the playbook {@link Reason#CANCEL_UNANSWERED}
 * somebody must ask.
 */
final class Unanswered {

  private final StockRows rows;
  private final Messages messages;
  private final Network network;
  private final Reminders reminders;
  private final Instant now;

  /**
   * @param now the end of the wave
   */
  Unanswered(StockRows rows, Messages messages, Network network, Reminders reminders, Instant now) {
    this.rows = rows;
    this.messages = messages;
    this.network = network;
    this.reminders = reminders;
    this.now = now;
  }

  /** Until when a recall of that time is to be answered; absent where no playbook says so. */
  @Nullable Instant expect(String orderKey, Instant since) throws Exception {
    Playbook playbook = network.playbook(Reason.CANCEL_UNANSWERED);
    if (playbook == null || playbook.deadline() == null) {
      return null;
    }
    Instant due = since.plus(Duration.parse(playbook.deadline())).truncatedTo(ChronoUnit.MILLIS);
    reminders.remind(orderKey, due);
    return due;
  }

  /** Hands over what has not been answered. */
  void handOver(List<String> orderKeys) throws Exception {
    for (String orderKey : orderKeys) {
      OrderLock order = rows.lock(orderKey);
      if (order != null) {
        handOverParcels(order);
        handOverTransfers(order);
      }
    }
  }

  private void handOverParcels(OrderLock recalled) throws Exception {
    OrderLock order = recalled;
    for (Parcel parcel : recalled.parcels()) {
      Instant due = parcel.recall() == null ? null : parcel.recall().answerBy();
      if (parcel.status().isRecalled() && isDue(due)) {
        order = order.with(parcel.recalled(new Parcel.Recall(null, parcel.oldAddress())));
        rows.keep(order);
        tell(order, parcel, due);
      }
    }
  }

  /** Of goods that were to be moved for it, in any of its allocations. */
  private void handOverTransfers(OrderLock order) throws Exception {
    for (int plan = 1; plan <= order.plan(); plan++) {
      Transfer transfer = rows.transfer(Transfer.id(order.order().key(), plan));
      for (Leg leg : transfer == null ? List.<Leg>of() : transfer.legs()) {
        Instant due = leg.answerBy();
        if (transfer != null && leg.stage() == Stage.RECALLED && isDue(due)) {
          transfer = transfer.with(leg.recalled(null));
          rows.keep(transfer);
          tell(order, Transfers.asked(leg), due);
        }
      }
    }
  }

  private boolean isDue(@Nullable Instant due) {
    return due != null && !due.isAfter(now);
  }

  private void tell(OrderLock order, Parcel parcel, @Nullable Instant due) {
    Trigger trigger = new Trigger(order.order().cause(), Objects.requireNonNull(due), null);
    messages.exception(order, parcel, trigger, owned(parcel));
  }

  private Reason owned(Parcel parcel) {
    Playbook playbook = network.playbook(Reason.CANCEL_UNANSWERED);
    String to = playbook == null ? null : playbook.escalateTo();
    String why = parcel.warehouse() + " has not said whether it could stop " + parcel.toldAs();
    return Reason.of(Reason.CANCEL_UNANSWERED, why)
        .ownedBy(to == null && playbook != null ? playbook.owner() : to, null);
  }
}
