package io.penstock.connectors.kafka;

import io.penstock.model.RawRecord;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Event time that neither a quiet partition nor a quiet night can stop.
 *
 * <p>While records flow, time is theirs. Once a partition is quiet, time follows the clock: the
 * last order of the evening must not wait in its wave for the first of the morning. This is the one
 * place that reads the clock.
 *
 * <p>Quiet is measured on the clock of the task's own activity, which stands still while the task
 * is held up: a source under back-pressure is never mistaken for a quiet one, and a backlog keeps
 * its own time.
 */
final class EventTime implements WatermarkGenerator<RawRecord> {

  private final Clock clock;
  private final RelativeClock activity;
  private final long outOfOrdernessMillis;
  private final long quietAfterMillis;

  private long newest = Long.MIN_VALUE;
  private long lastRecordAt;

  EventTime(Clock clock, RelativeClock activity, Duration outOfOrderness, Duration quietAfter) {
    this.clock = clock;
    this.activity = activity;
    this.outOfOrdernessMillis = outOfOrderness.toMillis();
    this.quietAfterMillis = quietAfter.toMillis();
    this.lastRecordAt = activity.relativeTimeMillis();
  }

  /**
   * Event time of a source.
   *
   * @param outOfOrderness how much older than its predecessors a record may be without being late
   */
  static WatermarkStrategy<RawRecord> strategy(Duration outOfOrderness, Duration quietAfter) {
    return WatermarkStrategy.<RawRecord>forGenerator(
            context ->
                new EventTime(
                    Clock.systemUTC(), context.getInputActivityClock(), outOfOrderness, quietAfter))
        .withTimestampAssigner((raw, ignored) -> raw.timestamp().toEpochMilli());
  }

  @Override
  public void onEvent(RawRecord raw, long timestamp, WatermarkOutput output) {
    newest = Math.max(newest, timestamp);
    lastRecordAt = activity.relativeTimeMillis();
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (activity.relativeTimeMillis() - lastRecordAt > quietAfterMillis) {
      output.emitWatermark(new Watermark(clock.millis() - outOfOrdernessMillis - 1));
    } else if (newest != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(newest - outOfOrdernessMillis - 1));
    }
  }
}
