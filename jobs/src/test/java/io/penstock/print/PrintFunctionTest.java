package io.penstock.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Consignee;
import io.penstock.model.Delivery;
import io.penstock.model.Delivery.Action;
import io.penstock.model.PrintBatch;
import io.penstock.model.PrintBatch.Label;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Warehouse;
import io.penstock.state.PrintState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each label is in one batch, in random lives of the operator, with crashes and without. */
class PrintFunctionTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int WAVES = 300;
  private static final long WAVE = 20_000;
  private static final Map<String, Integer> EVERY = Map.of("w1", 0, "w2", 1, "w3", 7);
  private static final int MOST = 4;

  /** A delivery that is made or stopped, and the wave that does so. */
  private record Told(long at, Delivery delivery) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void eachLabelIsInOneBatchUnlessItIsCancelledBeforeThat(long seed) throws Exception {
    List<Told> told = life(new Random(seed));

    List<PrintBatch> batches = play(told, null);

    check(told, batches);
    assertThat(play(shuffled(told, new Random(-seed)), null)).as("in any order").isEqualTo(batches);
    assertThat(play(told, new Random(seed))).as("with crashes").isEqualTo(batches);
  }

  private static void check(List<Told> told, List<PrintBatch> batches) {
    Map<String, PrintBatch> printed = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (PrintBatch batch : batches) {
      assertThat(ids.add(batch.batchId())).as(batch.batchId()).isTrue();
      assertThat(batch.labels()).hasSizeBetween(1, every(batch) == 0 ? 1 : MOST);
      for (Label label : batch.labels()) {
        assertThat(printed.put(label.deliveryId(), batch)).as("%s, twice", label).isNull();
      }
    }
    assertThat(batches).anyMatch(batch -> batch.number() > 1).anyMatch(PrintFunctionTest::isPart);
    Map<String, Long> cancelled = new HashMap<>();
    for (Told one : told) {
      if (one.delivery.action() == Action.CANCEL) {
        cancelled.put(one.delivery.deliveryId(), one.at);
      }
    }
    int leftOut = 0;
    for (Told one : told) {
      Delivery delivery = one.delivery;
      if (delivery.action() == Action.CREATE) {
        PrintBatch batch = printed.get(delivery.deliveryId());
        Long stopped = cancelled.get(delivery.deliveryId());
        if (batch == null) {
          assertThat(stopped).as("%s is not printed", delivery).isNotNull();
          leftOut++;
        } else {
          assertThat(batch.key()).isEqualTo(PrintFunction.key(delivery));
          assertThat(batch.at().toEpochMilli()).isGreaterThanOrEqualTo(one.at);
          assertThat(batch.at().toEpochMilli() - one.at)
              .isLessThan(Math.max(1, every(batch) * 60_000L));
          assertThat(stopped == null || stopped > batch.at().toEpochMilli())
              .as("%s was cancelled at %s, before %s", delivery, stopped, batch)
              .isTrue();
        }
      }
    }
    assertThat(leftOut).isPositive();
  }

  private static int every(PrintBatch batch) {
    return EVERY.getOrDefault(batch.warehouse(), -1);
  }

  private static boolean isPart(PrintBatch batch) {
    return batch.labels().size() > 1 && batch.labels().size() < MOST;
  }

  private static List<Told> life(Random dice) {
    List<Told> told = new ArrayList<>();
    List<Delivery> made = new ArrayList<>();
    for (int wave = 1; wave <= WAVES; wave++) {
      long at = NOON.toEpochMilli() + wave * WAVE - 1;
      for (int i = dice.nextInt(4); i > 0; i--) {
        Delivery delivery =
            delivery("d" + made.size(), Action.CREATE, dice.nextInt(3), dice.nextInt(3));
        made.add(delivery);
        told.add(new Told(at, delivery));
      }
      if (dice.nextInt(3) == 0 && !made.isEmpty()) {
        Delivery last = made.get(Math.max(0, made.size() - 1 - dice.nextInt(6)));
        boolean again = told.stream().anyMatch(one -> isStop(one.delivery, last));
        if (!again) {
          told.add(new Told(at, stop(last)));
        }
      }
    }
    return told;
  }

  private static boolean isStop(Delivery one, Delivery of) {
    return one.action() == Action.CANCEL && one.deliveryId().equals(of.deliveryId());
  }

  /** What one wave says comes in any order from several pools. */
  private static List<Told> shuffled(List<Told> told, Random dice) {
    List<Told> shuffled = new ArrayList<>(told);
    for (int i = 1; i < shuffled.size(); i++) {
      if (shuffled.get(i).at == shuffled.get(i - 1).at && dice.nextBoolean()) {
        shuffled.add(i - 1, shuffled.remove(i));
      }
    }
    return shuffled;
  }

  private static List<PrintBatch> play(List<Told> told, @Nullable Random crashes) throws Exception {
    List<PrintBatch> said = new ArrayList<>();
    Print print = new Print(null);
    OperatorSubtaskState saved = print.snapshot();
    int savedAt = 0;
    int visible = 0;
    for (int i = 0; i < told.size(); i++) {
      print.hear(told.get(i));
      if (i + 1 == told.size() || told.get(i + 1).at > told.get(i).at) {
        print.reach(told.get(i).at);
        said.addAll(print.said());
      }
      if (crashes != null && crashes.nextInt(20) == 0) {
        said.addAll(print.said());
        saved = print.snapshot();
        savedAt = i + 1;
        visible = said.size();
      } else if (crashes != null && crashes.nextInt(20) == 0) {
        print.close();
        print = new Print(saved);
        said.subList(visible, said.size()).clear();
        i = savedAt - 1;
      }
    }
    print.reach(Long.MAX_VALUE);
    said.addAll(print.said());
    assertThat(print.isEmpty()).as("nothing is kept of what is over").isTrue();
    print.close();
    said.sort(Comparator.comparing(PrintBatch::batchId));
    return said;
  }

  private static Delivery stop(Delivery made) {
    return new Delivery(
        made.deliveryId(),
        Action.CANCEL,
        made.orderType(),
        made.warehouse(),
        made.owner(),
        made.marketplace(),
        made.shop(),
        made.orderId(),
        made.at(),
        made.receivedAt(),
        made.placedAt(),
        null,
        null,
        made.consignee(),
        made.lines(),
        null,
        made.shipping());
  }

  private static Delivery delivery(String id, Action action, int warehouse, int carrier) {
    String name = carrier == 0 ? null : "c" + carrier;
    return new Delivery(
        id,
        action,
        "JYCK",
        "w" + (warehouse + 1),
        "pool-" + id.length(),
        "taobao",
        "shop-1",
        id,
        NOON,
        NOON,
        NOON,
        null,
        null,
        Consignee.UNKNOWN,
        List.of(new Delivery.Line(1, "l1", id.endsWith("1") ? "TEE" : "CAP", 1, null)),
        null,
        name == null ? null : new Delivery.Shipping(name, "s", null, null));
  }

  /** The operator. */
  private static final class Print implements AutoCloseable {

    private final KeyedBroadcastOperatorTestHarness<String, Delivery, Reference, PrintBatch> flink;
    private long snapshots;

    Print(@Nullable OperatorSubtaskState state) throws Exception {
      flink =
          new KeyedBroadcastOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(
                  new PrintFunction(), List.of(PrintState.warehouses())),
              PrintFunction::key,
              Types.STRING,
              1,
              1,
              0);
      ExecutionConfig config = flink.getExecutionConfig();
      config.configure(
          new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
          PrintFunctionTest.class.getClassLoader());
      flink.setup(
          TypeInformation.of(PrintBatch.class).createSerializer(config.getSerializerConfig()));
      if (state != null) {
        flink.initializeState(state);
      }
      flink.open();
      if (state == null) {
        for (Map.Entry<String, Integer> every : EVERY.entrySet()) {
          flink.processBroadcastElement(warehouse(every.getKey(), every.getValue()), 0);
        }
      }
      flink.processBroadcastWatermark(Watermark.MAX_WATERMARK);
    }

    private static Reference warehouse(String name, int every) {
      Warehouse warehouse =
          new Warehouse(
              name, "CN", "Zhejiang", List.of(), 1, null, null, null, null, null, every, MOST);
      return Reference.of(name, Instant.EPOCH, warehouse);
    }

    void hear(Told told) throws Exception {
      flink.processElement(told.delivery, told.at);
    }

    void reach(long time) throws Exception {
      flink.processWatermark(new Watermark(time));
    }

    OperatorSubtaskState snapshot() throws Exception {
      return flink.snapshot(++snapshots, 0);
    }

    List<PrintBatch> said() {
      List<PrintBatch> said = new ArrayList<>();
      for (StreamRecord<? extends PrintBatch> record : flink.extractOutputStreamRecords()) {
        said.add(record.getValue());
      }
      flink.getOutput().clear();
      return said;
    }

    boolean isEmpty() {
      KeyedStateBackend<String> backend = flink.getOperator().getKeyedStateBackend();
      return backend.getKeys(PrintState.inbox().getName(), VoidNamespace.INSTANCE).count() == 0
          && backend.getKeys(PrintState.open().getName(), VoidNamespace.INSTANCE).count() == 0
          && flink.numEventTimeTimers() == 0;
    }

    @Override
    public void close() throws Exception {
      flink.close();
    }
  }
}
