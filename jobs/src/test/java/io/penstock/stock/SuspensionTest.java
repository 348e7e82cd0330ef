package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders and stock, told wave by wave. */

/** What becomes of orders that the audit holds back. */
class SuspensionTest {

  private PoolInMemory pool;

  @BeforeEach
  void twoArticles() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  @Test
  void aSuspendedOrderThatWaitedLeavesTheQueueUntilItIsReleased() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.receive("east", "TEE", 1);
    assertThat(pool.queues).isEmpty();
    assertThat(pool.events).as("the audit has told why").isEmpty();
    assertThat(pool.deliveries).isEmpty();

    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 1#1.1 east [TEE*1]");
  }

  @Test
  void anOrderThatWaitsIsHeldBackAndOneThatAWarehouseHasGoesOn() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").retain(), Wish.of("2", "TEE*1").retain());
    assertThat(pool.events).containsExactlyInAnyOrder("1 TOO_LATE_TO_HOLD", "2 HELD");
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.queues).isEmpty();

    pool.receive("east", "TEE", 1);
    assertThat(pool.deliveries).as("it is held").isEmpty();
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").resume(), Wish.of("2", "TEE*1").resume());
    assertThat(pool.events).containsExactly("2 PASSED", "2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 2#1.1 east [TEE*1]");
  }

  @Test
  void anOrderThatIsHeldBackInTheWaveInWhichItCameGetsNothing() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("1", "TEE*1").retain());

    assertThat(pool.events).containsExactly("1 HELD");
    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void whatANewerVersionChangesIsDoneAlthoughItIsHeldBackInTheSameWave() throws Exception {
    pool.receive("east", "TEE", 3);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(
        Wish.of("1", "TEE*2").version(2).allocate(), Wish.of("1", "TEE*2").version(2).retain());
    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [ORDER_CHANGED]", "1 HELD");

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.deliveries)
        .as("what was recalled before is not sent again")
        .containsExactly("CANCEL 1#1.1 east [TEE*1]");
  }

  @Test
  void anOrderThatIsOverIsNotHeldBack() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").cancel());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").retain());

    assertThat(pool.events).isEmpty();
  }

  @Test
  void whatIsAbandonedEndsOnlyWhatWasHeldBack() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").retain(), Wish.of("2", "TEE*1").retain());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").abandon(), Wish.of("2", "TEE*1").abandon());

    assertThat(pool.events).containsExactly("2 CANCELLED");
  }

  @Test
  void whatWouldHoldAnOlderVersionHoldsNoNewerOne() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").retain());
    pool.receive("east", "TEE", 1);

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
  }

  @Test
  void aSuspendedOrderIsRecalledAndNotCancelled() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").version(2).suspend());
    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [ORDER_SUSPENDED]");
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
    pool.forget();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.receive("east", "TEE", 5);
    assertThat(pool.events).isEmpty();
    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 7, 0, 0));
    assertThat(pool.locks).isEmpty();

    pool.wave(Wish.of("1", "TEE*3").version(3).allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*3]");
  }

  @Test
  void anOrderThatIsReleasedDuringItsRecallIsSourcedOnceTheWarehouseHasAnswered() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).suspend());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*2").version(2).allocate());
    assertThat(pool.deliveries).isEmpty();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*2]");
  }

  @Test
  void whatASuspensionCannotStopIsShippedAndTheRestStaysWhereItIs() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).suspend());
    pool.forget();
    pool.wave(
        pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"),
        pool.answer(Type.CANCELLED, "north", "1#1.2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events).containsExactly("1#1.1 PARTLY_SHIPPED");
    assertThat(pool.deliveries).isEmpty();
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).allocate());
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [CAP*1]");
  }

  @Test
  void aRefusedDeliveryOfASuspendedOrderIsNotSourcedElsewhere() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "TEE", 1));
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));

    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east").locked()).isZero();
  }

  @Test
  void aSuspendedOrderCanBeCancelled() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.wave(Wish.of("2", "TEE*1").version(2).suspend());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel(), Wish.of("2", "TEE*1").version(2).cancel());
    assertThat(pool.deliveries).as("it is recalled already").isEmpty();
    pool.wave(pool.answer(Type.CANCELLED, "east", "2#1.1"));

    assertThat(pool.events).containsExactly("1 CANCELLED", "2 CANCELLED");
  }

  @Test
  void anEndingOrderThatIsReopenedButSuspendedIsNotCancelled() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(3).suspend());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east").available()).isOne();
  }

  @Test
  void aSuspensionStopsItsOwnVersionAndNoNewerOne() throws Exception {
    pool.receive("east", "TEE", 9);
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).suspend());
    pool.wave(
        Wish.of("2", "TEE*1").version(2).suspend(), Wish.of("2", "TEE*1").version(1).allocate());
    pool.wave(Wish.of("2", "TEE*1").version(1).allocate());
    pool.wave(
        Wish.of("3", "TEE*1").version(2).suspend(), Wish.of("3", "TEE*1").version(2).allocate());
    pool.wave(Wish.of("4", "TEE*1").allocate(), Wish.of("4", "TEE*1").suspend());
    pool.wave(Wish.of("5", "TEE*1").allocate());
    pool.wave(Wish.of("5", "TEE*1").suspend());

    assertThat(pool.deliveries)
        .containsExactly(
            "CREATE 1#1.1 east [TEE*1]",
            "CREATE 3#1.1 east [TEE*1]",
            "CREATE 5#1.1 east [TEE*1]",
            "CANCEL 5#1.1 east [TEE*1]");
  }
}
