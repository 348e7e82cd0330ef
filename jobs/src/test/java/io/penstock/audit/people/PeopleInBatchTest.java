package io.penstock.audit.people;

import static io.penstock.audit.Samples.after;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.PersonInput;
import io.penstock.writeback.WriteBackOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** In batch mode one person comes after the other, and each ends with the next. */
class PeopleInBatchTest {

  /** More than lie in memory at once. */
  private static final int MANY = 21_000;

  @Test
  void manyPeopleAreKnownOneAfterTheOther() throws Exception {
    List<PersonInput> seen = new ArrayList<>();
    for (int order = 0; order < 2; order++) {
      for (int buyer = 0; buyer < MANY; buyer++) {
        String key = buyer + "-" + order;
        seen.add(
            PersonInput.of(
                "BUYER/buyer-" + buyer,
                PeopleHarness.paid(key, 1, "CAP"),
                new Cause("orders.raw", 0, seen.size()),
                after(order)));
      }
    }
    Configuration batch = new Configuration();
    batch.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    int told = 0;
    try (StreamExecutionEnvironment env =
            StreamExecutionEnvironment.createLocalEnvironment(1, batch);
        CloseableIterator<AuditRequest> reputes =
            env.fromData(TypeInformation.of(PersonInput.class), seen.toArray(PersonInput[]::new))
                .assignTimestampsAndWatermarks(
                    WatermarkStrategy.<PersonInput>noWatermarks()
                        .withTimestampAssigner((one, none) -> one.at().toEpochMilli()))
                .keyBy(PersonInput::key, Types.STRING)
                .transform(
                    "People",
                    TypeInformation.of(AuditRequest.class),
                    new WriteBackOperator<>(new PeopleFunction(), true))
                .executeAndCollect()) {
      while (reputes.hasNext()) {
        told++;
        assertThat(reputes.next().orderKey()).endsWith("-1");
      }
    }
    assertThat(told).isEqualTo(MANY);
  }
}
