package io.penstock.finance;

import io.penstock.ReadMarketplaces;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normalised;
import io.penstock.model.BillLine;
import io.penstock.model.RawRecord;
import io.penstock.model.Reference;
import io.penstock.model.table.BillLineRow;
import java.util.List;
import org.apache.flink.util.Collector;

/** Turns a marketplace's settlement into lines of bills. */
public final class ReadBills extends ReadMarketplaces<BillLineRow> {

  public ReadBills(Marketplaces marketplaces, List<Reference> published, int maxBytes) {
    super(marketplaces, published, maxBytes);
  }

  @Override
  protected void give(RawRecord raw, Normalised read, Collector<BillLineRow> out)
      throws UnreadableException {
    if (read.bill().isEmpty()) {
      throw new UnreadableException(
          "WRONG_TOPIC", "orders and cases belong into orders.raw and aftersales.raw");
    }
    for (BillLine line : read.bill()) {
      out.collect(new BillLineRow(line, raw.cause()));
    }
  }
}
