package io.penstock.insight;

import static io.penstock.TestOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Quality;
import io.penstock.model.StockEntry;
import io.penstock.model.StockMovement.Entry;
import io.penstock.model.table.StockRow;
import io.penstock.writeback.WriteBackOperator;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StockBalanceFunctionTest {

  private InterceptingOperatorMetricGroup metrics;
  private KeyedOneInputStreamOperatorTestHarness<String, StockEntry, StockRow> flink;

  StockBalanceFunctionTest() throws Exception {
    start(null);
  }

  @AfterEach
  void stop() throws Exception {
    flink.close();
  }

  @Test
  void whatMovesWithinASecondIsOneRow() throws Exception {
    book("TEE", 1, 5, 5, NOON);
    book("TEE", 2, -1, 4, NOON.plusMillis(500));
    timeReaches(NOON.plusMillis(998));
    assertThat(flink.extractOutputValues()).isEmpty();

    timeReaches(NOON.plusMillis(999));
    assertThat(flink.extractOutputValues())
        .singleElement()
        .extracting(StockRow::onHand, StockRow::sequence, StockRow::residue)
        .containsExactly(4L, 2L, 0L);
    assertThat(flink.numEventTimeTimers()).isZero();

    book("TEE", 3, 1, 5, NOON.plusSeconds(3));
    timeReaches(NOON.plusSeconds(4));
    assertThat(flink.extractOutputValues()).hasSize(2);
  }

  @Test
  void theResidueOfAllArticlesIsAMetricThatSurvivesACrash() throws Exception {
    book("TEE", 1, 5, 5, NOON);
    assertThat(residue()).isZero();
    book("TEE", 2, 0, 7, NOON);
    book("CAP", 1, 1, 0, NOON);
    assertThat(residue()).isEqualTo(3);

    flink.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState saved = flink.snapshot(1, 0);
    book("CAP", 2, 9, 0, NOON);
    flink.close();
    start(saved);

    assertThat(residue()).isEqualTo(3);
    book("TEE", 3, 2, 7, NOON);
    assertThat(residue()).isEqualTo(1);
  }

  @Test
  void repetitionsChangeNothingAndGapsAreCounted() throws Exception {
    book("TEE", 1, 5, 5, NOON);
    book("TEE", 1, 5, 5, NOON);
    book("TEE", 4, 1, 9, NOON);

    assertThat(count("stockMovementsRepeated")).isEqualTo(1);
    assertThat(count("stockMovementsMissing")).isEqualTo(2);
    assertThat(residue()).isEqualTo(3);
  }

  private void start(@Nullable OperatorSubtaskState state) throws Exception {
    metrics = new InterceptingOperatorMetricGroup();
    MockEnvironment environment =
        MockEnvironment.builder()
            .setMetricGroup(
                new InterceptingTaskMetricGroup() {
                  @Override
                  public InternalOperatorMetricGroup getOrAddOperator(
                      OperatorID id, String name, Map<String, String> variables) {
                    return metrics;
                  }
                })
            .build();
    flink =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new WriteBackOperator<>(new StockBalanceFunction()),
            StockEntry::key,
            Types.STRING,
            environment);
    if (state != null) {
      flink.initializeState(state);
    }
    flink.open();
  }

  private void book(String sku, long sequence, long units, long balance, Instant at)
      throws Exception {
    Entry entry = new Entry(sku, sequence, "north", Quality.GOOD, units, 0, balance, 0);
    flink.processElement(new StockEntry("acme", at, entry), at.toEpochMilli());
  }

  private void timeReaches(Instant time) throws Exception {
    flink.processWatermark(time.toEpochMilli());
  }

  private long residue() {
    return (Long) ((Gauge<?>) metrics.get("stockConservationResidue")).getValue();
  }

  private long count(String name) {
    return ((Counter) metrics.get(name)).getCount();
  }
}
