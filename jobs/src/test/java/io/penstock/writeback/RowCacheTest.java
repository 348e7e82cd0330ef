package io.penstock.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowCacheTest {

  private final Map<String, Integer> state = new HashMap<>();
  private final List<String> looks = new ArrayList<>();
  private String key = "a";

  private final RowCache<Integer> cache =
      new RowCache<>(
          new RowCache.Store<>() {
            @Override
            public @Nullable Integer read(String row) {
              looks.add("read " + key + row);
              return state.get(key + row);
            }

            @Override
            public void write(String row, @Nullable Integer value) {
              looks.add("write " + key + row);
              if (value == null) {
                state.remove(key + row);
              } else {
                state.put(key + row, value);
              }
            }

            @Override
            public Iterable<Map.Entry<String, Integer>> all() {
              return ofKey(state).entrySet();
            }
          },
          () -> key);

  @Test
  void aRowIsReadOnceAndWrittenOnce() throws Exception {
    assertThat(cache.get("1")).isNull();
    for (int i = 0; i < 5; i++) {
      cache.put("1", i);
      assertThat(cache.get("1")).isEqualTo(i);
    }
    flush();
    flush();

    assertThat(looks).containsExactly("read a1", "write a1");
    assertThat(state).containsExactly(Map.entry("a1", 4));
  }

  @Test
  void whatCameAndWentBetweenTwoCheckpointsIsNotRemoved() throws Exception {
    cache.get("1");
    cache.put("1", 7);
    cache.put("1", null);
    flush();

    assertThat(looks).containsExactly("read a1");
  }

  @Test
  void whatWasThereIsRemoved() throws Exception {
    state.put("a1", 7);
    cache.get("1");
    cache.put("1", null);
    flush();
    cache.put("2", null); // Nobody looked whether it is there.
    flush();

    assertThat(state).isEmpty();
    assertThat(looks).containsExactly("read a1", "write a1", "write a2");
  }

  @Test
  void whatWasWrittenIsRemovedLater() throws Exception {
    cache.get("1");
    cache.put("1", 7);
    flush();
    cache.put("1", null);
    flush();

    assertThat(state).isEmpty();
  }

  /** Keys, rows, checkpoints and lack of room in any order. */
  @Test
  void itIsTheStateToWhoeverLooks() throws Exception {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom dice = new SplittableRandom(seed);
      Map<String, Integer> expected = new HashMap<>(state);
      for (int step = 0; step < 2_000; step++) {
        key = String.valueOf((char) ('a' + dice.nextInt(6)));
        String row = Integer.toString(dice.nextInt(3));
        switch (dice.nextInt(9)) {
          case 0, 1, 2 -> assertThat(cache.get(row)).isEqualTo(expected.get(key + row));
          case 3, 4 -> {
            cache.put(row, step);
            expected.put(key + row, step);
          }
          case 5 -> {
            cache.put(row, null);
            expected.remove(key + row);
          }
          case 6 -> {
            Map<String, Integer> all = new HashMap<>();
            cache.forEach((name, value) -> assertThat(all.put(name, value)).isNull());
            assertThat(all).as("seed %s, step %s", seed, step).isEqualTo(ofKey(expected));
          }
          case 7 -> cache.trim(dice.nextInt(8), other -> key = (String) other);
          default -> {
            flush();
            assertThat(state).as("seed %s, step %s", seed, step).isEqualTo(expected);
          }
        }
      }
      flush();
      assertThat(state).isEqualTo(expected);
    }
  }

  private Map<String, Integer> ofKey(Map<String, Integer> rows) {
    Map<String, Integer> own = new HashMap<>();
    rows.forEach(
        (name, value) -> {
          if (name.startsWith(key)) {
            own.put(name.substring(key.length()), value);
          }
        });
    return own;
  }

  private void flush() throws Exception {
    cache.flush(other -> key = (String) other);
  }
}
