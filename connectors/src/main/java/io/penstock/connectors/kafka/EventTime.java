package io.penstock.connectors.kafka;

import io.penstock.model.RawRecord;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time that neither a quiet partition nor a quiet night can stop.
 *
 * <p>While records flow, time is theirs. Once a partition is quiet, time follows the clock: the
 * last order of the evening must not wait in its wave for the first of the morning. This is the one
 * place that reads the clock.
 *
 * <p>Quiet is counted in periodic emissions without a record, not in seconds: a task that is held
 * up (back-pressure, a long pause of the JVM) emits nothing meanwhile, so it is never mistaken for
 * a quiet one, and a backlog keeps its own time.
 */
final class EventTime implements WatermarkGenerator<RawRecord> {

  private final Clock clock;
  private final long outOfOrdernessMillis;
  private final int quietTicks;

  private long newest = Long.MIN_VALUE;
  private int ticksWithoutRecord;

  private EventTime(Clock clock, Duration outOfOrderness, int quietTicks) {
    this.clock = clock;
    this.outOfOrdernessMillis = outOfOrderness.toMillis();
    this.quietTicks = quietTicks;
  }

  /**
   * @param outOfOrderness how much older than its predecessors a record may be without being late
   * @param quietAfter rounded up to whole watermark intervals
   * @param interval the job's watermark interval
   */
  static WatermarkStrategy<RawRecord> strategy(
      Duration outOfOrderness, Duration quietAfter, Duration interval) {
    int ticks = Math.toIntExact(Math.max(1, quietAfter.dividedBy(interval) + 1));
    return WatermarkStrategy.<RawRecord>forGenerator(
            context -> new EventTime(Clock.systemUTC(), outOfOrderness, ticks))
        .withTimestampAssigner((raw, ignored) -> raw.timestamp().toEpochMilli());
  }

  /** For tests: the same generator under a clock of their own. */
  static EventTime under(Clock clock, Duration outOfOrderness, int quietTicks) {
    return new EventTime(clock, outOfOrderness, quietTicks);
  }

  @Override
  public void onEvent(RawRecord raw, long timestamp, WatermarkOutput output) {
    newest = Math.max(newest, timestamp);
    ticksWithoutRecord = 0;
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    ticksWithoutRecord++;
    if (ticksWithoutRecord > quietTicks) {
      output.emitWatermark(new Watermark(clock.millis() - outOfOrdernessMillis - 1));
    } else if (newest != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(newest - outOfOrdernessMillis - 1));
    }
  }
}
