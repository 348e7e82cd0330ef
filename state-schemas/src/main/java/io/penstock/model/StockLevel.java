package io.penstock.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many units of a SKU can be promised and may be offered, as of the wave that ended {@code at}.
 *
 * @param availableToPromise on hand less locked, over all warehouses, less the safety stock; never
 *     below 0
 * @param bundle whether it is sold as one and lies in the warehouses as several articles: then it
 *     is so much as the scarcest of them allows, and of itself nothing is on hand
 * @param offered what shops may sell that have no channel of their own: what can be promised, less
 *     what is set aside for channels and what those want who wait, and the oversell allowance and
 *     what may be sold before it comes; never below 0, and 0 where the catalogue does not know the
 *     SKU
 * @param channels what the channels may sell for which something is set aside, or that have a
 *     quota; absent where there is none
 * @param expected units that purchase orders are to bring in time; of a bundle none
 */
public record StockLevel(
    String pool,
    String sku,
    long onHand,
    long locked,
    long availableToPromise,
    Instant at,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean bundle,
    @Nullable Long offered,
    @Nullable List<ChannelLevel> channels,
    @JsonSetter(nulls = Nulls.AS_EMPTY) long expected) {

  /**
   * What the shops of one channel may sell together.
   *
   * @param channel a marketplace, or {@code marketplace/shop}
   */
  public record ChannelLevel(String channel, long offered) {}

  /** The key of the compacted topic. */
  public String key() {
    return pool + "/" + sku;
  }
}
