package io.penstock;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Sums up the changes of each key, and hands on the total: absolute, at most once per second of
 * event time.
 *
 * <p>Absolute, because then a repetition after a failure does no harm; not at every change, because
 * a busy shop's total changes hundreds of times a second.
 */
public final class RunningTotals<T> extends KeyedProcessFunction<String, T, T> {

  private final SerializableSupplier<ValueStateDescriptor<T>> descriptor;
  private final ReduceFunction<T> plus;

  private transient ValueState<T> total;

  public RunningTotals(
      SerializableSupplier<ValueStateDescriptor<T>> descriptor, ReduceFunction<T> plus) {
    this.descriptor = descriptor;
    this.plus = plus;
  }

  @Override
  public void open(OpenContext context) {
    total = getRuntimeContext().getState(descriptor.get());
  }

  @Override
  public void processElement(T change, Context context, Collector<T> out) throws Exception {
    T before = total.value();
    total.update(before == null ? change : plus.reduce(before, change));
    TimerService timers = context.timerService();
    timers.registerEventTimeTimer(
        OncePerSecond.dueAt(context.timestamp(), timers.currentWatermark()));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<T> out) throws Exception {
    out.collect(total.value());
  }
}
