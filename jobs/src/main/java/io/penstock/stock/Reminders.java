package io.penstock.stock;

import io.penstock.stock.books.Alarm;
import io.penstock.stock.books.StockRows;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** At which times an order must be looked at, although nothing may be told of it until then. */
final class Reminders {

  private final StockRows rows;
  private final Alarm alarm;
  private final Instant now;

  /**
   * @param now the end of the wave
   */
  Reminders(StockRows rows, Alarm alarm, Instant now) {
    this.rows = rows;
    this.alarm = alarm;
    this.now = now;
  }

  /** In this wave there are no more: what is due already is looked at in the next one. */
  void remind(String orderKey, Instant due) throws Exception {
    Instant latest = due.isAfter(now) ? due : now.plusMillis(1);
    rows.remind(alarm.wake(latest), Set.of(orderKey));
  }

  /** The orders to look at in this wave; each is named once. */
  List<String> take() throws Exception {
    return rows.takeReminders(now);
  }
}
