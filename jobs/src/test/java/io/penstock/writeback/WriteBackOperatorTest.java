package io.penstock.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBackOperatorTest {

  /** Says for each word how often it came, how often with this ending, and what came before. */
  private static final class Counting extends KeyedProcessFunction<String, String, String>
      implements WritesBack {

    private transient WriteBack writeBack;
    private transient CachedValue<Integer> all;
    private transient CachedMap<Integer> byEnding;
    private transient CachedList<String> earlier;

    @Override
    public void open(OpenContext context) {
      writeBack = new WriteBack();
      all = writeBack.value(getRuntimeContext().getState(ALL));
      byEnding = writeBack.map(getRuntimeContext().getMapState(BY_ENDING));
      earlier = writeBack.list(getRuntimeContext().getListState(EARLIER));
    }

    @Override
    public WriteBack writeBack() {
      return writeBack;
    }

    @Override
    public void processElement(String word, Context context, Collector<String> out)
        throws Exception {
      String ending = word.substring(1);
      if (ending.equals("!")) {
        byEnding.remove("0");
        earlier.update(List.of());
      }
      all.update(plusOne(all.value()));
      byEnding.put(ending, plusOne(byEnding.get(ending)));
      earlier.add(ending);
      out.collect(word + " " + all.value() + " " + byEnding.get(ending) + " " + earlier.get());
    }

    private static int plusOne(@Nullable Integer count) {
      return count == null ? 1 : count + 1;
    }
  }

  private static final List<String> ENDINGS = List.of("0", "1", "!");

  private static final ValueStateDescriptor<Integer> ALL =
      new ValueStateDescriptor<>("all", Types.INT);
  private static final MapStateDescriptor<String, Integer> BY_ENDING =
      new MapStateDescriptor<>("by-ending", Types.STRING, Types.INT);
  private static final ListStateDescriptor<String> EARLIER =
      new ListStateDescriptor<>("earlier", Types.STRING);

  /** Whatever lies in memory: after a crash the words since the checkpoint come once more. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void crashesBetweenAnyTwoRecordsChangeNothing(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      words.add("abcdefgh".charAt(random.nextInt(8)) + ENDINGS.get(random.nextInt(3)));
    }
    List<String> calm = new ArrayList<>();
    try (var operator = harness(null)) {
      for (String word : words) {
        operator.processElement(word, 0);
      }
      calm.addAll(operator.extractOutputValues());
    }

    Map<Integer, String> said = new HashMap<>();
    OperatorSubtaskState saved = null;
    int next = 0;
    int checkpointed = 0;
    int lives = 0;
    while (next < words.size()) {
      lives++;
      try (var operator = harness(saved)) {
        next = checkpointed;
        int first = next;
        boolean alive = true;
        while (alive && next < words.size()) {
          operator.processElement(words.get(next), 0);
          next++;
          if (random.nextInt(5) == 0) {
            operator.prepareSnapshotPreBarrier(next);
            saved = operator.snapshot(next, next);
            checkpointed = next;
          }
          alive = random.nextInt(12) != 0;
        }
        List<String> output = operator.extractOutputValues();
        for (int i = 0; i < output.size(); i++) {
          said.put(first + i, output.get(i));
        }
      }
    }

    assertThat(lives).isGreaterThan(5);
    assertThat(said.values()).containsExactlyElementsOf(calm);
  }

  @Test
  void moreRowsThanFitAreWrittenAndReadAgain() throws Exception {
    try (var operator = harness(null)) {
      operator.processElement("a0", 0);
      for (int i = 0; i < 25_000; i++) {
        operator.processElement((char) ('b' + i) + "0", 0);
      }
      assertThat(operator.numKeyedStateEntries()).as("written before any checkpoint").isPositive();

      operator.processElement("a0", 0);

      assertThat(operator.extractOutputValues()).last().isEqualTo("a0 2 2 [0, 0]");
    }
  }

  @Test
  void anOperatorThatWouldLoseTheStateIsRefused() throws Exception {
    try (var operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Counting()), WriteBackOperatorTest::key, Types.STRING)) {
      operator.open();

      assertThatThrownBy(() -> operator.processElement("a0", 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("write its state back");
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, String> harness(
      @Nullable OperatorSubtaskState state) throws Exception {
    var operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new WriteBackOperator<>(new Counting()), WriteBackOperatorTest::key, Types.STRING);
    if (state != null) {
      operator.initializeState(state);
    }
    operator.open();
    return operator;
  }

  private static String key(String word) {
    return word.substring(0, 1);
  }
}
