package io.penstock.connectors.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands rows on to a sink of whole batches: when {@value #ROWS} have come together, after {@value
 * #MILLIS} ms, and with every checkpoint.
 */
final class BatchSink<T> implements Sink<T> {

  private static final Logger LOG = LoggerFactory.getLogger(BatchSink.class);

  private static final int ROWS = 5_000;
  private static final long MILLIS = 1_000;

  private final Sink<List<T>> batches;

  BatchSink(Sink<List<T>> batches) {
    this.batches = batches;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return new Writer<>(
        batches.createWriter(new OfBatches(context)), context.getProcessingTimeService());
  }

  private static final class Writer<T> implements SinkWriter<T> {

    private static final Context NO_CONTEXT =
        new Context() {
          @Override
          public long currentWatermark() {
            return Long.MIN_VALUE;
          }

          @Override
          public @Nullable Long timestamp() {
            return null;
          }
        };

    private final SinkWriter<List<T>> batches;
    private final ProcessingTimeService clock;
    private List<T> batch = new ArrayList<>(ROWS);

    /** Counts the batches, so that a timer knows whether its batch has left already. */
    private long number;

    Writer(SinkWriter<List<T>> batches, ProcessingTimeService clock) {
      this.batches = batches;
      this.clock = clock;
    }

    @Override
    public void write(T row, Context context) throws IOException, InterruptedException {
      if (batch.isEmpty()) {
        long mine = number;
        // A timer that fails fails the task: nobody need look at its future.
        var unused =
            clock.registerTimer(
                clock.getCurrentProcessingTime() + MILLIS,
                time -> {
                  if (number == mine) {
                    handOn();
                  }
                });
      }
      batch.add(row);
      if (batch.size() >= ROWS) {
        handOn();
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
      handOn();
      batches.flush(endOfInput);
    }

    private void handOn() throws IOException, InterruptedException {
      number++;
      if (!batch.isEmpty()) {
        List<T> whole = batch;
        batch = new ArrayList<>(ROWS);
        batches.write(whole, NO_CONTEXT);
      }
    }

    /**
     * The sink of batches tries once more to write what it could not. What fails here would end the
     * whole task manager instead of this job's attempt; and nothing is lost by it: a job that ends
     * well has flushed before, one that fails writes again from its last checkpoint on.
     */
    @Override
    public void close() {
      try {
        batches.close();
      } catch (Exception failed) {
        LOG.warn("closed with rows unwritten; they come again with the last checkpoint", failed);
      }
    }
  }

  /** The context of the inner sink: what it gets are batches, and no batch is used again. */
  private record OfBatches(WriterInitContext rows) implements WriterInitContext {

    @Override
    public boolean isObjectReuseEnabled() {
      return false;
    }

    @Override
    public <IN> TypeSerializer<IN> createInputSerializer() {
      // Of rows, not of batches; without reuse nothing is copied, so it is asked for in vain.
      return rows.createInputSerializer();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return rows.getUserCodeClassLoader();
    }

    @Override
    public MailboxExecutor getMailboxExecutor() {
      return rows.getMailboxExecutor();
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
      return rows.getProcessingTimeService();
    }

    @Override
    public SinkWriterMetricGroup metricGroup() {
      return rows.metricGroup();
    }

    @Override
    public InitializationContext asSerializationSchemaInitializationContext() {
      return rows.asSerializationSchemaInitializationContext();
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
      return rows.getRestoredCheckpointId();
    }

    @Override
    public JobInfo getJobInfo() {
      return rows.getJobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
      return rows.getTaskInfo();
    }
  }
}
