package io.penstock.deploy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.audit.AuditFunction;
import io.penstock.intake.OrderLifecycle;
import io.penstock.model.AuditRequest;
import io.penstock.model.OrderEvent;
import io.penstock.model.OrderVersion;
import io.penstock.model.Reason;
import io.penstock.model.ReceivedOrder;
import io.penstock.model.Reference;
import io.penstock.model.StockRequest;
import io.penstock.state.AuditState;
import io.penstock.state.KeptVersion;
import io.penstock.writeback.BroadcastWriteBackOperator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A whole day before the hub's own intake and audit, with the sample rules. */
class AuditedDayTest {

  private static final PeakDay DAY = new PeakDay(11, 6_000);
  private static final PlayedDay PLAYED = PlayedDay.of(DAY);
  private static final List<OrderVersion> VERSIONS = versions();

  @Test
  void theAuditHoldsWhatIsFlawedForItsFlawsAndPassesAtLeastNineteenOfTwentyByItself()
      throws Exception {
    OrderPlanner planner = new OrderPlanner(DAY);
    Map<OrderEvent.Type, Integer> judged = new EnumMap<>(OrderEvent.Type.class);
    Set<String> met = new TreeSet<>();
    for (OrderEvent event : audit(VERSIONS)) {
      judged.merge(event.type(), 1, Integer::sum);
      PlannedOrder plan = planner.plan(Objects.requireNonNull(PLAYED.indexes.get(event.key())));
      Set<String> reasons =
          event.reasons().stream().map(Reason::code).collect(Collectors.toCollection(TreeSet::new));
      reasons.remove("UNPAID");
      met.addAll(event.type() == OrderEvent.Type.HELD ? reasons : Set.of());
      switch (event.type()) {
        case PASSED -> assertThat(Flaws.reasons(plan)).as("order %d", plan.index()).isEmpty();
        case HELD ->
            assertThat(reasons).as("order %d", plan.index()).isEqualTo(Flaws.reasons(plan));
        case REJECTED -> throw new AssertionError("no sample rule rejects: " + plan.index());
        default -> {}
      }
    }
    assertThat(judged).containsKeys(OrderEvent.Type.ALREADY_SHIPPED, OrderEvent.Type.WAITING);
    assertThat(met)
        .containsExactlyInAnyOrder(
            "ADDRESS_INCOMPLETE",
            "DENYLISTED",
            "VALUE_LIMIT",
            "NO_LINES",
            "SKU_MISSING",
            "TOTAL_MISMATCH");
    int passed = judged.getOrDefault(OrderEvent.Type.PASSED, 0);
    int held = judged.getOrDefault(OrderEvent.Type.HELD, 0);
    assertThat(held).isPositive();
    assertThat(passed / (double) (passed + held)).isGreaterThan(0.95);
  }

  @Test
  void intakeMeetsEveryKindOfVersion() {
    assertThat(VERSIONS).extracting(OrderVersion::outcome).contains(OrderVersion.Outcome.values());
    assertThat(VERSIONS).anyMatch(OrderVersion::conflicting);
    assertThat(VERSIONS).anyMatch(version -> version.version() > 1);
  }

  /** What intake makes of the day. */
  private static List<OrderVersion> versions() {
    List<OrderVersion> all = new ArrayList<>();
    for (List<ReceivedOrder> order : PLAYED.versions.values()) {
      @Nullable KeptVersion kept = null;
      for (ReceivedOrder received : order) {
        OrderLifecycle.Decision decision = OrderLifecycle.receive(kept, received);
        kept = decision.kept();
        all.add(decision.version());
      }
    }
    return all;
  }

  private static List<OrderEvent> audit(List<OrderVersion> versions) throws Exception {
    try (KeyedBroadcastOperatorTestHarness<String, AuditRequest, Reference, StockRequest> audit =
        new KeyedBroadcastOperatorTestHarness<>(
            new BroadcastWriteBackOperator<>(new AuditFunction(), List.of(AuditState.references())),
            AuditRequest::orderKey,
            Types.STRING,
            1,
            1,
            0)) {
      audit.open();
      for (Reference reference : SampleReference.records()) {
        audit.processBroadcastElement(reference, 0);
      }
      Watermark begun = new Watermark(PlayedDay.START.minusMillis(1).toEpochMilli());
      audit.processWatermark(begun);
      audit.processBroadcastWatermark(begun);
      for (OrderVersion version : versions) {
        audit.processElement(
            AuditRequest.of(version), version.received().receivedAt().toEpochMilli());
      }
      return audit.extractOutputValues().stream()
          .flatMap(request -> request.events().stream())
          .toList();
    }
  }
}
