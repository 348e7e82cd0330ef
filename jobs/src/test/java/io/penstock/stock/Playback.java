package io.penstock.stock;

import static io.penstock.stock.StockSamples.warehouse;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Reference.Pool;
import io.penstock.model.Reference.Timeout;
import io.penstock.state.StockInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays a history to a pool as a job does: what it says counts only from the next checkpoint on,
 * and after a crash everything since the last checkpoint is read again.
 */
final class Playback implements AutoCloseable {

  static final Duration WAVE = Duration.ofMillis(200);

  /** What passes at once while promises are looked at, at most. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

  private static final Instant NEVER = Instant.ofEpochMilli(Long.MIN_VALUE);

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
  private final boolean onFlink;
  private final int checkpointsPerSnapshot;
  private final List<StockInput> sent = new ArrayList<>();
  private PlayedPool stock;

  /** What is visible and what is pending, as far as somebody has asked since the last crash. */
  private StockHarness.@Nullable Said said;

  private StockHarness.Said pending = StockHarness.Said.nothing();
  private Instant latest = NEVER;
  private Instant savedUntil = NEVER;
  private boolean mayCrash = true;
  private int checkpoints;
  private int visibleAfter;
  private PlayedPool.@Nullable Restart saved;
  private int savedAfter;
  private StockHarness.Said visibleSinceSaved = StockHarness.Said.nothing();

  Playback(Pool policy, boolean onFlink) throws Exception {
    this(policy, onFlink, 1);
  }

  /**
   * @param onFlink whether the real operator plays, or the same waves do without it
   * @param checkpointsPerSnapshot how many checkpoints share a snapshot, which costs more than all
   *     else: who reads from the last snapshot again must say again what is visible
   */
  Playback(Pool policy, boolean onFlink, int checkpointsPerSnapshot) throws Exception {
    this.policy = policy;
    this.onFlink = onFlink;
    this.checkpointsPerSnapshot = checkpointsPerSnapshot;
    this.stock = start();
  }

  void play(Step step) throws Exception {
    history.add(step);
    if (step instanceof Step.Send send) {
      sent.add(send.input());
    }
    take(step);
  }

  /** No crash comes any more, so nobody will read what is saved. */
  void crashesNoMore() {
    mayCrash = false;
  }

  void crash() throws Exception {
    stock.close();
    said = null;
    stock = saved == null ? start() : saved.now();
    latest = savedUntil;
    pending = StockHarness.Said.nothing();
    if (checkpointsPerSnapshot > 1) {
      catchUp();
    }
    for (Step step : history.subList(visibleAfter, history.size())) {
      take(step);
    }
  }

  /**
   * From the snapshot to the last checkpoint, as if that one had a snapshot of its own. Then time
   * is not forgotten: what came late comes late again.
   */
  private void catchUp() throws Exception {
    stock.recordsReach(reached(history.subList(0, savedAfter)));
    for (Step step : history.subList(savedAfter, visibleAfter)) {
      if (step instanceof Step.Checkpoint) {
        stock.writeBack();
      } else {
        take(step);
      }
    }
    assertThat(pending.equals(visibleSinceSaved)).as("what is visible is said again").isTrue();
    pending = StockHarness.Said.nothing();
  }

  PlayedPool operator() {
    return stock;
  }

  /** Whether carriers have published services. */
  boolean ships() {
    return policy.currency() != null;
  }

  /** Whether goods are moved between the warehouses. */
  boolean moves() {
    return policy.transfer() != null;
  }

  boolean merges() {
    return policy.merge() != null;
  }

  List<StockInput> sent() {
    return Collections.unmodifiableList(sent);
  }

  /** The end of the last wave that has passed; the beginning of time before any has. */
  Instant lastWave() {
    Instant reached = reached(history);
    return reached.equals(NEVER) ? Instant.MIN : lastEnd(reached);
  }

  /** How far time has come in such a history. */
  private static Instant reached(List<Step> history) {
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i) instanceof Step.Time time) {
        return time.reached();
      }
    }
    return NEVER;
  }

  /** All that was said, visible or not; not to be changed. */
  StockHarness.Said said() {
    StockHarness.Said all = said;
    if (all == null) {
      all = StockHarness.Said.nothing();
      all.add(visible);
      all.add(pending);
      said = all;
    }
    return all;
  }

  private void take(Step step) throws Exception {
    if (step instanceof Step.Send send) {
      stock.send(send.input());
    } else if (step instanceof Step.Time time) {
      Instant wave = endOfWave(time.reached().minus(LONGEST_STEP));
      for (; wave.isBefore(time.reached()); wave = wave.plus(WAVE)) {
        reach(wave);
      }
      reach(time.reached());
    } else {
      stock.writeBack();
      visible.add(pending);
      visibleSinceSaved.add(pending);
      visibleAfter = history.size();
      pending = StockHarness.Said.nothing();
      if (checkpoints++ % checkpointsPerSnapshot == 0 && mayCrash) {
        saved = stock.save();
        savedAfter = history.size();
        savedUntil = latest;
        visibleSinceSaved = StockHarness.Said.nothing();
      }
    }
  }

  /** Wave by wave, so that it is known of each what it said. */
  private void reach(Instant wave) throws Exception {
    stock.recordsReach(wave);
    Instant end = lastEnd(wave);
    latest = latest.isBefore(end) ? end : latest;
    StockHarness.Said more = stock.said().in(latest);
    pending.add(more);
    if (said != null) {
      said.add(more);
    }
  }

  /** The end of the last wave that is over then. */
  private static Instant lastEnd(Instant time) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis + 1, WAVE.toMillis()));
  }

  private static Instant endOfWave(Instant time) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(
        millis - Math.floorMod(millis, WAVE.toMillis()) + WAVE.toMillis() - 1);
  }

  private PlayedPool start() throws Exception {
    PlayedPool started = onFlink ? new StockHarness(WAVE, null) : new PlainPool(WAVE);
    started.publish(
        warehouse("w1", "Zhejiang", 1, "*"),
        warehouse("w2", "Beijing", 3, "*"),
        warehouse("w3", "Guangdong", 2, "*"),
        StockSamples.pool(policy),
        StockSamples.playbook("HALF", "PT0.7S", Timeout.RELEASE),
        StockSamples.playbook("LOW", "PT0.3S", Timeout.ESCALATE),
        StockSamples.playbook("CANCEL_UNANSWERED", "PT0.4S", Timeout.ESCALATE),
        StockSamples.playbook("NO_WAYBILL_LEFT", "PT0.6S", Timeout.ESCALATE));
    if (policy.currency() != null) {
      started.publish(SourcingPromises.published());
    }
    if (started instanceof StockHarness operator) {
      operator.referenceReaches(Instant.ofEpochMilli(Long.MAX_VALUE));
    }
    return started;
  }

  @Override
  public void close() throws Exception {
    stock.close();
  }
}
