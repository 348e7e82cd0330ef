package io.penstock.deploy.bench.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.bench.plain.PlainLoop.Outcome;
import io.penstock.deploy.bench.plain.PlainOrder.Line;
import io.penstock.deploy.load.Message;
import io.penstock.deploy.load.OpeningStock;
import io.penstock.deploy.load.OpeningStock.Receipt;
import io.penstock.deploy.load.PeakDay;
import io.penstock.deploy.load.SampleReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlainLoopTest {

  private static final int[] BOTH = {0, 1};

  private final PlainLoop loop = new PlainLoop(SampleReference.records());

  @Test
  void everyRecordOfADayComesToOneThingAndEachOrderIsCountedOnce() {
    PeakDay day = new PeakDay(3, 3_000);
    List<Receipt> receipts = new ArrayList<>(OpeningStock.events(day));
    BitSet orders = new BitSet();
    long records = 0;
    long unreadable = 0;
    for (Message message : day) {
      while (!receipts.isEmpty() && receipts.get(0).slot() <= message.slot()) {
        loop.receive(receipts.remove(0).event());
      }
      assertThat(loop.take(message)).isNotEmpty();
      records++;
      if (message.readable()) {
        orders.set(Math.toIntExact(message.order()));
      } else {
        unreadable++;
      }
    }

    long all = 0;
    for (Outcome outcome : Outcome.values()) {
      assertThat(loop.count(outcome)).as(outcome.name()).isPositive();
      all += loop.count(outcome);
    }
    assertThat(all).isEqualTo(records);
    assertThat(loop.orders()).isEqualTo(orders.cardinality());
    assertThat(loop.count(Outcome.UNREADABLE)).isEqualTo(unreadable);
    assertThat(loop.count(Outcome.ALLOCATED)).isGreaterThan(records * 7 / 10);
  }

  @Test
  void aRecordThatComesTwiceIsARepetition() {
    Message first = new PeakDay(1, 100).iterator().next();

    loop.take(first);
    byte[] again = loop.take(first);

    assertThat(new String(again, StandardCharsets.UTF_8)).contains("\"outcome\":\"REDELIVERED\"");
    assertThat(loop.orders()).isEqualTo(1);
  }

  @Test
  void allLinesAreLockedOrNone() {
    PlainStock stock = new PlainStock(List.of("A", "B"));
    stock.receive("p/x", "A", 2);
    stock.receive("p/y", "B", 1);

    assertThat(stock.lock("1", "p", List.of(new Line("x", 1), new Line("y", 2)), BOTH)).isNull();
    assertThat(stock.free("p/x", "A")).isEqualTo(2);
    assertThat(stock.free("p/y", "B")).isEqualTo(1);

    assertThat(stock.lock("2", "p", List.of(new Line("x", 1), new Line("y", 1)), BOTH))
        .extracting(PlainStock.Lock::warehouse)
        .containsExactly(0, 1);
    assertThat(stock.free("p/x", "A")).isEqualTo(1);

    stock.release("2");
    stock.release("2");
    assertThat(stock.free("p/x", "A")).isEqualTo(2);
    assertThat(stock.free("p/y", "B")).isEqualTo(1);
  }

  @Test
  void oneWarehouseThatHasAllGoesBeforeNearerOnesThatHaveAPart() {
    PlainStock stock = new PlainStock(List.of("A", "B"));
    stock.receive("p/x", "A", 1);
    stock.receive("p/x", "B", 1);
    stock.receive("p/y", "B", 1);

    assertThat(stock.lock("1", "p", List.of(new Line("x", 1), new Line("y", 1)), BOTH))
        .extracting(PlainStock.Lock::warehouse)
        .containsExactly(1, 1);
  }

  @Test
  void nothingIsEverOversold() {
    SplittableRandom dice = new SplittableRandom(11);
    PlainStock stock = new PlainStock(List.of("A", "B"));
    Map<String, Integer> held = new HashMap<>();
    for (String sku : List.of("x", "y", "z")) {
      stock.receive("p/" + sku, "A", 40);
      stock.receive("p/" + sku, "B", 25);
    }
    List<String> sold = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      List<Line> lines = new ArrayList<>();
      for (String sku : List.of("x", "y", "z")) {
        if (lines.isEmpty() || dice.nextBoolean()) {
          lines.add(new Line(sku, 1 + dice.nextInt(4)));
        }
      }
      List<PlainStock.Lock> locks = stock.lock("o" + i, "p", lines, BOTH);
      if (locks != null) {
        assertThat(locks).hasSameSizeAs(lines);
        sold.add("o" + i);
        locks.forEach(one -> held.merge(one.article(), one.units(), Integer::sum));
      }
      for (String sku : List.of("x", "y", "z")) {
        int free = stock.free("p/" + sku, "A") + stock.free("p/" + sku, "B");
        assertThat(stock.free("p/" + sku, "A")).isNotNegative();
        assertThat(stock.free("p/" + sku, "B")).isNotNegative();
        assertThat(free + held.getOrDefault("p/" + sku, 0)).isEqualTo(65);
      }
    }
    assertThat(sold).hasSizeBetween(10, 100);
    sold.forEach(stock::release);
    assertThat(stock.free("p/x", "A")).isEqualTo(40);
  }
}
