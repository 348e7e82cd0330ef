package io.penstock.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "\u6d59\u6c5f\u7701", "\ud83d\ude00", "a\ud83d\ude00b\n\t"})
  void whatCanBeKeptStaysTheVerySame(String text) {
    assertThat(Texts.storable(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\ud83db", "a\ude00b", "a\0b\ud83d", "\ude00\ud83d"})
  void whatCannotBeKeptIsReplaced(String text) {
    assertThat(Texts.storable(text))
        .hasSameSizeAs(text)
        .contains("\ufffd")
        .doesNotContain("\0", "\ud83d", "\ude00");
  }
}
