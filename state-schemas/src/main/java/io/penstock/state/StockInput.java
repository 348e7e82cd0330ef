package io.penstock.state;

import io.penstock.model.Cause;
import io.penstock.model.Reference;
import io.penstock.model.StockRequest;
import io.penstock.model.WmsEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a stock pool must deal with; it lies in the pool's inbox until its wave comes.
 * Exactly one of the last three is present.
 *
 * @param at the record's time: it decides the wave
 * @param sku a record of the catalogue: an article, a bundle, a gift or numbers of waybills
 */
public record StockInput(
    String pool,
    Instant at,
    Cause cause,
    @Nullable StockRequest request,
    @Nullable WmsEvent wms,
    @Nullable Reference sku) {

  public static StockInput of(StockRequest request) {
    return new StockInput(request.pool(), request.at(), request.cause(), request, null, null);
  }

  public static StockInput of(WmsEvent wms, Cause cause, Instant at) {
    return new StockInput(wms.owner(), at, cause, null, wms, null);
  }

  public static StockInput of(String pool, Reference sku, Cause cause, Instant at) {
    return new StockInput(pool, at, cause, null, null, sku);
  }
}
