package io.penstock.finance;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.table.SalesDay;
import io.penstock.state.SaleState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an order's events change in the sales of its day.
 *
 * <p>A sale is recognised once per order, when its audit first passes, on the day of payment; cash
 * on delivery has no payment yet, so there the day of placing counts. The day never moves. A later
 * version with another amount adjusts it, a cancellation counts it as cancelled, and if the order
 * is opened again and passes, it no longer does. A cancellation counts although goods may have left
 * in spite of it: the buyer does not pay.
 */
public final class SalesLedger {

  /**
   * What one event does.
   *
   * @param sale to remember; absent while no sale is recognised
   * @param changes to the sales of days, mostly none or one
   */
  public record Posting(@Nullable SaleState sale, List<SalesDay> changes) {}

  private static final Set<OrderEvent.Type> CONCERNING =
      Set.of(OrderEvent.Type.PASSED, OrderEvent.Type.CANCELLED);

  private static final Set<String> CONCERNING_NAMES =
      CONCERNING.stream().map(OrderEvent.Type::name).collect(Collectors.toUnmodifiableSet());

  /** Whether an event can change anything here. */
  public static boolean concerns(OrderEvent event) {
    return CONCERNING.contains(event.type());
  }

  /** Whether an event of this type can change anything here; one of unknown type may. */
  public static boolean mayConcern(@Nullable String type) {
    return type == null || CONCERNING_NAMES.contains(type);
  }

  /**
   * What the event does. A repeated event and a repeated decision do nothing.
   *
   * @param sale the one remembered of the event's order, if any
   */
  public static Posting post(@Nullable SaleState sale, OrderEvent event) {
    if (!concerns(event) || (sale != null && event.sequence() <= sale.sequence())) {
      return new Posting(sale, List.of());
    }
    if (event.type() == OrderEvent.Type.CANCELLED) {
      // The stock may tell of the end of an older version after a newer one has passed.
      return sale == null || event.version() < sale.version()
          ? new Posting(sale, List.of())
          : cancel(sale, event);
    }
    return sale == null ? recognise(event) : passAgain(sale, event);
  }

  private static Posting recognise(OrderEvent event) {
    SaleState sale = sale(event, day(event));
    return new Posting(sale, List.of(sold(event, sale, 1)));
  }

  private static Posting cancel(SaleState sale, OrderEvent event) {
    SaleState cancelled =
        new SaleState(
            event.sequence(),
            sale.day(),
            sale.currency(),
            sale.amountMinor(),
            sale.units(),
            true,
            sale.version());
    return new Posting(
        cancelled, sale.cancelled() ? List.of() : List.of(cancelled(event, sale, 1)));
  }

  private static Posting passAgain(SaleState sale, OrderEvent event) {
    SaleState now = sale(event, sale.day());
    List<SalesDay> changes = new ArrayList<>(3);
    if (sale.cancelled()) {
      changes.add(cancelled(event, sale, -1));
    }
    if (!now.currency().equals(sale.currency())
        || now.amountMinor() != sale.amountMinor()
        || now.units() != sale.units()) {
      changes.add(sold(event, sale, -1));
      changes.add(sold(event, now, 1));
    }
    return new Posting(now, changes);
  }

  private static SaleState sale(OrderEvent event, String day) {
    long units = 0;
    for (EventLine line : event.lines()) {
      units += line.quantity();
    }
    return new SaleState(
        event.sequence(), day, event.currency(), event.totalMinor(), units, false, event.version());
  }

  private static String day(OrderEvent event) {
    Instant paidAt = event.paidAt();
    Instant soldAt = paidAt == null ? event.placedAt() : paidAt;
    return soldAt.atZone(ZoneId.of(event.zone())).toLocalDate().toString();
  }

  /**
   * @param sign 1 to count the sale, -1 to take it back
   */
  private static SalesDay sold(OrderEvent of, SaleState sale, int sign) {
    return new SalesDay(
        of.marketplace(),
        of.shop(),
        sale.day(),
        sale.currency(),
        sign,
        sign * sale.units(),
        sign * sale.amountMinor(),
        0,
        0,
        0,
        1);
  }

  /**
   * @param sign 1 to count the sale as cancelled, -1 to take that back
   */
  private static SalesDay cancelled(OrderEvent of, SaleState sale, int sign) {
    return new SalesDay(
        of.marketplace(),
        of.shop(),
        sale.day(),
        sale.currency(),
        0,
        0,
        0,
        sign,
        sign * sale.units(),
        sign * sale.amountMinor(),
        1);
  }

  private SalesLedger() {}
}
