package io.penstock.deploy.observe;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.penstock.model.Cause;
import io.penstock.model.Order;
import io.penstock.model.OrderEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an observer reads of an {@link OrderEvent}: whoever takes all of it takes a core's worth of
 * time from those who are observed.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SeenEvent(
    String marketplace,
    String shop,
    String orderId,
    long sequence,
    OrderEvent.Type type,
    OrderEvent.Status status,
    Instant receivedAt,
    Cause cause,
    @Nullable String actor,
    String currency,
    long totalMinor) {

  /** The order's identity: {@code marketplace/shop/orderId}. */
  public String key() {
    return Order.key(marketplace, shop, orderId);
  }
}
