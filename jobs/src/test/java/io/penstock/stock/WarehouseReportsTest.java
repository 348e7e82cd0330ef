package io.penstock.stock;

import static io.penstock.stock.StockSamples.SHOP;
import static io.penstock.stock.StockSamples.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.WmsEvent;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.StockInput;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What warehouses say, and what may be believed of it. */
class WarehouseReportsTest {

  private PoolInMemory pool;

  @BeforeEach
  void twoArticles() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
  }

  @Test
  void aRejectedParcelIsSourcedElsewhere() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), pool.receipt("north", "TEE", 2));
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 DELIVERY_REJECTED [REJECTED]", "1 ALLOCATED [SINGLE_WAREHOUSE]");
    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 north [TEE*2]");
    assertThat(pool.cell("TEE", "east").locked()).isZero();
  }

  @Test
  void ofARejectedPartOnlyThatPartIsSourcedAnew() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 1), pool.receipt("north", "CAP", 1));
    pool.wave(Wish.of("1", "TEE*1", "CAP*1").allocate());
    pool.wave(pool.receipt("south", "CAP", 1), pool.receipt("south", "TEE", 1));
    pool.forget();
    pool.wave(pool.answer(Type.REJECTED, "north", "1#1.2"));

    assertThat(pool.deliveries).containsExactly("CREATE 1#2.1 south [CAP*1]");
  }

  @Test
  void goodsThatLeaveAfterTheirRejectionEndTheWaitForThem() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    assertThat(pool.queue("TEE")).containsExactly("1");
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events).containsExactly("1#1.1 SHIPPED");
    assertThat(pool.queues).isEmpty();
    assertThat(pool.locks).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(Cell.empty("east"));
  }

  @Test
  void goodsThatLeaveAfterTheirRejectionAreClaimedWhereOthersWereFound() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(pool.answer(Type.REJECTED, "east", "1#1.1"));
    pool.receive("north", "TEE", 1);
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "north", "1#2.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]", "1#2.1 SHIPPED");
  }

  @Test
  void aRepeatedMessageChangesNothing() throws Exception {
    StockInput receipt = pool.receipt("east", "TEE", 2);
    pool.wave(receipt, receipt);
    pool.wave(receipt);
    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();

    StockInput accepted = pool.answer(Type.ACCEPTED, "east", "1#1.1");
    StockInput picked = pool.answer(Type.PICKED, "east", "1#1.1");
    StockInput shipped = pool.answer(Type.SHIPPED, "east", "1#1.1");
    pool.wave(accepted, accepted, picked, picked);
    pool.wave(accepted, shipped, shipped);
    pool.wave(picked, shipped, accepted);

    assertThat(pool.events)
        .containsExactly("1#1.1 DELIVERY_ACCEPTED", "1#1.1 DELIVERY_PICKED", "1#1.1 SHIPPED");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 0, 0));
    assertThat(pool.refused).isEmpty();
  }

  @Test
  void twoWarehousesMayNumberTheirMessagesAlike() throws Exception {
    pool.wave(
        StockSamples.counted(Type.RECEIPT, "1", "east", "TEE", 2, after(0)),
        StockSamples.counted(Type.RECEIPT, "1", "north", "TEE", 3, after(0)));

    assertThat(pool.cell("TEE", "east").onHand()).isEqualTo(2);
    assertThat(pool.cell("TEE", "north").onHand()).isEqualTo(3);
  }

  @Test
  void anotherMessageUnderAnIdThatWasUsedIsRefused() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*2").allocate());
    pool.forget();
    StockInput part = part("x", "east", 1);
    pool.wave(part);
    pool.wave(part("x", "east", 2), part);
    pool.wave(part);
    assertThat(pool.refused).containsExactly("REUSED_ID");
    assertThat(pool.events).containsExactly("1#1.1.1 PARTLY_SHIPPED");

    pool.wave(part("x", "north", 1));
    assertThat(pool.refused).as("each warehouse counts").endsWith("OTHER_WAREHOUSE").hasSize(2);
    pool.wave(part("y", "east", 1));
    assertThat(pool.events).endsWith("1#1.1 SHIPPED");
    assertThat(pool.told).hasSize(3);
  }

  private static StockInput part(String id, String warehouse, int units) {
    return StockSamples.message(
        id,
        Type.PARTLY_SHIPPED,
        warehouse,
        after(1),
        SHOP + "1#1.1",
        List.of(new WmsEvent.Item("TEE", units)));
  }

  @Test
  void whatIsWrongWithADeliveryIsInSomebodysHandsAndTheDeliveryGoesOn() throws Exception {
    pool.with(StockSamples.playbook("WAREHOUSE_EXCEPTION", "PT2H", Timeout.ESCALATE));
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    StockInput exception = pool.answer(Type.EXCEPTION, "east", "1#1.1");
    pool.wave(exception);
    pool.wave(pool.answer(Type.PICKED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 DELIVERY_EXCEPTION [WAREHOUSE_EXCEPTION]", "1#1.1 DELIVERY_PICKED");
    assertThat(pool.said.get(0).reasons())
        .containsExactly(
            Reason.of("WAREHOUSE_EXCEPTION", "too heavy")
                .ownedBy("sales", exception.at().plusSeconds(7200)));
  }

  @Test
  void aWeightIsToldAsOftenAsItIsTaken() throws Exception {
    pool.receive("east", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.WEIGHED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(pool.answer(Type.WEIGHED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1 DELIVERY_WEIGHED", "1#1.1 SHIPPED", "1#1.1 DELIVERY_WEIGHED");
    assertThat(pool.said).extracting(OrderEvent::weightGrams).containsExactly(430, null, 430);
  }

  @Test
  void aMessageThatContradictsTheBooksIsRefused() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(
        pool.answer(Type.SHIPPED, "east", "9#1.1"),
        pool.answer(Type.SHIPPED, "east", "1#9.1"),
        pool.answer(Type.SHIPPED, "north", "1#1.1"),
        pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.refused)
        .containsExactly("UNKNOWN_DELIVERY", "UNKNOWN_DELIVERY", "OTHER_WAREHOUSE", "NOT_ASKED");
    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 1, 0));
  }

  @Test
  void aShipmentOfOtherGoodsIsRefused() throws Exception {
    pool.receive("east", "TEE", 2);
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.forget();
    pool.wave(
        StockSamples.message(
            "x",
            Type.SHIPPED,
            "east",
            after(1),
            SHOP + "1#1.1",
            List.of(new WmsEvent.Item("TEE", 2))));

    assertThat(pool.refused).containsExactly("OTHER_GOODS");
    assertThat(pool.cell("TEE", "east").locked()).isEqualTo(1);
  }

  @Test
  void aCountBelowWhatIsLockedIsADeficitAndNeverANegative() throws Exception {
    pool.receive("east", "TEE", 5);
    pool.wave(Wish.of("1", "TEE*4").allocate());
    pool.wave(pool.adjustment("east", "TEE", -3));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 4, 4, 2));

    pool.wave(Wish.of("2", "TEE*1").allocate());
    pool.receive("east", "TEE", 2);
    assertThat(pool.cell("TEE", "east")).as("debts first").isEqualTo(new Cell("east", 4, 4, 0));
    assertThat(pool.queue("TEE")).containsExactly("2");
    pool.receive("east", "TEE", 1);

    assertThat(pool.queue("TEE")).isEmpty();
    assertThat(pool.levels).allMatch(level -> level.availableToPromise() >= 0);
  }

  @Test
  void goodsThatComeBackPayTheDeficitFirst() throws Exception {
    pool.receive("east", "TEE", 4);
    pool.wave(Wish.of("1", "TEE*4").allocate());
    pool.wave(pool.adjustment("east", "TEE", -3));
    pool.wave(Wish.of("1", "TEE*4").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 1, 0, 0));
  }

  @Test
  void aParcelEndsOnceHoweverOftenItsEndIsTold() throws Exception {
    pool.wave(pool.receipt("east", "TEE", 2), Wish.of("2", "TEE*1").allocate());
    pool.wave(Wish.of("1", "TEE*1").allocate());
    pool.wave(Wish.of("2", "TEE*1").version(2).cancel());
    StockInput stopped = pool.answer(Type.CANCELLED, "east", "2#1.1");
    StockInput refused = pool.answer(Type.REJECTED, "east", "1#1.1");
    pool.wave(stopped, refused);
    pool.forget();
    pool.wave(stopped, refused);
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"), stopped, refused);

    assertThat(pool.events).isEmpty();
    assertThat(pool.refused).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 2, 0, 0));
  }
}
