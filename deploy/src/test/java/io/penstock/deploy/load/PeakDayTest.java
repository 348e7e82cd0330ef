package io.penstock.deploy.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.ReceivedOrder;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeakDayTest {

  private static final PeakDay DAY = new PeakDay(7, 3_000);

  @Test
  void theSameSeedAndNumberGiveTheSameMessages() {
    Iterator<Message> again = new PeakDay(7, 3_000).iterator();
    for (Message message : DAY) {
      Message other = again.next();
      assertThat(other.payload()).isEqualTo(message.payload());
      assertThat(other.slot()).isEqualTo(message.slot());
      assertThat(other.marketplace() + other.shop() + other.readable())
          .isEqualTo(message.marketplace() + message.shop() + message.readable());
    }
    assertThat(again.hasNext()).isFalse();
  }

  @Test
  void anotherSeedNamesNoOrderOfTheFirst() {
    Set<String> first = PlayedDay.of(DAY).versions.keySet();
    Set<String> second = PlayedDay.of(new PeakDay(8, 3_000)).versions.keySet();
    assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
  }

  @Test
  void messagesComeWhenTheyAreDueAndNoneStaysAwayForLong() {
    long before = 0;
    for (Message message : DAY) {
      assertThat(message.slot()).isGreaterThanOrEqualTo(before);
      assertThat(message.slot() - message.order()).isBetween(0L, 2 * DAY.window());
      before = message.slot();
    }
  }

  @Test
  void everyOrderOfTheDayIsTold() {
    Set<Long> told = new HashSet<>();
    for (Message message : DAY) {
      told.add(message.order());
    }
    assertThat(told).hasSize(DAY.orders());
  }

  @Test
  void aDayOfASingleOrderIsADay() {
    assertThat(new PeakDay(7, 1)).isNotEmpty();
  }

  @Test
  void theIdsOfAnOrderAndOfItsLinesAreItsOwn() {
    PlayedDay played = PlayedDay.of(DAY);
    Set<String> lines = new HashSet<>();
    for (List<ReceivedOrder> versions : played.versions.values()) {
      assertThat(versions.stream().map(one -> one.order().createdAt()).distinct()).hasSize(1);
      versions
          .get(0)
          .order()
          .lines()
          .forEach(
              line ->
                  assertThat(lines.add(versions.get(0).order().marketplace() + line.lineId()))
                      .isTrue());
    }
  }
}
