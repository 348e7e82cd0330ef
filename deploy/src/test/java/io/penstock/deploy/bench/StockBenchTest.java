package io.penstock.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.deploy.bench.StockBench.Row;
import io.penstock.state.StockInput;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockBenchTest {

  @Test
  void everyOrderIsLocked(@TempDir Path directory) throws Exception {
    Row row = new StockBench(directory).run(2, 1_000, 3, 400);

    assertThat(row.cpuMicros()).isPositive();
    assertThat(row.heapBytes()).isPositive();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void everyArticleIsReceivedEverywhereBeforeTheFirstOrder() {
    StockPlan plan = new StockPlan(2, 2_000, 3, 10, false);
    Instant last = Instant.MIN;
    long received = 0;
    for (long i = 0; i < plan.inputs(); i++) {
      StockInput input = plan.map(i);
      assertThat(input.at()).isAfterOrEqualTo(last);
      last = input.at();
      received += input.wms() == null ? 0 : input.wms().items().size();
      assertThat(input.request() == null).isEqualTo(i < plan.opening());
    }
    assertThat(received).isEqualTo(2_000 * 3);
  }

  @Test
  void articlesThatCannotBeSpreadEvenlyAreRefused() {
    assertThatThrownBy(() -> new StockPlan(3, 1_000, 3, 10, false))
        .hasMessageContaining("blocks of 500");
  }
}
