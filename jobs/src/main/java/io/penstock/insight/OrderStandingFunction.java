package io.penstock.insight;

import io.penstock.OncePerSecond;
import io.penstock.model.OrderEvent;
import io.penstock.model.table.OrderExceptionRow;
import io.penstock.model.table.OrderStatusRow;
import io.penstock.model.table.ShopHour;
import io.penstock.state.InsightState;
import io.penstock.state.Standing;
import io.penstock.writeback.CachedValue;
import io.penstock.writeback.WriteBack;
import io.penstock.writeback.WritesBack;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps where each order stands, as {@link OrderStanding} says, and hands on its rows.
 *
 * <p>A row goes out at most once per second of event time: an order that is received, passed and
 * allocated within a second is one write, not three.
 */
public final class OrderStandingFunction
    extends KeyedProcessFunction<String, OrderEvent, OrderStatusRow> implements WritesBack {

  /** Rows of the orders that need, or no longer need, a person. */
  public static final OutputTag<OrderExceptionRow> EXCEPTIONS =
      new OutputTag<>("order-exceptions", TypeInformation.of(OrderExceptionRow.class));

  /** Every event once, whatever was repeated. */
  public static final OutputTag<OrderEvent> FRESH =
      new OutputTag<>("fresh-events", TypeInformation.of(OrderEvent.class));

  /** What versions of orders change of their shops' hours. */
  public static final OutputTag<ShopHour> HOURS =
      new OutputTag<>("shop-hours", TypeInformation.of(ShopHour.class));

  private transient WriteBack writeBack;
  private transient CachedValue<Standing> standing;
  private transient Counter repeated;

  @Override
  public void open(OpenContext context) {
    writeBack = new WriteBack();
    standing = writeBack.value(getRuntimeContext().getState(InsightState.standing()));
    repeated = getRuntimeContext().getMetricGroup().counter("orderEventsRepeated");
  }

  @Override
  public WriteBack writeBack() {
    return writeBack;
  }

  @Override
  public void processElement(OrderEvent event, Context context, Collector<OrderStatusRow> out)
      throws Exception {
    Standing before = standing.value();
    if (OrderStanding.isRepeated(before, event)) {
      repeated.inc();
      return;
    }
    context.output(FRESH, event);
    ShopHour change = Completeness.change(before == null ? null : before.row(), event);
    if (change != null) {
      context.output(HOURS, change);
    }
    Standing after = OrderStanding.after(before, event);
    if (after != null) {
      standing.update(after);
      if (after.due() && (before == null || !before.due())) {
        TimerService timers = context.timerService();
        timers.registerEventTimeTimer(
            OncePerSecond.dueAt(context.timestamp(), timers.currentWatermark()));
      }
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OrderStatusRow> out)
      throws Exception {
    Standing due = Objects.requireNonNull(standing.value(), "a timer is set for what is kept");
    if (due.rowDue()) {
      out.collect(due.row());
    }
    OrderExceptionRow exception = due.exception();
    if (due.exceptionDue() && exception != null) {
      context.output(EXCEPTIONS, exception);
    }
    standing.update(due.written());
  }
}
