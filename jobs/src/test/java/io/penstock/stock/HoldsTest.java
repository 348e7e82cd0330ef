package io.penstock.stock;

import static io.penstock.stock.StockSamples.after;
import static io.penstock.stock.StockSamples.announced;
import static io.penstock.stock.StockSamples.warehouse;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.OrderEvent;
import io.penstock.model.Reason;
import io.penstock.model.Reference;
import io.penstock.model.Reference.Playbook;
import io.penstock.model.Reference.Timeout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldsTest {

  private static final Duration HOURS = Duration.ofHours(12);

  private final PoolInMemory pool =
      new PoolInMemory("TEE")
          .with(playbook(Reason.UNKNOWN_SKU, null))
          .with(playbook(Reason.UNSERVED_REGION, "PT1M"));

  HoldsTest() throws Exception {}

  @Test
  void whatIsHeldIsInSomebodysHandsAndFromItsDeadlineOnInOthers() throws Exception {
    pool.wave(Wish.of("1", "HAT*1").at(after(300)).allocate());
    Instant due = after(300).plus(HOURS);
    assertThat(reasons())
        .containsExactly(Reason.of("UNKNOWN_SKU", "HAT").ownedBy("catalogue", due));
    pool.forget();

    pool.quietUntil(due.minusMillis(1));
    assertThat(pool.events).isEmpty();
    pool.quietUntil(due.plusSeconds(1));
    assertThat(reasons()).containsExactly(Reason.of("UNKNOWN_SKU", "HAT").ownedBy("head", null));
    assertThat(pool.said.get(0).at()).isEqualTo(due);
    pool.forget();

    pool.quietUntil(due.plus(HOURS).plus(HOURS));
    assertThat(pool.events).as("once").isEmpty();
    assertThat(pool.reminders).isEmpty();
  }

  @Test
  void theDeadlineRunsFromTheFirstVersionThatWasHeld() throws Exception {
    pool.wave(Wish.of("1", "HAT*1").at(after(300)).allocate());
    pool.wave(Wish.of("1", "HAT*2").version(2).at(after(500)).allocate());

    assertThat(reasons())
        .extracting(Reason::dueBy)
        .containsExactly(after(300).plus(HOURS), after(300).plus(HOURS));
  }

  @Test
  void aDeadlineThatPassedWhileTheAuditHeldTheOrderIsMetAfterwards() throws Exception {
    pool.wave(Wish.of("1", "HAT*1").at(after(300)).allocate());
    pool.wave(Wish.of("1", "HAT*1").version(2).at(after(500)).suspend());
    Instant due = after(300).plus(HOURS);
    pool.quietUntil(due.plusSeconds(1));
    pool.forget();
    pool.wave(Wish.of("1", "HAT*1").version(2).at(due.plusSeconds(2)).allocate());
    pool.quietUntil(due.plusSeconds(10));

    assertThat(reasons()).extracting(Reason::owner).containsExactly("catalogue", "head");
  }

  @Test
  void whatIsClearedIsNotEscalatedAndWhatIsHeldAnewHasItsWholeTime() throws Exception {
    pool.wave(Wish.of("1", "HAT*1").at(after(300)).allocate());
    pool.wave(announced("HAT", after(500)), pool.receipt("east", "HAT", 1));
    pool.forget();
    pool.quietUntil(after(0).plus(HOURS).plus(HOURS));

    assertThat(pool.events).isEmpty();
    assertThat(pool.reminders).isEmpty();
  }

  @Test
  void aWarehouseThatComesToServeARegionIsFoundInAQuietNight() throws Exception {
    pool.without("east", "north", "south").with(warehouse("far", "Gansu", 0));
    pool.receive("far", "TEE", 1);
    pool.wave(Wish.of("1", "TEE*1").at(after(300)).allocate());
    assertThat(reasons()).extracting(Reason::owner).containsExactly("logistics");
    pool.forget();
    pool.quietUntil(after(200_000));
    assertThat(pool.events).isEmpty();

    pool.without("far").with(warehouse("far", "Gansu", 0, "*"));
    pool.quietUntil(after(280_000));

    assertThat(pool.events).containsExactly("1 ALLOCATED [SINGLE_WAREHOUSE]");
    pool.quietUntil(after(100_000_000));
    assertThat(pool.reminders).isEmpty();
  }

  private List<Reason> reasons() {
    return pool.said.stream()
        .filter(event -> event.type() == OrderEvent.Type.HELD)
        .flatMap(event -> event.reasons().stream())
        .toList();
  }

  private static Reference playbook(String code, @Nullable String recheck) {
    String owner = code.equals(Reason.UNKNOWN_SKU) ? "catalogue" : "logistics";
    return Reference.of(
        code,
        Instant.EPOCH,
        new Playbook(code, owner, HOURS.toString(), Timeout.ESCALATE, "head", recheck));
  }
}
