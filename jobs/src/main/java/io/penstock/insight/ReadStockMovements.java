package io.penstock.insight;

import io.penstock.connectors.Json;
import io.penstock.connectors.UnreadableException;
import io.penstock.model.RawRecord;
import io.penstock.model.StockEntry;
import io.penstock.model.StockMovement.Entry;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the ledger of the stock, entry by entry.
 *
 * <p>It is written by Penstock alone, so an entry that cannot be read is a bug or a broken topic,
 * and balances without it would be wrong: the job stops and names its position. Of what kind a
 * movement is does not matter for them, so a newer release may add kinds.
 */
final class ReadStockMovements implements FlatMapFunction<RawRecord, StockEntry> {

  /** As much of a movement as counts. */
  record Booked(String pool, Instant at, List<Entry> entries) {}

  @Override
  public void flatMap(RawRecord raw, Collector<StockEntry> out) {
    try {
      Booked booked = Json.read(raw.value(), Booked.class);
      for (Entry entry : booked.entries()) {
        out.collect(new StockEntry(booked.pool(), booked.at(), entry));
      }
    } catch (UnreadableException unreadable) {
      throw new IllegalStateException(
          "The stock movement " + raw.cause() + " cannot be read: " + unreadable.reason(),
          unreadable);
    }
  }
}
