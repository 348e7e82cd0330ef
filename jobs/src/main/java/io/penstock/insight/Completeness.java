package io.penstock.insight;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.model.table.ShopHour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether all orders of a shop's hour have reached us. Every order that did is counted
 * once; only the marketplace's own total tells of one that never did.
 */
final class Completeness {

  /** How long orders may be on their way after the marketplace has counted them. */
  static final Duration GRACE = Duration.ofMinutes(10);

  /**
   * What an event changes of its shop's hour; null where it changes nothing.
   *
   * @param before where the order stood, if it was known
   */
  static @Nullable ShopHour change(@Nullable OrderStatusRow before, OrderEvent event) {
    if (event.type() != OrderEvent.Type.RECEIVED) {
      return null;
    }
    OrderStatusRow known = before == null || before.version() == 0 ? null : before;
    long orders = known == null ? 1 : 0;
    long amount = event.totalMinor() - (known == null ? 0 : known.totalMinor());
    return orders == 0 && amount == 0
        ? null
        : ShopHour.change(
            event.marketplace(),
            event.shop(),
            event.placedAt().truncatedTo(ChronoUnit.HOURS),
            event.currency(),
            orders,
            amount);
  }

  /**
   * The hour after its marketplace told its total, or took it back; null where there is neither a
   * total nor an order.
   *
   * @param total absent where it was taken back
   * @param at when it was told
   */
  static @Nullable ShopHour told(
      @Nullable ShopHour before, Reference.@Nullable ControlTotal total, Instant at) {
    if (total == null) {
      return before == null ? null : before.expecting(null, null, at);
    }
    ShopHour now =
        before == null
            ? ShopHour.change(
                total.marketplace(), total.shop(), total.hour(), total.currency(), 0, 0)
            : before;
    return now.expecting(total.orders(), total.amountMinor(), at.plus(GRACE));
  }

  /**
   * The hour after it was looked at; equal to what it was where that changes nothing.
   *
   * @param at event time
   */
  static ShopHour compare(ShopHour hour, Instant at) {
    Instant from = hour.compareAt();
    boolean isDue = from != null && !from.isAfter(at);
    return isDue && hour.differs() != hour.gap() ? hour.turned() : hour;
  }

  private Completeness() {}
}
