package io.penstock.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.DueUpdate;
import io.penstock.model.StockUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shop is told, and when: no more than its marketplace takes, and nothing is lost. */
class LimitFunctionTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private KeyedOneInputStreamOperatorTestHarness<String, DueUpdate, StockUpdate> limit;
  private long now;

  @BeforeEach
  void begin() throws Exception {
    limit = start(null);
  }

  @AfterEach
  void end() throws Exception {
    limit.close();
  }

  private KeyedOneInputStreamOperatorTestHarness<String, DueUpdate, StockUpdate> start(
      @Nullable OperatorSubtaskState state) throws Exception {
    var started =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new LimitFunction()), DueUpdate::shopId, Types.STRING);
    started
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            LimitFunctionTest.class.getClassLoader());
    started.setup(
        TypeInformation.of(StockUpdate.class)
            .createSerializer(started.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      started.initializeState(state);
    }
    started.open();
    started.setProcessingTime(now);
    return started;
  }

  private void send(String shop, String sku, long quantity, int perMinute) throws Exception {
    StockUpdate update = new StockUpdate("tmall", shop, sku, quantity, NOON);
    limit.processElement(new DueUpdate(update, perMinute), 0);
  }

  private void send(String sku, long quantity) throws Exception {
    send("s", sku, quantity, 60);
  }

  private void timeIs(long millis) throws Exception {
    now = millis;
    limit.setProcessingTime(millis);
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    for (StockUpdate update : limit.extractOutputValues()) {
      told.add(update.shop() + " " + update.sku() + " " + update.quantity());
    }
    limit.getOutput().clear();
    return told;
  }

  @Test
  void whatIsAllowedIsToldAtOnce() throws Exception {
    send("TEE", 5);
    assertThat(told()).containsExactly("s TEE 5");
    timeIs(1_000);
    send("TEE", 4);

    assertThat(told()).containsExactly("s TEE 4");
    assertThat(limit.numProcessingTimeTimers()).isZero();
  }

  @Test
  void whatIsTooMuchIsToldInTheOrderOfWaitingAndOnlyTheNewest() throws Exception {
    send("A", 5);
    send("B", 5);
    send("C", 5);
    send("B", 4);
    send("A", 3);
    send("B", 2);
    assertThat(told()).containsExactly("s A 5");
    timeIs(999);
    assertThat(told()).isEmpty();
    timeIs(1_000);
    assertThat(told()).containsExactly("s B 2");
    timeIs(3_000);

    assertThat(told()).containsExactly("s C 5", "s A 3");
    assertThat(limit.numKeyedStateEntries()).as("only the queue itself").isOne();
    assertThat(limit.numProcessingTimeTimers()).isZero();
  }

  @Test
  void whatIsSoldOutGoesFirst() throws Exception {
    send("A", 5);
    send("B", 5);
    send("C", 5);
    send("D", 0);
    send("C", 0);
    timeIs(3_000);

    assertThat(told()).containsExactly("s A 5", "s D 0", "s C 0", "s B 5");
  }

  @Test
  void whatWasSoldOutAndIsNotAnyMoreKeepsItsPlace() throws Exception {
    send("A", 5);
    send("B", 5);
    send("D", 0);
    send("D", 7);
    timeIs(2_000);

    assertThat(told()).containsExactly("s A 5", "s D 7", "s B 5");
    assertThat(limit.numKeyedStateEntries()).isOne();
  }

  @Test
  void nothingIsSavedBeyondASecond() throws Exception {
    send("s", "A", 1, 600);
    timeIs(60_000);
    for (int i = 0; i < 30; i++) {
      send("s", "B" + i, 1, 600);
    }
    assertThat(told()).as("one, and ten at once").hasSize(11);
    timeIs(60_999);
    assertThat(told()).hasSize(9);
    timeIs(61_000);
    assertThat(told()).hasSize(1);
  }

  @Test
  void shopsHaveLimitsOfTheirOwn() throws Exception {
    send("s", "A", 1, 60);
    send("t", "A", 1, 6);
    send("s", "B", 1, 60);
    send("t", "B", 1, 6);
    assertThat(told()).containsExactly("s A 1", "t A 1");
    timeIs(1_000);
    assertThat(told()).containsExactly("s B 1");
    timeIs(9_999);
    assertThat(told()).isEmpty();
    timeIs(10_000);

    assertThat(told()).containsExactly("t B 1");
  }

  @Test
  void anotherLimitCountsFromWhenItIsKnown() throws Exception {
    send("s", "A", 1, 6);
    timeIs(1_000);
    send("s", "B", 1, 60);
    timeIs(1_899);
    assertThat(told()).as("a second of the old limit was a tenth").containsExactly("s A 1");
    timeIs(1_900);

    assertThat(told()).containsExactly("s B 1");
  }

  @Test
  void whatWaitsOutlivesARestart() throws Exception {
    send("A", 5);
    send("B", 5);
    send("C", 0);
    told();
    OperatorSubtaskState saved = limit.snapshot(1, 1);
    limit.close();
    limit = start(saved);
    timeIs(2_000);

    assertThat(told()).containsExactly("s C 0", "s B 5");
  }

  /** Against a list of what each SKU was told last and what it is to be told. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nothingIsLostAndNothingTooFast(long seed) throws Exception {
    Random dice = new Random(seed);
    int perMinute = 60 * (1 + dice.nextInt(5));
    Map<String, Long> wanted = new HashMap<>();
    Map<String, Long> known = new HashMap<>();
    List<Long> sent = new ArrayList<>();
    for (int step = 0; step < 400; step++) {
      if (dice.nextInt(3) > 0) {
        String sku = "sku-" + dice.nextInt(12);
        long quantity = dice.nextInt(4);
        wanted.put(sku, quantity);
        send("s", sku, quantity, perMinute);
      } else {
        pass(dice.nextInt(80), known, sent);
      }
      note(known, sent);
    }
    pass(2_000, known, sent);
    assertThat(known).isEqualTo(wanted);
    for (int first = 0; first < sent.size(); first++) {
      for (int last = first; last < sent.size(); last++) {
        long millis = sent.get(last) - sent.get(first);
        assertThat(last - first + 1)
            .as("within %s ms", millis)
            .isLessThanOrEqualTo((int) (perMinute / 60 + (millis + 10) * perMinute / 60_000) + 1);
      }
    }
    assertThat(limit.numKeyedStateEntries()).isOne();
  }

  /** In steps of a hundredth of a second, so that it is known when each was sent. */
  private void pass(int steps, Map<String, Long> known, List<Long> sent) throws Exception {
    for (int step = 0; step < steps; step++) {
      timeIs(now + 10);
      note(known, sent);
    }
  }

  private void note(Map<String, Long> known, List<Long> sent) {
    for (StockUpdate update : limit.extractOutputValues()) {
      known.put(update.sku(), update.quantity());
      sent.add(now);
    }
    limit.getOutput().clear();
  }
}
