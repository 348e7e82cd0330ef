package io.penstock.stock.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.state.Waiting;
import io.penstock.state.WaitingQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueuesTest {

  private final Map<String, WaitingQueue> state = new HashMap<>();
  private final Set<String> read = new HashSet<>();
  private final Set<String> written = new HashSet<>();

  @Test
  void whoIsFirstIsServedFirstHoweverLongTheQueueIs() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom dice = new SplittableRandom(seed);
      TreeSet<Waiting> expected = new TreeSet<>();
      int grows = 1 + dice.nextInt(8);
      for (int step = 0; step < 4_000; step++) {
        Queues queues = queues();
        for (int i = dice.nextInt(4); i >= 0; i--) {
          Waiting one = waiting(dice.nextInt(3), dice.nextInt(900));
          if (dice.nextInt(10) < grows) {
            queues.add("TEE", one);
            expected.add(one);
          } else {
            queues.remove("TEE", one);
            expected.remove(one);
          }
        }
        Waiting some = waiting(dice.nextInt(3), dice.nextInt(900));
        assertThat(queues.next("TEE", some)).isEqualTo(expected.higher(some));
        assertThat(queues.isEmpty("TEE")).as("seed %s", seed).isEqualTo(expected.isEmpty());
        queues.flush();
      }
      assertThat(all()).as("seed %s", seed).containsExactlyElementsOf(expected);
      assertThat(state.values()).allMatch(row -> row.entries().size() <= Queues.PAGE);
      for (Waiting one : expected) {
        Queues queues = queues();
        queues.remove("TEE", one);
        queues.flush();
      }
      assertThat(state).as("nothing is left").isEmpty();
    }
  }

  @Test
  void whoJoinsALongQueueTouchesAPageOfIt() throws Exception {
    Queues queues = queues();
    for (int i = 0; i < 100_000; i++) {
      queues.add("TEE", waiting(0, i));
    }
    queues.flush();
    read.clear();
    written.clear();

    Queues later = queues();
    later.add("TEE", waiting(1, 5));
    later.flush();

    assertThat(read).hasSize(2);
    assertThat(written).hasSizeLessThanOrEqualTo(2);
    assertThat(later.next("TEE", null)).isEqualTo(waiting(1, 5));
  }

  @Test
  void whoIsAlreadyThereDoesNotStandInItTwice() throws Exception {
    Queues queues = queues();
    queues.add("TEE", waiting(0, 1));
    queues.add("TEE", waiting(0, 1));
    queues.remove("TEE", waiting(0, 1));
    queues.remove("TEE", waiting(0, 1));

    assertThat(queues.isEmpty("TEE")).isTrue();
    assertThat(queues.next("TEE", null)).isNull();
  }

  private List<Waiting> all() throws Exception {
    Queues queues = queues();
    List<Waiting> all = new ArrayList<>();
    for (Waiting next = queues.next("TEE", null); next != null; next = queues.next("TEE", next)) {
      all.add(next);
    }
    return all;
  }

  private static Waiting waiting(int priority, int order) {
    return new Waiting(priority, Instant.ofEpochSecond(order / 10), "taobao/shop/" + order);
  }

  private Queues queues() {
    return new Queues(
        new RowStore<>() {
          @Override
          public @Nullable WaitingQueue get(String key) {
            read.add(key);
            return state.get(key);
          }

          @Override
          public void put(String key, WaitingQueue row) {
            written.add(key);
            state.put(key, row);
          }

          @Override
          public void remove(String key) {
            written.add(key);
            state.remove(key);
          }

          @Override
          public void forEach(Rows.Visitor<WaitingQueue> visitor) throws Exception {
            for (Map.Entry<String, WaitingQueue> row : state.entrySet()) {
              visitor.visit(row.getKey(), row.getValue());
            }
          }
        });
  }
}
