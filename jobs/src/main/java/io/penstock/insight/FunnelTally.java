package io.penstock.insight;

import io.penstock.model.OrderEvent;
import io.penstock.model.table.FunnelMinute;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts events where they are, and hands on one count per marketplace and minute with every step
 * of event time: a marketplace's whole peak would otherwise meet in one key.
 *
 * <p>It keeps nothing over a checkpoint: what is counted goes on ahead of the barrier.
 */
final class FunnelTally extends AbstractStreamOperator<FunnelMinute>
    implements OneInputStreamOperator<OrderEvent, FunnelMinute> {

  private record Cell(String marketplace, Instant minute) {}

  private final Map<Cell, FunnelMinute> counts = new LinkedHashMap<>();
  private long newest = Long.MIN_VALUE;

  @Override
  public void processElement(StreamRecord<OrderEvent> event) {
    FunnelMinute one = Funnel.count(event.getValue());
    if (one.version() > 0) {
      counts.merge(new Cell(one.marketplace(), one.minute()), one, FunnelMinute::plus);
      newest = Math.max(newest, event.getTimestamp());
    }
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    handOn();
    super.processWatermark(watermark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    handOn();
  }

  @Override
  public void finish() {
    handOn();
  }

  private void handOn() {
    for (FunnelMinute count : counts.values()) {
      output.collect(new StreamRecord<>(count, newest));
    }
    counts.clear();
  }
}
