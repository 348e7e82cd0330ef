package io.penstock.stock;

import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reference.Timeout;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders and stock, told wave by wave. */

/** What becomes of orders that end, and of those that come back. */
class CancellationTest {

  private PoolInMemory pool;

  @BeforeEach
  void twoArticles() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  @Test
  void aCancelledOrderThatWaitedIsOverAtOnce() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    assertThat(pool.events).containsExactly("1 CANCELLED");
    assertThat(pool.queues).isEmpty();
    pool.forget();

    pool.receive("east", "TEE", 1);

    assertThat(pool.deliveries).isEmpty();
    assertThat(pool.cell("TEE", "east").available()).isEqualTo(1);
  }

  @Test
  void theEndOfACancelledVersionIsToldOnce() throws Exception {
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    assertThat(pool.events).containsExactly("1 CANCELLED");

    pool.wave(Wish.of("1", "TEE*1").version(3).cancel());
    assertThat(pool.events).as("another version").hasSize(2);
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());
    pool.wave(Wish.of("1", "TEE*1").version(3).cancel());
    assertThat(pool.events).as("it was wanted in between").last().isEqualTo("1 CANCELLED");
    assertThat(pool.events).hasSize(4);
  }

  @Test
  void anOrderThatWasCancelledBeforeItCameGetsNothing() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.wave(Wish.of("1", "TEE*1").allocate());

    assertThat(pool.events).containsExactly("1 CANCELLED");
    assertThat(pool.deliveries).isEmpty();
  }

  @Test
  void aCancellationFreesTheGoodsOnceTheWarehouseHasStopped() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("2", "TEE*2").allocate());
    pool.forget();

    pool.wave(Wish.of("1", "TEE*2").version(2).cancel());
    assertThat(pool.events).containsExactly("1#1.1 CANCEL_REQUESTED [ORDER_CANCELLED]");
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1 east [TEE*2]");
    assertThat(pool.cell("TEE", "east").available()).as("it may be too late").isZero();
    pool.forget();

    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.events).containsExactly("1 CANCELLED", "2 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.locks).containsOnlyKeys(SHOP + "2");
  }

  @Test
  void goodsThatLeftInSpiteOfTheCancellationArePosted() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.wave(Wish.of("1", "TEE*2").version(2).cancel());
    pool.forget();

    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 2, 0));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]", "1 CANCELLED [AFTER_SHIPMENT]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void anOrderWhoseLastParcelIsStoppedAfterAnotherLeftIsOver() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "north", "1#1.2"));

    assertThat(pool.events).containsExactly("1 CANCELLED [AFTER_SHIPMENT]");
  }

  @Test
  void theEndOfACancelledOrderIsToldOnceWhicheverParcelIsLast() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "north", "1#1.2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#1.2"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]",
            "1 CANCELLED [AFTER_SHIPMENT]",
            "1#1.2 SHIPPED_AFTER_CANCEL [CLAIM_DUE]");
  }

  @Test
  void anOrderThatShrinksToWhatHasLeftIsShipped() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.CANCELLED, "north", "1#1.2"));
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());

    assertThat(pool.events).containsExactly("1#1.1 PARTLY_SHIPPED", "1 COMPLETED");
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void anOrderThatNoLongerWantsWhatItWaitsForIsComplete() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("north", "CAP", 2));
    for (String order : new String[] {"1", "2"}) {
      pool.wave(Wish.of(order, "TEE*1", "CAP*1").allocate());
      pool.wave(pool.answer(Type.SHIPPED, "east", order + "#1.1"));
      pool.wave(pool.answer(Type.REJECTED, "north", order + "#1.2"));
    }
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(2).allocate());
    pool.wave(Wish.of("2", "TEE*1").version(2).suspend());
    pool.wave(Wish.of("2", "TEE*1").version(2).allocate());

    assertThat(pool.events).containsExactly("1 COMPLETED", "2 COMPLETED");
    assertThat(pool.queues).isEmpty();
  }

  @Test
  void aReopenedOrderGetsNewDeliveryIds() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*1]");
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.cell("TEE", "east").locked()).as("a late answer about the old one").isOne();
  }

  @Test
  void anOrderThatIsReopenedDuringItsRecallWaitsForTheAnswer() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel());
    pool.forget();
    pool.wave(Wish.of("1", "TEE*1").version(3).allocate());
    assertThat(pool.deliveries).as("the first parcel may still leave").isEmpty();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 east [TEE*1]");
    assertThat(pool.events).doesNotContain("1 CANCELLED");
  }

  @Test
  void aRecallThatIsNotAnsweredIsInSomebodysHandsOnceItsTimeIsOver() throws Exception {
    pool.with(StockSamples.playbook("CANCEL_UNANSWERED", "PT1H", Timeout.ESCALATE));
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).at(after(500)).cancel());
    pool.forget();
    Instant due = after(500).plusSeconds(3600);
    pool.quietUntil(due.minusMillis(1));
    assertThat(pool.events).isEmpty();
    pool.quietUntil(due.plusSeconds(9000));

    assertThat(pool.events).containsExactly("1#1.1 DELIVERY_EXCEPTION [CANCEL_UNANSWERED]");
    assertThat(pool.said.get(0).reasons().get(0).owner()).isEqualTo("head");
    assertThat(pool.said.get(0).at()).isEqualTo(due);
    assertThat(pool.cell("TEE", "east").locked()).as("nobody knows where it is").isOne();
    assertThat(pool.reminders).isEmpty();
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.events).containsExactly("1 CANCELLED");
  }

  @Test
  void aRecallThatIsAnsweredInTimeIsInNobodysHands() throws Exception {
    pool.with(StockSamples.playbook("CANCEL_UNANSWERED", "PT1H", Timeout.ESCALATE));
    pool.wave(pool.receipt("east", "TEE", 2));
    pool.wave(Wish.of("1", "TEE*1").allocate(), Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").version(2).cancel(), Wish.of("2", "TEE*1").version(2).cancel());
    pool.wave(
        pool.answer(Type.CANCELLED, "east", "1#1.1"),
        pool.answer(Type.CANCEL_FAILED, "east", "2#1.1"));
    pool.forget();
    pool.quietUntil(after(0).plusSeconds(9000));

    assertThat(pool.events).isEmpty();
    assertThat(pool.reminders).isEmpty();
  }
}
