package io.penstock.deploy.load;

import io.penstock.connectors.kafka.Topics;
import io.penstock.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One message of a marketplace on its way to {@code orders.raw}.
 *
 * @param slot when it is due, counted in orders: at a rate of {@code r} orders a minute it is sent
 *     {@code slot / r} minutes after the start
 * @param order which order of the day it belongs to: 0, 1, 2, ...
 * @param readable whether the hub can make an order of it; what is not ends as a dead letter
 * @param shop also the record's key
 * @param payload as the marketplace writes it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
public record Message(
    long slot, long order, boolean readable, String marketplace, String shop, byte[] payload) {

  byte[] key() {
    return shop.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * As the topic gives it back that has a single partition.
   *
   * @param at when it was sent
   */
  public RawRecord raw(long offset, Instant at) {
    return new RawRecord(Topics.ORDERS_RAW, 0, offset, at, shop, marketplace, shop, null, payload);
  }

  /** Without the payload, which names persons. */
  @Override
  public String toString() {
    return "Message[" + marketplace + "/" + shop + " order " + order + " slot " + slot + "]";
  }
}
