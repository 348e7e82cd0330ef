package io.penstock.deploy.bench.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.deploy.load.Message;
import io.penstock.deploy.load.PeakDay;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final PeakDay DAY = new PeakDay(7, 600);
  private static final int WARM_UP = 100;

  /** 1,000 slots a second. */
  private static final double RATE = 60_000;

  @Test
  void timeGoesOnFromTheSlotOfTheFirstRecordAfterTheWarmUp() {
    Schedule schedule = new Schedule(DAY, WARM_UP, RATE);
    long firstSlot =
        StreamSupport.stream(DAY.spliterator(), false)
            .skip(WARM_UP)
            .mapToLong(Message::slot)
            .findFirst()
            .orElseThrow();

    assertThat(schedule.dueAfter(0)).isEqualTo(dueBySlot(firstSlot)).isGreaterThan(WARM_UP);
    assertThat(schedule.dueAfter(Duration.ofMillis(200).toNanos()))
        .isEqualTo(dueBySlot(firstSlot + 200));
    assertThat(schedule.isOver()).isFalse();
  }

  @Test
  void inTheEndAllIsDue() {
    Schedule schedule = new Schedule(DAY, WARM_UP, RATE);

    assertThat(schedule.dueAfter(Duration.ofHours(1).toNanos()))
        .isEqualTo(dueBySlot(Long.MAX_VALUE));
    assertThat(schedule.isOver()).isTrue();
  }

  private static long dueBySlot(long slot) {
    return StreamSupport.stream(DAY.spliterator(), false)
        .filter(message -> message.slot() <= slot)
        .count();
  }
}
