package io.penstock.insight;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.TestOrder;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Status;
import io.penstock.model.Reason;
import org.junit.jupiter.api.Test;

class FunnelTest {

  private final TestOrder order = TestOrder.of("1");

  @Test
  void whoIsToldOfAnotherTimeIsNotQueuedOnceMore() {
    assertThat(Funnel.count(backordered("OUT_OF_STOCK")).backordered()).isOne();
    assertThat(Funnel.count(backordered("OUT_OF_STOCK", Reason.EXPECTED_ANEW)).backordered())
        .isZero();
  }

  private OrderEvent backordered(String... codes) {
    return order.event(OrderEvent.Type.BACKORDERED, Status.BACKORDERED, NOON, codes);
  }
}
