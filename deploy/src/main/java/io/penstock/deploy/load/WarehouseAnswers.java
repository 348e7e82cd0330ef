package io.penstock.deploy.load;

import io.penstock.model.Delivery;
import io.penstock.model.WmsEvent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words in which warehouses answer. Each is a function of the delivery alone, its message id
 * and times included: said once more, it is the same message.
 */
final class WarehouseAnswers {

  private static final int REFUSED_PER_THOUSAND = 3;
  private static final int PICKED_AT_ONCE_PER_THOUSAND = 200;
  private static final int SAID_TWICE_PER_THOUSAND = 20;

  private static final List<String> CHINESE = List.of("SF", "ZTO", "YTO", "JD");
  private static final List<String> AMERICAN = List.of("UPS", "FEDEX", "USPS");
  private static final long TRACKING_NUMBERS = 1_000_000_000_000L;

  /** Whether the delivery will never be made, cancelled or not. */
  static boolean refuses(Delivery delivery) {
    return Scramble.picks("refuse " + delivery.deliveryId(), REFUSED_PER_THOUSAND);
  }

  /** Whether the delivery is picked so fast that no cancellation can reach it. */
  static boolean picksAtOnce(Delivery delivery) {
    return Scramble.picks("pick " + delivery.deliveryId(), PICKED_AT_ONCE_PER_THOUSAND);
  }

  /** How often a message is sent: warehouse systems repeat themselves. */
  static int times(WmsEvent answer) {
    return Scramble.picks("twice " + answer.messageId(), SAID_TWICE_PER_THOUSAND) ? 2 : 1;
  }

  static WmsEvent accepted(Delivery delivery) {
    return answer(delivery, WmsEvent.Type.ACCEPTED, 1, null);
  }

  static WmsEvent rejected(Delivery delivery) {
    return answer(delivery, WmsEvent.Type.REJECTED, 1, "the carrier does not serve this address");
  }

  static WmsEvent picked(Delivery delivery) {
    return answer(delivery, WmsEvent.Type.PICKED, 2, null);
  }

  static WmsEvent shipped(Delivery delivery) {
    return answer(delivery, WmsEvent.Type.SHIPPED, 3, null);
  }

  static WmsEvent cancelled(Delivery cancel) {
    return answer(cancel, WmsEvent.Type.CANCELLED, 1, null);
  }

  static WmsEvent cancelFailed(Delivery cancel) {
    return answer(cancel, WmsEvent.Type.CANCEL_FAILED, 1, "already picked");
  }

  private static WmsEvent answer(
      Delivery delivery, WmsEvent.Type type, int secondsLater, @Nullable String reason) {
    String id = delivery.deliveryId();
    boolean left = type == WmsEvent.Type.SHIPPED;
    String carrier = left ? carrier(delivery) : null;
    // A delivery is created once, but it may be recalled again after a recall that failed.
    boolean again = delivery.action() == Delivery.Action.CANCEL;
    return new WmsEvent(
        id + "/" + type + (again ? "@" + delivery.at().toEpochMilli() : ""),
        type,
        delivery.owner(),
        delivery.warehouse(),
        delivery.at().plus(Duration.ofSeconds(secondsLater)),
        id,
        delivery.lines().stream()
            .map(line -> new WmsEvent.Item(line.sku(), line.quantity()))
            .toList(),
        carrier,
        carrier == null ? null : carrier + Math.floorMod(Scramble.of(id), TRACKING_NUMBERS),
        reason);
  }

  private static String carrier(Delivery delivery) {
    List<String> carriers = "US".equals(delivery.consignee().country()) ? AMERICAN : CHINESE;
    return carriers.get(Math.floorMod(Scramble.of(delivery.deliveryId()), carriers.size()));
  }

  private WarehouseAnswers() {}
}
