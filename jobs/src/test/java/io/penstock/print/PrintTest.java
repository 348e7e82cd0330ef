package io.penstock.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.PrintBatch;
import io.penstock.model.Reference.Dispatch;
import io.penstock.model.Reference.Warehouse;
import io.penstock.state.AskedLabel;
import io.penstock.state.OpenBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which labels are a batch. */
class PrintTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "UTC, 30, 2026-03-01T12:29:59.999Z, 2026-03-01T12:00:00Z, 2026-03-01T12:30:00Z",
    "UTC, 30, 2026-03-01T12:30:00Z, 2026-03-01T12:30:00Z, 2026-03-01T13:00:00Z",
    // By its own clock: 17:45 there.
    "Asia/Kathmandu, 60, 2026-03-01T12:00:00Z, 2026-03-01T11:15:00Z, 2026-03-01T12:15:00Z",
    // The day ends before the last window does.
    "UTC, 420, 2026-03-01T23:00:00Z, 2026-03-01T21:00:00Z, 2026-03-02T00:00:00Z",
    "UTC, 1440, 2026-03-01T23:00:00Z, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
    // From 02:00 to 03:00 the clock is moved forward, and on the first of November back.
    "America/New_York, 60, 2026-03-08T06:59:59Z, 2026-03-08T06:00:00Z, 2026-03-08T07:00:00Z",
    "America/New_York, 120, 2026-03-08T07:10:00Z, 2026-03-08T07:00:00Z, 2026-03-08T08:00:00Z",
    "America/New_York, 60, 2026-11-01T05:10:00Z, 2026-11-01T05:00:00Z, 2026-11-01T07:00:00Z",
    "America/New_York, 60, 2026-11-01T06:10:00Z, 2026-11-01T06:00:00Z, 2026-11-01T07:00:00Z",
    "America/New_York, 30, 2026-11-01T06:10:00Z, 2026-11-01T06:00:00Z, 2026-11-01T06:30:00Z",
    "America/New_York, 50, 2026-03-08T07:10:00Z, 2026-03-08T07:00:00Z, 2026-03-08T07:20:00Z",
    "UTC, 0, 2026-03-01T12:00:00.199Z, 2026-03-01T12:00:00.199Z, 2026-03-01T12:00:00.200Z",
  })
  void aWindowIsByTheWarehousesClock(
      String zone, int every, Instant at, Instant from, Instant until) {
    OpenBatch window = policy(zone, every, null).window(at);

    assertThat(window.window()).isEqualTo(from);
    assertThat(window.until()).isEqualTo(until);
  }

  @Test
  void whoSaysNothingPrintsEveryHalfHour() {
    assertThat(PrintPolicy.of(null)).isEqualTo(policy("UTC", 30, 200));
    Warehouse silent = new Warehouse("w", "CN", "Zhejiang", List.of(), 1);
    assertThat(PrintPolicy.of(silent)).isEqualTo(PrintPolicy.of(null));
  }

  @Test
  void whatIsAskedForWithinAWindowIsPrintedAtItsEndAsItIsPicked() {
    Batches batches = new Batches("w", "SF");
    OpenBatch window = policy("UTC", 30, 5).window(NOON);
    Batches.Cut first =
        batches.cut(window, List.of(label(1, "c", "TEE*1"), label(1, "b", "CAP*1")), at(1));
    assertThat(first.closed()).isEmpty();

    Batches.Cut last =
        batches.cut(open(first), List.of(label(1_799_999, "a", "TEE*1")), at(1_799_999));

    assertThat(last.open()).isNull();
    assertThat(texts(last)).containsExactly("w/SF/2026-03-01T12:00:00Z/1 b c a");
    PrintBatch batch = last.closed().get(0);
    assertThat(batch.at()).isEqualTo(at(1_799_999));
    assertThat(batch.labels()).extracting(PrintBatch.Label::position).containsExactly(1, 2, 3);
  }

  @Test
  void aBatchIsClosedAsSoonAsItIsFull() {
    Batches batches = new Batches("w", null);
    List<AskedLabel> asked = new ArrayList<>();
    for (String id : List.of("e", "d", "c", "b", "a")) {
      asked.add(label(1, id, "TEE*1"));
    }

    Batches.Cut full = batches.cut(policy("UTC", 30, 2).window(NOON), asked, at(1));

    assertThat(texts(full))
        .containsExactly("w/-/2026-03-01T12:00:00Z/1 a b", "w/-/2026-03-01T12:00:00Z/2 c d");
    Batches.Cut next = batches.cut(open(full), List.of(label(9, "f", "TEE*1")), at(9));
    assertThat(texts(next)).containsExactly("w/-/2026-03-01T12:00:00Z/3 e f");
    assertThat(batches.cut(open(next), List.of(), at(1_799_999)).closed()).isEmpty();
  }

  @Test
  void whatIsCancelledBeforeItsBatchIsClosedIsLeftOut() {
    Batches batches = new Batches("w", "SF");
    List<AskedLabel> asked =
        List.of(label(1, "a", "TEE*1"), label(1, "b", "TEE*1"), cancelled(1, "a"));
    Batches.Cut first = batches.cut(policy("UTC", 30, 2).window(NOON), asked, at(1));
    assertThat(first.closed()).isEmpty();

    Batches.Cut last =
        batches.cut(open(first), List.of(cancelled(5, "b"), label(5, "c", "TEE*1")), at(5));

    assertThat(texts(batches.cut(open(last), List.of(cancelled(6, "x")), at(1_799_999))))
        .containsExactly("w/SF/2026-03-01T12:00:00Z/1 c");
  }

  @Test
  void withoutAWindowEachIsPrintedAtOnce() {
    Batches batches = new Batches("w", "SF");
    OpenBatch window = policy("UTC", 0, 200).window(at(199));

    Batches.Cut cut =
        batches.cut(window, List.of(label(199, "b", "TEE*1"), label(199, "a", "TEE*1")), at(199));

    assertThat(texts(cut))
        .containsExactly("w/SF/2026-03-01T12:00:00.199Z/1 a", "w/SF/2026-03-01T12:00:00.199Z/2 b");
    assertThat(cut.open()).isNull();
  }

  private static OpenBatch open(Batches.Cut cut) {
    return Objects.requireNonNull(cut.open());
  }

  private static List<String> texts(Batches.Cut cut) {
    return cut.closed().stream()
        .map(
            batch ->
                batch.batchId()
                    + " "
                    + String.join(
                        " ", batch.labels().stream().map(PrintBatch.Label::deliveryId).toList()))
        .toList();
  }

  private static Instant at(long millis) {
    return NOON.plusMillis(millis);
  }

  private static AskedLabel label(long millis, String id, String goods) {
    return new AskedLabel(at(millis), false, id, "pool", null, null, null, goods);
  }

  private static AskedLabel cancelled(long millis, String id) {
    return new AskedLabel(at(millis), true, id, "pool", null, null, null, "");
  }

  private static PrintPolicy policy(String zone, int every, @Nullable Integer most) {
    Dispatch dispatch = new Dispatch(zone, null, null, null, null);
    return PrintPolicy.of(
        new Warehouse(
            "w", "CN", "Zhejiang", List.of(), 1, null, null, null, dispatch, null, every, most));
  }
}
