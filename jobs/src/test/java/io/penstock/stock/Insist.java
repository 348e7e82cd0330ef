package io.penstock.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of every order after every wave, and mostly kept: only what is broken is worth the
 * time that a good message takes.
 */
final class Insist {

  static void that(boolean kept, String what, @Nullable Object... of) {
    if (!kept) {
      assertThat(kept).as(what, of).isTrue();
    }
  }

  static void equal(
      @Nullable Object actual, @Nullable Object expected, String what, @Nullable Object... of) {
    if (!Objects.equals(actual, expected)) {
      assertThat(actual).as(what, of).isEqualTo(expected);
    }
  }

  private Insist() {}
}
