package io.penstock.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.marketplace.OrderPayloads;
import io.penstock.deploy.bench.AuditBench.Row;
import io.penstock.model.RawRecord;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AuditBenchTest {

  @Test
  void fewAndManyRulesAndDenialsAreMeasured() throws Exception {
    List<RawRecord> orders = Objects.requireNonNull(OrderPayloads.samples().get("taobao"));

    List<Row> rows = new AuditBench(1).run(orders, 100, 50);

    assertThat(rows).extracting(Row::rules).containsExactly(0, 30, 100, 30);
    assertThat(rows).extracting(Row::asked).containsExactly(0, 30, 30, 30);
    assertThat(rows).extracting(Row::denials).containsExactly(0, 0, 0, 50);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.parseNanos()).isPositive())
        .allSatisfy(row -> assertThat(row.auditNanos()).isPositive());
    assertThat(new Row(0, 0, 0, 200, 300).ratio()).isEqualTo(1.5);
  }
}
