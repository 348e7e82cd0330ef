package io.penstock.stock;

import io.penstock.model.Consignee;
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
    Map<String, Integer> named = units(message.items());
    boolean all = named.isEmpty();
    List<Member> parcels = deliveries.withParts(members);
    List<Member> here = here(parcels, all);
    if (here.isEmpty()) {
      if (!last || parcels.stream().noneMatch(Shipments::hasLeft)) {
        out.refused(message, trigger.cause(), "ALREADY_LEFT", "nothing of the delivery is left");
      }
      return;
    }
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

  /**
   * Of what of a delivery units may leave: of what is awaited first, then of what was given up.
   * Where some has left, nothing that was given up goes with a message that names nothing, because
   * that only ends the delivery. What could not be found may leave after all, before the delivery
   * is over.
   */
  private static List<Member> here(List<Member> parcels, boolean all) {
    boolean some = parcels.stream().anyMatch(Shipments::hasLeft);
    List<Member> here = new ArrayList<>();
    List<Member> givenUp = new ArrayList<>();
    List<Member> missing = new ArrayList<>();
    for (Member member : parcels) {
      Status status = member.parcel().status();
      if (status.isOpen()) {
        here.add(member);
      } else if (status == Status.SHORT) {
        missing.add(member);
      } else if (status != Status.SHIPPED) {
        givenUp.add(member);
      }
    }
    if (!all || !some) {
      here.addAll(givenUp);
    }
    if (!all && (!here.isEmpty() || !some)) {
      here.addAll(missing);
    }
    return here;
  }

  private static boolean hasLeft(Member member) {
    return member.parcel().status() == Status.SHIPPED;
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
    boolean expected = open || isWelcome(lock, parcel);
    List<Reason> reasons = new ArrayList<>(0);
    if (parcel.status() == Status.SHORT) {
      reasons.add(Reason.of("FOUND_AFTER_ALL"));
    }
    switch (parcel.status()) {
      case SHORT -> books.shipFound(lock.order().order(), parcel, trigger);
      case CANCELLED, REJECTED -> books.shipReleased(lock.order().order(), parcel, trigger);
      default -> books.ship(parcel, trigger);
    }
    Parcel left = Shares.priced(lock, parcel.as(Status.SHIPPED));
    OrderLock shipped = lock.with(left);
    rows.keep(shipped);
    if (parcel.status().isRecalled()) {
      messages.oldAddress(shipped, left, trigger);
    }
    boolean more = shipped.hasOpenParcel() || (shipped.wanted() && !Demand.open(shipped).isEmpty());
    if (!expected || (!lock.wanted() && lock.cancelled())) {
      reasons.add(Reason.of("CLAIM_DUE", parcel.warehouse() + " sent " + text(left)));
      messages.delivery(
          OrderEvent.Type.SHIPPED_AFTER_CANCEL, shipped, left, trigger, message, reasons);
      aftermath.finish(lock, shipped, trigger);
      return;
    }
    OrderEvent.Type type = more ? OrderEvent.Type.PARTLY_SHIPPED : OrderEvent.Type.SHIPPED;
    reasons.addAll(Messages.otherWaybill(left, message));
    messages.delivery(type, shipped, left, trigger, message, reasons);
    if (shipped.wanted() && (more || !open)) {
      aftermath.source(shipped, trigger);
    }
  }

  /** What was given up is welcome all the same where nothing was found in its place. */
  private static boolean isWelcome(OrderLock lock, Parcel parcel) {
    Consignee old = parcel.oldAddress();
    return lock.isServed()
        && !lock.reserved()
        && (old == null || old.equals(lock.order().order().consignee()))
        && Demand.isOpen(lock, parcel.lines());
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
