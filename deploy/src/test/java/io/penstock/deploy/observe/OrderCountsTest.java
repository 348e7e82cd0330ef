package io.penstock.deploy.observe;

import static io.penstock.deploy.observe.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderCountsTest {

  private final OrderCounts counts = new OrderCounts();

  @Test
  void aPersonsReleaseIsNotCountedAsAnotherVerdict() {
    counts.add(event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 10));
    counts.add(event("1", 2, OrderEvent.Type.HELD, OrderEvent.Status.HELD, 10));
    counts.add(event("1", 3, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 99, "anna"));

    assertThat(counts.verdicts(OrderEvent.Type.HELD)).isEqualTo(1);
    assertThat(counts.verdicts(OrderEvent.Type.PASSED)).isZero();
    assertThat(counts.unjudged()).isZero();
  }

  @Test
  void aVersionHasOneVerdictThoughStockHoldsItLater() {
    counts.add(event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 10));
    counts.add(event("1", 2, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 10));
    counts.add(event("1", 3, OrderEvent.Type.HELD, OrderEvent.Status.HELD, 10));

    assertThat(counts.verdicts(OrderEvent.Type.PASSED)).isEqualTo(1);
    assertThat(counts.verdicts(OrderEvent.Type.HELD)).isZero();
  }

  @Test
  void aVersionWithoutAVerdictIsNoticedEvenIfTheNextOneHasOne() {
    counts.add(event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 10));
    counts.add(event("1", 2, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 11));
    counts.add(event("1", 3, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 11));
    counts.add(event("2", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 12));

    assertThat(counts.unjudged()).isEqualTo(2);
  }

  @Test
  void anOrderThatComesInManyVersionsIsOneOrder() {
    counts.add(event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 10));
    counts.add(event("1", 2, OrderEvent.Type.REDELIVERED, OrderEvent.Status.NEW, 11));
    counts.add(event("1", 3, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 12));
    counts.add(event("2", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 13));

    assertThat(counts.accepted()).isEqualTo(2);
    assertThat(counts.events(OrderEvent.Type.RECEIVED)).isEqualTo(3);
  }

  @Test
  void aCancellationThatWaitsForTheWarehouseIsJudgedByItsAnswer() {
    counts.add(event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 10));
    counts.add(event("1", 2, OrderEvent.Type.CANCELLED, OrderEvent.Status.CANCELLED, 77));

    assertThat(counts.cancelledVersions()).isEqualTo(1);
    assertThat(counts.unjudged()).isZero();
  }

  @Test
  void aMissingAndARepeatedEventAreNoticed() {
    counts.add(event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 10));
    counts.add(event("1", 3, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 10));
    counts.add(event("1", 3, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 10));

    assertThat(counts.gaps()).isEqualTo(2);
  }

  @Test
  void anOrderIsSoldOnceAndStandsWhereItsLastEventSays() {
    counts.add(event("1", 1, OrderEvent.Type.RECEIVED, OrderEvent.Status.NEW, 10));
    counts.add(event("1", 2, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 10));
    counts.add(event("1", 3, OrderEvent.Type.RECEIVED, OrderEvent.Status.PASSED, 11));
    counts.add(event("1", 4, OrderEvent.Type.PASSED, OrderEvent.Status.PASSED, 11));
    counts.add(event("1", 5, OrderEvent.Type.ALLOCATED, OrderEvent.Status.ALLOCATED, 11));

    assertThat(counts.sold()).isEqualTo(1);
    assertThat(counts.sales()).containsExactly(Map.entry("CNY", 1_000L));
    assertThat(counts.byStatus()).containsExactly(Map.entry(OrderEvent.Status.ALLOCATED, 1L));
  }
}
