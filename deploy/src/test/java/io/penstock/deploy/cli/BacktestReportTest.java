package io.penstock.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderEvent.Type;
import io.penstock.model.Reason;
import io.penstock.model.Retrial;
import io.penstock.model.Retrial.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BacktestReportTest {

  private static final Verdict PASSED = new Verdict(Type.PASSED, true, List.of());

  @Test
  void changesAreCountedWithTheirMoneyAndReasons() {
    BacktestReport report = new BacktestReport(1);
    report.add(order("1", "CNY", 1_234, PASSED, stopped(Type.HELD, "BIG", "OLD")));
    report.add(order("2", "JPY", 500, PASSED, stopped(Type.HELD, "BIG")));
    report.add(order("6", "CNY", 1_000, PASSED, stopped(Type.HELD, "BIG")));
    report.add(order("3", "CNY", 100, stopped(Type.HELD, "OLD"), PASSED));
    report.add(order("4", "CNY", 100, PASSED, PASSED));
    report.add(order("5", "CNY", 7, PASSED, new Verdict(Type.PASSED, false, List.of())));

    assertThat(report.lines())
        .containsExactly(
            "orders      6, of which 5 would change",
            "as it is    5 PASSED, 1 HELD; 83.33 % untouched",
            "as changed  3 PASSED, 3 HELD; 33.33 % untouched",
            "        3    PASSED -> HELD: CNY 22.34, JPY 500 (+BIG 3, +OLD 1)",
            "        1    HELD -> PASSED: CNY 1.00 (-OLD 1)",
            "        1    PASSED -> PASSED after a stop: CNY 0.07 (for the same)",
            "  taobao/shop-1/1 CNY 12.34: PASSED [] -> HELD [BIG, OLD]");
    assertThat(report.summary())
        .containsEntry("orders", 6L)
        .containsEntry("changed", 5L)
        .containsEntry("touchlessBefore", 5L)
        .containsEntry("touchlessAfter", 2L)
        .containsEntry("before", Map.of(Type.PASSED, 5L, Type.HELD, 1L));
  }

  @Test
  void whereNothingWasRecordedNothingIsCounted() {
    assertThat(new BacktestReport(10).lines())
        .containsExactly("orders      0, of which 0 would change", "as it is    ", "as changed  ");
  }

  private static Retrial order(
      String id, String currency, long total, Verdict before, Verdict after) {
    return new Retrial("taobao", "shop-1", id, currency, total, before, after);
  }

  private static Verdict stopped(OrderEvent.Type outcome, String... codes) {
    return new Verdict(outcome, false, Stream.of(codes).map(Reason::of).toList());
  }
}
