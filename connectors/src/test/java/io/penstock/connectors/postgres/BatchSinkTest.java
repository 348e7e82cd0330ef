package io.penstock.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchSinkTest {

  private static final int FULL = 5_000;

  private final List<List<String>> written = new ArrayList<>();

  private OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> sink;

  @BeforeEach
  void open() throws Exception {
    sink = harness(false);
    sink.open();
    sink.setProcessingTime(0);
  }

  @AfterEach
  void close() throws Exception {
    sink.close();
  }

  @Test
  void whatIsGatheredLeavesWithTheCheckpoint() throws Exception {
    sink.processElement("a", 0);
    sink.processElement("b", 0);
    assertThat(written).isEmpty();

    sink.prepareSnapshotPreBarrier(1);

    assertThat(written).containsExactly(List.of("a", "b"));
  }

  @Test
  void nothingWaitsForLongerThanASecond() throws Exception {
    sink.processElement("a", 0);
    sink.setProcessingTime(999);
    assertThat(written).isEmpty();

    sink.setProcessingTime(1_000);
    sink.processElement("b", 0);
    sink.setProcessingTime(1_999);

    assertThat(written).containsExactly(List.of("a"));
    sink.setProcessingTime(2_000);
    assertThat(written).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void aFullBatchLeavesAtOnceAndTheNextHasASecondOfItsOwn() throws Exception {
    for (int row = 0; row < FULL; row++) {
      sink.processElement(String.valueOf(row), 0);
    }
    assertThat(written)
        .containsExactly(IntStream.range(0, FULL).mapToObj(String::valueOf).toList());

    sink.setProcessingTime(900);
    sink.processElement("late", 0);
    sink.setProcessingTime(1_899);

    assertThat(written).hasSize(1);
    sink.setProcessingTime(1_900);
    assertThat(written).hasSize(2).last().isEqualTo(List.of("late"));
  }

  @Test
  void anEmptyBatchIsNotWritten() throws Exception {
    sink.prepareSnapshotPreBarrier(1);
    sink.endInput();

    assertThat(written).isEmpty();
  }

  /** Whose failure would end the whole task manager, with the jobs of others on it. */
  @Test
  void aSinkThatCannotBeClosedDoesNotTakeTheProcessWithIt() throws Exception {
    var failing = harness(true);
    failing.open();

    failing.close();

    assertThat(written).as("the close was tried").containsExactly(List.of("closed"));
  }

  private OneInputStreamOperatorTestHarness<String, CommittableMessage<Void>> harness(
      boolean failsToClose) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new SinkWriterOperatorFactory<>(new BatchSink<>(new Noting(written, failsToClose))));
  }

  /** Keeps what it is given. */
  private record Noting(List<List<String>> written, boolean failsToClose)
      implements Sink<List<String>> {

    @Override
    public SinkWriter<List<String>> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(List<String> batch, Context unused) {
          written.add(batch);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {
          if (failsToClose) {
            written.add(List.of("closed"));
            throw new IllegalStateException("cannot be closed");
          }
        }
      };
    }
  }
}
