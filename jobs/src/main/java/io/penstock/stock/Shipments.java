package io.penstock.stock;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.WmsEvent;
import io.penstock.state.OrderLock;
import io.penstock.state.Parcel;
import io.penstock.state.Parcel.Status;
import io.penstock.stock.books.Books;
import io.penstock.stock.books.Deliveries;
import io.penstock.stock.books.Deliveries.Member;
import io.penstock.stock.books.Demand;
import io.penstock.stock.books.Messages;
import io.penstock.stock.books.Messages.Trigger;
import io.penstock.stock.books.Outbox;
import io.penstock.stock.books.Shares;
import io.penstock.stock.books.StockRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Books which units of a delivery left, and which the warehouse cannot find.
 *
 * <p>A message names units by SKU; of a merged delivery they are those of its first parcel that
 * holds some, then of the next. Units that go another way than the rest of their parcel become a
 * parcel of their own.
 */
final class Shipments {

  private final StockRows rows;
  private final Books books;
  private final Deliveries deliveries;
  private final Messages messages;
  private final Outbox out;
  private final Aftermath aftermath;

  Shipments(
      StockRows rows,
      Books books,
      Deliveries deliveries,
      Messages messages,
      Outbox out,
      Aftermath aftermath) {
    this.rows = rows;
    this.books = books;
    this.deliveries = deliveries;
    this.messages = messages;
    this.out = out;
    this.aftermath = aftermath;
  }

  /** Units left, whatever was agreed; with the last of them the delivery is over. */
  void left(WmsEvent message, List<Member> members, Trigger trigger) throws Exception {
    boolean last = message.type() == WmsEvent.Type.SHIPPED;
    List<Member> here = new ArrayList<>();
    for (Member member : members) {
      Status status = member.parcel().status();
      if (status != Status.SHIPPED && status != Status.SHORT) {
        here.add(member);
      }
    }
    if (here.isEmpty()) {
      if (!last) {
        out.refused(message, trigger.cause(), "ALREADY_LEFT", "all of the delivery had left");
      }
      return;
    }
    Map<String, Integer> named = units(message.items());
    boolean all = named.isEmpty();
    if (refused(message, named, here, trigger)) {
      return;
    }
    for (Member told : here) {
      Member member = deliveries.now(told);
      Parcel parcel = member.parcel();
      Parcel.Division units =
          all ? new Parcel.Division(parcel.lines(), List.of()) : parcel.divide(named);
      if (units.left().isEmpty()) {
        ship(member.lock(), parcel, message, trigger);
      } else if (last) {
        shipWithout(member, units, message, trigger);
      } else if (!units.named().isEmpty()) {
        Parcel part = parcel.part(member.lock().partOf(parcel), parcel.status(), units.named());
        ship(member.lock().divided(part, parcel.with(units.left())), part, message, trigger);
      }
    }
  }

  /** The delivery is over, and not all of the parcel has left. */
  private void shipWithout(Member member, Parcel.Division units, WmsEvent message, Trigger trigger)
      throws Exception {
    OrderLock lock = member.lock();
    Parcel parcel = member.parcel();
    boolean open = parcel.status().isOpen();
    if (units.named().isEmpty()) {
      if (open) {
        miss(lock, parcel, trigger, message.reason());
      }
      return;
    }
    Parcel stayed = parcel.part(lock.partOf(parcel), parcel.status(), units.left());
    Parcel left = parcel.with(units.named());
    OrderLock divided = lock.divided(stayed, left);
    rows.keep(divided);
    if (open) {
      miss(divided, stayed, trigger, message.reason());
    }
    ship(deliveries.now(new Member(divided, left)).lock(), left, message, trigger);
  }

  /** Units cannot be found; the rest of the delivery goes on. */
  void missing(WmsEvent message, List<Member> members, Trigger trigger) throws Exception {
    List<Member> open = new ArrayList<>();
    for (Member member : members) {
      if (member.parcel().status().isOpen()) {
        open.add(member);
      }
    }
    if (open.isEmpty()) {
      out.refused(message, trigger.cause(), "NOT_OPEN", "nothing of the delivery is awaited");
      return;
    }
    Map<String, Integer> named = units(message.items());
    if (refused(message, named, open, trigger)) {
      return;
    }
    for (Member told : open) {
      Member member = deliveries.now(told);
      Parcel parcel = member.parcel();
      Parcel.Division units = parcel.divide(named);
      if (units.left().isEmpty()) {
        miss(member.lock(), parcel, trigger, message.reason());
      } else if (!units.named().isEmpty()) {
        Parcel part = parcel.part(member.lock().partOf(parcel), parcel.status(), units.named());
        OrderLock divided = member.lock().divided(part, parcel.with(units.left()));
        miss(divided, part, trigger, message.reason());
      }
    }
  }

  private boolean refused(
      WmsEvent message, Map<String, Integer> named, List<Member> members, Trigger trigger) {
    Map<String, Integer> tooMany = new HashMap<>(named);
    for (Member member : members) {
      member.parcel().divide(tooMany);
    }
    tooMany.values().removeIf(units -> units == 0);
    if (tooMany.isEmpty()) {
      return false;
    }
    out.refused(
        message, trigger.cause(), "OTHER_GOODS", "the delivery does not hold what is named");
    return true;
  }

  private void ship(OrderLock lock, Parcel parcel, WmsEvent message, Trigger trigger)
      throws Exception {
    boolean open = parcel.status().isOpen();
    if (open) {
      books.ship(parcel, trigger);
    } else {
      books.shipReleased(parcel, trigger);
    }
    Parcel left = Shares.priced(lock, parcel.as(Status.SHIPPED));
    OrderLock shipped = lock.with(left);
    rows.keep(shipped);
    if (parcel.status().isRecalled()) {
      messages.oldAddress(shipped, left, trigger);
    }
    boolean more = shipped.hasOpenParcel() || (shipped.wanted() && !Demand.open(shipped).isEmpty());
    if (!open || (!lock.wanted() && lock.cancelled())) {
      messages.delivery(
          OrderEvent.Type.SHIPPED_AFTER_CANCEL,
          shipped,
          left,
          trigger,
          message,
          List.of(Reason.of("CLAIM_DUE", parcel.warehouse() + " sent " + text(left))));
      aftermath.finish(lock, shipped, trigger);
      return;
    }
    OrderEvent.Type type = more ? OrderEvent.Type.PARTLY_SHIPPED : OrderEvent.Type.SHIPPED;
    messages.delivery(type, shipped, left, trigger, message, Messages.otherWaybill(left, message));
    if (shipped.wanted() && more) {
      aftermath.source(shipped, trigger);
    }
  }

  /** The goods of a parcel are not there: nobody waits for them, and they are sourced anew. */
  private void miss(OrderLock lock, Parcel parcel, Trigger trigger, @Nullable String words)
      throws Exception {
    List<String> counted = books.writeOff(parcel, trigger);
    Parcel missing = parcel.as(Status.SHORT);
    OrderLock without = aftermath.withLess(lock.with(missing), trigger);
    List<Reason> why = new ArrayList<>();
    why.add(words == null ? Reason.of("NOT_FOUND") : Reason.of("NOT_FOUND", words));
    if (!counted.isEmpty()) {
      why.add(Reason.of("COUNTED_BEFORE", String.join(", ", counted)));
    }
    messages.delivery(OrderEvent.Type.SHORT_PICKED, without, missing, trigger, null, why);
    aftermath.finish(lock, without, trigger);
  }

  private static Map<String, Integer> units(List<WmsEvent.Item> items) {
    Map<String, Integer> units = new HashMap<>();
    for (WmsEvent.Item item : items) {
      units.merge(item.sku(), item.quantity(), Integer::sum);
    }
    return units;
  }

  private static String text(Parcel parcel) {
    StringJoiner text = new StringJoiner(", ");
    for (Parcel.Line line : parcel.lines()) {
      text.add(line.sku() + "*" + line.quantity());
    }
    return text.toString();
  }
}
