package io.penstock.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * With whom a parcel waits or travels. Every parcel of a merged delivery knows all of them, so the
 * lineage lasts as long as any of the orders is remembered.
 *
 * @param gathering the key of the gathering that it waits in; absent once it does not
 * @param until when it leaves at the latest; once it has left, when it did
 * @param parcels those of the delivery that it left in, first the one that the delivery is named
 *     after; empty while it waits and where it left alone
 */
public record Company(@Nullable String gathering, Instant until, List<String> parcels) {

  private static final char AND_OTHERS = '+';

  Company over() {
    return new Company(null, until, parcels);
  }

  /** Of a merged delivery: {@code taobao/shop/4711#1.2+3} is that parcel and three others. */
  public String deliveryId() {
    return parcels.get(0) + AND_OTHERS + (parcels.size() - 1);
  }

  /** The parcel that a delivery is named after; one that is not merged is named after its own. */
  public static String first(String deliveryId) {
    int end = deliveryId.indexOf(AND_OTHERS, Math.max(0, deliveryId.lastIndexOf('#')));
    return end < 0 ? deliveryId : deliveryId.substring(0, end);
  }
}
