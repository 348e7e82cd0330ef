package io.penstock.deploy.bench.plain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the loop needs of an order.
 *
 * @param id null where the marketplace said none
 * @param modified text that is larger for a later version of the same order
 * @param totalMinor what the buyer pays
 * @param sumMinor what lines and freight add up to
 */
record PlainOrder(
    @Nullable String id,
    Status status,
    String modified,
    long totalMinor,
    long sumMinor,
    Receiver receiver,
    @Nullable String message,
    List<Line> lines) {

  enum Status {
    UNPAID,
    PAID,
    SHIPPED,
    CLOSED
  }

  record Line(@Nullable String sku, int units) {}

  /**
   * Who gets it. What a marketplace does not tell is null.
   *
   * @param street or whatever stands for it
   */
  record Receiver(
      @Nullable String buyer,
      @Nullable String token,
      @Nullable String phone,
      @Nullable String region,
      @Nullable String city,
      @Nullable String street) {}
}
