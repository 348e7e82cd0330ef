package io.penstock.insight;

import io.penstock.OncePerSecond;
import io.penstock.model.Reference;
import io.penstock.model.ShopException;
import io.penstock.model.table.ShopHour;
import io.penstock.state.InsightState;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Keeps what shops had in each hour, and compares it as {@link Completeness} says. */
public final class CompletenessFunction
    extends KeyedCoProcessFunction<String, ShopHour, Reference, ShopHour> {

  /** Gaps that opened or closed. */
  public static final OutputTag<ShopException> EXCEPTIONS =
      new OutputTag<>("shop-exceptions", TypeInformation.of(ShopException.class));

  private transient ValueState<ShopHour> hour;
  private transient Counter gaps;

  @Override
  public void open(OpenContext context) {
    hour = getRuntimeContext().getState(InsightState.shopHour());
    gaps = getRuntimeContext().getMetricGroup().counter("controlTotalGaps");
  }

  @Override
  public void processElement1(ShopHour change, Context context, Collector<ShopHour> out)
      throws Exception {
    ShopHour before = hour.value();
    hour.update(before == null ? change : before.plus(change));
    handOnWithinASecond(context);
  }

  @Override
  public void processElement2(Reference reference, Context context, Collector<ShopHour> out)
      throws Exception {
    Instant at = Instant.ofEpochMilli(context.timestamp());
    Reference.ControlTotal total = reference.deleted() ? null : reference.controlTotal();
    ShopHour now = Completeness.told(hour.value(), total, at);
    if (now == null) {
      return;
    }
    hour.update(now);
    if (now.compareAt() != null) {
      context.timerService().registerEventTimeTimer(now.compareAt().toEpochMilli());
    }
    handOnWithinASecond(context);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ShopHour> out)
      throws Exception {
    ShopHour before = hour.value();
    if (before == null) {
      return;
    }
    Instant at = Instant.ofEpochMilli(timestamp);
    ShopHour now = Completeness.compare(before, at);
    if (now.gap() != before.gap()) {
      hour.update(now);
      if (now.gap()) {
        gaps.inc();
      }
      context.output(EXCEPTIONS, now.asException(at));
    }
    out.collect(now);
  }

  private static void handOnWithinASecond(
      KeyedCoProcessFunction<String, ShopHour, Reference, ShopHour>.Context context) {
    TimerService timers = context.timerService();
    timers.registerEventTimeTimer(
        OncePerSecond.dueAt(context.timestamp(), timers.currentWatermark()));
  }
}
