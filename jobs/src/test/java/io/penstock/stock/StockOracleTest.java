package io.penstock.stock;

import static io.penstock.stock.StockSamples.warehouse;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.connectors.Json;
import io.penstock.model.DeadLetter;
import io.penstock.model.Delivery;
import io.penstock.model.OrderEvent;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Merge;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.SplitPolicy;
import io.penstock.model.Reference.Timeout;
import io.penstock.model.StockLevel;
import io.penstock.model.StockMovement;
import io.penstock.state.StockInput;
import io.penstock.state.StockState;
import io.penstock.stock.Playback.Step;
import io.penstock.writeback.BroadcastWriteBackOperator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The operator says to the byte what a loop over the same records says, however many tasks share
 * the pools, wherever the state lies, and through a crash and a change of the number of tasks.
 */
class StockOracleTest {

  private static final int POOLS = 8;
  private static final int STEPS = 250;
  private static final int MOST_TASKS = 128;

  /** Something that comes, or the time that is reached where nothing does. */
  private record Line(long reached, @Nullable StockInput input) {}

  private static final List<Line> SCRIPT = new ArrayList<>();
  private static final List<Reference> NETWORK = new ArrayList<>();

  @BeforeAll
  static void live() throws Exception {
    NETWORK.add(warehouse("w1", "Zhejiang", 1, "*"));
    NETWORK.add(warehouse("w2", "Beijing", 3, "*"));
    NETWORK.add(warehouse("w3", "Guangdong", 2, "*"));
    NETWORK.add(StockSamples.playbook("HALF", "PT0.7S", Timeout.RELEASE));
    NETWORK.add(StockSamples.playbook("LOW", "PT0.3S", Timeout.ESCALATE));
    NETWORK.add(StockSamples.playbook("CANCEL_UNANSWERED", "PT0.4S", Timeout.ESCALATE));
    NETWORK.addAll(List.of(SourcingPromises.published()));
    List<Line> lines = new ArrayList<>();
    for (int pool = 0; pool < POOLS; pool++) {
      NETWORK.add(Reference.of("pool-" + pool, Instant.EPOCH, policy("pool-" + pool, pool)));
      lines.addAll(life(pool));
    }
    // Stable: what comes to one pool keeps its order.
    lines.sort(Comparator.comparingLong(Line::reached));
    long reached = Long.MIN_VALUE;
    for (Line line : lines) {
      if (line.reached > reached) {
        reached = line.reached;
        SCRIPT.add(new Line(reached, null));
      }
      SCRIPT.add(line);
    }
    SCRIPT.add(new Line(reached + 60_000, null));
  }

  private static Pool policy(String pool, int seed) {
    Merge merge = seed % 2 == 0 ? new Merge("PT1.5S", "PT0.3S", 3, null) : null;
    SplitPolicy split = SplitPolicy.values()[seed % SplitPolicy.values().length];
    return seed == 6 || seed == 7
        ? new Pool(pool, split, merge, null, "CNY", "P2D", null, null)
        : new Pool(pool, split, merge);
  }

  /** What reaches one pool, with names of its own. */
  private static List<Line> life(int pool) throws Exception {
    List<Line> lines = new ArrayList<>();
    try (Playback play = new Playback(policy(StockSamples.POOL, pool), true)) {
      World world = new World(pool + 1, false, play);
      for (int step = 0; step < STEPS; step++) {
        world.step();
      }
      long reached = StockSamples.NOON.toEpochMilli() - 1;
      for (Step step : play.history) {
        if (step instanceof Step.Time time) {
          reached = time.reached().toEpochMilli();
        } else if (step instanceof Step.Send send) {
          lines.add(new Line(reached, named(send.input(), pool)));
        }
      }
    }
    return lines;
  }

  private static StockInput named(StockInput input, int pool) throws Exception {
    String text = new String(Json.write(input), StandardCharsets.UTF_8);
    String named =
        text.replace(StockSamples.POOL, "pool-" + pool).replace("shop-1", "shop-" + pool);
    return Json.read(named.getBytes(StandardCharsets.UTF_8), StockInput.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1,false,0,0",
    "2,true,0,0",
    "4,false,1,0",
    "1,true,1,4",
    "4,true,1,2",
    "2,false,0,1"
  })
  void theOperatorSaysWhatTheOracleSays(int tasks, boolean rocksDb, int crashes, int rescaledTo)
      throws Exception {
    SequentialOracle oracle = new SequentialOracle(Playback.WAVE, NETWORK);
    long reached = Long.MIN_VALUE;
    for (Line line : SCRIPT) {
      reached = line.reached;
      if (line.input == null) {
        oracle.timeReaches(reached);
      } else {
        oracle.hear(line.input, reached);
      }
    }
    Map<String, Map<String, List<String>>> expected = oracle.words();
    assertThat(expected).hasSize(POOLS);
    assertThat(expected.values())
        .allSatisfy(doors -> assertThat(doors).containsKeys("events", "deliveries", "movements"));

    assertThat(run(tasks, rocksDb, crashes, rescaledTo)).isEqualTo(expected);
  }

  private static Map<String, Map<String, List<String>>> run(
      int tasks, boolean rocksDb, int crashes, int rescaledTo) throws Exception {
    Tasks running = new Tasks(tasks, rocksDb, null, tasks);
    Map<String, SequentialOracle.Words> visible = new TreeMap<>();
    int savedAt = 0;
    int crashesLeft = crashes;
    @Nullable OperatorSubtaskState saved = null;
    for (int i = 0; i < SCRIPT.size(); i++) {
      if (i > 0 && i % 400 == 0) {
        saved = running.snapshot();
        running.tell(visible);
        savedAt = i;
      }
      running.take(SCRIPT.get(i));
      if (i == SCRIPT.size() / 2 && crashesLeft-- > 0) {
        int before = running.size();
        running.close();
        running = new Tasks(before, rocksDb, saved, before);
        i = savedAt - 1;
      } else if (rescaledTo > 0 && i == SCRIPT.size() * 2 / 3 && running.size() != rescaledTo) {
        int before = running.size();
        saved = running.snapshot();
        running.tell(visible);
        running.close();
        running = new Tasks(rescaledTo, rocksDb, saved, before);
        savedAt = i + 1;
      }
    }
    running.tell(visible);
    running.close();
    Map<String, Map<String, List<String>>> words = new TreeMap<>();
    visible.forEach((pool, said) -> words.put(pool, said.doors()));
    return words;
  }

  /** The tasks of the operator. */
  private static final class Tasks {

    private final List<KeyedBroadcastOperatorTestHarness<String, StockInput, Reference, OrderEvent>>
        tasks = new ArrayList<>();

    Tasks(int count, boolean rocksDb, @Nullable OperatorSubtaskState state, int before)
        throws Exception {
      for (int i = 0; i < count; i++) {
        var task =
            new KeyedBroadcastOperatorTestHarness<>(
                new BroadcastWriteBackOperator<>(
                    new StockFunction(Playback.WAVE), List.of(StockState.network())),
                StockInput::pool,
                Types.STRING,
                MOST_TASKS,
                count,
                i);
        if (rocksDb) {
          task.setStateBackend(new EmbeddedRocksDBStateBackend(false));
        }
        task.setup(
            TypeInformation.of(OrderEvent.class)
                .createSerializer(task.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
          task.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, MOST_TASKS, before, count, i));
        }
        task.open();
        if (state == null) {
          for (Reference reference : NETWORK) {
            task.processBroadcastElement(reference, 0);
          }
        }
        task.processBroadcastWatermark(new Watermark(Long.MAX_VALUE));
        tasks.add(task);
      }
    }

    int size() {
      return tasks.size();
    }

    void take(Line line) throws Exception {
      StockInput input = line.input;
      if (input == null) {
        for (var task : tasks) {
          task.processWatermark(new Watermark(line.reached));
        }
      } else {
        int task =
            KeyGroupRangeAssignment.assignKeyToParallelOperator(
                input.pool(), MOST_TASKS, tasks.size());
        tasks.get(task).processElement(input, input.at().toEpochMilli());
      }
    }

    OperatorSubtaskState snapshot() throws Exception {
      List<OperatorSubtaskState> states = new ArrayList<>();
      for (var task : tasks) {
        task.prepareSnapshotPreBarrier(1);
        states.add(task.snapshot(1, 0));
      }
      return AbstractStreamOperatorTestHarness.repackageState(
          states.toArray(OperatorSubtaskState[]::new));
    }

    /** What was said since the last time becomes visible. */
    void tell(Map<String, SequentialOracle.Words> visible) {
      for (var task : tasks) {
        for (StreamRecord<? extends OrderEvent> record : task.extractOutputStreamRecords()) {
          OrderEvent event = record.getValue();
          words(visible, event.shop().replace("shop", "pool")).say("events", event);
        }
        task.getOutput().clear();
        tell(task.getSideOutput(StockFunction.DELIVERIES), visible, "deliveries", Delivery::owner);
        tell(task.getSideOutput(StockFunction.LEVELS), visible, "levels", StockLevel::pool);
        tell(
            task.getSideOutput(StockFunction.MOVEMENTS), visible, "movements", StockMovement::pool);
        var refused = task.getSideOutput(StockFunction.REFUSED);
        if (refused != null) {
          for (StreamRecord<DeadLetter> record : refused) {
            DeadLetter letter = record.getValue();
            words(visible, String.valueOf(letter.key()))
                .say("refused", letter.code() + " " + letter.cause());
          }
          refused.clear();
        }
      }
    }

    private static <T> void tell(
        @Nullable Queue<StreamRecord<T>> said,
        Map<String, SequentialOracle.Words> visible,
        String door,
        Function<T, String> pool) {
      if (said != null) {
        for (StreamRecord<T> record : said) {
          words(visible, pool.apply(record.getValue())).say(door, record.getValue());
        }
        said.clear();
      }
    }

    private static SequentialOracle.Words words(
        Map<String, SequentialOracle.Words> visible, String pool) {
      return visible.computeIfAbsent(pool, none -> new SequentialOracle.Words());
    }

    void close() throws Exception {
      for (var task : tasks) {
        task.close();
      }
    }
  }
}
