package io.penstock.intake;

import io.penstock.ReadMarketplaces;
import io.penstock.connectors.UnreadableException;
import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.Normalised;
import io.penstock.model.OrderNews;
import io.penstock.model.RawRecord;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.ReceivedNews;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Turns a marketplace's payload into canonical orders and news of orders.
 *
 * <p>An after-sales case is news of its order, too: what it changes of the order is read from
 * there.
 */
public final class Normalise extends ReadMarketplaces<ReceivedMessage> {

  public Normalise(Marketplaces marketplaces, List<Reference> published, int maxBytes) {
    super(marketplaces, published, maxBytes);
  }

  @Override
  protected void give(RawRecord raw, Normalised read, Collector<ReceivedMessage> out)
      throws UnreadableException {
    if (!read.bill().isEmpty()) {
      throw new UnreadableException("WRONG_TOPIC", "bills belong into settlements.raw");
    }
    for (ReceivedOrder order : read.received(raw)) {
      out.collect(ReceivedMessage.of(order));
    }
    for (OrderNews news : read.toldOfOrders()) {
      out.collect(ReceivedMessage.of(new ReceivedNews(news, raw.cause(), raw.timestamp())));
    }
  }
}
