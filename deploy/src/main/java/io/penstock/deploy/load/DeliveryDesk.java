package io.penstock.deploy.load;

import io.penstock.model.Delivery;
import io.penstock.model.WmsEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What warehouses have on their desk of one partition of deliveries: taken in, not shipped yet.
 *
 * <p>The desk is what the deliveries from {@link #firstOpen} on make of it, so no copy of it need
 * be kept to begin again: whoever reads them once more has the same desk.
 */
final class DeliveryDesk {

  private record Open(long offset, Delivery delivery, Instant due) {}

  private final Duration handling;
  private final Map<String, Open> open = new LinkedHashMap<>();

  /**
   * @param handling between taking a delivery in and shipping it, so that it can be cancelled
   */
  DeliveryDesk(Duration handling) {
    this.handling = handling;
  }

  /** Takes an instruction in and says what there is to say at once. */
  void take(long offset, Delivery delivery, Instant now, Consumer<WmsEvent> answers) {
    switch (delivery.action()) {
      case CREATE -> create(offset, delivery, now, answers);
      case CANCEL -> answers.accept(cancel(delivery));
    }
  }

  private void create(long offset, Delivery delivery, Instant now, Consumer<WmsEvent> answers) {
    if (WarehouseAnswers.refuses(delivery)) {
      answers.accept(WarehouseAnswers.rejected(delivery));
      return;
    }
    answers.accept(WarehouseAnswers.accepted(delivery));
    answers.accept(WarehouseAnswers.picked(delivery));
    // Repeated while it is here, it stays where it lies: the desk is begun again from its first
    // offset.
    open.putIfAbsent(delivery.deliveryId(), new Open(offset, delivery, now.plus(handling)));
  }

  private WmsEvent cancel(Delivery cancel) {
    if (WarehouseAnswers.refuses(cancel)) {
      return WarehouseAnswers.cancelled(cancel);
    }
    boolean here = open.containsKey(cancel.deliveryId());
    if (!here || WarehouseAnswers.picksAtOnce(cancel)) {
      return WarehouseAnswers.cancelFailed(cancel);
    }
    open.remove(cancel.deliveryId());
    return WarehouseAnswers.cancelled(cancel);
  }

  /** Ships what has been handled by now. */
  void ship(Instant now, Consumer<WmsEvent> answers) {
    Iterator<Open> oldestFirst = open.values().iterator();
    while (oldestFirst.hasNext()) {
      Open next = oldestFirst.next();
      if (next.due().isAfter(now)) {
        return;
      }
      answers.accept(WarehouseAnswers.shipped(next.delivery()));
      oldestFirst.remove();
    }
  }

  /**
   * The offset of the oldest delivery that is still here.
   *
   * @param position where the next delivery will be read; the answer if the desk is empty
   */
  long firstOpen(long position) {
    Iterator<Open> oldestFirst = open.values().iterator();
    return oldestFirst.hasNext() ? oldestFirst.next().offset() : position;
  }
}
