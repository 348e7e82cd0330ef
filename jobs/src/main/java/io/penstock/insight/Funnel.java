package io.penstock.insight;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.table.FunnelMinute;
import java.time.temporal.ChronoUnit;

/** Decides what of the funnel an event counts as. */
public final class Funnel {

  /** One event as a count; of a kind that the funnel does not show, a count of nothing. */
  public static FunnelMinute count(OrderEvent event) {
    OrderEvent.Type type = event.type();
    return new FunnelMinute(
        event.marketplace(),
        event.at().truncatedTo(ChronoUnit.MINUTES),
        one(type, OrderEvent.Type.RECEIVED),
        one(type, OrderEvent.Type.REDELIVERED),
        one(type, OrderEvent.Type.STALE),
        one(type, OrderEvent.Type.PASSED),
        one(type, OrderEvent.Type.HELD),
        one(type, OrderEvent.Type.WAITING),
        one(type, OrderEvent.Type.REJECTED),
        one(type, OrderEvent.Type.ALLOCATED),
        isQueued(event) ? 1 : 0,
        one(type, OrderEvent.Type.SHIPPED),
        one(type, OrderEvent.Type.CANCELLED));
  }

  /** And not only told that its goods are expected at another time. */
  private static boolean isQueued(OrderEvent event) {
    return event.type() == OrderEvent.Type.BACKORDERED
        && event.reasons().stream().noneMatch(one -> one.code().equals(Reason.EXPECTED_ANEW));
  }

  private static long one(OrderEvent.Type type, OrderEvent.Type column) {
    return type == column ? 1 : 0;
  }

  private Funnel() {}
}
