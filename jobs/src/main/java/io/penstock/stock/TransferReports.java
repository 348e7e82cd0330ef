package io.penstock.stock;

import io.penstock.model.Reason;
import io.penstock.model.WmsEvent;
import io.penstock.state.OrderLock;
import io.penstock.state.Transfer.Goods;
import io.penstock.state.Transfer.Leg;
import io.penstock.state.Transfer.Stage;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.StockRows;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Books what a warehouse tells of goods that it gives to another one, in the words in which it
 * tells of any delivery.
 */
final class TransferReports {

  private final StockRows rows;
  private final Books books;
  private final Messages messages;
  private final Outbox out;
  private final Transfers transfers;

  TransferReports(StockRows rows, Books books, Messages messages, Outbox out, Transfers transfers) {
    this.rows = rows;
    this.books = books;
    this.messages = messages;
    this.out = out;
    this.transfers = transfers;
  }

  /**
   * Books a message about a leg.
   *
   * @param exception what is told of somebody must look at it
   */
  void book(Leg leg, WmsEvent message, Trigger trigger, Reason exception) throws Exception {
    if (!leg.from().equals(message.warehouse())) {
      out.refused(message, trigger.cause(), "OTHER_WAREHOUSE", "it belongs to " + leg.from());
      return;
    }
    switch (message.type()) {
      case ACCEPTED -> advance(leg, Stage.ACCEPTED, trigger);
      case PICKED, PACKED -> advance(leg, Stage.PICKED, trigger);
      case SHIPPED, PARTLY_SHIPPED -> leave(leg, message, trigger);
      case SHORT_PICK -> missing(leg, message, trigger);
      case REJECTED -> reject(leg, message.reason(), trigger);
      case CANCELLED -> cancel(leg, message, trigger);
      case CANCEL_FAILED -> carryOn(leg, trigger);
      case EXCEPTION -> tell(leg, trigger, exception);
      case WEIGHED -> {}
      case RECEIPT, RETURNED, ADJUSTMENT, RECLASSIFIED, SNAPSHOT ->
          throw new IllegalArgumentException(message.type() + " tells of goods");
    }
  }

  private void advance(Leg leg, Stage to, Trigger trigger) throws Exception {
    boolean forward =
        switch (leg.stage()) {
          case ASKED, ACCEPTED -> leg.stage().compareTo(to) < 0;
          case PICKED, RECALLED, GONE -> false;
        };
    if (forward) {
      transfers.become(leg.as(to), trigger, Reason.of("NOT_FOUND"));
    }
  }

  private void leave(Leg leg, WmsEvent message, Trigger trigger) throws Exception {
    boolean last = message.type() == WmsEvent.Type.SHIPPED;
    Map<String, Integer> units = units(message);
    if (isRefused(leg, message, units, true, trigger)) {
      return;
    }
    if (units.isEmpty()) {
      units = all(leg);
      if (units.isEmpty()) {
        if (!last || !hasLeft(leg)) {
          out.refused(message, trigger.cause(), "ALREADY_LEFT", "nothing of the delivery is left");
        }
        return;
      }
    }
    Map<String, Integer> locked = new LinkedHashMap<>();
    Map<String, Integer> free = new LinkedHashMap<>();
    Map<String, Integer> found = new LinkedHashMap<>();
    Map<String, Integer> stayed = new LinkedHashMap<>();
    Leg after = leg;
    for (Goods goods : leg.goods()) {
      int leaving = units.getOrDefault(goods.sku(), 0);
      int here = Math.min(leaving, goods.here());
      int back = Math.min(leaving - here, goods.givenBack());
      int missed = leaving - here - back;
      int rest = last ? goods.here() - here : 0;
      locked.put(goods.sku(), here);
      free.put(goods.sku(), back);
      found.put(goods.sku(), missed);
      stayed.put(goods.sku(), rest);
      after = after.with(goods.leave(here).leaveAfterAll(back).leaveFound(missed).miss(rest));
    }
    books.transferOut(Transfers.of(leg, locked), trigger);
    books.transferReleased(Transfers.of(leg, free), trigger);
    books.transferFound(Transfers.of(leg, found), trigger);
    books.writeOff(Transfers.of(leg, stayed), trigger);
    transfers.become(after, trigger, notFound(message.reason()));
  }

  /** What is locked; where all was given up and nothing has left, what was given back. */
  private static Map<String, Integer> all(Leg leg) {
    Map<String, Integer> all = new HashMap<>();
    for (Goods goods : leg.goods()) {
      int units = leg.isThere() ? goods.here() : hasLeft(leg) ? 0 : goods.givenBack();
      if (units > 0) {
        all.put(goods.sku(), units);
      }
    }
    return all;
  }

  private static boolean hasLeft(Leg leg) {
    return leg.goods().stream().anyMatch(goods -> goods.left() > 0);
  }

  private void missing(Leg leg, WmsEvent message, Trigger trigger) throws Exception {
    if (!leg.isThere()) {
      out.refused(message, trigger.cause(), "NOT_OPEN", "nothing of the delivery is awaited");
      return;
    }
    Map<String, Integer> units = units(message);
    if (isRefused(leg, message, units, false, trigger)) {
      return;
    }
    books.writeOff(Transfers.of(leg, units), trigger);
    Leg after = leg;
    for (Goods goods : leg.goods()) {
      after = after.with(goods.miss(units.getOrDefault(goods.sku(), 0)));
    }
    transfers.become(after, trigger, notFound(message.reason()));
  }

  /**
   * Whether a message names what the leg does not hold.
   *
   * @param any whether what was given up counts, too
   */
  private boolean isRefused(
      Leg leg, WmsEvent message, Map<String, Integer> units, boolean any, Trigger trigger) {
    for (Map.Entry<String, Integer> named : units.entrySet()) {
      Goods goods = leg.goods(named.getKey());
      int held = goods == null ? 0 : any ? goods.asked() - goods.left() : goods.here();
      if (named.getValue() > held) {
        out.refused(
            message, trigger.cause(), "OTHER_GOODS", "the delivery does not hold what is named");
        return true;
      }
    }
    return false;
  }

  /** It is not asked for goods of this order again. */
  private void reject(Leg leg, @Nullable String words, Trigger trigger) throws Exception {
    if (!leg.isThere()) {
      return;
    }
    OrderLock lock = leg.isAwaited() ? transfers.order(leg) : null;
    if (lock != null) {
      rows.keep(lock.refusedBy(leg.from()));
    }
    Reason why = words == null ? Reason.of("REJECTED") : Reason.of("REJECTED", words);
    giveBack(leg, trigger, why);
  }

  private void cancel(Leg leg, WmsEvent message, Trigger trigger) throws Exception {
    if (!leg.isThere()) {
      return;
    }
    if (leg.stage() != Stage.RECALLED) {
      out.refused(message, trigger.cause(), "NOT_ASKED", "nobody asked to cancel this delivery");
      return;
    }
    giveBack(leg, trigger, Reason.of("CANCELLED"));
    transfers.serveFirst(leg, trigger);
  }

  private void giveBack(Leg leg, Trigger trigger, Reason why) throws Exception {
    books.release(Transfers.here(leg), trigger);
    Leg after = leg;
    for (Goods goods : leg.goods()) {
      after = after.with(goods.giveBack());
    }
    transfers.become(after, trigger, why);
  }

  private void carryOn(Leg leg, Trigger trigger) throws Exception {
    if (leg.stage() == Stage.RECALLED) {
      books.staysAway(Transfers.here(leg), trigger);
      transfers.become(leg.as(Stage.PICKED), trigger, Reason.of("NOT_FOUND"));
    }
  }

  private void tell(Leg leg, Trigger trigger, Reason exception) throws Exception {
    OrderLock lock = transfers.order(leg);
    if (lock != null) {
      messages.exception(lock, Transfers.asked(leg), trigger, exception);
    }
  }

  private static Reason notFound(@Nullable String words) {
    return words == null ? Reason.of("NOT_FOUND") : Reason.of("NOT_FOUND", words);
  }

  private static Map<String, Integer> units(WmsEvent message) {
    Map<String, Integer> units = new HashMap<>();
    for (WmsEvent.Item item : message.items()) {
      units.merge(item.sku(), item.quantity(), Integer::sum);
    }
    return units;
  }
}
