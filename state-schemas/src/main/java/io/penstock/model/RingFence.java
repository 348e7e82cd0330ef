package io.penstock.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one channel may have of an article, and the others may not. Units that it has taken are
 * counted from when the fence begins to hold, and no more when they are given back; a version with
 * the same beginning goes on counting.
 *
 * @param channel a marketplace, or {@code marketplace/shop}; of several that fit an order the
 *     narrowest counts, and the others are none of its business
 * @param units that are set aside for the channel; absent: none
 * @param atMost how many units it may take in all; absent: any number. One of the two is there
 */
public record RingFence(
    String pool, String sku, String channel, @Nullable Integer units, @Nullable Integer atMost)
    implements Serializable {

  /** What is between SKU and channel in the record's id: {@code pool/sku@channel}. */
  public static final char AT = '@';

  /** The id of the record that publishes it. */
  public String id() {
    return pool + "/" + sku + AT + channel;
  }
}
