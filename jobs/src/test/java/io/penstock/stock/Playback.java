package io.penstock.stock;

import static io.penstock.stock.StockSamples.warehouse;

import io.penstock.model.Reference;
import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Timeout;
import io.penstock.state.StockInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;

/**
 * Plays a history against the real operator as a job does: what it says counts only from the next
 * checkpoint on, and after a crash everything since the last checkpoint is read again.
 */
final class Playback implements AutoCloseable {

  static final Duration WAVE = Duration.ofMillis(200);

  /** One thing that happens to the operator. */
  sealed interface Step {
    /** A record arrives. */
    record Send(StockInput input) implements Step {}

    /** Time passes; this ends waves. */
    record Time(Instant reached) implements Step {}

    /** What was said until now becomes visible. */
    record Checkpoint() implements Step {}
  }

  final List<Step> history = new ArrayList<>();

  /** What others have seen. */
  final StockHarness.Said visible = StockHarness.Said.nothing();

  private final Pool policy;
  private StockHarness stock;
  private StockHarness.Said pending = StockHarness.Said.nothing();
  private @Nullable OperatorSubtaskState saved;
  private int savedAfter;

  Playback(Pool policy) throws Exception {
    this.policy = policy;
    this.stock = start(null);
  }

  void play(Step step) throws Exception {
    history.add(step);
    take(step);
  }

  void crash() throws Exception {
    stock.close();
    pending = StockHarness.Said.nothing();
    stock = start(saved);
    for (Step step : history.subList(savedAfter, history.size())) {
      take(step);
    }
  }

  StockHarness operator() {
    return stock;
  }

  boolean merges() {
    return policy.merge() != null;
  }

  List<StockInput> sent() {
    List<StockInput> sent = new ArrayList<>();
    for (Step step : history) {
      if (step instanceof Step.Send send) {
        sent.add(send.input());
      }
    }
    return sent;
  }

  /** The end of the last wave that has passed; the beginning of time before any has. */
  Instant lastWave() {
    long reached = Long.MIN_VALUE;
    for (Step step : history) {
      if (step instanceof Step.Time time) {
        reached = time.reached().toEpochMilli();
      }
    }
    return reached == Long.MIN_VALUE
        ? Instant.MIN
        : Instant.ofEpochMilli(reached - Math.floorMod(reached + 1, WAVE.toMillis()));
  }

  /** All that was said, visible or not. */
  StockHarness.Said said() {
    StockHarness.Said all = StockHarness.Said.nothing();
    all.add(visible);
    all.add(pending);
    return all;
  }

  private void take(Step step) throws Exception {
    if (step instanceof Step.Send send) {
      stock.send(send.input());
    } else if (step instanceof Step.Time time) {
      stock.recordsReach(time.reached());
    } else {
      saved = stock.snapshot();
      savedAfter = history.size();
      pending.add(stock.said());
      visible.add(pending);
      pending = StockHarness.Said.nothing();
    }
    pending.add(stock.said());
  }

  private StockHarness start(@Nullable OperatorSubtaskState state) throws Exception {
    StockHarness started = new StockHarness(WAVE, state);
    if (state == null) {
      started.publish(
          new Reference[] {
            warehouse("w1", "Zhejiang", 1, "*"),
            warehouse("w2", "Beijing", 3, "*"),
            warehouse("w3", "Guangdong", 2, "*"),
            StockSamples.pool(policy),
            StockSamples.playbook("HALF", "PT0.7S", Timeout.RELEASE),
            StockSamples.playbook("LOW", "PT0.3S", Timeout.ESCALATE),
            StockSamples.playbook("CANCEL_UNANSWERED", "PT0.4S", Timeout.ESCALATE)
          });
      if (policy.currency() != null) {
        started.publish(SourcingPromises.published());
      }
    }
    started.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
    return started;
  }

  @Override
  public void close() throws Exception {
    stock.close();
  }
}
