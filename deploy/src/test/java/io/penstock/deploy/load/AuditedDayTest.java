package io.penstock.deploy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.OrderVersion;
import io.penstock.model.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A whole day before the hub's own intake and audit, with the sample rules. */
class AuditedDayTest {

  private static final PeakDay DAY = new PeakDay(11, 6_000);
  private static final PlayedDay PLAYED = PlayedDay.of(DAY);
  private static final List<OrderVersion> VERSIONS = AuditedDay.versions(PLAYED);

  /** By then all have been judged once, and no deadline has passed. */
  private static final Instant LAST =
      VERSIONS.stream()
          .map(version -> version.received().receivedAt())
          .max(Comparator.naturalOrder())
          .orElseThrow();

  @Test
  void theAuditHoldsWhatIsFlawedForItsFlawsAndPassesAtLeastNineteenOfTwentyByItself()
      throws Exception {
    OrderPlanner planner = new OrderPlanner(DAY);
    Map<OrderEvent.Type, Integer> judged = new EnumMap<>(OrderEvent.Type.class);
    Set<String> met = new TreeSet<>();
    List<OrderEvent> events =
        AuditedDay.requests(VERSIONS, SampleReference.records(), LAST).stream()
            .flatMap(request -> request.events().stream())
            .toList();
    for (OrderEvent event : events) {
      judged.merge(event.type(), 1, Integer::sum);
      PlannedOrder plan = planner.plan(Objects.requireNonNull(PLAYED.indexes.get(event.key())));
      Set<String> reasons =
          event.reasons().stream().map(Reason::code).collect(Collectors.toCollection(TreeSet::new));
      reasons.removeAll(Set.of("UNPAID", "BUYER_MESSAGE"));
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
}
