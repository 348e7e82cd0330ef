package io.penstock.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.model.Cause;
import io.penstock.model.DeadLetter;
import io.penstock.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aDeadLetterSaysWhyAndCanBeReplayed() {
    RawRecord raw = raw("abc".getBytes(StandardCharsets.UTF_8));

    assertThat(DeadLetters.of(raw, new UnreadableException("BROKEN_JSON", "not JSON")))
        .isEqualTo(
            new DeadLetter(
                new Cause("orders.raw", 3, 12),
                NOON,
                "key",
                "tmall",
                "shop-1",
                "created",
                "BROKEN_JSON",
                "not JSON",
                3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "YWJj"));
  }

  @Test
  void aValueThatIsTooLargeToCopyIsOnlyNamed() {
    assertThat(DeadLetters.of(raw(new byte[512 * 1024]), "TOO_LARGE", "too large").valueBase64())
        .isNotNull();

    DeadLetter letter = DeadLetters.of(raw(new byte[512 * 1024 + 1]), "TOO_LARGE", "too large");
    assertThat(letter.valueBase64()).isNull();
    assertThat(letter.bytes()).isEqualTo(524_289);
    assertThat(letter.sha256()).hasSize(64);
  }

  private static RawRecord raw(byte[] value) {
    return new RawRecord("orders.raw", 3, 12, NOON, "key", "tmall", "shop-1", "created", value);
  }
}
