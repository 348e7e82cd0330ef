package io.penstock.deploy.bench;

import io.penstock.deploy.load.Message;
import io.penstock.deploy.load.PeakDay;
import io.penstock.model.RawRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The messages of a peak day as records of {@code orders.raw}. */
public final class DayRecords {

  /** When the marketplaces' day is over, so nothing in a payload is of the future. */
  private static final Instant START = Instant.parse("2026-11-11T16:00:00Z");

  /** Those of which an order can be made, in their order; each slot is a millisecond. */
  public static List<RawRecord> readable(PeakDay day) {
    List<RawRecord> records = new ArrayList<>();
    for (Message message : day) {
      if (message.readable()) {
        records.add(message.raw(records.size(), START.plusMillis(message.slot())));
      }
    }
    return records;
  }

  private DayRecords() {}
}
