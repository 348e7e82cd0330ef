package io.penstock.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.marketplace.Marketplaces;
import io.penstock.connectors.marketplace.OrderPayloads;
import io.penstock.deploy.bench.NormaliserBench.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormaliserBenchTest {

  @Test
  void everyMarketplaceThatSendsOrdersIsMeasured() throws Exception {
    List<Row> rows = new NormaliserBench(1).run(OrderPayloads.samples());

    assertThat(rows).extracting(Row::payloads).contains("taobao", "walmart", "xianyu");
    assertThat(Marketplaces.shipped().names())
        .containsAll(rows.stream().map(Row::payloads).toList());
    assertThat(rows)
        .hasSizeGreaterThanOrEqualTo(24)
        .allSatisfy(row -> assertThat(row.bytes()).isPositive())
        .allSatisfy(
            row -> assertThat(row.normaliseAllocated()).isGreaterThan(row.parseAllocated()));
  }

  @Test
  void allRowsTogetherCountByWhatTheyCost() {
    List<Row> rows =
        List.of(
            new Row("a", 100, 1_000, 2_000, 500, 1_000),
            new Row("b", 100, 3_000, 3_000, 500, 2_000));

    assertThat(NormaliserBench.ratio(rows)).isEqualTo(1.25);
    assertThat(NormaliserBench.allocationSpread(rows)).isEqualTo(1.0);
    assertThat(rows.get(0).ratio()).isEqualTo(2.0);
  }
}
