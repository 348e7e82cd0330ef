package io.penstock.stock.books;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Of which articles something begins to hold that was published before: then more may be promised,
 * and other levels are to be told, although nothing comes.
 */
public final class Beginnings {

  private final StockRows rows;
  private final Alarm alarm;
  private final Instant wave;
  private final Instant now;
  private final Map<Instant, Set<String>> later = new TreeMap<>();

  /**
   * @param wave its end
   * @param now the end of the latest wave
   */
  public Beginnings(StockRows rows, Alarm alarm, Instant wave, Instant now) {
    this.rows = rows;
    this.alarm = alarm;
    this.wave = wave;
    this.now = now;
  }

  /** Something of the article begins to hold then, unless it does already. */
  void at(Instant from, String sku) {
    if (from.isAfter(now)) {
      later.computeIfAbsent(alarm.wake(from), end -> new LinkedHashSet<>()).add(sku);
    }
  }

  /** The articles of which something begins to hold in this wave. */
  public List<String> take() throws Exception {
    return rows.takeBeginnings(wave);
  }

  /** Each later wave is written once, however many articles are published in this one. */
  public void keep() throws Exception {
    for (Map.Entry<Instant, Set<String>> wave : later.entrySet()) {
      rows.begin(wave.getKey(), wave.getValue());
    }
  }
}
