package io.penstock.stock;

import io.penstock.model.Consignee;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.StockRequest;
import io.penstock.state.Conditions;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.stock.books.Demand;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.StockRows;
import io.penstock.stock.goods.Bundles;
import io.penstock.stock.goods.Gifts;
import io.penstock.stock.merge.MergeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Takes in what the audit asks for an order, and recalls what is under way against it.
 *
 * <p>What is asked is a state to reach ("this version is wanted", "nothing is wanted"), not a step,
 * so asking again changes nothing, and an older version asks in vain.
 */
final class Requests {

  private final StockRows rows;
  private final Recalls recalls;
  private final MergeWindow window;
  private final Messages messages;
  private final Bundles bundles;
  private final Gifts gifts;
  private final Aftermath aftermath;

  Requests(
      StockRows rows,
      Recalls recalls,
      MergeWindow window,
      Messages messages,
      Bundles bundles,
      Gifts gifts,
      Aftermath aftermath) {
    this.rows = rows;
    this.recalls = recalls;
    this.window = window;
    this.messages = messages;
    this.bundles = bundles;
    this.gifts = gifts;
    this.aftermath = aftermath;
  }

  /**
   * This version of the order is wanted from now on. {@link StockPool#fulfil} does what can be
   * done.
   */
  void want(StockRequest request, Trigger trigger) throws Exception {
    ReceivedOrder order = Objects.requireNonNull(request.order());
    OrderLock kept = rows.lock(order.key());
    if (kept == null) {
      rows.keep(gifts.judge(fresh(order, request), true).lock());
      return;
    }
    if (request.version() < kept.version()) {
      return;
    }
    if (asksTheSame(request, kept)) {
      // Only what rules ask of the stock may have changed: it keeps its place, and is told nothing.
      rows.keep(kept.with(kept.conditions().asking(request.conditions())));
      return;
    }
    if (request.kind() == StockRequest.Kind.RELEASE
        && request.version() == kept.version()
        && !kept.wanted()) {
      return; // It is over, which nobody who lets it pass has changed.
    }
    rows.leaveQueues(kept);
    OrderLock wanted = wanting(kept, order, request);
    boolean changed = !Demand.isSame(kept, wanted) || isEdited(kept, wanted);
    Gifts.Judgement judged = gifts.judge(wanted, changed);
    wanted = judged.lock();
    if (changed || judged.recalls() || window.losesGift(kept, wanted)) {
      wanted = recalls.recall(wanted, trigger, Reason.of("ORDER_CHANGED"));
      keepGoods(kept, wanted, trigger);
    } else {
      if (kept.reserved() && kept.hasGathering()) {
        List<Reason> reserved = List.of(Reason.of("WAS_RESERVED"));
        messages.order(OrderEvent.Type.ALLOCATED, wanted, trigger, reserved);
      }
      wanted = window.reconsider(wanted);
    }
    rows.keep(wanted);
    if (!judged.reasons().isEmpty()) {
      messages.order(OrderEvent.Type.GIFT_WITHDRAWN, wanted, trigger, judged.reasons());
    }
    messages.completed(kept, wanted, trigger);
  }

  /**
   * Goods may be locked for this version, and no warehouse is told. What one was told of an earlier
   * version is recalled; what is locked already stays.
   */
  void reserve(StockRequest request, Trigger trigger) throws Exception {
    ReceivedOrder order = Objects.requireNonNull(request.order());
    OrderLock kept = rows.lock(order.key());
    if (kept == null) {
      rows.keep(gifts.judge(fresh(order, request), true).lock().reserve());
      return;
    }
    if (request.version() < kept.version()) {
      return;
    }
    rows.leaveQueues(kept);
    OrderLock wanted = wanting(kept, order, request);
    Gifts.Judgement judged = gifts.judge(wanted, !Demand.isSame(kept, wanted));
    OrderLock reserved = judged.lock().reserve();
    if (Demand.isSame(kept, wanted) && !judged.recalls()) {
      reserved = window.apart(reserved);
      reserved = recalls.recallFromWarehouses(reserved, trigger, Reason.of("ORDER_SUSPENDED"));
    } else {
      reserved = recalls.recall(reserved, trigger, Reason.of("ORDER_SUSPENDED"));
      keepGoods(kept, reserved, trigger);
    }
    rows.keep(reserved);
    messages.completed(kept, reserved, trigger);
  }

  /** This version gets nothing for now. It is not over, so nothing is told. */
  void suspend(StockRequest request, Trigger trigger) throws Exception {
    ReceivedOrder order = Objects.requireNonNull(request.order());
    OrderLock kept = rows.lock(order.key());
    if (kept == null) {
      kept = fresh(order, request);
    } else if (request.version() < kept.version()) {
      return;
    }
    rows.leaveQueues(kept);
    OrderLock suspended = wanting(kept, order, request).suspend();
    suspended = recalls.recall(suspended, trigger, Reason.of("ORDER_SUSPENDED"));
    rows.keep(suspended);
    messages.completed(kept, suspended, trigger);
  }

  /**
   * This version is held back, unless a warehouse has the order: then it goes on. What another
   * version changed comes first.
   *
   * @param keepsStock whether goods stay locked for it
   */
  void retain(StockRequest request, boolean keepsStock, Trigger trigger) throws Exception {
    String key = Objects.requireNonNull(request.order()).key();
    OrderLock kept = rows.lock(key);
    if (kept != null && request.version() < kept.version()) {
      return;
    }
    boolean newer = kept == null || request.version() > kept.version();
    if (kept != null && !newer && !kept.wanted()) {
      return;
    }
    if (kept != null && newer && kept.isWithAWarehouse()) {
      want(request, trigger);
      kept = rows.lock(key);
    }
    if (kept != null && kept.isWithAWarehouse()) {
      messages.tooLate(kept, request.events(), trigger);
      return;
    }
    messages.pass(request.events());
    if (keepsStock) {
      reserve(request, trigger);
    } else {
      suspend(request, trigger);
    }
  }

  /** Nothing is wanted any more, where it was held back. */
  void abandon(StockRequest request, Trigger trigger) throws Exception {
    OrderLock kept = rows.lock(Objects.requireNonNull(request.order()).key());
    if (kept == null || kept.suspended() || kept.reserved()) {
      end(request, trigger);
    }
  }

  /** This version is wanted again, where it was held back. */
  void resume(StockRequest request, Trigger trigger) throws Exception {
    OrderLock kept = rows.lock(Objects.requireNonNull(request.order()).key());
    boolean heldBack = kept == null || kept.suspended() || kept.reserved();
    if (heldBack && (kept == null || request.version() >= kept.version())) {
      messages.pass(request.events());
    }
    want(request, trigger);
  }

  /** A person lets pass what rules hold here; where they do not, the command is refused. */
  void release(StockRequest request, Trigger trigger) throws Exception {
    OrderLock kept = rows.lock(Objects.requireNonNull(request.order()).key());
    Reason hold = kept == null || !kept.isHeldByRule() ? null : kept.hold();
    if (kept == null || hold == null) {
      messages.pass(request.events());
      return;
    }
    rows.keep(kept.with(kept.conditions().waiveAll(hold.code())).heldFor(null));
    messages.order(OrderEvent.Type.PASSED, kept, trigger, List.of(hold.ownedBy(null, null)));
  }

  /** Nothing is wanted any more. What is under way is recalled; what only waits is over at once. */
  void end(StockRequest request, Trigger trigger) throws Exception {
    ReceivedOrder order = Objects.requireNonNull(request.order());
    boolean cancel = request.kind() != StockRequest.Kind.SETTLE;
    OrderLock kept = rows.lock(order.key());
    if (kept == null) {
      kept = fresh(order, request);
    } else if (request.version() < kept.version() || (cancel && isToldCancelled(kept, request))) {
      return;
    } else if (!cancel && kept.hasShippedParcel() && !kept.reserved()) {
      return; // The marketplace only echoes our own ship notice.
    }
    rows.leaveQueues(kept);
    OrderLock ended = gifts.end(kept.ended(request.version(), cancel).notWaiting());
    ended =
        recalls.recall(
            ended, trigger, Reason.of(cancel ? Reason.ORDER_CANCELLED : "SHIPPED_ELSEWHERE"));
    rows.keep(ended);
    if (cancel && ended.isClosed()) {
      messages.cancelled(ended, trigger);
    }
  }

  private static boolean asksTheSame(StockRequest request, OrderLock kept) {
    return kept.isServed()
        && !kept.reserved()
        && request.version() == kept.version()
        && request.priority() == kept.priority()
        && kept.order().equals(request.order());
  }

  /** Only a person gives the same version another consignee: that is never a mask. */
  private static boolean isEdited(OrderLock kept, OrderLock wanted) {
    return kept.version() == wanted.version()
        && !kept.order().order().consignee().equals(wanted.order().order().consignee());
  }

  /** Who only moves gave up its goods to have them sent elsewhere: nobody else takes them. */
  private void keepGoods(OrderLock kept, OrderLock wanted, Trigger trigger) {
    if ((kept.hasGathering() || kept.isAssembling()) && Demand.isSameGoods(kept, wanted)) {
      aftermath.giveBack(wanted, trigger);
    }
  }

  /** What warehouses were told of goes to the address of before, unless they can stop it. */
  private static OrderLock readdressed(OrderLock kept, OrderLock wanting) {
    Consignee before = kept.order().order().consignee();
    if (before.isSamePlaceAs(wanting.order().order().consignee()) && !isEdited(kept, wanting)) {
      return wanting;
    }
    OrderLock readdressed = wanting;
    for (Parcel parcel : wanting.parcels()) {
      boolean open = parcel.status().isOpen() && parcel.status().isTold();
      if (open && parcel.oldAddress() == null) {
        Instant answerBy = parcel.recall() == null ? null : parcel.recall().answerBy();
        readdressed = readdressed.with(parcel.recalled(new Parcel.Recall(answerBy, before)));
      }
    }
    return readdressed;
  }

  private OrderLock fresh(ReceivedOrder order, StockRequest request) throws Exception {
    OrderLock fresh =
        OrderLock.fresh(order, request.version(), request.merchant(), request.priority());
    fresh = fresh.with(fresh.conditions().asking(request.conditions()));
    return bundles.takeApart(null, fresh, rows);
  }

  private OrderLock wanting(OrderLock kept, ReceivedOrder order, StockRequest request)
      throws Exception {
    OrderLock wanting =
        kept.wanting(order, request.version(), request.merchant(), request.priority()).notWaiting();
    wanting = readdressed(kept, bundles.takeApart(kept, wanting, rows));
    Conditions conditions = kept.conditions().asking(request.conditions());
    return wanting.with(conditions.settle(conditions.settled() && Demand.isSame(kept, wanting)));
  }

  /** Each version that the marketplace cancels is told of once. */
  private static boolean isToldCancelled(OrderLock kept, StockRequest request) {
    return kept.cancelled() && kept.isClosed() && kept.version() == request.version();
  }
}
