package io.penstock.intake;

import io.penstock.model.AuditRequest;
import io.penstock.model.NewsVersion;
import io.penstock.model.OrderVersion;
import io.penstock.model.PersonInput;
import io.penstock.model.ReceivedMessage;
import io.penstock.model.ReceivedOrder;
import io.penstock.state.Awaited;
import io.penstock.state.IntakeState;
import io.penstock.state.KeptVersion;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts each order version once, as {@link OrderLifecycle} decides, and takes the news of orders
 * as {@link NewsLifecycle} does.
 */
public final class IntakeFunction
    extends KeyedProcessFunction<String, ReceivedMessage, AuditRequest> {

  /** Whom each accepted version of an order names. */
  public static final OutputTag<PersonInput> PEOPLE =
      new OutputTag<>("people", TypeInformation.of(PersonInput.class));

  private transient ValueState<KeptVersion> kept;
  private transient Map<OrderVersion.Outcome, Counter> versions;
  private transient Map<NewsVersion.Outcome, Counter> news;

  @Override
  public void open(OpenContext context) {
    kept = getRuntimeContext().getState(IntakeState.kept());
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    versions = new EnumMap<>(OrderVersion.Outcome.class);
    versions.put(OrderVersion.Outcome.ACCEPTED, metrics.counter("ordersAccepted"));
    versions.put(OrderVersion.Outcome.REDELIVERED, metrics.counter("ordersRedelivered"));
    versions.put(OrderVersion.Outcome.STALE, metrics.counter("ordersStale"));
    news = new EnumMap<>(NewsVersion.Outcome.class);
    for (NewsVersion.Outcome outcome : NewsVersion.Outcome.values()) {
      news.put(outcome, metrics.addGroup("outcome", outcome.name()).counter("orderNews"));
    }
  }

  @Override
  public void processElement(ReceivedMessage message, Context context, Collector<AuditRequest> out)
      throws Exception {
    if (message.order() != null) {
      take(message.order(), context, out);
    } else if (message.news() != null) {
      take(NewsLifecycle.receive(kept.value(), message.news()), context, out);
    }
  }

  private void take(ReceivedOrder received, Context context, Collector<AuditRequest> out)
      throws Exception {
    KeptVersion before = kept.value();
    OrderLifecycle.Decision decision = OrderLifecycle.receive(before, received);
    OrderVersion version = decision.version();
    Objects.requireNonNull(versions.get(version.outcome())).inc();
    out.collect(AuditRequest.of(version));
    KeptVersion now = decision.kept();
    if (version.outcome() == OrderVersion.Outcome.ACCEPTED) {
      List<PersonInput> named = People.named(version);
      named.forEach(one -> context.output(PEOPLE, one));
      now = now.naming(named.stream().map(PersonInput::key).toList());
    }
    Awaited awaited = before == null ? null : before.awaited();
    if (awaited != null) {
      explained(now, awaited, version, context, out);
    } else if (version.outcome() == OrderVersion.Outcome.ACCEPTED) {
      kept.update(now);
    }
  }

  /** An order came while its marketplace was asked for it. */
  private void explained(
      KeptVersion now,
      Awaited awaited,
      OrderVersion version,
      Context context,
      Collector<AuditRequest> out)
      throws Exception {
    KeptVersion after = NewsLifecycle.answers(awaited, version) ? now.answered() : now;
    kept.update(after);
    NewsLifecycle.Decision beyond = NewsLifecycle.beyond(after, awaited, version.received());
    if (beyond != null) {
      take(beyond, context, out);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<AuditRequest> out)
      throws Exception {
    KeptVersion now = kept.value();
    Awaited awaited = now == null ? null : now.awaited();
    Instant due = Instant.ofEpochMilli(timestamp);
    if (awaited != null && NewsLifecycle.isDue(awaited, due)) {
      take(NewsLifecycle.askAgain(now, awaited, due), context, out);
    }
  }

  private void take(NewsLifecycle.Decision decision, Context context, Collector<AuditRequest> out)
      throws Exception {
    NewsVersion version = decision.version();
    Objects.requireNonNull(news.get(version.outcome())).inc();
    kept.update(decision.kept());
    Awaited awaited = decision.kept().awaited();
    Instant again = awaited == null ? null : awaited.askAgainAt();
    boolean asks =
        version.outcome() == NewsVersion.Outcome.FETCH
            || version.outcome() == NewsVersion.Outcome.APPLIED;
    if (asks && again != null) {
      context.timerService().registerEventTimeTimer(again.toEpochMilli());
    }
    out.collect(AuditRequest.of(version));
    if (version.outcome() == NewsVersion.Outcome.APPLIED) {
      KeptVersion now = decision.kept();
      People.over(now.people(), version.received(), now.version(), now.status(), version.at())
          .forEach(one -> context.output(PEOPLE, one));
    }
  }
}
