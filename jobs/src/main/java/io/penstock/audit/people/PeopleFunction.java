package io.penstock.audit.people;

import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.PersonInput;
import io.penstock.model.PersonInput.DenialVersions;
import io.penstock.model.Reference;
import io.penstock.model.Sighting;
import io.penstock.state.PersonState;
import io.penstock.state.SeenOrders;
import io.penstock.writeback.CachedList;
import io.penstock.writeback.CachedValue;
import io.penstock.writeback.WriteBack;
import io.penstock.writeback.WritesBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Tells orders what is notable of the people whom they name, as {@link Person} decides.
 *
 * <p>What was heard is dealt with once event time has come to it, in the order of its own time and
 * place in the topics: so it does not matter which of two orders of one person was read first. What
 * is told has the time of what it is told because of, and reaches the audit ahead of that time's
 * end.
 */
public final class PeopleFunction extends KeyedProcessFunction<String, PersonInput, AuditRequest>
    implements WritesBack {

  private static final Comparator<PersonInput> IN_TIME =
      Comparator.comparing(PersonInput::at)
          .thenComparing(input -> input.cause().topic())
          .thenComparing(input -> input.cause().partition())
          .thenComparing(input -> input.cause().offset())
          .thenComparing(input -> input.sighting() == null ? 0 : input.sighting().version());

  private transient WriteBack writeBack;
  private transient CachedValue<SeenOrders> seen;
  private transient CachedList<DenialVersions> denials;
  private transient CachedList<PersonInput> pending;
  private transient Counter notable;

  @Override
  public void open(OpenContext context) {
    writeBack = new WriteBack();
    seen = writeBack.value(getRuntimeContext().getState(PersonState.seen()));
    denials = writeBack.list(getRuntimeContext().getListState(PersonState.denials()));
    pending = writeBack.list(getRuntimeContext().getListState(PersonState.pending()));
    notable = getRuntimeContext().getMetricGroup().counter("notablePeople");
  }

  @Override
  public WriteBack writeBack() {
    return writeBack;
  }

  @Override
  public void processElement(PersonInput input, Context context, Collector<AuditRequest> out)
      throws Exception {
    pending.add(input);
    context.timerService().registerEventTimeTimer(input.at().toEpochMilli());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<AuditRequest> out)
      throws Exception {
    Instant now = Instant.ofEpochMilli(timestamp);
    List<PersonInput> due = new ArrayList<>();
    List<PersonInput> early = new ArrayList<>();
    for (PersonInput input : pending.get()) {
      (input.at().toEpochMilli() <= timestamp ? due : early).add(input);
    }
    pending.update(early);
    due.sort(IN_TIME);
    Cause publication = publish(due, context);
    SeenOrders before = seen.value();
    Person person =
        new Person(
            context.getCurrentKey(), denials.get(), before == null ? SeenOrders.NONE : before);
    if (publication == null) {
      publication = effectiveAt(now);
    }
    if (publication != null) {
      person.reconsider(publication, now);
    }
    for (PersonInput input : due) {
      Sighting sighting = input.sighting();
      if (sighting != null) {
        person.hear(sighting, input.cause(), input.at());
      }
    }
    SeenOrders after = person.seen();
    if (before != null || !after.orders().isEmpty()) {
      seen.update(after);
    }
    person.told().forEach(repute -> out.collect(AuditRequest.of(repute)));
    notable.inc(person.told().size());
  }

  /** Takes in what was published; gives the last record that did so, if any. */
  private @Nullable Cause publish(List<PersonInput> due, Context context) throws Exception {
    Cause last = null;
    for (PersonInput input : due) {
      DenialVersions versions = input.denial();
      if (versions == null) {
        continue;
      }
      last = input.cause();
      List<DenialVersions> entries = new ArrayList<>(denials.get());
      entries.removeIf(entry -> entry.id().equals(versions.id()));
      if (!versions.versions().isEmpty()) {
        entries.add(versions);
      }
      denials.update(entries);
      for (Reference version : versions.versions()) {
        long from = effectiveMillis(version);
        if (from > input.at().toEpochMilli()) {
          context.timerService().registerEventTimeTimer(from);
        }
      }
    }
    return last;
  }

  /** The publication of an entry that begins or ceases to hold at that time, if there is one. */
  private @Nullable Cause effectiveAt(Instant now) throws Exception {
    for (DenialVersions entry : denials.get()) {
      for (Reference version : entry.versions()) {
        if (effectiveMillis(version) == now.toEpochMilli()) {
          return entry.cause();
        }
      }
    }
    return null;
  }

  /** The first whole millisecond at which it holds: timers have no parts of one. */
  private static long effectiveMillis(Reference version) {
    Instant from = version.effectiveFrom();
    return from.equals(Instant.EPOCH) ? 0 : from.plusNanos(999_999).toEpochMilli();
  }
}
