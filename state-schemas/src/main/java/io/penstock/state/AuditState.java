package io.penstock.state;

import io.penstock.model.AuditRequest;
import io.penstock.model.Cause;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * All that the audit keeps in a savepoint.
 *
 * <p>The names and the operator's uid are part of our storage format: they are never renamed, only
 * retired.
 *
 * <p>What is kept of an order is forgotten some time after its last change. The state backend
 * counts that time by the clock, so a replay keeps it longer than the first run did, never shorter.
 */
public final class AuditState {

  public static final String OPERATOR_UID = "audit";

  /**
   * How long an unchanged order is remembered. Marketplaces push an order again for as long as its
   * after-sales may be opened, which is three months at most: an order that is forgotten earlier
   * would be judged as a new one and shipped twice.
   */
  public static final Duration REMEMBER_FOR = Duration.ofDays(120);

  /**
   * How long the newest content of an order is at hand for commands. Nobody releases or cancels an
   * order that has not moved for longer; the content is large, and holds personal data.
   */
  public static final Duration COMMANDABLE_FOR = Duration.ofDays(60);

  public static ValueStateDescriptor<AuditRecord> record() {
    return forgotten(
        new ValueStateDescriptor<>("record", TypeInformation.of(AuditRecord.class)), REMEMBER_FOR);
  }

  /** The newest accepted version of the order, which commands are about. */
  public static ValueStateDescriptor<ReceivedOrder> order() {
    return forgotten(
        new ValueStateDescriptor<>("order", TypeInformation.of(ReceivedOrder.class)),
        COMMANDABLE_FOR);
  }

  /** Requests whose time has not come. */
  public static ListStateDescriptor<AuditRequest> pending() {
    return new ListStateDescriptor<>("pending", TypeInformation.of(AuditRequest.class));
  }

  /**
   * Present of orders that may yet be stopped, so that a change of the rules finds them without
   * reading all that is remembered.
   */
  public static ValueStateDescriptor<Boolean> open() {
    return forgotten(new ValueStateDescriptor<>("open", Types.BOOLEAN), COMMANDABLE_FOR);
  }

  /**
   * The times, in milliseconds, at which open orders are judged again, and which rules change then,
   * by id, with the newest record that says so. Broadcast. {@code sweeps} was its name while it
   * held no records.
   */
  public static MapStateDescriptor<Long, Map<String, Cause>> sweeps() {
    return new MapStateDescriptor<>(
        "rule-changes", Types.LONG, Types.MAP(Types.STRING, TypeInformation.of(Cause.class)));
  }

  /** The versions of each reference record by {@code TYPE/id}, oldest first. Broadcast. */
  public static MapStateDescriptor<String, List<Reference>> references() {
    return new MapStateDescriptor<>(
        "references", Types.STRING, Types.LIST(TypeInformation.of(Reference.class)));
  }

  private static <T> ValueStateDescriptor<T> forgotten(
      ValueStateDescriptor<T> state, Duration after) {
    state.enableTimeToLive(StateTtlConfig.newBuilder(after).build());
    return state;
  }

  private AuditState() {}
}
