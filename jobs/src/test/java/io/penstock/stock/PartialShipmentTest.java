package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.EventLine;
import io.penstock.model.WmsEvent.Type;
import io.penstock.state.Cell;
import io.penstock.state.StockInput;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of orders whose delivery leaves in several parcels. */
class PartialShipmentTest {

  private PoolInMemory pool;

  @BeforeEach
  void threeTeesAndACapOfOneOrderAreOnTheirWay() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
    pool.wave(pool.receipt("east", "TEE", 9), pool.receipt("east", "CAP", 9));
    pool.wave(Wish.of("1", "TEE*3=100", "CAP*1").allocate());
    pool.forget();
  }

  @Test
  void eachPartIsToldWithItsOwnUnitsAndTheLastCompletesTheOrder() throws Exception {
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1"));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 8, 2, 0));
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1", "CAP*1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events)
        .containsExactly("1#1.1.1 PARTLY_SHIPPED", "1#1.1.2 PARTLY_SHIPPED", "1#1.1 SHIPPED");
    assertThat(lines(0)).containsExactly("1 TEE*1 33 false");
    assertThat(lines(1)).containsExactly("1 TEE*1 33 false", "2 CAP*1 1000 true");
    assertThat(lines(2)).containsExactly("1 TEE*1 34 true");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 6, 0, 0));
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void aPartThatHoldsAllThatIsLeftEndsTheDelivery() throws Exception {
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*3"));
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "CAP*1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    assertThat(pool.events).containsExactly("1#1.1.1 PARTLY_SHIPPED", "1#1.1 SHIPPED");
    assertThat(pool.refused).isEmpty();

    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "CAP*1"));
    assertThat(pool.refused).containsExactly("ALREADY_LEFT");
  }

  @Test
  void aRepeatedPartLeavesOnce() throws Exception {
    StockInput part = pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1");
    pool.wave(part, part);
    pool.wave(part);
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));
    pool.wave(part);

    assertThat(pool.events).containsExactly("1#1.1.1 PARTLY_SHIPPED", "1#1.1 SHIPPED");
    assertThat(pool.refused).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 6, 0, 0));
  }

  @Test
  void morePartsThanTheDeliveryHoldsAreRefused() throws Exception {
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*2"));
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*2"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1", "TEE*3", "CAP*1"));

    assertThat(pool.refused).containsExactly("OTHER_GOODS", "OTHER_GOODS");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 7, 1, 0));
  }

  @Test
  void aRecallStopsWhatHasNotLeft() throws Exception {
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1"));
    pool.wave(Wish.of("1", "TEE*3=100", "CAP*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));

    assertThat(pool.events).containsExactly("1 CANCELLED [AFTER_SHIPMENT]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 8, 0, 0));
    assertThat(pool.cell("CAP", "east")).isEqualTo(new Cell("east", 9, 0, 0));
  }

  @Test
  void aPartThatLeavesInSpiteOfTheCancellationIsClaimed() throws Exception {
    pool.wave(Wish.of("1", "TEE*3=100", "CAP*1").version(2).cancel());
    pool.forget();
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*2"));
    assertThat(pool.cell("TEE", "east"))
        .as("reserved until then")
        .isEqualTo(new Cell("east", 7, 1, 0));
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 7, 0, 0));
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1"));
    assertThat(pool.cell("TEE", "east")).as("released before").isEqualTo(new Cell("east", 6, 0, 0));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1", "CAP*1"));

    assertThat(pool.events)
        .containsExactly(
            "1#1.1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]",
            "1 CANCELLED [AFTER_SHIPMENT]",
            "1#1.1.2 SHIPPED_AFTER_CANCEL [CLAIM_DUE]",
            "1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]");
    assertThat(pool.said.get(0).reasons().get(0).detail()).isEqualTo("east sent TEE*2");
  }

  @Test
  void whatWasReleasedAndStaysInSpiteOfAnotherPartIsNotMissing() throws Exception {
    pool.wave(Wish.of("1", "TEE*3=100", "CAP*1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1", "TEE*1"));

    assertThat(pool.events).containsExactly("1#1.1 SHIPPED_AFTER_CANCEL [CLAIM_DUE]");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 8, 0, 0));
    assertThat(pool.cell("CAP", "east")).isEqualTo(new Cell("east", 9, 0, 0));
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1"));
    assertThat(pool.refused).as("the delivery is over").containsExactly("ALREADY_LEFT");
  }

  @Test
  void theEndOfADeliveryThatWasStoppedMidwayTakesNothingMore() throws Exception {
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*1"));
    pool.wave(Wish.of("1", "TEE*3=100", "CAP*1").version(2).cancel());
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.events).isEmpty();
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 8, 0, 0));
    assertThat(pool.refused).isEmpty();
  }

  @Test
  void ofAMergedDeliveryTheFirstOrdersAreServedFirst() throws Exception {
    pool = new PoolInMemory("TEE").with(StockSamples.merging(2));
    pool.wave(pool.receipt("east", "TEE", 9));
    pool.wave(
        Wish.of("1", "TEE*2").forToken("ann").allocate(),
        Wish.of("2", "TEE*2").forToken("ann").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1+1", "TEE*3"));
    assertThat(pool.events).containsExactly("1#1.1 SHIPPED", "2#1.1.1 PARTLY_SHIPPED");
    pool.forget();

    pool.wave(Wish.of("2", "TEE*2").forToken("ann").version(2).cancel());
    assertThat(pool.events).containsExactly("2#1.1 CANCEL_REQUESTED [ORDER_CANCELLED]");
    assertThat(pool.deliveries).containsExactly("CANCEL 1#1.1+1 east [TEE*1]");
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 6, 0, 0));
    assertThat(pool.locks).isEmpty();
  }

  @Test
  void nobodyCancelsWhatIsLeftUnasked() throws Exception {
    pool = new PoolInMemory("TEE").with(StockSamples.merging(2));
    pool.wave(pool.receipt("east", "TEE", 9));
    pool.wave(
        Wish.of("1", "TEE*2").forToken("ann").allocate(),
        Wish.of("2", "TEE*2").forToken("ann").allocate());
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1+1", "TEE*2"));
    pool.wave(pool.answer(Type.CANCELLED, "east", "1#1.1+1"));

    assertThat(pool.refused).containsExactly("NOT_ASKED");
    assertThat(pool.cell("TEE", "east")).isEqualTo(new Cell("east", 7, 2, 0));
  }

  @Test
  void aBundleIsCompleteWithTheLastOfItsArticles() throws Exception {
    pool = new PoolInMemory("CAP", "TEE");
    pool.wave(
        StockSamples.bundle("SET", 1, Instant.EPOCH, StockSamples.after(0), "TEE*2:1", "CAP*1:1"));
    pool.wave(pool.receipt("east", "TEE", 9), pool.receipt("east", "CAP", 9));
    pool.wave(Wish.of("1", "SET*2=400").allocate());
    pool.forget();
    pool.wave(pool.answer(Type.PARTLY_SHIPPED, "east", "1#1.1", "TEE*3", "CAP*1"));
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.said)
        .extracting(event -> event.lines().get(0).lineUnits())
        .containsExactly(1, 1);
    assertThat(pool.said)
        .extracting(event -> event.lines().get(0).lineComplete())
        .containsExactly(false, true);
    assertThat(
            pool.said.stream()
                .flatMap(event -> event.lines().stream())
                .mapToLong(EventLine::amountMinor)
                .sum())
        .isEqualTo(400);
  }

  @Test
  void whatItsBuyerDoesNotWantAnyMoreIsNoUnitOfItsLine() throws Exception {
    pool.wave(Wish.of("1", "TEE*3=100", "CAP*1!").version(2).allocate());
    pool.wave(pool.answer(Type.CANCEL_FAILED, "east", "1#1.1"));
    pool.forget();
    pool.wave(pool.answer(Type.SHIPPED, "east", "1#1.1"));

    assertThat(pool.said.get(0).lines())
        .extracting(EventLine::sku, EventLine::lineUnits)
        .containsExactly(tuple("TEE", null), tuple("CAP", 0));
  }

  private List<String> lines(int event) {
    OrderEvent told = pool.said.get(event);
    return told.lines().stream()
        .map(
            line ->
                "%s %s*%d %d %s"
                    .formatted(
                        line.lineId(),
                        line.sku(),
                        line.quantity(),
                        line.amountMinor(),
                        line.lineComplete()))
        .toList();
  }
}
