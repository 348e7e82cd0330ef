package io.penstock.audit;

import io.penstock.Versions;
import io.penstock.audit.rules.RuleBook;
import io.penstock.connectors.DeadLetters;
import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.Command;
import io.penstock.model.DeadLetter;
import io.penstock.model.PublishedReference;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.StockRequest;
import io.penstock.state.AuditRecord;
import io.penstock.state.AuditState;
import io.penstock.writeback.CachedList;
import io.penstock.writeback.CachedValue;
import io.penstock.writeback.WriteBack;
import io.penstock.writeback.WritesBack;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Audits one order at a time, as {@link Audit} decides by the reference data.
 *
 * <p>Whatever reaches it is dealt with once event time has come to it: so whom an order names has
 * been looked up, and the order is there before a command about it, in whatever order the topics
 * were read. The stock gathers orders by the same time, so nothing is later for it. Reference data
 * counts from its {@code effectiveFrom}; what is published later than that counts from when it is
 * read, and a rule then reaches back to the orders that are open.
 */
public final class AuditFunction
    extends KeyedBroadcastProcessFunction<String, AuditRequest, PublishedReference, StockRequest>
    implements WritesBack {

  /** Commands about orders that we do not know, or know no longer. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("audit-dead-letters", TypeInformation.of(DeadLetter.class));

  /** How late an order may be and still be judged by the rules of its own time. */
  private static final Duration OLD_VERSIONS_KEPT = Duration.ofDays(30);

  /**
   * A request that waits, and until when.
   *
   * @param at its own time; of what a marketplace told, not before what it told earlier
   */
  private record Waiting(AuditRequest request, Instant at) {}

  /** Of one instant, first whom the order names, then the order, then what people say of it. */
  private static final Comparator<Waiting> IN_TIME =
      Comparator.comparing(Waiting::at).thenComparing(one -> rank(one.request()));

  /** Asked for with every timer, and its types are costly to find out. */
  private transient MapStateDescriptor<Long, Map<String, Cause>> sweeps;

  private transient @Nullable RuleBook book;

  private transient WriteBack writeBack;
  private transient CachedValue<AuditRecord> record;
  private transient ValueState<ReceivedOrder> order;
  private transient CachedValue<Boolean> open;
  private transient CachedList<AuditRequest> pending;

  private transient Map<AuditRecord.Outcome, Counter> audited;
  private transient Counter unknownOrders;

  @Override
  public void open(OpenContext context) {
    sweeps = AuditState.sweeps();
    writeBack = new WriteBack();
    record = writeBack.value(getRuntimeContext().getState(AuditState.record()));
    order = getRuntimeContext().getState(AuditState.order());
    open = writeBack.value(getRuntimeContext().getState(AuditState.open()));
    pending = writeBack.list(getRuntimeContext().getListState(AuditState.pending()));
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    audited = new EnumMap<>(AuditRecord.Outcome.class);
    for (AuditRecord.Outcome outcome : AuditRecord.Outcome.values()) {
      audited.put(outcome, metrics.addGroup("outcome", outcome.name()).counter("ordersAudited"));
    }
    unknownOrders = metrics.counter("commandsAboutUnknownOrders");
  }

  @Override
  public WriteBack writeBack() {
    return writeBack;
  }

  @Override
  public void processBroadcastElement(
      PublishedReference published, Context context, Collector<StockRequest> out) throws Exception {
    Reference reference = published.reference();
    if (!RuleBook.concerns(reference.type())) {
      return;
    }
    BroadcastState<String, List<Reference>> references =
        context.getBroadcastState(AuditState.references());
    String key = reference.type() + "/" + reference.id();
    List<Reference> known = references.get(key);
    if (known == null && RuleBook.saysNothing(reference)) {
      return;
    }
    List<Reference> versions =
        Versions.merge(
            known == null ? List.of() : known,
            reference,
            Instant.ofEpochMilli(context.currentWatermark()).minus(OLD_VERSIONS_KEPT));
    if (versions.isEmpty()) {
      references.remove(key);
    } else {
      references.put(key, versions);
    }
    if (book != null) {
      book.set(reference.type(), reference.id(), versions);
    }
    if (reference.type() == Reference.Type.RULE) {
      changes(published, context.getBroadcastState(sweeps));
    }
  }

  /** Which of two records of one rule came last does not depend on the order of reading. */
  private static void changes(
      PublishedReference rule, BroadcastState<Long, Map<String, Cause>> sweeps) throws Exception {
    long at = sweepAt(rule.reference(), rule.at());
    Map<String, Cause> known = sweeps.get(at);
    Map<String, Cause> changes = new TreeMap<>(known == null ? Map.of() : known);
    changes.merge(rule.reference().id(), rule.cause(), AuditFunction::newer);
    sweeps.put(at, changes);
  }

  private static Cause newer(Cause one, Cause other) {
    Comparator<Cause> place = Comparator.comparing(Cause::partition).thenComparing(Cause::offset);
    return place.compare(one, other) > 0 ? one : other;
  }

  /** Rules that change within one second are one change: judging all that is open takes a while. */
  private static long sweepAt(Reference rule, Instant known) {
    Instant from = rule.effectiveFrom().isAfter(known) ? rule.effectiveFrom() : known;
    Instant second = from.truncatedTo(ChronoUnit.SECONDS);
    return (second.equals(from) ? second : second.plusSeconds(1)).toEpochMilli();
  }

  @Override
  public void processElement(
      AuditRequest request, ReadOnlyContext context, Collector<StockRequest> out) throws Exception {
    pending.add(request);
    context.timerService().registerEventTimeTimer(request.at().toEpochMilli());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<StockRequest> out)
      throws Exception {
    List<Waiting> due = new ArrayList<>();
    List<AuditRequest> early = new ArrayList<>();
    for (Waiting one : waiting(pending.get())) {
      if (one.at().toEpochMilli() <= timestamp) {
        due.add(one);
      } else {
        early.add(one.request());
      }
    }
    pending.update(early);
    due.sort(IN_TIME);
    for (Waiting one : due) {
      audit(one.request(), context, out);
    }
    judgeDue(Instant.ofEpochMilli(timestamp), context, out);
    Map<String, Cause> changes = context.getBroadcastState(sweeps).get(timestamp);
    if (changes != null) {
      judgeAnew(changes, Instant.ofEpochMilli(timestamp), context, out);
    }
  }

  /** The rules have changed. */
  private void judgeAnew(
      Map<String, Cause> changes, Instant at, ReadOnlyContext context, Collector<StockRequest> out)
      throws Exception {
    AuditRecord kept = record.value();
    ReceivedOrder newest = order.value();
    if (kept != null && newest != null) {
      Decision decision = audit(context).recheck().changed(kept, newest, changes, at);
      keep(decision, context);
      if (decision.request() != null) {
        out.collect(decision.request());
      }
    }
  }

  /** Versions and news of an order stay in the order in which intake numbered them. */
  private static List<Waiting> waiting(Iterable<AuditRequest> pending) {
    List<Waiting> waiting = new ArrayList<>();
    Instant told = Instant.MIN;
    for (AuditRequest request : pending) {
      Instant at = request.at();
      if (isTold(request)) {
        told = at.isAfter(told) ? at : told;
        at = told;
      }
      waiting.add(new Waiting(request, at));
    }
    return waiting;
  }

  /** Whether a marketplace told it of the order. */
  private static boolean isTold(AuditRequest request) {
    return request.version() != null || request.news() != null;
  }

  private static int rank(AuditRequest request) {
    if (request.repute() != null) {
      return 0;
    }
    return isTold(request) ? 1 : 2;
  }

  private void audit(AuditRequest request, ReadOnlyContext context, Collector<StockRequest> out)
      throws Exception {
    judgeDue(request.at(), context, out);
    Command command = request.command();
    Decision decision =
        audit(context)
            .decide(record.value(), request.version() == null ? order.value() : null, request);
    if (command != null && decision.unknownOrder()) {
      unknownOrders.inc();
      context.output(DEAD_LETTERS, unknownOrder(command, request));
    }
    keep(decision, context);
    if (decision.newest() != null) {
      order.update(decision.newest());
    }
    if (decision.keep() != null && decision.newest() != null) {
      Objects.requireNonNull(audited.get(decision.keep().outcome())).inc();
    }
    if (decision.request() != null) {
      out.collect(decision.request());
    }
  }

  /**
   * Judges an order whose time has come, as often as it has. Whatever comes for it later finds it
   * judged, so that a replay decides the same however far event time is behind.
   */
  private void judgeDue(Instant now, ReadOnlyContext context, Collector<StockRequest> out)
      throws Exception {
    AuditRecord kept = record.value();
    while (kept != null && kept.dueAt() != null && !kept.dueAt().isAfter(now)) {
      ReceivedOrder newest = order.value();
      if (newest == null) {
        return;
      }
      Decision decision = audit(context).recheck().due(kept, newest);
      keep(decision, context);
      if (decision.request() != null) {
        out.collect(decision.request());
      }
      kept = record.value();
      if (kept != null && kept.dueAt() != null) {
        // It is still to be judged, so its content must not be forgotten before that.
        order.update(newest);
      }
    }
  }

  private void keep(Decision decision, ReadOnlyContext context) throws Exception {
    if (decision.keep() != null) {
      mark(record.value(), decision.keep());
      record.update(decision.keep());
      Instant due = decision.keep().dueAt();
      // At the end of all time nothing is left to come, and what is rechecked would never end.
      if (due != null && context.currentWatermark() < Long.MAX_VALUE) {
        context.timerService().registerEventTimeTimer(due.toEpochMilli());
      }
    }
  }

  private void mark(@Nullable AuditRecord before, AuditRecord after) {
    boolean wasOpen = before != null && before.isOpen();
    if (after.isOpen() && !wasOpen) {
      open.update(true);
    } else if (wasOpen && !after.isOpen()) {
      open.clear();
    }
  }

  private Audit audit(ReadOnlyContext context) throws Exception {
    if (book == null) {
      RuleBook restored = new RuleBook();
      for (Map.Entry<String, List<Reference>> versions :
          context.getBroadcastState(AuditState.references()).immutableEntries()) {
        Reference any = versions.getValue().get(0);
        restored.set(any.type(), any.id(), versions.getValue());
      }
      book = restored;
    }
    return new Audit(book);
  }

  /** With the command as it was understood: the record itself is no longer at hand. */
  private static DeadLetter unknownOrder(Command command, AuditRequest request) {
    return DeadLetters.ofContent(
        request.cause(),
        request.at(),
        request.orderKey(),
        command,
        "UNKNOWN_ORDER",
        "no order of this id was accepted, or it is too long ago");
  }
}
