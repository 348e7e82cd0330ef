package io.penstock.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastInstantsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-11T08:00:00Z",
        "2026-11-11T08:00:00.250Z",
        "2026-11-11T08:00:00.005Z",
        "1969-12-31T23:59:59.999Z",
        "2024-02-29T00:00:00Z",
        "2026-11-11T08:00:00.123456789Z",
        "0001-01-01T00:00:00Z",
        "-0044-03-15T12:00:00Z",
        "+12026-11-11T08:00:00Z"
      })
  void aTimeIsWrittenAsItIsSpelledEverywhereAndReadBack(String text) throws Exception {
    Instant time = Instant.parse(text);

    String written = new String(Json.write(time), StandardCharsets.UTF_8);

    assertThat(written).isEqualTo('"' + time.toString() + '"');
    assertThat(Json.read(Json.write(time), Instant.class)).isEqualTo(time);
  }

  @Test
  void tenThousandTimesAreSpelledAsJavaSpellsThem() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      Instant time = Instant.ofEpochMilli(random.nextLong(-5_000_000_000_000L, 9_000_000_000_000L));
      byte[] written = Json.write(time);

      assertThat(new String(written, StandardCharsets.UTF_8))
          .isEqualTo('"' + time.toString() + '"');
      assertThat(Json.read(written, Instant.class)).isEqualTo(time);
    }
  }

  @Test
  void aTimeWithAnOffsetIsReadToo() throws Exception {
    byte[] json = "\"2026-11-11T08:00:00+08:00\"".getBytes(StandardCharsets.UTF_8);

    assertThat(Json.read(json, Instant.class)).isEqualTo(Instant.parse("2026-11-11T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T08:00:00Z",
        "2026-11-11T24:00:01Z",
        "2026-11-11T08:60:00Z",
        "2026-11-1xT08:00:00Z",
        "2026-11-11 08:00:00Z",
        "yesterday"
      })
  void whatIsNoTimeIsRefused(String text) {
    byte[] json = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Json.read(json, Instant.class))
        .isInstanceOf(UnreadableException.class);
  }
}
